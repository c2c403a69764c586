"""What a machine says of our objects on its own (names, journals, sessions, stored files) holds no secret word.

Documents, pages and answers are crawled in `test_secret_word`; logs and stored tracebacks have `test_logs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agenda.models import Meeting
from documents import build
from documents.content import Kind
from documents.editions import prepare_editions, store_snapshot
from people.files import kept_files
from people.models import JournalEntry
from tests.cast import World, make_world
from tests.conftest import MARKER
from tests.copies import again

OURS = ("people", "agenda", "decisions", "documents", "api")

MAY_BE_SAID = {
    "people.Department": {"name"},
    "people.User": {"full_name"},
    "people.JournalEntry": {"kind", "object_type", "object_id"},
    "agenda.Forum": {"name"},
    "agenda.LegalGround": {"text"},
}
"""The only fields that `str` may use: names of bodies and people, and words of the program itself."""


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def full_of_the_marker(model: type[models.Model]) -> models.Model:
    """An unsaved object with the marker in every field that a person fills, and in all it belongs to."""
    allowed = MAY_BE_SAID.get(model._meta.label, set())
    filled: dict[str, object] = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            if not field.null and isinstance(field.related_model, type):
                filled[field.name] = full_of_the_marker(field.related_model)
        elif field.name not in allowed and not field.choices and (value := marked(field)) is not None:
            filled[field.name] = value
    return model(**filled)


def marked(field: models.Field[object, object]) -> object:
    match field:
        case models.FileField():
            return f"{MARKER}.pdf"
        case models.CharField() | models.TextField():
            return MARKER
        case models.JSONField():
            return [MARKER]
        case models.DateTimeField():
            return timezone.now()
        case models.DateField():
            return date(2026, 11, 23)
    return None


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_an_object_tells_nothing_of_what_is_in_it(model: type[models.Model]) -> None:
    one = full_of_the_marker(model)
    assert MARKER not in f"{one!s} {one!r}"


def test_the_objects_of_that_test_are_full() -> None:
    """Else it would find nothing anywhere."""
    holding = {model._meta.label for model in our_models() if MARKER in repr(vars(full_of_the_marker(model)))}
    assert {"agenda.AgendaItem", "agenda.Attachment", "agenda.Recusal", "decisions.Decision"} <= holding


@pytest.fixture
def used(db: None) -> World:
    return again(make_used)


def make_used() -> World:
    """A world in which papers have been issued, and everybody has read what they may."""
    world = make_world(MARKER)
    with kept_files() as keep, transaction.atomic():
        store_snapshot(world.past, build.whole(world.past, Kind.MINUTES), by=None, keep=keep)
        store_snapshot(world.session, build.whole(world.session, Kind.AGENDA), by=None, keep=keep)
    prepare_editions(world.past, Kind.MINUTES)
    for user in vars(world.cast).values():
        client = Client()
        client.force_login(user)
        for meeting in Meeting.objects.all():
            client.get(f"/meetings/{meeting.pk}/")
    return world


def everything_said(model: type[models.Model]) -> str:
    return " ".join(f"{one!s} {one!r}" for one in model._default_manager.all())


@pytest.mark.once
def test_no_row_of_a_used_world_tells_anything(used: World) -> None:
    """Also the rows of the libraries: sessions, permissions, jobs."""
    assert [model._meta.label for model in apps.get_models() if MARKER in everything_said(model)] == []


def test_the_journal_and_the_sessions_hold_ids(used: World) -> None:
    entries = list(JournalEntry.objects.values())
    sessions = [one.get_decoded() for one in Session.objects.all()]
    assert len(entries) > 30
    assert sessions
    assert MARKER not in f"{entries} {sessions}"


def stored(folder: str = "") -> Iterator[str]:
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from stored(f"{folder}{name}/")


@pytest.mark.once
def test_stored_files_are_called_after_ids(used: World) -> None:
    names = list(stored())
    assert {attachment.file.name for attachment in used.attachments.values()} <= set(names)
    assert [name for name in names if MARKER in name] == []


def called(client: Client, name: str, number: object) -> str:
    """The name under which a file is handed out."""
    _kind, _, rest = (
        client.get(reverse(name, args=[number]), follow=True)
        .headers.get("Content-Disposition", "")
        .partition("; ")
    )
    return rest


@pytest.mark.parametrize("name", ["sofie", "carl", "bo"])
def test_a_file_that_is_handed_out_is_not_called_after_what_is_closed(used: World, name: str) -> None:
    """For those who may read it too: a list of downloads is read by others."""
    client = Client()
    client.force_login(getattr(used.cast, name))
    names = [called(client, "attachment", one.pk) for one in used.attachments.values()]
    names += [
        called(client, kind, one.pk)
        for kind in ("minutes_pdf", "agenda_pdf")
        for one in (used.past, used.session)
    ]
    assert 'filename="bilag-synligt.txt"' in names
    assert MARKER not in " ".join(names)


def test_a_closed_bilag_is_called_by_its_number(used: World) -> None:
    client = Client()
    client.force_login(used.cast.carl)
    names = [
        called(client, "attachment", used.attachments[key].pk) for key in ("past_closed", "past_in_closed")
    ]
    assert names == ['filename="bilag-1-L1.txt"', 'filename="bilag-2-1.txt"']
