"""Minutes that are out and not approved are put right as a numbered version that says what changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from agenda.models import Agreement, Attendance, ItemPresence, Meeting
from agenda.services.attendance import named
from agenda.services.attendance import set_attendance as write_attendance
from agenda.services.versions import Mark
from decisions.models import Decision, Outcome, Revision
from decisions.services.approval import approve_minutes
from decisions.services.postponing import outcomes_of
from decisions.services.revisions import (
    open_revision,
    save_text,
    set_attendance,
    set_changes,
    set_dissents,
    set_outcomes,
    set_presences,
)
from decisions.services.written import attended, mark_of
from documents import agreeing, build, versions
from documents.clearance import Held
from documents.content import Kind, MeetingDocument
from documents.drawing.text import draw_text
from documents.editions import edition_for, latest_snapshot, read_snapshot
from documents.new_version import issue_version
from documents.services import publish
from people.models import JournalEntry, Notice
from people.refusals import Refused
from tests.cast import World
from tests.test_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Here, Came = Attendance.Presence, ItemPresence.Kind

ANEW = "<p>Tiltrådt, dog med en frist på otte uger.</p>"


@pytest.fixture
def out(world: World) -> Meeting:
    """The meeting in session, whose minutes have just been sent out."""
    type(world.forum).objects.update(approval_days=8)
    write_attendance(world.session, [("Carl Holm", world.cast.carl, Here.ABSENT)], by=world.cast.sofie)
    publish(Meeting.objects.get(pk=world.session.pk), Kind.MINUTES, by=world.cast.sofie)
    return Meeting.objects.select_related("forum").get(pk=world.session.pk)


def newest(meeting: Meeting) -> MeetingDocument:
    snapshot = latest_snapshot(meeting, Kind.MINUTES)
    assert snapshot is not None
    return read_snapshot(snapshot)


def numbers(world: World, out: Meeting, name: str) -> list[int]:
    shelves = versions.of(getattr(world.cast, name), out)
    return [one.number for shelf in shelves if shelf.kind == "minutes" for one in shelf.versions]


def test_what_is_written_anew_waits_and_then_goes_out_as_version_two(world: World, out: Meeting) -> None:
    item, sofie = world.items["session_open"], world.cast.sofie
    first = edition_for(world.cast.carl, out, Kind.MINUTES)
    open_revision(out, by=sofie)
    save_text(item, ANEW, base=Mark(), by=sofie)
    set_outcomes(item, {1: Outcome.APPROVED_WITH_CHANGE}, by=sofie)
    assert JournalEntry.objects.filter(kind="revision.outcomes").count() == 1
    assert Decision.objects.get(item=item).text != ANEW
    Notice.objects.all().delete()
    issue_version(out, "Fristen i punkt 1 er rettet.", by=sofie)
    assert (Decision.objects.get(item=item).text, outcomes_of(item)) == (ANEW, [Outcome.APPROVED_WITH_CHANGE])
    document = newest(out)
    assert (document.version, document.changes) == (2, "Fristen i punkt 1 er rettet.")
    assert set(Notice.objects.values_list("kind", flat=True)) == {"minutes_to_approve"}
    assert out.approval_rounds.get(closed_at=None).version == 2
    assert Revision.objects.get().version == 2
    assert JournalEntry.objects.filter(kind="meeting.minutes_revised").count() == 1
    client = Client()
    client.force_login(world.cast.carl)
    page = client.get(f"/meetings/{out.pk}/versions/").content.decode()
    assert first is not None
    assert f"/editions/{first.pk}/kept/" in page
    assert client.get(f"/editions/{first.pk}/kept/").status_code == 200
    assert "Fristen i punkt 1 er rettet." in page
    assert "Udgave 2" in client.get(f"/meetings/{out.pk}/").content.decode()
    assert numbers(world, out, "carl") == numbers(world, out, "bo") == [2, 1]


def test_who_was_there_and_who_dissented_is_written_anew(world: World, out: Meeting) -> None:
    """What each version says of it, in print and on the page; of a closed item no more than its number."""
    sofie, carl, item = world.cast.sofie, world.cast.carl, world.items["session_open"]
    open_revision(out, by=sofie)
    mark = mark_of(attended(out))
    set_attendance(out, [("Carl Holm", carl, Here.PRESENT), ("Jens Poulsen", None, Here.DEPUTY)], by=sofie)
    with pytest.raises(ValidationError, match="En anden"):
        set_attendance(out, [], base=mark, by=sofie)
    with pytest.raises(ValidationError, match="allerede på listen"):
        set_attendance(out, [("Carl", carl, Here.PRESENT), ("Holm", carl, Here.GUEST)], by=sofie)
    set_presences(item, [("Carl Holm", carl, Came.CAME_LATE, time(8, 45))], by=sofie)
    set_dissents(item, [("Carl Holm", carl, "Uenig i\nfristen")], by=sofie)
    set_dissents(world.items["session_closed"], [("Mette", None, "Uenig")], by=sofie)
    assert not out.attendance.filter(user=carl, presence=Here.PRESENT).exists()
    issue_version(out, "", by=sofie)
    assert list(out.attendance.values_list("who", "user", "presence")) == [
        ("Carl Holm", carl.pk, "present"),
        ("Jens Poulsen", None, "deputy"),
    ]
    assert list(item.presences.values_list("who", "kind", "at")) == [("Carl Holm", "came_late", time(8, 45))]
    document = newest(out)
    assert document.changes == (
        "Til stede: Carl Holm er rettet fra fraværende til deltager; Jens Poulsen er sat på som stedfortræder. "
        "Punkt 1: hvem der var med og særstandpunkter er rettet. Punkt 2 er rettet."
    )
    assert document == replace(build.published(out, Kind.MINUTES), version=2, changes=document.changes)
    assert f"Ændret: {document.changes}" in draw_text(document)
    client = Client()
    client.force_login(world.cast.bo)
    assert document.changes in client.get(f"/meetings/{out.pk}/").content.decode()


def test_the_chair_sees_what_is_new_before_it_goes_out(world: World, out: Meeting) -> None:
    """What she saw of the first version counts for nothing, and her answer holds for what she read alone."""
    sofie, karen, item = world.cast.sofie, world.cast.karen, world.items["session_open"]
    type(world.forum).objects.update(chair_sees_minutes=True)
    out = Meeting.objects.select_related("forum").get(pk=out.pk)
    first = {"kind": "minutes", "meeting": out, "asked_at": out.minutes_published_at}
    Agreement.objects.create(**first)
    open_revision(out, by=sofie)
    with pytest.raises(Refused, match="ikke ændret"):
        agreeing.ask(out, by=sofie)
    set_attendance(out, [("Carl Holm", world.cast.carl, Here.PRESENT)], by=sofie)
    set_changes(out, "Carl var der", by=sofie)
    with pytest.raises(Refused, match="ikke bedt om at se"):
        issue_version(out, "Carl var der", by=sofie)
    client, url = Client(), f"/meetings/{out.pk}/reading/"
    client.force_login(sofie)
    assert "Gem, og læs udkastet" in client.get(f"/meetings/{out.pk}/versions/new/").content.decode()
    assert (
        client.post(f"/meetings/{out.pk}/versions/new/", {"changes": "Carl var der", "read": 1}).headers[
            "Location"
        ]
        == url
    )
    assert client.post(f"{url}ask/").status_code == 302
    client.force_login(karen)
    assert "Se den nye udgave" in client.get(f"/meetings/{out.pk}/").content.decode()
    page = client.get(url).content.decode()
    assert "Carl var der. Til stede: Carl Holm er rettet fra fraværende til deltager." in page
    seen = re.search(r'name="seen"\s+value="(\w+)"', page)
    assert seen is not None
    save_text(item, ANEW, base=Mark(), by=sofie)
    sent = {"answer": "agreed", "seen": seen[1]}
    assert "rettet i udkastet" in client.post(f"{url}answer/", sent).content.decode()
    digest = agreeing.digest_of(agreeing.draft(out, Agreement.Kind.MINUTES))
    assert client.post(f"{url}answer/", sent | {"seen": digest}).status_code == 302
    with pytest.raises(Refused, match="ændret siden"):
        issue_version(out, "Andre ord", by=sofie)
    issue_version(out, "Carl var der", by=sofie)
    assert newest(out).version == 2
    assert client.get(url).status_code == 409


def test_what_it_says_of_itself_is_checked_too(world: World, out: Meeting) -> None:
    item = world.items["session_open"]
    open_revision(out, by=None)
    save_text(item, ANEW, base=Mark(), by=None)
    secret = Decision.objects.get(item=world.items["session_closed"]).text
    with pytest.raises(Held):
        issue_version(
            out, f"Før stod der {world.items['session_closed'].title} {secret}", by=world.cast.sofie
        )
    assert Decision.objects.get(item=item).text != ANEW


def test_nothing_approved_nothing_unchanged_and_by_editors_alone(world: World) -> None:
    with pytest.raises(PermissionDenied):
        open_revision(world.past, by=world.cast.carl)
    with pytest.raises(Refused, match="ikke udsendt"):
        open_revision(world.session, by=world.cast.sofie)
    open_revision(world.past, by=world.cast.sofie)
    with pytest.raises(Refused, match="ikke ændret noget"):
        issue_version(world.past, "Intet", by=world.cast.sofie)
    approve_minutes(world.past, by=world.cast.sofie)
    assert Revision.objects.get().closed_at is not None
    with pytest.raises(Refused, match="godkendt"):
        save_text(world.items["past_open"], ANEW, base=Mark(), by=world.cast.sofie)


def test_the_pages_of_it(world: World, client: Client) -> None:
    client.force_login(world.cast.sofie)
    url, item = f"/meetings/{world.past.pk}/versions/new/", world.items["past_open"]
    assert "Åbn referatet for en ændring" in client.get(url).content.decode()
    assert client.get(f"{url}{item.pk}/").status_code == 302
    client.post(f"{url}open/")
    before = [queries(client, one) for one in (url, f"{url}{item.pk}/")]
    sent = {"text": ANEW, "base": "0-0"}
    saved = client.post(f"{url}{item.pk}/", sent, headers={"Accept": "application/json"})
    assert "mark" in saved.json()
    assert (
        client.post(f"{url}{item.pk}/", {"decision": "<p>Nej.</p>", "decision-base": "0-0"}).status_code
        == 409
    )
    assert "Rettet" in client.get(url).content.decode()
    for key in ("past_closed", "past_guest", "past_recused"):
        client.post(f"{url}{world.items[key].pk}/", {"outcome-1": "noted"})
    for one, first, more in zip((url, f"{url}{item.pk}/"), before, (8, 1), strict=True):
        assert queries(client, one) <= first + more
    assert client.post(f"{url}drop/", follow=True).status_code == 200
    assert Revision.objects.get().version is None


def test_lines_about_people_are_sent_with_the_page(world: World, client: Client) -> None:
    """Those that stay, one taken off, one more, and one that is wrong; in vain where somebody else was quicker."""
    client.force_login(world.cast.sofie)
    url, item = f"/meetings/{world.past.pk}/versions/new/", world.items["past_open"]
    assert client.get(f"{url}attendance/").status_code == 302
    revision = open_revision(world.past, by=None)
    set_attendance(world.past, [("Carl A", world.cast.carl, "absent"), ("Bo", None, "guest")], by=None)
    sent: dict[str, object] = {"attendee-TOTAL_FORMS": 3, "attendee-INITIAL_FORMS": 2}
    sent |= lines("attendee", [("Carl A", "present"), ("Bo", "guest"), ("mette@fjordby.example", "deputy")])
    page = client.get(f"{url}attendance/").content.decode()
    base = re.search(r'name="attendee-base"\s+value="(\w+)"', page)
    assert base is not None
    sent |= {"attendee-1-remove": "on", "attendee-base": base[1]}
    assert "Skriv et navn" in client.post(f"{url}attendance/", sent | {"attendee-0-who": ""}).content.decode()
    assert client.post(f"{url}attendance/", sent).headers["Location"] == url
    revision.refresh_from_db()
    mette = world.cast.mette
    assert revision.attendance == [
        ["Carl A", world.cast.carl.pk, "present"],
        [named(mette), mette.pk, "deputy"],
    ]
    assert "En anden har rettet" in client.post(f"{url}attendance/", sent).content.decode()
    sent = {"stay-TOTAL_FORMS": 1, "stay-INITIAL_FORMS": 0, "voice-TOTAL_FORMS": 1, "voice-INITIAL_FORMS": 0}
    sent |= {
        "stay-0-who": "carl a",
        "stay-0-kind": "left",
        "stay-0-at": "9:40",
        "voice-0-who": "Carl A",
        "more": 1,
    }
    assert "ført til referat" in client.post(f"{url}{item.pk}/", sent).content.decode()
    sent = {name: value for name, value in sent.items() if "stay" not in name} | {"voice-0-text": "Uenig"}
    answer = client.post(f"{url}{item.pk}/", sent)
    assert answer.headers["Location"] == f"{url}{item.pk}/"
    one = revision.decisions.get()
    carl = ["Carl A", world.cast.carl.pk]
    assert (one.presences, one.dissents) == ([[*carl, "left", "09:40"]], [[*carl, "Uenig"]])
    assert "Carl A er rettet" not in client.get(url).content.decode()


def lines(prefix: str, rows: list[tuple[str, str]]) -> dict[str, object]:
    named_rows = [
        {f"{prefix}-{at}-who": who, f"{prefix}-{at}-presence": here} for at, (who, here) in enumerate(rows)
    ]
    return {name: value for row in named_rows for name, value in row.items()}
