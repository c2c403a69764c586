"""What the rows of the matrix send."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from agenda.models import LegalGround
from agenda.services.versions import Mark
from people.models import Department
from tests.cast import World, some_day
from tests.matrix.row import Data


def _closing(world: World) -> dict[str, Any]:
    ground = LegalGround.objects.filter(open_ended=False).first()
    return {"legal_ground": ground.pk if ground else "", "public_title": "Lukket: ansættelse af skoleleder"}


def _emergency(world: World) -> dict[str, Any]:
    item = world.items["past_open"]
    day = world.past.date.isoformat()
    return {"forum": world.forum.pk, "date": day, "number": item.number, "reason": "Sekretæren er væk"}


def _approval(world: World) -> dict[str, Any]:
    return {"asked": world.past.approval_rounds.get().pk, "approves": "1"}


APPROVAL: Data = _approval
CHANGES: Data = {"changes": "Beslutningen til punkt 1 er præciseret."}


def _earlier(world: World) -> dict[str, Any]:
    newest, before = world.items["own_draft"].text_versions.filter(field="background")
    return {"version": before.pk, "base": str(Mark.of(newest))}


def _earlier_decision(world: World) -> dict[str, Any]:
    newest = world.items["session_open"].text_versions.filter(field="decision").first()
    return {"version": newest.pk if newest else 0, "base": str(Mark.of(newest))}


EARLIER_DECISION: Data = _earlier_decision
OUTDATED: Data = {"decision": "<p>Udsat.</p>", "decision-base": "0-0", "outcome-1": "approved"}


def _proposal(world: World) -> dict[str, Any]:
    return {"forum": world.forum.pk, "title": "Cykelparkering", "closed": "open", "kind": "decision"}


def _word(world: World) -> dict[str, Any]:
    return {"file": ContentFile(b"", name="forslag.docx")}


def _meeting(world: World) -> dict[str, Any]:
    return {"meeting": world.planned.pk}


PROPOSAL: Data = _proposal
WORD: Data = _word
MEETING: Data = _meeting
CLOSING: Data = _closing
EARLIER: Data = _earlier
EMERGENCY: Data = _emergency


def _new_task(world: World) -> dict[str, Any]:
    return {"item": world.items["past_open"].pk, "text": "Skriv til klubberne", "person": world.cast.frida.pk}


def _new_meeting(world: World) -> dict[str, Any]:
    return {"forum": world.forum.pk, "date": LATER}


def _new_item(world: World) -> dict[str, Any]:
    return {"meeting": world.planned.pk, "title": "Cykelparkering", "closed": False}


def _new_decision(world: World) -> dict[str, Any]:
    return {"item": world.items["session_guest"].pk, "text": "<p>Udsat.</p>"}


def _new_bilag(world: World) -> dict[str, Any]:
    return {"item": world.items["draft"].pk, "file": a_file()}


NEW_MEETING: Data = _new_meeting
NEW_ITEM: Data = _new_item
NEW_DECISION: Data = _new_decision
NEW_BILAG: Data = _new_bilag
PROGRESS: Data = {"status": "in_progress", "note": "Er begyndt."}
TASK: Data = {"text": "Skriv til alle borgere", "person": "bo@fjordby.example"}
NEW_TASK: Data = _new_task


def _many(world: World) -> dict[str, Any]:
    tasks = [str(world.items[key].follow_up_tasks.get().pk) for key in ("past_open", "past_closed")]
    return {"task": tasks, "to": "bo@fjordby.example", "reason": "Barsel"}


def _merge(world: World) -> dict[str, Any]:
    return {"into": Department.objects.get(name="Byg & Fritid").pk}


MANY: Data = _many
MERGE: Data = _merge
AWAY: Data = {"user": "", "stand_in": "per@fjordby.example", "since": "2099-07-01", "until": "2099-07-14"}
LATER, LATEST = some_day(60).isoformat(), some_day(120)
WISH: Data = {"wanted": LATER, "reason": "Leverandøren er forsinket"}
DUE: Data = {"submission": f"{some_day(-10).isoformat()}T12:00"}
READERS: Data = {"others": "bo@fjordby.example", "due": some_day(7).isoformat()}
REMARK: Data = {"text": "Datoen passer ikke."}
SOON: Data = {"date": LATER, "start": "08:30", "place": "915"}
SEAT: Data = {"user": "line@fjordby.example", "role": "member", "since": LATER}
STANDING: Data = {"title": "Siden sidst", "place": "first", "kind": "orientation"}
GRANT: Data = {"to": "line@fjordby.example", "reason": "Skal skrive opslaget"}
RECUSAL: Data = {"user": "carl@fjordby.example", "reason": "Bror til ansøgeren"}


def a_file() -> ContentFile[bytes]:
    return ContentFile(b"Kalender for 2027", name="kalender.txt")


def _file(world: World) -> dict[str, Any]:
    return {"file": a_file()}


A_FILE: Data = _file
