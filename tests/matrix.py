"""The rows of the access matrix: who gets which answer, for every address, person and method.

To add an address, add a line to ROWS for each thing that tells people apart:

    Row("close_item", "past_open", get={EDITORS: 200, OPENS_PAST: 403}, post={EDITORS: 302, OPENS_PAST: 403},
        data={"legal_ground": "Personforhold"}),

* The first word is the address's name, the second the thing it is asked for, one of the keys of `things`. An address
  without parameters has no second word. A parameter that no thing has yet gets its value in `things`;
  `<item_id>` takes the `item_id` of the thing, and `pk` of "api-item-…" too. What is not an id goes in `also`.
* Answers are read from the left, the first group with the person in it counts, and those not named get 404. So what
  is hidden is 404, and what can be seen but not done is said: `{EDITORS: 302, OPENS_PAST: 403}`.
* HEAD answers as GET does. A method that is not mentioned is 405 for everybody, but OPTIONS in the API 200.
* `data` is sent with POST, PUT, PATCH and DELETE, as JSON to "api-…" unless a file is in it. Where it needs an id or
  a file, give a function:
  `data=lambda world: {"user": world.cast.bo.pk}`.
* Each unsafe request is rolled back, so rows do not know of each other; the same address and thing may have several
  rows, with data of different kinds. What is refused (4xx) may not write in the journal.
* An id that does not exist is tried by itself, in every method that a row mentions, and must be 404 for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from django.contrib.auth.models import Group as UserGroup
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from agenda.models import AgendaItem, Forum, ItemComment, ItemPresence, LegalGround, StandingItem
from agenda.services import attendance
from agenda.services.access import grant_reading
from agenda.services.bilag import attach
from agenda.services.guards import locked
from agenda.services.items import accept_item, draft_item, submit_item
from agenda.services.meetings import plan_meeting
from agenda.services.publication import mark_agenda_published, mark_minutes_published, publish_items
from agenda.services.versions import Mark, marks
from agenda.services.writing import save_text
from api.webhooks.models import Delivery, Webhook
from decisions.calendars import make_address
from decisions.models import ApprovalRound, Outcome, StandardPhrase
from decisions.services.approval import approve_minutes
from decisions.services.dissents import add_dissent
from decisions.services.follow_up.assigning import Owner, create_task
from decisions.services.follow_up.evidence import add_evidence
from decisions.services.revisions import open_revision, set_dissents, set_outcomes, set_presences
from documents import build, scopes
from documents.content import Kind
from documents.editions import store_edition, store_snapshot
from documents.models import ImportedFile, Incident, IssuedDocument, WaitingBilag
from people.access_tokens import issue
from people.files import kept_files
from people.models import Absence, Department, User
from people.passwords import link_for
from tests.cast import World, make_world, some_day

Group: TypeAlias = tuple[str, ...]
Answers: TypeAlias = Mapping[Group, int]
Data: TypeAlias = Mapping[str, Any] | Callable[[World], Mapping[str, Any]]

UNSAFE = ("post", "put", "patch", "delete")
METHODS = ("get", *UNSAFE, "options")

EVERYBODY: Group = ("everybody",)
NOBODY: Group = ("nobody",)

# The forum of the matrix is internal: employees as such open nothing.
EDITORS: Group = ("sofie", "karen")
MEMBERS: Group = (*EDITORS, "carl", "mette")
ADMINS: Group = ("ida",)
KEEPERS: Group = (*EDITORS, *ADMINS)
OPENS_PAST: Group = (*MEMBERS, "per", "gitte", "tove")
OPENS_SESSION: Group = MEMBERS
OPENS_PLANNED: Group = (*MEMBERS, "frida", "rikke")
READS_PAST_OPEN: Group = (*MEMBERS, "per")
READS_PAST_CLOSED: Group = (*MEMBERS, "per", "tove")
READS_ALL_OF_PAST: Group = (*EDITORS, "carl", "per")
HAVE_TASK: Group = (*EDITORS, "frida", "line")
MANAGE_TASK: Group = (*EDITORS, "line")
SEES_FORUM: Group = (*MEMBERS, "per", "gitte", "tove", "frida", "rikke", "niels")
READ_OPEN_TASK: Group = (*READS_PAST_OPEN, "frida", "line")
READ_CLOSED_TASK: Group = (*READS_PAST_CLOSED, "frida", "line")
READS_DRAFT: Group = (*EDITORS, "frida", "rikke")
WRITES_DRAFT: Group = (*EDITORS, "frida")
CHAIR: Group = ("karen",)
READS_ALONG: Group = (*EDITORS, "rikke")
AUTHOR: Group = ("frida",)
HEAD: Group = ("line",)
READS_PROPOSAL: Group = (*EDITORS, *AUTHOR, *HEAD)


@dataclass(frozen=True)
class Row:
    """The answers to one address about one thing; a method that is None is 405 for everybody."""

    name: str
    which: str = ""
    get: Answers | None = None
    post: Answers | None = None
    put: Answers | None = None
    patch: Answers | None = None
    delete: Answers | None = None
    options: Answers | None = None
    data: Data = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)

    def says(self, method: str) -> Answers | None:
        """What is said of the method; HEAD answers as GET does."""
        said: Answers | None = getattr(self, "get" if method == "head" else method)
        return said

    def answer(self, method: str, name: str) -> int:
        """The status that the person of this name is to be answered."""
        said = self.says(method)
        if said is None:
            return 200 if method == "options" and self.name.startswith("api-") else 405
        return next((status for group, status in said.items() if name in group or group == EVERYBODY), 404)


ALWAYS_302: Answers = {EVERYBODY: 302}
NEVER: Answers = {(): 200}
ELSE_400: Answers = {NOBODY: 404, EVERYBODY: 400}
"""What a body names that the caller may not see is an error at its field, and the same as what there is not."""
SIGNED_IN_200: Answers = {NOBODY: 404, EVERYBODY: 200}


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

ROWS = [
    # people
    Row("sign_in", get={NOBODY: 200, EVERYBODY: 302}, post={NOBODY: 200, EVERYBODY: 302},
        put={NOBODY: 200, EVERYBODY: 302}, patch={NOBODY: 405, EVERYBODY: 302},
        delete={NOBODY: 405, EVERYBODY: 302}, options={NOBODY: 200, EVERYBODY: 302}),
    Row("sign_out", post=ALWAYS_302, options={EVERYBODY: 200}),
    Row("password_forgotten", get={EVERYBODY: 200}, post={EVERYBODY: 302}, data={"email": "bo@fjordby.example"}),
    Row("password_set", "link", get={EVERYBODY: 302}, post={EVERYBODY: 302}, put={EVERYBODY: 302},
        patch={EVERYBODY: 302}, delete={EVERYBODY: 302}, options={EVERYBODY: 302}),
    Row("password_set", "spent_link", get=NEVER, post=NEVER, put=NEVER, patch=NEVER, delete=NEVER, options=NEVER),
    Row("language", get=ALWAYS_302, post=ALWAYS_302, put=ALWAYS_302, patch=ALWAYS_302, delete=ALWAYS_302,
        options=ALWAYS_302),
    Row("notices", get={NOBODY: 302, EVERYBODY: 200}, post=ALWAYS_302),
    Row("keys", get={NOBODY: 302, EVERYBODY: 200}, post={NOBODY: 302, EVERYBODY: 200},
        data={"name": "Excel", "scope": "read"}),
    Row("key_withdraw", "key", post={("mette",): 302}),
    # the list of meetings
    Row("home", get={NOBODY: 302, EVERYBODY: 200}),
    Row("meetings", get={NOBODY: 302, EVERYBODY: 200}),
    # a meeting, an item
    Row("meeting", "past", get={OPENS_PAST: 200}),
    Row("meeting", "session", get={OPENS_SESSION: 200}),
    Row("meeting", "planned", get={OPENS_PLANNED: 200}),
    Row("item", "past_open", get={OPENS_PAST: 200}),
    Row("item", "past_closed", get={OPENS_PAST: 200}),
    Row("item", "past_recused", get={OPENS_PAST: 200}),
    Row("item", "session_closed", get={OPENS_SESSION: 200}),
    Row("item", "draft", get={READS_DRAFT: 200}),
    Row("item", "closed_draft", get={EDITORS: 200}),
    # issuing
    Row("ready_agenda", "planned", get={EDITORS: 200}, post={EDITORS: 302}),
    Row("ready_agenda", "session", get={EDITORS: 409}, post={EDITORS: 409}),
    Row("ready_minutes", "session", get={EDITORS: 200}, post={EDITORS: 302}),
    Row("ready_minutes", "past", get={EDITORS: 409}, post={EDITORS: 409}),
    Row("phrases", "forum", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("phrases", "forum", get={EDITORS: 200}, post={EDITORS: 302},
        data={"text": "Kommunen lægger vægt på dialog."}),
    Row("delete_phrase", "phrase", post={EDITORS: 302}),
    # versions of what is issued
    Row("versions", "past", get={OPENS_PAST: 200}),
    Row("version_new", "past", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("version_new", "past", get={EDITORS: 200}, post={EDITORS: 302}, data=CHANGES),
    Row("version_new", "session", get={EDITORS: 409}, post={EDITORS: 409}, data=CHANGES),
    Row("version_open", "past", post={EDITORS: 302}),
    Row("version_open", "session", post={EDITORS: 409}),
    Row("version_drop", "past", post={EDITORS: 302}),
    Row("version_drop", "session", post={EDITORS: 409}),
    Row("version_attendance", "past", get={EDITORS: 200}, post={EDITORS: 302}),
    Row("version_attendance", "session", get={EDITORS: 409}, post={EDITORS: 409}),
    Row("version_item", "past_open", get={EDITORS: 200}, post={EDITORS: 302}),
    Row("version_item", "session_open", get={EDITORS: 409}, post={EDITORS: 409}),
    # moving and cancelling
    Row("meeting_move", "planned", get={EDITORS: 200}, post={EDITORS: 302}, data=SOON),
    Row("meeting_move", "session", get={EDITORS: 409}, post={EDITORS: 409}, data=SOON),
    Row("meeting_cancel", "planned", get={EDITORS: 200}, post={EDITORS: 302}, data={"reason": "Sygdom"}),
    Row("meeting_cancel", "past", get={EDITORS: 409}, post={EDITORS: 409}),
    Row("meeting_deadlines", "planned", get={EDITORS: 200}, post={EDITORS: 302}, data=DUE),
    Row("meeting_deadlines", "session", get={EDITORS: 200}, post={EDITORS: 409}, data=DUE),
    # a forum
    Row("fora", get={KEEPERS: 200}),
    Row("forum_new", get={ADMINS: 200}, post={ADMINS: 302},
        data={"name": "Direktion", "secretary": "sofie@fjordby.example"}),
    Row("forum", "forum", get={KEEPERS: 200}),
    Row("forum_name", "forum", get={ADMINS: 200}, post={ADMINS: 302}, data={"name": "Chefgruppen"}),
    Row("forum_settings", "forum", get={EDITORS: 200}, post={EDITORS: 302}, data={"usual_place": "915"}),
    Row("forum_opening", "forum", get={EDITORS: 200}, post={EDITORS: 200}, data={"open_to_employees": "on"}),
    Row("meeting_new", "forum", get={EDITORS: 200}, post={EDITORS: 302}, data=SOON),
    Row("series", "forum", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("seats", "forum", get={KEEPERS: 200}, post={KEEPERS: 302}, data=SEAT),
    Row("seat_end", "seat", get={KEEPERS: 200}, post={KEEPERS: 302}, data={"until": LATER}),
    Row("standing", "forum", get={EDITORS: 200}, post={EDITORS: 302}, data=STANDING),
    Row("standing_item", "standing", get={EDITORS: 200}, post={EDITORS: 302}, data=STANDING),
    Row("standing_shift", "standing", post={EDITORS: 302}, data={"direction": "up"}),
    Row("standing_remove", "standing", post={EDITORS: 302}),
    Row("sentences", "forum", get={EDITORS: 200}, post={EDITORS: 302}, data={"approved-": "Tiltrådt."}),
    # reading a draft along
    Row("reading", "planned", get={READS_ALONG: 200}),
    Row("reading", "session", get={EDITORS: 200}),
    Row("reading", "past", get={EDITORS: 200}),
    Row("reading", "approved", get={EDITORS: 409}),
    Row("reading_ask", "planned", post={EDITORS: 302}),
    Row("reading_ask", "past", post={EDITORS: 302}),
    Row("reading_ask", "approved", post={EDITORS: 409}),
    Row("reading_answer", "planned", post={CHAIR: 302, EDITORS: 403}, data={"answer": "changes", "comment": "Ret 2."}),
    Row("reading_answer", "session", post={CHAIR: 302, EDITORS: 403}, data={"answer": "changes", "comment": "Ret 2."}),
    Row("reading_answer", "past", post={CHAIR: 302, EDITORS: 403}, data={"answer": "changes", "comment": "Ret 2."}),
    Row("reading_answer", "planned", post={CHAIR: 200, EDITORS: 403}, data={"answer": "agreed", "seen": "før"}),
    Row("reading_pdf", "planned", get={EDITORS: 200}),
    Row("reading_pdf", "past", get={EDITORS: 200}),
    Row("reading_pdf", "approved", get={EDITORS: 409}),
    Row("reading_readers", "planned", get={EDITORS: 200}, post={EDITORS: 302}, data=READERS),
    Row("reading_readers", "planned", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("reading_readers", "session", get={EDITORS: 200}, post={EDITORS: 409}, data=READERS),
    Row("reading_end", "planned", post={EDITORS: 302}),
    Row("reading_end", "session", post={EDITORS: 409}),
    Row("reading_comment", "draft", post={CHAIR: 302, EDITORS: 403, READS_ALONG: 302}, data=REMARK),
    Row("reading_comment", "closed_draft", post={CHAIR: 302, EDITORS: 403}, data=REMARK),
    Row("reading_comment", "session_open", post={CHAIR: 302, EDITORS: 403}, data=REMARK),
    Row("comment_settle", "comment", get={EDITORS: 200}, post={EDITORS: 302}, data={"taken": "1", "reply": "Rettet."}),
    Row("comment_settle", "closed_comment", get={EDITORS: 200}, post={EDITORS: 302}, data={"taken": "0"}),
    # taking minutes
    Row("minutes", "past", get={EDITORS: 200}),
    Row("minutes", "session", get={EDITORS: 200}),
    Row("minutes", "planned", get={EDITORS: 200}),
    Row("minutes_start", "session", post={EDITORS: 409}),
    Row("minutes_leave", "session", post={EDITORS: 409}),
    Row("minutes_room", "session", post={EDITORS: 302}),
    Row("minutes_order", "session", get={EDITORS: 200}),
    Row("minutes_place", "session_open", post={EDITORS: 302}, data={"place": 3}),
    Row("minutes_place", "past_open", post={EDITORS: 409}, data={"place": 3}),
    Row("minutes_item", "session_open", get={EDITORS: 200}, post={EDITORS: 302}),
    Row("minutes_item", "session_open", get={EDITORS: 200}, post={EDITORS: 409}, data=OUTDATED),
    Row("minutes_item", "session_closed", get={EDITORS: 200}, post={EDITORS: 302}, data={"outcome-1": "approved"}),
    Row("minutes_item", "past_open", get={EDITORS: 409}, post={EDITORS: 409}),
    Row("minutes_text", "session_open", get={EDITORS: 200}, post={}),
    Row("minutes_text", "session_open", get={EDITORS: 200}, post={EDITORS: 302}, data=EARLIER_DECISION),
    Row("minutes_text", "past_open", get={EDITORS: 409}, post={EDITORS: 409}),
    Row("minutes_outcomes", "session_open", post={EDITORS: 200}, data={"outcome-1": "noted"}),
    Row("minutes_outcomes", "past_open", post={EDITORS: 409}, data={"outcome-1": "noted"}),
    Row("attendance", "session", post={EDITORS: 200}),
    Row("attendance", "session", post={EDITORS: 302}, data={"who": "Anna Berg, KL", "presence": "guest"}),
    Row("attendance_expected", "session", post={EDITORS: 302}),
    Row("attendance_expected", "past", post={EDITORS: 409}),
    Row("attendee", "attendee", post={EDITORS: 302}, data={"presence": "apologies"}),
    Row("item_presence", "session_open", post={EDITORS: 200}),
    Row("item_presence", "session_open", post={EDITORS: 302}, data={"who": "Carl Aadalskov", "kind": "left"}),
    Row("item_presence_remove", "session_open", post={EDITORS: 302}),
    Row("item_dissents", "session_open", post={EDITORS: 200}),
    Row("item_dissents", "session_open", post={EDITORS: 302}, data={"who": "Carl Aadalskov", "text": "Nej."}),
    Row("item_dissent_remove", "session_open", post={EDITORS: 302}),
    # correcting
    Row("corrections", "past_open", get={EDITORS: 409}, post={EDITORS: 409}, data={"text": "Der skulle stå 14."}),
    Row("corrections", "approved", get={EDITORS: 200}, post={EDITORS: 302}, data={"text": "Der skulle stå 14."}),
    Row("corrections", "approved", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("corrections", "draft", get={}, post={}),
    # excerpts, and filing them
    Row("excerpt_pdf", "past_open", get={READS_PAST_OPEN: 302}),
    Row("excerpt_pdf", "past_closed", get={READS_PAST_CLOSED: 302}),
    Row("excerpt_pdf", "session_open", get={}),
    Row("excerpt_docx", "past_closed", get={EDITORS: 302, READS_PAST_CLOSED: 403}),
    Row("meeting_filing", "past", get={EDITORS: 200}),
    Row("forum_filing", "forum", get={EDITORS: 200}),
    Row("item_filing", "past_open", post={EDITORS: 302}),
    Row("item_filing", "session_open", post={EDITORS: 409}),
    # approving
    Row("approve", "past", get={MEMBERS: 200, OPENS_PAST: 403}, post={MEMBERS: 200, OPENS_PAST: 403}),
    Row("approve", "past", get={MEMBERS: 200, OPENS_PAST: 403},
        post={("karen", "carl", "mette"): 302, OPENS_PAST: 403}, data=APPROVAL),
    # tasks
    Row("my_tasks", get={NOBODY: 302, EVERYBODY: 200}),
    Row("led_tasks", get={("line",): 200}),
    Row("forum_tasks", "forum", get={SEES_FORUM: 200}),
    Row("task", "past_open", get={READ_OPEN_TASK: 200}, post={HAVE_TASK: 302, READ_OPEN_TASK: 403}, data=PROGRESS),
    Row("task", "past_closed", get={READ_CLOSED_TASK: 200}, post={HAVE_TASK: 302, READ_CLOSED_TASK: 403},
        data=PROGRESS),
    Row("task_change", "past_open", get={READ_OPEN_TASK: 200}, post={MANAGE_TASK: 302, READ_OPEN_TASK: 403}, data=TASK),
    Row("task_hand_back", "past_open", get={READ_OPEN_TASK: 200}, post={HAVE_TASK: 302, READ_OPEN_TASK: 403},
        data={"reason": "Hører under Teknik"}),
    Row("task_deadline", "past_open", get={READ_OPEN_TASK: 200}, post={HAVE_TASK: 302, READ_OPEN_TASK: 403}, data=WISH),
    Row("task_deadline_answer", "past_open", get={READ_OPEN_TASK: 302}, post={MANAGE_TASK: 409, READ_OPEN_TASK: 403}),
    Row("task_noted", "past_open", get={READ_OPEN_TASK: 302}, post={EDITORS: 409, READ_OPEN_TASK: 403}),
    Row("item_tasks", "past_open", get={EDITORS: 200}, post={EDITORS: 302}, data=TASK),
    Row("item_tasks", "session_closed", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("task_return", "past_open", get={EDITORS: 200, READ_OPEN_TASK: 403},
        post={EDITORS: 302, READ_OPEN_TASK: 403}, data={"returns_on": LATER}),
    Row("task_return", "past_closed", get={EDITORS: 200, READ_CLOSED_TASK: 403},
        post={EDITORS: 200, READ_CLOSED_TASK: 403}),
    Row("task_evidence", "past_open", get={HAVE_TASK: 200, READ_OPEN_TASK: 403},
        post={HAVE_TASK: 200, READ_OPEN_TASK: 403}),
    Row("task_evidence", "past_closed", get={HAVE_TASK: 200, READ_CLOSED_TASK: 403},
        post={HAVE_TASK: 302, READ_CLOSED_TASK: 403}, data=A_FILE),
    Row("evidence", "past_open", get={READS_PAST_OPEN: 200, AUTHOR: 200}),
    Row("evidence", "past_closed", get={READS_PAST_CLOSED: 200, AUTHOR: 200}),
    Row("evidence_delete", "past_open", post={(*EDITORS, *AUTHOR): 302, READS_PAST_OPEN: 403}),
    Row("evidence_delete", "past_closed", post={(*EDITORS, *AUTHOR): 302, READS_PAST_CLOSED: 403}),
    Row("hand_over_tasks", get={MANAGE_TASK: 200}, post={MANAGE_TASK: 200}),
    Row("hand_over_tasks", get={MANAGE_TASK: 200}, post={MANAGE_TASK: 302}, data=MANY),
    Row("webhooks", get={MANAGE_TASK: 200}, post={MANAGE_TASK: 200}),
    Row("webhook", "webhook", get={EDITORS: 200}),
    Row("webhook_delete", "webhook", post={EDITORS: 302}),
    Row("webhook_resend", "webhook", post={EDITORS: 302}),
    Row("reminders", get=SIGNED_IN_200, post={NOBODY: 404, EVERYBODY: 302}),
    Row("calendar_address", post=SIGNED_IN_200),
    Row("calendar_withdraw", post={NOBODY: 404, EVERYBODY: 302}),
    Row("calendar_feed", "calendar", get={EVERYBODY: 200}),
    Row("calendar_feed", "no_calendar", get=NEVER),
    Row("absences", get=SIGNED_IN_200, post=SIGNED_IN_200),
    Row("absences", get=SIGNED_IN_200, post={("per", "line"): 200, NOBODY: 404, EVERYBODY: 302}, data=AWAY),
    Row("absence_end", "absence", post={("frida", "line"): 302}),
    # files
    Row("minutes_pdf", "past", get={OPENS_PAST: 302}),
    Row("minutes_pdf", "session", get={}),
    Row("agenda_pdf", "past", get={}),
    Row("agenda_pdf", "session", get={OPENS_SESSION: 302}),
    Row("edition", "full_minutes", get={READS_ALL_OF_PAST: 200}),
    Row("edition", "public_minutes", get={READS_ALL_OF_PAST: 200}),
    Row("agenda_docx", "session", get={EDITORS: 302, OPENS_SESSION: 403}),
    Row("minutes_docx", "past", get={EDITORS: 302, OPENS_PAST: 403}),
    Row("supplement_pdf", "supplement", get={OPENS_SESSION: 302}),
    Row("kept_edition", "full_minutes", get={READS_ALL_OF_PAST: 200}),
    Row("kept_edition", "public_minutes", get={READS_ALL_OF_PAST: 200}),
    Row("original", "past", get={EDITORS: 200}),
    Row("original", "session", get={}),
    Row("attachment", "past_open", get={READS_PAST_OPEN: 200}),
    Row("attachment", "past_closed", get={READS_PAST_OPEN: 200}),
    Row("attachment", "past_in_closed", get={READS_PAST_CLOSED: 200}),
    # an agenda before it is sent out, and its items
    Row("agenda", "planned", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("agenda", "planned", post={EDITORS: 302}, get={EDITORS: 200}, data={"title": "Evt."}),
    Row("agenda", "past", get={EDITORS: 200}, post={EDITORS: 409}, data={"title": "For sent"}),
    Row("item_place", "draft", post={EDITORS: 302}, data={"place": 2}),
    Row("item_place", "past_open", post={EDITORS: 409}, data={"place": 2}),
    Row("item_take", "draft", post={EDITORS: 302}),
    Row("item_withdraw", "session_guest", get={EDITORS: 200}, post={EDITORS: 302}, data={"reason": "Sagen er trukket"}),
    Row("item_withdraw", "session_guest", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("item_withdraw", "past_open", get={EDITORS: 409}, post={EDITORS: 409}, data={"reason": "Sagen er trukket"}),
    Row("item_pool", "draft", post={EDITORS: 302}),
    Row("item_pool", "past_open", post={EDITORS: 409}),
    Row("item_edit", "draft", get={EDITORS: 200, WRITES_DRAFT: 409}, post={EDITORS: 302, WRITES_DRAFT: 409}),
    Row("item_edit", "own_draft", get={WRITES_DRAFT: 200}, post={WRITES_DRAFT: 302}),
    Row("item_edit", "closed_draft", get={EDITORS: 200}, post={EDITORS: 200}, data={"title": ""}),
    Row("item_edit", "past_open", get={EDITORS: 409}, post={EDITORS: 409}),
    Row("item_text", "draft", also={"field": "title"}, get={EDITORS: 200, WRITES_DRAFT: 409},
        post={EDITORS: 404, WRITES_DRAFT: 409}),
    Row("item_text", "own_draft", also={"field": "background"}, get={WRITES_DRAFT: 200}, post={WRITES_DRAFT: 302},
        data=EARLIER),
    Row("item_missing", "draft", get={WRITES_DRAFT: 200}),
    Row("item_case", "closed_draft", get={EDITORS: 200}),
    Row("item_delete", "own_draft", post={WRITES_DRAFT: 302}),
    Row("item_delete", "past_open", post={EDITORS: 409}),
    # the access to an item
    Row("item_access", "past_closed", get={EDITORS: 200}),
    Row("item_access", "draft", get={EDITORS: 200}),
    Row("item_close", "past_open", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("item_close", "past_closed", get={EDITORS: 200}, post={EDITORS: 302}, data=CLOSING),
    Row("item_close", "closed_draft", get={EDITORS: 200}, post={EDITORS: 302}, data=CLOSING),
    Row("item_open", "past_closed", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("item_open", "past_open", get={EDITORS: 302}, post={EDITORS: 302}),
    Row("item_grant", "past_closed", get={EDITORS: 200}, post={EDITORS: 302}, data=GRANT),
    Row("item_recuse", "past_closed", get={EDITORS: 200}, post={EDITORS: 302}, data=RECUSAL),
    Row("attachment_close", "past_open", post={EDITORS: 302}),
    Row("attachment_open", "past_closed", get={EDITORS: 200}, post={EDITORS: 200}),
    Row("person_grant_withdraw", "past_closed", post={EDITORS: 302}),
    Row("group_grant_withdraw", "session_closed", post={EDITORS: 302}),
    Row("recusal_lift", "past_recused", get={EDITORS: 200}, post={EDITORS: 302}),
    Row("incident", "past_open", get={EDITORS: 200}, post={EDITORS: 302}, data={"note": "Har ringet til Bo."}),
    # bilag
    Row("item_bilag", "draft", get={WRITES_DRAFT: 200}, post={WRITES_DRAFT: 200}),
    Row("item_bilag", "draft", get={WRITES_DRAFT: 200}, post={WRITES_DRAFT: 302}, data=A_FILE),
    Row("item_bilag", "session_open", get={EDITORS: 200}, post={EDITORS: 302}, data=A_FILE),
    Row("attachment_rename", "in_draft", post={EDITORS: 302, WRITES_DRAFT: 409}, data={"title": "Kalender"}),
    Row("attachment_rename", "in_draft", post={EDITORS: 200, WRITES_DRAFT: 200}),
    Row("attachment_move", "in_draft", post={EDITORS: 302, WRITES_DRAFT: 409}, data={"to": "up"}),
    Row("attachment_mark", "in_draft", post={EDITORS: 302, WRITES_DRAFT: 409}, data={"closed": "1"}),
    Row("attachment_mark", "past_closed", post={EDITORS: 409}, data={"closed": "0"}),
    Row("attachment_delete", "in_draft", post={WRITES_DRAFT: 200}),
    Row("attachment_delete", "in_draft", post={EDITORS: 302, WRITES_DRAFT: 409}, data={"sure": "1"}),
    Row("waiting_bilag", "waiting", post={EDITORS: 302}, data={"drop": "1"}),
    # proposals
    Row("proposals", get=SIGNED_IN_200),
    Row("proposal_new", get=SIGNED_IN_200, post={NOBODY: 404, EVERYBODY: 302}, data=PROPOSAL),
    Row("proposal_word", post=SIGNED_IN_200, data=WORD),
    Row("proposal_template", get=SIGNED_IN_200),
    Row("proposal", "proposal", get={READS_PROPOSAL: 200}),
    Row("proposal", "draft", get={WRITES_DRAFT: 200}),
    Row("proposal", "own_draft", get={WRITES_DRAFT: 200}),
    Row("proposal_submit", "own_draft", post={AUTHOR: 302}),
    Row("proposal_submit", "proposal", post={AUTHOR: 409}),
    Row("proposal_withdraw", "proposal", post={AUTHOR: 302}),
    Row("proposal_withdraw", "draft", post={AUTHOR: 409}),
    Row("proposal_approve", "proposal", post={HEAD: 302, READS_PROPOSAL: 403}),
    Row("proposal_return", "proposal", post={HEAD: 302, READS_PROPOSAL: 403}, data={"comment": "Mangler en pris"}),
    Row("proposal_return", "proposal", post={READS_PROPOSAL: 200}),
    Row("inbox", "forum", get={EDITORS: 200}),
    Row("inbox_item", "proposal", get={EDITORS: 200}),
    Row("inbox_accept", "proposal", post={EDITORS: 409}, data=MEETING),
    Row("inbox_accept", "own_draft", post={EDITORS: 302}, data=MEETING),
    Row("inbox_return", "proposal", post={EDITORS: 302}, data={"return-comment": "Mangler en pris"}),
    Row("inbox_park", "proposal", post={EDITORS: 409}),
    Row("inbox_park", "draft", post={EDITORS: 302}),
    Row("inbox_pass", "proposal", post={EDITORS: 302}, data={"pass-comment": "Det haster"}),
    # what administrators do
    Row("administration", get={ADMINS: 200}),
    Row("people", get={ADMINS: 200}),
    Row("person_new", get={ADMINS: 200}, post={ADMINS: 302},
        data={"email": "ny@fjordby.example", "full_name": "Ny Ansat"}),
    Row("person", "bo", get={ADMINS: 200}, post={ADMINS: 302},
        data={"email": "bo@fjordby.example", "full_name": "Bo Kildegærde"}),
    Row("person_link", "bo", post={ADMINS: 302}),
    Row("person_active", "bo", post={ADMINS: 302}, data={"active": "no"}),
    Row("departments", get={ADMINS: 200}, post={ADMINS: 302}, data={"name": "Byg & Miljø"}),
    Row("department", "department", get={ADMINS: 200}, post={ADMINS: 302}, data={"name": "Byg & Miljø"}),
    Row("department_merge", "department", get={ADMINS: 200}, post={ADMINS: 200}),
    Row("department_merge", "department", get={ADMINS: 200}, post={ADMINS: 302}, data=MERGE),
    Row("groups", get={ADMINS: 200}, post={ADMINS: 302}, data={"name": "Ansættelsesudvalg"}),
    Row("group", "group", get={ADMINS: 200}, post={ADMINS: 302}, data={"user": "bo@fjordby.example"}),
    Row("group_name", "group", get={ADMINS: 200}, post={ADMINS: 302}, data={"name": "Juridisk"}),
    Row("group_leave", "group", post={ADMINS: 302}),
    Row("emergency", get={ADMINS: 200}, post={ADMINS: 302}, data=EMERGENCY),
    Row("grounds", get={ADMINS: 200}, post={ADMINS: 302}, data={"text": "Udbudsloven", "position": "7"}),
    Row("ground", "ground", get={ADMINS: 200}, post={ADMINS: 302}, data={"text": "Udbudsloven", "position": "7"}),
    # api
    Row("api-schema", get={EVERYBODY: 200}),
    Row("api_docs", get={EVERYBODY: 200}),
    # what is changed is changed from what was shown: 428 to all that see it
    Row("api-meeting-list", get={EVERYBODY: 200}, post={EDITORS: 201, SEES_FORUM: 403, **ELSE_400},
        data=NEW_MEETING),
    Row("api-meeting-detail", "past", get={OPENS_PAST: 200}, patch={OPENS_PAST: 428}),
    Row("api-meeting-detail", "planned", get={OPENS_PLANNED: 200}, patch={OPENS_PLANNED: 428}),
    Row("api-meeting-cancel", "planned", post={OPENS_PLANNED: 428}),
    Row("api-meeting-start", "planned", post={OPENS_PLANNED: 428}),
    Row("api-meeting-publish-agenda", "planned", post={OPENS_PLANNED: 428}),
    Row("api-meeting-publish-minutes", "session", post={OPENS_SESSION: 428}),
    Row("api-meeting-attendance", "session", get={EDITORS: 200, OPENS_SESSION: 403},
        put={EDITORS: 428, OPENS_SESSION: 403}),
    Row("api-meeting-deadlines", "planned", get={EDITORS: 200, OPENS_PLANNED: 403},
        put={EDITORS: 428, OPENS_PLANNED: 403}),
    Row("api-meeting-check", "planned", get={EDITORS: 200, OPENS_PLANNED: 403}),
    Row("api-meeting-revision", "past", get={EDITORS: 200, OPENS_PAST: 403}, post={EDITORS: 428, OPENS_PAST: 403},
        patch={EDITORS: 428, OPENS_PAST: 403}, delete={EDITORS: 428, OPENS_PAST: 403}),
    Row("api-meeting-issue-revision", "past", post={EDITORS: 428, OPENS_PAST: 403}),
    Row("api-me", get={NOBODY: 401, EVERYBODY: 200}),
    Row("api-department-list", get={EVERYBODY: 200}),
    Row("api-forum-list", get={EVERYBODY: 200}),
    Row("api-forum-detail", "forum", get={SEES_FORUM: 200}),
    Row("api-item-list", get={EVERYBODY: 200}, post={EDITORS: 201, OPENS_PLANNED: 403, **ELSE_400},
        data=NEW_ITEM),
    Row("api-item-detail", "past_open", get={OPENS_PAST: 200}, patch={OPENS_PAST: 428}, delete={OPENS_PAST: 428}),
    Row("api-item-detail", "past_closed", get={OPENS_PAST: 200}, patch={OPENS_PAST: 428}, delete={OPENS_PAST: 428}),
    Row("api-item-detail", "past_recused", get={OPENS_PAST: 200}, patch={OPENS_PAST: 428}, delete={OPENS_PAST: 428}),
    Row("api-item-detail", "draft", get={READS_DRAFT: 200}, patch={READS_DRAFT: 428}, delete={READS_DRAFT: 428}),
    Row("api-item-detail", "closed_draft", get={EDITORS: 200}, patch={EDITORS: 428}, delete={EDITORS: 428}),
    Row("api-item-accept", "draft", post={READS_DRAFT: 428}, data=MEETING),
    Row("api-item-give-back", "draft", post={READS_DRAFT: 428}),
    Row("api-item-pool", "draft", post={READS_DRAFT: 428}),
    Row("api-item-withdraw", "past_closed", post={OPENS_PAST: 428}),
    Row("api-item-closure", "past_closed", put={OPENS_PAST: 428}),
    Row("api-item-open", "past_closed", post={OPENS_PAST: 428}),
    Row("api-item-presences", "session_open", get={EDITORS: 200, OPENS_SESSION: 403},
        put={EDITORS: 428, OPENS_SESSION: 403}),
    Row("api-item-presences", "past_closed", get={EDITORS: 200, OPENS_PAST: 403},
        put={EDITORS: 428, OPENS_PAST: 403}),
    Row("api-case-list", get={EVERYBODY: 200}),
    Row("api-case-detail", "past_closed", get={READS_PAST_CLOSED: 200}),
    Row("api-decision-list", get={EVERYBODY: 200}, post={EDITORS: 201, MEMBERS: 403, **ELSE_400},
        data=NEW_DECISION),
    Row("api-decision-detail", "past_open", get={READS_PAST_OPEN: 200}, patch={READS_PAST_OPEN: 428}),
    Row("api-decision-detail", "past_closed", get={READS_PAST_CLOSED: 200}, patch={READS_PAST_CLOSED: 428}),
    Row("api-decision-detail", "session_open", get={EDITORS: 200}, patch={EDITORS: 428}),
    Row("api-attachment-list", get={EVERYBODY: 200}, post={WRITES_DRAFT: 201, READS_DRAFT: 403, **ELSE_400},
        data=NEW_BILAG),
    Row("api-attachment-detail", "past_open", get={READS_PAST_OPEN: 200}, patch={READS_PAST_OPEN: 428},
        delete={READS_PAST_OPEN: 428}),
    Row("api-attachment-detail", "past_closed", get={READS_PAST_OPEN: 200}, patch={READS_PAST_OPEN: 428},
        delete={READS_PAST_OPEN: 428}),
    Row("api-attachment-detail", "past_in_closed", get={READS_PAST_CLOSED: 200}, patch={READS_PAST_CLOSED: 428},
        delete={READS_PAST_CLOSED: 428}),
    Row("api-attachment-file", "past_open", get={READS_PAST_OPEN: 200}),
    Row("api-attachment-file", "past_in_closed", get={READS_PAST_CLOSED: 200}),
    Row("api-document-list", get={EVERYBODY: 200}),
    Row("api-document-detail", "minutes_document", get={OPENS_PAST: 200}),
    Row("api-document-file", "minutes_document", get={OPENS_PAST: 200}),
    Row("api-task-list", get={NOBODY: 401, EVERYBODY: 200},
        post={EDITORS: 201, READS_PAST_OPEN: 403, **ELSE_400}, data=NEW_TASK),
    Row("api-task-detail", "past_open", get={READ_OPEN_TASK: 200}, patch={READ_OPEN_TASK: 428}),
    Row("api-task-detail", "past_closed", get={READ_CLOSED_TASK: 200}, patch={READ_CLOSED_TASK: 428}),
    Row("api-task-log", "past_open", get={READ_OPEN_TASK: 200}),
    Row("api-task-evidence", "past_open", get={READ_OPEN_TASK: 200}, post={HAVE_TASK: 201, READ_OPEN_TASK: 403},
        data=A_FILE),
    Row("api-task-evidence", "past_closed", get={READ_CLOSED_TASK: 200},
        post={HAVE_TASK: 201, READ_CLOSED_TASK: 403}, data=A_FILE),
    Row("api-evidence-file", "past_open", get={READS_PAST_OPEN: 200, AUTHOR: 200}),
    Row("api-task-notes", "past_closed", post={HAVE_TASK: 200, READ_CLOSED_TASK: 403}, data={"text": "Er ringet op."}),
    Row("api-task-hand-back", "past_open", post={HAVE_TASK: 200, READ_OPEN_TASK: 403}, data={"reason": "Ferie"}),
    Row("api-task-deadline-answer", "past_open", post={MANAGE_TASK: 409, READ_OPEN_TASK: 403}, data={"grant": True}),
    Row("api-task-deadline-wishes", "past_open", post={HAVE_TASK: 200, READ_OPEN_TASK: 403}, data=WISH),
]  # fmt: skip


def leave_traces(world: World, marker: str) -> None:
    """A standard phrase, minutes to be approved, bilag on a draft, closed too late and waiting for an answer, and a
    group that is let in and has nobody in it."""
    _leave_minutes(world)
    _leave_revision(world, marker)
    _leave_approved(world)
    due = timezone.now() + timedelta(days=8)
    ApprovalRound.objects.create(meeting=world.past, version=1, due_at=due)
    StandardPhrase.objects.create(forum=world.forum, text="Sagen er behandlet i MED-udvalget.")
    StandingItem.objects.create(forum=world.forum, title="Evt.")
    bilag = world.attachments["past_closed"]
    Incident.objects.create(
        meeting=world.past,
        item=bilag.item,
        attachment=bilag,
        visible_from=bilag.item.published_at or timezone.now(),
    )
    with kept_files() as keep:
        WaitingBilag.objects.create(
            item=world.items["session_open"],
            title=world.attachments["session_closed"].title,
            file=keep.save("waiting/brev", ContentFile(b"Dok. 2003023693")),
        )
    world.attachments["in_draft"] = attach(world.items["draft"], "Kalender", file=a_file(), by=None)
    for key, text in [("past_open", "Skriv til borgerne"), ("past_closed", "Ring til ansøgeren")]:
        task = create_task(world.items[key], text, Owner(person=world.cast.frida), by=world.cast.sofie)
        word = f"{marker}evidence" if key == "past_closed" else "synligt"
        file = ContentFile(word.encode(), name="brev.txt")
        add_evidence(task, f"Brev {word}", file=file, by=world.cast.frida)
    Department.objects.create(name="Byg & Fritid")
    hook = Webhook.objects.create(
        forum=world.forum, url="https://esdh.fjordby.example/", secret="0" * 64, made_by=world.cast.sofie
    )
    Delivery.objects.create(webhook=hook, event="task.created", about="1", payload={}, next_at=None)
    Absence.objects.create(user=world.cast.frida, stand_in=world.cast.rikke, since=some_day(90), until=LATEST)
    issue(world.cast.mette, "Excel", scope="read", expires_at=None)
    jurists = UserGroup.objects.create(name="Jurister")
    grant_reading(world.items["session_closed"], jurists, reason="Vurderer klagen", by=world.cast.sofie)


def draft_something(world: World, marker: str) -> None:
    """A draft of Frida's that has not been sent in, written twice, and a closed proposal that waits for her head."""
    frida = world.cast.frida
    leave_comments(world, marker)
    Forum.objects.filter(pk=world.forum.pk).update(takes_proposals=True, heads_approve_proposals=True)
    world.forum.refresh_from_db()
    proposal = draft_item(
        world.forum,
        f"Fratrædelse {marker}proposal",
        closed=True,
        author=frida,
        department=frida.department,
        background=f"<p>Om {marker}proposal</p>",
        by=frida,
    )
    attach(proposal, f"Aftale {marker}proposal", file=a_file(), by=frida)
    world.items["proposal"] = submit_item(proposal, wish=world.planned, by=frida)
    item = draft_item(world.forum, f"Legeplads {marker}owndraft", closed=False, author=frida, by=frida)
    world.items["own_draft"] = item
    for word in ("Først", "Så"):
        base = marks(item).get("background", Mark())
        save_text(item, "background", f"<p>{word} {marker}owndraft</p>", base=base, by=frida, anew=True)


