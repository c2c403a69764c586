"""Moving and cancelling a meeting: who is told, and what becomes of what was issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from django.core import mail

from agenda.models import Meeting
from agenda.services.meetings import Slot
from agenda.services.standing import USUAL, add_standing
from documents import services
from documents.amending import with_slot
from documents.content import ItemSection, Kind
from documents.editions import edition_for, latest_snapshot, read_snapshot
from documents.models import IssuedDocument
from documents.moving import consequences, move
from people.mailing import send_waiting
from people.models import Notice
from tests import documents
from tests.cast import World, some_day
from tests.pages import Reader

pytestmark = pytest.mark.django_db

WHEN = some_day(21)
SLOT = Slot(WHEN, time(9), "Kantinen")
SENT = {"date": WHEN.isoformat(), "start": "09:00", "place": "Kantinen", "reason": "Salen er optaget"}


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__full_name", flat=True))


def test_the_participants_are_told_where_and_when_it_is_now(world: World) -> None:
    assert Reader(world.cast.sofie).post("meeting_move", world.planned.pk, sent=SENT).status_code == 302
    assert told("meeting_moved") == {"Karen Ravnsø", "Carl Aadalskov", "Mette Østervang"}
    notice = Notice.objects.filter(kind="meeting_moved")[0]
    assert notice.sentence.endswith("kl. 09:00, Kantinen.")
    assert (notice.reason, notice.by_mail) == ("Salen er optaget", False)
    world.planned.refresh_from_db()
    assert (world.planned.date, world.planned.start) == (WHEN, time(9))


def test_nothing_moved_is_nothing_told(world: World) -> None:
    move(world.planned, Slot.of(world.planned), reason="", by=world.cast.sofie)
    assert told("meeting_moved") == set()


def test_an_issued_agenda_is_issued_anew_with_the_new_day(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    old = edition_for(world.cast.carl, world.planned, Kind.AGENDA)
    assert old is not None
    moved = move(world.planned, SLOT, reason="", by=world.cast.sofie)
    snapshot = latest_snapshot(moved, Kind.AGENDA)
    assert snapshot is not None
    document = read_snapshot(snapshot)
    assert (snapshot.version, document.date, document.start, document.place) == (2, WHEN, time(9), "Kantinen")
    assert [one.number for one in document.entries] == [1, 2]
    answer = Reader(world.cast.carl).get("edition", old.pk)
    assert (answer.status_code, answer.url) == (302, f"/meetings/{moved.pk}/agenda.pdf")
    assert IssuedDocument.objects.filter(meeting=moved, withdrawn_at=None, version=1).count() == 0
    send_waiting()
    mails = [one for one in mail.outbox if "flyttet" in one.subject]
    assert {one.to[0] for one in mails} == {f"{who}@fjordby.example" for who in ("karen", "carl", "mette")}
    assert "Salen" not in mails[0].body


def test_what_is_planned_for_a_time_of_the_day_moves_along() -> None:
    agenda = documents.AGENDA
    assert with_slot(agenda.date, agenda.start, agenda.place)(agenda) == agenda
    there = with_slot(date(2026, 3, 20), time(10), "Kantinen")
    back = with_slot(agenda.date, agenda.start, agenda.place)
    assert replace(back(there(agenda)), changes="") == agenda
    assert there(agenda).changes.startswith("Mødet er flyttet fra torsdag d. 19. marts 2026 kl. 08:30, ")
    assert there(agenda).start == time(10)
    entry = agenda.entries[0]
    assert isinstance(entry, ItemSection)
    timed = replace(agenda, entries=(replace(entry, begins=time(8, 45)),))
    moved, unknown = there(timed).entries[0], with_slot(agenda.date, None, "")(timed).entries[0]
    assert isinstance(moved, ItemSection)
    assert isinstance(unknown, ItemSection)
    assert (moved.begins, unknown.begins) == (time(10, 15), None)


def test_a_meeting_does_not_move_onto_another_nor_into_the_past(world: World) -> None:
    reader = Reader(world.cast.sofie)
    onto = {"date": world.session.date.isoformat(), "start": "08:30"}
    assert "allerede et møde" in reader.post("meeting_move", world.planned.pk, sent=onto).content.decode()
    past = {"date": "2015-09-17", "start": "08:30"}
    assert "Datoen er passeret" in reader.post("meeting_move", world.planned.pk, sent=past).content.decode()
    mistyped = {"date": "9999-12-31", "start": "08:30"}
    assert "årstallet" in reader.post("meeting_move", world.planned.pk, sent=mistyped).content.decode()


def test_the_page_says_what_will_happen(world: World) -> None:
    for line in USUAL:
        add_standing(world.forum, line, by=None)
    follows = consequences(world.planned, world.cast.sofie)
    assert (follows.told, follows.by_mail, follows.returning, follows.dropped) == (3, False, 2, 0)
    page = Reader(world.cast.sofie).text("meeting_cancel", world.planned.pk)
    assert "3 personer får besked" in page
    assert "2 punkter går tilbage til forummet" in page


def test_a_cancelled_meeting_is_told_of_and_its_agenda_is_handed_out_no_longer(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    old = edition_for(world.cast.carl, world.planned, Kind.AGENDA)
    assert old is not None
    answer = Reader(world.cast.sofie).post(
        "meeting_cancel", world.planned.pk, sent={"reason": "Sygdom"}, follow=True
    )
    assert "Mødet er aflyst." in answer.content.decode()
    assert told("meeting_cancelled") == {"Karen Ravnsø", "Carl Aadalskov", "Mette Østervang"}
    assert "Begrundelse: Sygdom" in Reader(world.cast.carl).text("notices")
    assert Reader(world.cast.carl).get("edition", old.pk).status_code == 404
    assert Meeting.objects.get(pk=world.planned.pk).state == "cancelled"
    again = Reader(world.cast.sofie).post("meeting_cancel", world.planned.pk)
    assert again.status_code == 409


def test_deputies_and_guests_are_told_too(world: World) -> None:
    Meeting.objects.filter(pk=world.past.pk).update(state="planned", minutes_published_at=None)
    meeting = Meeting.objects.get(pk=world.past.pk)
    move(meeting, SLOT, reason="", by=world.cast.sofie)
    assert {"Per Åfeldt", "Gitte Gæst", "Niels Forhen"} - told("meeting_moved") == {"Niels Forhen"}
