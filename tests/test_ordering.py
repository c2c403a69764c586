"""What is on an agenda before it is published, and in which order."""

from __future__ import annotations

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from agenda.models import AgendaItem
from agenda.services.bilag import attach
from agenda.services.guards import locked
from agenda.services.items import accept_item, draft_item, park_item, submit_item
from agenda.services.ordering import add_item, delete_draft, move_item, return_to_pool
from agenda.services.publication import accepted, publish_items
from documents.read_log import note_item
from people.models import JournalEntry
from people.refusals import Refused
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def six(world: World) -> list[AgendaItem]:
    """Two items from before and four more on the planned meeting, called 3 to 6."""
    for number in range(3, 7):
        add_item(world.planned, str(number), closed=False, by=world.cast.sofie)
    return list(accepted(world.planned))


def order(world: World) -> list[str]:
    titles = [item.title for item in accepted(world.planned)]
    return [title if len(title) == 1 else title.split()[0] for title in titles]


def test_a_new_item_comes_last_and_is_on_the_agenda(world: World) -> None:
    item = add_item(world.planned, "Evt.", closed=False, by=world.cast.sofie)
    assert (item.state, item.meeting, order(world)[-1]) == ("accepted", world.planned, "Evt.")


def test_an_item_moves_to_a_place(world: World, six: list[AgendaItem]) -> None:
    for place, expected in [
        (1, ["5", "Julelukning", "Ny", "3", "4", "6"]),
        (2, ["Julelukning", "5", "Ny", "3", "4", "6"]),
        (99, ["Julelukning", "Ny", "3", "4", "6", "5"]),
        (-3, ["5", "Julelukning", "Ny", "3", "4", "6"]),
    ]:
        move_item(six[4], place, by=world.cast.sofie)
        assert order(world) == expected
    assert JournalEntry.objects.last().kind == "item.moved"  # type: ignore[union-attr]


def test_what_is_published_stays_where_it_is(world: World, six: list[AgendaItem]) -> None:
    """What comes later has an order of its own, after the numbers."""
    with transaction.atomic():
        publish_items(locked(world.planned), timezone.now(), None)
    late = [add_item(world.planned, title, closed=False, by=None) for title in ("A", "B")]
    move_item(late[1], 1, by=world.cast.sofie)
    assert order(world) == ["B", "A"]
    with pytest.raises(Refused, match="optaget"):
        move_item(six[0], 2, by=world.cast.sofie)
    assert list(world.planned.items.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, None, None]


def test_an_item_goes_to_another_meeting_or_back_to_the_pool(world: World, six: list[AgendaItem]) -> None:
    item = return_to_pool(six[2], by=world.cast.sofie)
    assert (item.meeting, item.state) == (None, "accepted")
    assert accept_item(item, world.session, by=world.cast.sofie).meeting == world.session
    assert order(world) == ["Julelukning", "Ny", "4", "5", "6"]


def test_a_published_item_does_not_leave_its_meeting(world: World) -> None:
    with pytest.raises(Refused, match="udgå"):
        return_to_pool(world.items["session_open"], by=world.cast.sofie)


def test_only_editors_order_an_agenda(world: World, six: list[AgendaItem]) -> None:
    for by in (world.cast.carl, world.cast.bo, world.cast.frida):
        for act in (
            partial(add_item, world.planned, "Mit punkt", closed=False),
            partial(move_item, six[0], 2),
            partial(return_to_pool, six[0]),
            partial(delete_draft, six[2]),
        ):
            with pytest.raises(PermissionDenied):
                act(by=by)


def test_a_draft_is_deleted_with_its_files(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    item = draft_item(world.forum, "Fortrudt", closed=False, author=world.cast.frida, by=world.cast.frida)
    name = attach(item, "Kort", file=ContentFile(b"kort", name="kort.txt"), by=world.cast.frida).file.name
    with django_capture_on_commit_callbacks(execute=True):
        delete_draft(item, by=world.cast.frida)
    assert not AgendaItem.objects.filter(pk=item.pk).exists()
    assert name is not None
    assert not default_storage.exists(name)
    assert JournalEntry.objects.filter(kind="item.deleted", object_id=str(item.pk)).exists()


def test_what_was_sent_in_published_or_read_is_not_deleted(world: World) -> None:
    sent = draft_item(world.forum, "Indsendt", closed=False, author=world.cast.frida, by=world.cast.frida)
    submit_item(sent, by=world.cast.frida)
    with pytest.raises(Refused, match="indsendt"):
        delete_draft(sent, by=world.cast.frida)
    with pytest.raises(Refused, match="udsendt"):
        delete_draft(world.items["session_open"], by=world.cast.sofie)
    note_item(world.cast.sofie, world.items["closed_draft"])
    with pytest.raises(Refused, match="hvem der har læst"):
        delete_draft(world.items["closed_draft"], by=world.cast.sofie)
    assert park_item(world.items["closed_draft"], by=world.cast.sofie).state == "parked"
