"""The minutes say who took no part in an item, on every face, to those who may read the item."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agenda.models import AgendaItem, Meeting, Recusal
from agenda.services.access import recuse
from documents import build, scopes
from documents.as_json import from_json, to_json
from documents.content import ItemSection, Kind
from people.models import User
from tests.cast import World

pytestmark = pytest.mark.django_db

SENTENCE = "deltog ikke i behandlingen af punktet på grund af inhabilitet."


def section(meeting: Meeting, item: AgendaItem, kind: Kind = Kind.MINUTES) -> ItemSection:
    (found,) = [one for one in build.whole(meeting, kind).entries if one.key == str(item.pk)]
    assert isinstance(found, ItemSection)
    return found


def read(world: World, name: str, url: str) -> str:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client.get(url).content.decode()


def test_the_names_stand_in_danish_order(world: World) -> None:
    item = world.items["session_open"]
    User.objects.filter(pk=world.cast.carl.pk).update(full_name="Aage Aadalskov")
    for user in (world.cast.mette, world.cast.carl, world.cast.karen):
        recuse(item, user, reason="Part i sagen", by=world.cast.sofie)
    assert section(world.session, item).recused == ("Karen Ravnsø", "Mette Østervang", "Aage Aadalskov")


def test_an_agenda_names_nobody(world: World) -> None:
    assert section(world.past, world.items["past_recused"]).recused == ("Mette Østervang",)
    assert section(world.past, world.items["past_recused"], Kind.AGENDA).recused == ()


def test_a_recusal_that_was_lifted_is_not_printed(world: World) -> None:
    Recusal.objects.update(lifted_at=timezone.now())
    assert section(world.past, world.items["past_recused"]).recused == ()


def test_page_and_api_say_it(world: World) -> None:
    assert f"Mette Østervang {SENTENCE}" in read(world, "carl", f"/meetings/{world.past.pk}/")
    assert '"recused":["Mette Østervang"]' in read(world, "carl", f"/api/v1/meetings/{world.past.pk}/")


@pytest.mark.parametrize("name", ["bo", "mette"])
def test_who_was_recused_from_a_closed_item_is_part_of_the_item(world: World, name: str) -> None:
    Recusal.objects.update(item=world.items["past_closed"])
    assert SENTENCE in read(world, "carl", f"/meetings/{world.past.pk}/")
    for url in (
        f"/meetings/{world.past.pk}/",
        f"/meetings/{world.past.pk}/items/{world.items['past_closed'].pk}/",
    ):
        assert SENTENCE not in read(world, name, url)
    api = read(world, name, f"/api/v1/meetings/{world.past.pk}/")
    assert '"recused":[]' in api
    assert "Mette Østervang" not in api


def test_a_snapshot_from_before_reads_as_if_nobody_was(world: World) -> None:
    stored = to_json(build.whole(world.past, Kind.MINUTES))
    for item in stored["items"]:
        del item["recused"]
    assert [one.recused for one in from_json(stored).entries if isinstance(one, ItemSection)] == [()] * 4


def test_more_recusals_cost_no_more_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for item in world.past.items.all():
        recuse(item, world.cast.carl, reason="Part i sagen", by=world.cast.sofie)
    with django_assert_num_queries(11):
        assert scopes.full(
            build.whole(Meeting.objects.select_related("forum").get(pk=world.past.pk), Kind.MINUTES)
        )