def _leave_approved(world: World) -> None:
    """An older meeting whose minutes are approved, with one open item."""
    meeting = plan_meeting(world.forum, some_day(-42), by=None)
    item = draft_item(world.forum, "Budgetopfølgning", closed=False, meeting=meeting, by=None)
    accept_item(item, meeting, by=None)
    now = timezone.now()
    with transaction.atomic():
        publish_items(locked(meeting), now, None)
        mark_agenda_published(locked(meeting), now, None)
        mark_minutes_published(locked(meeting), now, None)
    world.items["approved"] = item
    approve_minutes(meeting, by=world.cast.sofie)
    item.refresh_from_db()


def _leave_revision(world: World, marker: str) -> None:
    open_revision(world.past, by=world.cast.sofie)
    item = world.items["past_open"]
    set_outcomes(item, {1: Outcome.APPROVED}, by=world.cast.sofie)
    closed = world.items["past_closed"]
    set_presences(closed, [(f"{marker}pastcloseddecision", None, "left", None)], by=world.cast.sofie)
    set_dissents(closed, [("Mette", None, f"{marker}pastcloseddecision")], by=world.cast.sofie)


def leave_comments(world: World, marker: str) -> None:
    """What a reviewer has said of a draft, and the chair of what is closed, of the agenda and of the minutes."""
    said = ItemComment.Kind.REVIEW
    for key, kind, text, by in [
        ("draft", said, f"Datoen i {marker}opendraft passer ikke.", world.cast.rikke),
        ("closed_draft", said, f"Hvem sagde {marker}closeddraft?", world.cast.karen),
        (
            "session_closed",
            ItemComment.Kind.MINUTES,
            f"Ikke {marker}sessioncloseddecision!",
            world.cast.karen,
        ),
    ]:
        ItemComment.objects.create(item=world.items[key], kind=kind, text=text, by=by)


