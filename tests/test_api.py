"""The REST face: what managers' programs read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from agenda.services.meetings import plan_meeting
from api.items.serializers import ClosureSerializer
from api.meetings.serializers import ItemSerializer
from documents.as_json import to_json
from documents.content import ClosedStub, Closure, ItemSection, Kind, MeetingDocument
from tests.cast import World, some_day

SCHEMA = Path(__file__).parents[1] / "api" / "openapi.yaml"


def get(world: World, name: str, url: str) -> object:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client.get(url).json()


def test_a_member_reads_a_closed_item_and_an_employee_its_stub(world: World) -> None:
    url = f"/api/v1/meetings/{world.past.pk}/"
    chief, employee = (get(world, name, url)["document"]["items"][1] for name in ("carl", "bo"))  # type: ignore[index]
    assert (chief["stub"], chief["title"]) == (False, "Personsag kodeordpastclosed")
    assert (employee["stub"], employee["title"], employee["background"]) == (True, "Lukket: ansættelse", "")
    assert chief["key"] == employee["key"]


def test_decisions_come_with_the_minutes(world: World) -> None:
    url = f"/api/v1/meetings/{world.session.pk}/"
    assert get(world, "carl", url)["document"]["kind"] == "agenda"  # type: ignore[index]
    assert get(world, "sofie", url)["document"]["kind"] == "minutes"  # type: ignore[index]


def test_meetings_are_listed_newest_first_and_only_those_one_may_open(world: World) -> None:
    listed = get(world, "bo", "/api/v1/meetings/")
    assert [one["id"] for one in listed["results"]] == [world.session.pk, world.past.pk]  # type: ignore[index]


@pytest.mark.parametrize("which", ["list", "detail"])
def test_an_answer_costs_the_same_whatever_is_in_it(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries, which: str
) -> None:
    for days in range(30, 60):
        plan_meeting(world.forum, some_day(days), by=None)
    url = "/api/v1/meetings/" + ("" if which == "list" else f"{world.past.pk}/")
    client = Client()
    client.force_login(world.cast.carl)
    with django_assert_max_num_queries(17):
        client.get(url)


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    served = io.StringIO()
    call_command("spectacular", stdout=served)
    assert SCHEMA.read_text(encoding="utf-8") == served.getvalue()


@pytest.mark.django_db
def test_the_schema_is_served_in_the_language_of_who_asks(client: Client) -> None:
    danish, english, unknown = (
        client.get(reverse("api-schema"), {"lang": one}).content for one in ("da", "en", "zz")
    )
    assert danish != english
    assert unknown == danish


@pytest.mark.parametrize(
    "entry", [ItemSection(1, "Budget 2027", closed=Closure("Lukket")), ClosedStub(1, "Lukket")]
)
def test_the_serializer_describes_the_very_keys_of_an_item(entry: ItemSection | ClosedStub) -> None:
    item = to_json(MeetingDocument(Kind.MINUTES, "Chefforum", some_day(0), entries=(entry,)))["items"][0]
    assert set(ItemSerializer().fields) == set(item)
    if item["closure"]:
        assert set(ClosureSerializer().fields) == set(item["closure"])
