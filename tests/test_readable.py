"""The list of readable items: each page goes on where the last one ended, and none costs more than the first."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from agenda.models import AgendaItem, Attachment, Meeting
from agenda.readable import FIELDS, START, Line, Place, newest_first, page_of_items
from agenda.services.items import accept_item, draft_item
from tests.cast import World
from tests.test_visibility import READS

pytestmark = pytest.mark.django_db

EVERYBODY = sorted(READS)


def all_pages(world: World, name: str, size: int) -> list[Line]:
    user, lines, place = world.cast.everybody()[name], list[Line](), START
    while page := page_of_items(user, place, size):
        lines += page
        place = page[-1].place
    return lines


@pytest.mark.parametrize("name", EVERYBODY)
def test_pages_together_are_what_the_person_reads_newest_first(world: World, name: str) -> None:
    published = {key: item for key, item in world.items.items() if item.published_at}
    newest = sorted(published, key=lambda key: (key.startswith("past"), published[key].number))
    expected = [published[key].pk for key in newest if key in READS[name]]
    for size in (1, 3, 50):
        assert [line.item for line in all_pages(world, name, size)] == expected


def test_a_place_need_not_be_an_item_that_one_reads(world: World) -> None:
    closed = world.items["past_closed"]
    place = Place(world.past.date, world.past.pk, closed.number or 0)
    after = [line.number for line in page_of_items(world.cast.bo, place)]
    assert after == list(range(place.number + 1, 5))


def more_items(world: World) -> None:
    for number in range(15):
        item = draft_item(world.forum, f"Ladestander {number}", closed=number % 2 == 0, by=None)
        accept_item(item, world.planned, by=None)


@pytest.mark.parametrize("name", ["sofie", "carl", "tove", "bo", "nobody"])
def test_the_gate_costs_one_query_however_much_there_is(
    world: World, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = world.cast.everybody()[name]
    for fill in (lambda world: None, more_items):
        fill(world)
        for guarded in (Meeting, AgendaItem, Attachment):
            with django_assert_num_queries(1):
                list(guarded.objects.visible_to(user))
        with django_assert_num_queries(1):
            list(AgendaItem.objects.listed_for(user))
        with django_assert_num_queries(1):
            page_of_items(user)


@pytest.mark.parametrize("place", [START, Place(START.day.replace(year=2015), 12, 3)], ids=["first", "deep"])
@pytest.mark.parametrize("name", ["carl", "tove", "bo"])
def test_a_page_begins_in_the_index_of_meetings_and_sorts_nothing(
    world: World, name: str, place: Place
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses its plan by how much there is")
    readable = AgendaItem.objects.visible_to(world.cast.everybody()[name])
    plan = newest_first(readable, place).values_list(*FIELDS)[:50].explain()
    assert "SEARCH agenda_meeting USING INDEX agenda_meet_date" in plan
    assert "SEARCH agenda_agendaitem USING INDEX" in plan
    assert "TEMP B-TREE" not in plan