def _leave_minutes(world: World) -> None:
    item, sofie = world.items["session_open"], world.cast.sofie
    attendance.add_attendee(
        world.session, "Carl Aadalskov", user=world.cast.carl, presence="present", by=sofie
    )
    attendance.note_presence(item, "Carl Aadalskov", kind=ItemPresence.Kind.LEFT, by=sofie)
    add_dissent(item, "Carl Aadalskov", "Carl kan ikke tiltræde beslutningen.", by=sofie)


def make_internal(marker: str) -> World:
    """A forum closed to employees, with an issued agenda, issued minutes and an imported file."""
    world = make_world(marker, open_to_employees=False)
    leave_traces(world, marker)
    draft_something(world, marker)
    ImportedFile.objects.create(meeting=world.past, file="imported/original.txt", sha256="0" * 64)
    with kept_files() as keep, transaction.atomic():
        keep.save("imported/original.txt", ContentFile(b"REFERAT"))
        minutes = build.whole(world.past, Kind.MINUTES)
        snapshot = store_snapshot(world.past, minutes, by=None, keep=keep)
        for scope in (scopes.full(minutes), scopes.public(minutes)):
            store_edition(snapshot, scope, b"%PDF-1.7", by=None, keep=keep)
        for kind in (Kind.AGENDA, Kind.SUPPLEMENT):
            store_snapshot(world.session, build.whole(world.session, kind), by=None, keep=keep)
    return world


