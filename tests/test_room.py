"""The room takes the items in another order than that of their numbers."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agenda.services.room import move_in_room
from documents import build
from documents.content import Kind
from people.refusals import Refused
from tests.cast import World
from tests.test_queries import queries

pytestmark = pytest.mark.django_db


def order(world: World) -> tuple[int, ...]:
    return build.whole(world.session, Kind.MINUTES).order


def test_the_order_changes_and_the_numbers_stay(world: World) -> None:
    last = world.items["session_recused"]
    move_in_room(last, 1, by=world.cast.sofie)
    assert order(world) == (4, 1, 2, 3)
    assert [one.number for one in build.whole(world.session, Kind.MINUTES).entries] == [1, 2, 3, 4]
    move_in_room(world.items["session_open"], 99, by=world.cast.sofie)
    assert order(world) == (4, 2, 3, 1)
    for place, key in enumerate(("open", "closed", "guest", "recused"), start=1):
        move_in_room(world.items[f"session_{key}"], place, by=world.cast.sofie)
    assert order(world) == ()
    assert not world.session.items.filter(room_position__isnull=False).exists()


def test_only_editors_and_not_once_the_minutes_are_out(world: World) -> None:
    with pytest.raises(PermissionDenied):
        move_in_room(world.items["session_open"], 2, by=world.cast.carl)
    with pytest.raises(Refused, match="til referatet er udsendt"):
        move_in_room(world.items["past_open"], 2, by=world.cast.sofie)


def test_minutes_are_taken_in_the_order_of_the_room(world: World, client: Client) -> None:
    client.force_login(world.cast.sofie)
    last, url = world.items["session_recused"], f"/meetings/{world.session.pk}/minutes/"
    said = client.post(f"{url}{last.pk}/place/", {"place": "1"}, follow=True).content.decode()
    assert "Punkt 4 behandles som nr. 1 af 4." in " ".join(said.split())
    following = client.post(f"{url}{last.pk}/", {"outcome-1": "noted"})
    assert following["Location"] == f"{url}{world.items['session_open'].pk}/"
    assert "anden rækkefølge" in client.get(url).content.decode()
    assert queries(client, f"{url}order/") <= 14
