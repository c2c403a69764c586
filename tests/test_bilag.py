"""Bilag before they are sent out: called something else, moved, closed, thrown away, and by whom."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agenda.models import AgendaItem, Attachment
from agenda.services.bilag import attach, mark_bilag, move_bilag, remove_bilag, rename_bilag
from agenda.services.items import draft_item, return_item, submit_item
from agenda.services.meetings import cancel_meeting
from people.models import JournalEntry, User
from people.refusals import Refused
from tests.cast import World
from tests.tools.bad_files import PICTURE, pdf_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world: World) -> AgendaItem:
    """Frida's own draft, with three open bilag and a closed one."""
    frida = world.cast.frida
    item = draft_item(world.forum, "Ladestandere", closed=False, author=frida, by=frida)
    for title in ("Kort", "Pris", "Plan"):
        attach(item, title, by=frida)
    attach(item, "Tilbud", closed=True, file=ContentFile(b"Prisen", name="tilbud.exe"), by=frida)
    return item


def one(item: AgendaItem, title: str) -> Attachment:
    return item.attachments.get(title=title)


def titles(item: AgendaItem) -> list[str]:
    return list(item.attachments.values_list("title", flat=True))


def last_entry() -> str:
    entry = JournalEntry.objects.last()
    return entry.kind if entry else ""


def test_the_type_is_that_of_the_content_and_the_name_is_forgotten(item: AgendaItem, world: World) -> None:
    file = ContentFile(pdf_file(), name="../../hemmeligt <b>navn</b>.docx")
    bilag = attach(item, "Støjmåling", file=file, by=world.cast.frida)
    assert (bilag.content_type, bilag.size) == ("application/pdf", len(pdf_file()))
    assert re.fullmatch(rf"attachments/\d{{4}}/{bilag.pk}\.pdf", str(bilag.file.name))


def test_a_file_that_cannot_be_taken_leaves_no_trace(item: AgendaItem, world: World) -> None:
    before = titles(item), JournalEntry.objects.count()
    with pytest.raises(ValidationError, match="program"):
        attach(
            item, "Notat", file=ContentFile(b"MZ\x90\0" + bytes(99), name="notat.pdf"), by=world.cast.frida
        )
    assert (titles(item), JournalEntry.objects.count()) == before


def test_a_bilag_moves_among_its_own(item: AgendaItem, world: World) -> None:
    move_bilag(one(item, "Plan"), -1, by=world.cast.frida)
    assert titles(item) == ["Kort", "Plan", "Pris", "Tilbud"]
    move_bilag(one(item, "Kort"), 1, by=world.cast.frida)
    move_bilag(one(item, "Plan"), -5, by=world.cast.frida)
    move_bilag(one(item, "Tilbud"), 5, by=world.cast.sofie)
    assert titles(item) == ["Plan", "Kort", "Pris", "Tilbud"]
    assert last_entry() == "attachment.moved"


def test_a_bilag_is_called_something_else_closed_and_opened(item: AgendaItem, world: World) -> None:
    bilag = rename_bilag(one(item, "Pris"), " Prisen\npå strøm ", by=world.cast.frida)
    assert mark_bilag(bilag, True, by=world.cast.frida).closed
    assert titles(item) == ["Kort", "Plan", "Prisen på strøm", "Tilbud"]
    assert not mark_bilag(bilag, False, by=world.cast.frida).closed
    for title in ("", "x" * 1001):
        with pytest.raises(ValidationError):
            rename_bilag(bilag, title, by=world.cast.frida)


def test_what_is_thrown_away_is_gone_from_the_disk_too(
    item: AgendaItem, world: World, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    bilag = one(item, "Tilbud")
    name = str(bilag.file.name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        remove_bilag(bilag, by=world.cast.frida)
    assert (titles(item), default_storage.exists(name)) == (["Kort", "Pris", "Plan"], False)
    assert last_entry() == "attachment.removed"
    with pytest.raises(Refused, match="slettet i mellemtiden"):
        rename_bilag(bilag, "Tilbud igen", by=world.cast.frida)


CHANGES: dict[str, Callable[[Attachment, User], object]] = {
    "rename": lambda bilag, by: rename_bilag(bilag, "Nyt", by=by),
    "move": lambda bilag, by: move_bilag(bilag, 1, by=by),
    "mark": lambda bilag, by: mark_bilag(bilag, True, by=by),
    "remove": lambda bilag, by: remove_bilag(bilag, by=by),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_authors_change_what_they_are_writing_and_editors_what_is_not_out(
    item: AgendaItem, world: World, change: Callable[[Attachment, User], object]
) -> None:
    cast, bilag = world.cast, one(item, "Kort")
    for stranger in (cast.carl, cast.bo, cast.line, cast.ida):
        with pytest.raises(PermissionDenied):
            change(bilag, stranger)
    submit_item(item, by=cast.frida)
    with pytest.raises(Refused, match="Punktet er indsendt"):
        change(bilag, cast.frida)
    return_item(item, by=cast.sofie)
    change(bilag, cast.frida)
    with pytest.raises(Refused, match="Punktet er udsendt"):
        change(world.attachments["session_open"], cast.sofie)


def test_what_has_been_out_once_is_kept(world: World) -> None:
    attachment = world.attachments["session_open"]
    type(world.session).objects.filter(pk=world.session.pk).update(state="agenda_published")
    cancel_meeting(world.session, by=world.cast.sofie)
    with pytest.raises(Refused, match="har været udsendt"):
        remove_bilag(attachment, by=world.cast.sofie)
    assert mark_bilag(attachment, True, by=world.cast.sofie).closed


def test_a_picture_stays_a_picture(item: AgendaItem, world: World) -> None:
    bilag = attach(item, "Kort", file=ContentFile(PICTURE, name="kort"), by=world.cast.frida)
    assert (bilag.content_type, str(bilag.file.name)[-4:]) == ("image/png", ".png")