def _group() -> dict[str, Any]:
    """A group that reads nothing, and the one who is in it."""
    group, _made = UserGroup.objects.get_or_create(name="Redaktion")
    member = User.objects.get(email="rikke@fjordby.example")
    group.user_set.add(member)
    return {"group_id": group.pk, "user_id": member.pk}


def _link() -> dict[str, Any]:
    """A link by which somebody chooses a password who has never signed in; signing in would end it."""
    newcomer, _made = User.objects.get_or_create(email="kommer@fjordby.example", full_name="Kim Kommer")
    uidb64, token = link_for(newcomer).rstrip("/").split("/")[-2:]
    return {"uidb64": uidb64, "token": token}


def things(world: World) -> dict[str, dict[str, Any]]:
    """What an address can be asked for: the ids it takes, by the name of the thing."""
    items = _items(world)
    return {
        "": {},
        **_of_people(world),
        **_of_the_forum(world),
        **_meetings(world),
        **items,
        **_papers(world),
    }


def _of_people(world: World) -> dict[str, dict[str, Any]]:
    return {
        "bo": {"user_id": world.cast.bo.pk},
        "department": {"department_id": Department.objects.get(head=world.cast.line).pk},
        "calendar": {"token": make_address(world.cast.frida)},
        "no_calendar": {"token": "gammel"},
        "absence": {"absence_id": Absence.objects.get().pk},
        "group": _group(),
        "link": _link(),
        "spent_link": {**_link(), "token": "set-password-1"},
        "key": {"key_id": world.cast.mette.access_tokens.get().pk},
        "webhook": {"webhook_id": Webhook.objects.get().pk, "delivery_id": Delivery.objects.get().pk},
    }


