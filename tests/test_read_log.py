"""Who was handed what: one line for each closed item and each bilag, in every face."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from agenda.models import Forum
from documents import build
from documents.content import Kind
from documents.editions import store_snapshot
from documents.models import Reading
from people.files import kept_files
from people.models import User
from tests.cast import World

pytestmark = pytest.mark.django_db


def get(user: User | None, name: str, *args: object) -> None:
    client = Client()
    if user is not None:
        client.force_login(user)
    response = client.get(reverse(name, args=args), follow=True)
    assert response.status_code == 200
    b"".join(response)


def lines(world: World, user: User | None) -> list[tuple[str, str | None]]:
    """(face, which item) of each line, the oldest first."""
    names = {item.pk: key for key, item in world.items.items()} | {None: None}
    return [(one.face, names[one.item_id]) for one in Reading.objects.filter(user=user).order_by("pk")]


def issue(world: World) -> None:
    with kept_files() as keep, transaction.atomic():
        store_snapshot(world.past, build.whole(world.past, Kind.MINUTES), by=None, keep=keep)


def test_the_meetings_page_writes_a_line_for_each_closed_item(world: World) -> None:
    get(world.cast.carl, "meeting", world.past.pk)
    assert lines(world, world.cast.carl) == [("page", None), ("page", "past_closed")]


def test_an_items_page_writes_a_line_for_that_item_alone(world: World) -> None:
    for key in ("past_open", "past_closed"):
        get(world.cast.carl, "item", world.past.pk, world.items[key].pk)
    assert lines(world, world.cast.carl) == [("page", None), ("page", None), ("page", "past_closed")]


def test_a_stub_is_no_reading(world: World) -> None:
    get(world.cast.bo, "item", world.past.pk, world.items["past_closed"].pk)
    assert lines(world, world.cast.bo) == [("page", None)]


def test_the_api_and_the_pdf_are_faces_too(world: World) -> None:
    issue(world)
    get(world.cast.tove, "api-meeting-detail", world.past.pk)
    get(world.cast.tove, "minutes_pdf", world.past.pk)
    assert lines(world, world.cast.tove) == [
        ("api", None), ("api", "past_closed"), ("pdf", None), ("pdf", "past_closed"),
    ]  # fmt: skip


def test_a_bilag_is_written_down_open_or_closed(world: World) -> None:
    for key in ("past_open", "past_closed", "past_in_closed"):
        get(world.cast.mette, "attachment", world.attachments[key].pk)
    read = [one.attachment_id for one in Reading.objects.order_by("pk")]
    assert read == [world.attachments[key].pk for key in ("past_open", "past_closed", "past_in_closed")]


def test_the_page_where_a_closed_item_is_opened_shows_it(world: World) -> None:
    get(world.cast.sofie, "item_open", world.items["past_closed"].pk)
    assert lines(world, world.cast.sofie) == [("page", "past_closed")]


def test_of_the_public_only_files_are_counted(world: World) -> None:
    """So that it can be told how often something was fetched that should have been closed."""
    Forum.objects.update(open_to_public=True)
    issue(world)
    get(None, "meeting", world.past.pk)
    get(None, "attachment", world.attachments["past_open"].pk)
    get(None, "minutes_pdf", world.past.pk)
    assert [face for face, _item in lines(world, None)] == ["file", "pdf"]
