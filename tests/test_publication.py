"""Publishing in two steps, and the editions that come of it. Draws real PDFs."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from pypdf import PdfReader

from agenda.models import AgendaItem, Meeting
from agenda.services.access import recuse
from agenda.services.meetings import start_session
from decisions.models import Outcome
from decisions.services.recording import record_decision
from documents import services
from documents.content import Kind
from documents.editions import edition_for
from documents.jobs import publish as publish_job
from documents.models import IssuedDocument
from people.models import JournalEntry
from people.refusals import Refused
from tests.cast import NOBODY, World

pytestmark = pytest.mark.django_db


def text_of(issued: IssuedDocument | None) -> str:
    assert issued is not None
    with issued.file.open("rb") as file:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages)


def stored_files() -> set[str]:
    root = Path(default_storage.path(""))
    return {path.name for path in root.rglob("*") if path.is_file()}


def test_publishing_an_agenda_numbers_items_and_issues_editions(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    world.planned.refresh_from_db()
    assert world.planned.state == Meeting.State.AGENDA_PUBLISHED
    assert list(world.planned.items.values_list("number", "state")) == [(1, "published"), (2, "published")]
    issued = IssuedDocument.objects.filter(meeting=world.planned)
    assert sorted(issued.values_list("format", flat=True)) == ["pdf", "pdf", "snapshot"]
    kinds = set(JournalEntry.objects.values_list("kind", flat=True))
    assert {"item.published", "meeting.agenda_published", "document.issued"} <= kinds


def test_an_issued_file_is_what_its_sum_says(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    for issued in IssuedDocument.objects.all():
        with issued.file.open("rb") as file:
            assert hashlib.sha256(file.read()).hexdigest() == issued.sha256


def test_each_reader_gets_the_edition_of_their_scope(world: World) -> None:
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    chief, employee = (
        edition_for(who, world.session, Kind.MINUTES) for who in (world.cast.carl, world.cast.bo)
    )
    assert "kodeord" in text_of(chief)
    assert "LUKKET PUNKT" in text_of(chief)
    assert "kodeordsessionclosed" not in text_of(employee)
    assert "Lukket: ansættelse" in text_of(employee)
    assert edition_for(world.cast.line, world.session, Kind.MINUTES) == employee


def test_a_scope_that_arises_later_is_issued_once_from_the_snapshot(world: World) -> None:
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    AgendaItem.objects.filter(pk=world.items["session_guest"].pk).update(title="Rettet bagefter")
    recuse(world.items["session_recused"], world.cast.carl, by=world.cast.sofie)
    edition = edition_for(world.cast.carl, world.session, Kind.MINUTES)
    assert edition == edition_for(world.cast.carl, world.session, Kind.MINUTES)
    text = text_of(edition)
    assert "Udbud af kantinen" not in text
    assert "Telefonpolitik" in text
    assert "Rettet bagefter" not in text


def test_nothing_is_issued_before_publication(world: World) -> None:
    assert edition_for(world.cast.sofie, world.session, Kind.MINUTES) is None
    assert edition_for(NOBODY, world.past, Kind.AGENDA) is None


def test_a_meeting_changed_while_it_was_drawn_is_drawn_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = services.prepare
    calls: list[int] = []

    def edited_meanwhile(meeting: Meeting, kind: Kind, **named: Any) -> services.Prepared:
        ready = prepared(meeting, kind, **named)
        if not calls:
            AgendaItem.objects.filter(pk=world.items["draft"].pk).update(title="Rettet i sidste øjeblik")
        calls.append(1)
        return ready

    monkeypatch.setattr(services, "prepare", edited_meanwhile)
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    assert len(calls) == 2
    assert "Rettet i sidste øjeblik" in text_of(edition_for(world.cast.sofie, world.planned, Kind.AGENDA))


def test_a_stale_drawing_stores_nothing(world: World) -> None:
    prepared = services.prepare(world.planned, Kind.AGENDA, by=world.cast.sofie)
    recuse(world.items["draft"], world.cast.carl, by=world.cast.sofie)
    AgendaItem.objects.filter(pk=world.items["draft"].pk).update(closed=True)
    before = stored_files()
    with pytest.raises(services.Stale):
        services.issue(world.planned, prepared, by=world.cast.sofie)
    world.planned.refresh_from_db()
    assert world.planned.state == Meeting.State.PLANNED
    assert stored_files() == before
    assert not IssuedDocument.objects.exists()


def test_files_go_when_the_transaction_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = services.prepare(world.planned, Kind.AGENDA, by=world.cast.sofie)
    before = stored_files()

    def break_down(*args: object, **named: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(services, "store_edition", break_down)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        services.issue(world.planned, prepared, by=world.cast.sofie)
    assert stored_files() == before
    world.planned.refresh_from_db()
    assert world.planned.state == Meeting.State.PLANNED


def test_an_agenda_is_published_once_and_then_only_with_new_items(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    with pytest.raises(Refused, match="allerede udsendt"):
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)


@pytest.mark.parametrize("name", ["planned", "past"])
def test_minutes_come_from_a_meeting_in_session(world: World, name: str) -> None:
    with pytest.raises(Refused, match=r"i gang|allerede"):
        services.publish(getattr(world, name), Kind.MINUTES, by=world.cast.sofie)


@pytest.mark.parametrize("name", ["carl", "bo", "ida", "niels"])
def test_only_editors_publish(world: World, name: str) -> None:
    with pytest.raises(PermissionDenied):
        services.publish(world.planned, Kind.AGENDA, by=getattr(world.cast, name))


def test_minutes_approve_those_they_were_asked_to(world: World) -> None:
    item = world.items["session_open"]
    item.recommendations.update(approves=world.past)
    record_decision(item, "<p>Godkendt.</p>", outcomes=[Outcome.APPROVED], by=world.cast.sofie)
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    world.past.refresh_from_db()
    assert world.past.state == Meeting.State.MINUTES_APPROVED


def test_numbers_never_change_after_publication(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    before = dict(world.planned.items.values_list("pk", "number"))
    start_session(world.planned, early=True, by=world.cast.sofie)
    with pytest.raises(Refused, match="allerede åbnet"):
        start_session(world.planned, early=True, by=world.cast.sofie)
    services.publish(world.planned, Kind.MINUTES, by=world.cast.sofie)
    assert dict(world.planned.items.values_list("pk", "number")) == before


@pytest.mark.django_db(transaction=True)
def test_the_background_worker_publishes(world: World) -> None:
    result = publish_job.enqueue(world.planned.pk, Kind.AGENDA.value, world.cast.sofie.pk)
    call_command("db_worker", batch=True, interval=0, startup_delay=False)
    result.refresh()
    assert result.status.name == "SUCCESSFUL"
    world.planned.refresh_from_db()
    assert world.planned.state == Meeting.State.AGENDA_PUBLISHED