def _of_the_forum(world: World) -> dict[str, dict[str, Any]]:
    forum, seats = world.forum, world.forum.memberships
    return {
        "forum": {"forum_id": forum.pk},
        "phrase": {"forum_id": forum.pk, "phrase_id": forum.standard_phrases.get().pk},
        "standing": {"forum_id": forum.pk, "standing_id": forum.standing_items.get().pk},
        "seat": {"forum_id": forum.pk, "seat_id": seats.get(user=world.cast.mette).pk},
        "ground": {"ground_id": LegalGround.objects.get(position=1).pk},
    }


def _meetings(world: World) -> dict[str, dict[str, Any]]:
    return {
        "past": {"meeting_id": world.past.pk},
        "session": {"meeting_id": world.session.pk},
        "supplement": {"meeting_id": world.session.pk, "version": 1},
        "planned": {"meeting_id": world.planned.pk},
        "attendee": {"meeting_id": world.session.pk, "attendee_id": world.session.attendance.get().pk},
    }


def _items(world: World) -> dict[str, dict[str, Any]]:
    """Items and bilag; the bilag of an item may go by the item's name."""
    found: dict[str, dict[str, Any]] = {"waiting": {"waiting_id": WaitingBilag.objects.get().pk}}
    for key, item in world.items.items():
        on_meeting = {"meeting_id": item.meeting_id} if item.meeting_id else {}
        found[key] = {"item_id": item.pk, "forum_id": item.forum_id, "field": "background", **on_meeting}
    for key, one in world.attachments.items():
        item_ids = {"meeting_id": one.item.meeting_id, "item_id": one.item_id}
        found[key] = found.get(key, item_ids) | {"attachment_id": one.pk}
    for key, ids in _at_items(world.items):
        found[key] |= ids
    for key, name in [("comment", "draft"), ("closed_comment", "closed_draft")]:
        found[key] = {"comment_id": world.items[name].comments.get().pk}
    return found


def _at_items(items: Mapping[str, AgendaItem]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What there is one of at an item."""
    yield "past_closed", {"grant_id": items["past_closed"].user_grants.get().pk}
    yield "past_closed", {"case_id": items["past_closed"].case_id}
    yield "session_closed", {"grant_id": items["session_closed"].group_grants.get().pk}
    yield "past_recused", {"recusal_id": items["past_recused"].recusals.get().pk}
    yield "past_open", {"incident_id": items["past_open"].incidents.get().pk}
    yield "session_open", {"presence_id": items["session_open"].presences.get().pk}
    yield "session_open", {"dissent_id": items["session_open"].decision.dissents.get().pk}
    for key in ("past_open", "past_closed"):
        task = items[key].follow_up_tasks.get()
        yield key, {"task_id": task.pk, "evidence_id": task.evidence.get().pk}
    for key in ("past_open", "past_closed", "session_open"):
        yield key, {"decision_id": items[key].decision.pk}


def _papers(world: World) -> dict[str, dict[str, Any]]:
    papers = IssuedDocument.objects.filter(meeting=world.past, kind="minutes")
    public, full = sorted(papers.filter(format="pdf"), key=lambda one: len(one.shows))[:2]
    return {
        "public_minutes": {"edition_id": public.pk},
        "full_minutes": {"edition_id": full.pk},
        "minutes_document": {"document_id": papers.get(format="snapshot").pk},
    }
