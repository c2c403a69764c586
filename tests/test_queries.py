"""A page costs the same number of queries however much there is on it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agenda.models import AgendaItem, Meeting
from agenda.services.bilag import attach
from agenda.services.items import accept_item, draft_item
from agenda.services.meetings import plan_meeting
from documents.models import IssuedDocument
from people.access_tokens import issue
from people.models import Department, User
from tests.cast import World, some_day

pytestmark = pytest.mark.django_db


LISTS = ("forums", "items", "cases", "decisions", "attachments", "documents", "departments", "me")


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def fill(world: World) -> None:
    """Many more meetings, items and bilag."""
    for days in range(20, 32):
        plan_meeting(world.forum, some_day(days), by=None)
        plan_meeting(world.forum, some_day(-days), by=None)
    for number in range(15):
        item = draft_item(
            world.forum,
            f"Ladestander {number}",
            closed=number % 2 == 0,
            recommendations=["at drøfte"],
            by=None,
        )
        item = accept_item(item, world.planned, by=None)
        attach(item, "Kort", file=ContentFile(b"kort", name="kort.txt"), by=None)


@pytest.mark.parametrize("name", ["sofie", "carl", "bo"])
def test_pages_and_endpoints_cost_a_constant_number_of_queries(world: World, name: str) -> None:
    client = Client()
    client.force_login(getattr(world.cast, name))
    meeting: Meeting = world.planned if name != "bo" else world.past
    item: AgendaItem = world.items["past_open"]
    urls = [
        "/meetings/",
        f"/meetings/{meeting.pk}/",
        f"/meetings/{world.past.pk}/items/{item.pk}/",
        "/api/v1/meetings/",
        f"/api/v1/meetings/{meeting.pk}/",
    ] + [f"/api/v1/{name}/" for name in LISTS]
    if name == "sofie":
        draft = world.items["draft"].pk
        urls += [
            f"/meetings/{meeting.pk}/agenda/",
            f"/meetings/{meeting.pk}/reading/",
            f"/items/{draft}/edit/",
            f"/items/{draft}/texts/title/",
            f"/api/v1/items/{draft}/",
            f"/api/v1/meetings/{meeting.pk}/attendance/",
            f"/api/v1/meetings/{meeting.pk}/deadlines/",
            f"/api/v1/items/{item.pk}/presences/",
        ]
    before = [queries(client, url) for url in urls]
    fill(world)
    assert [queries(client, url) for url in urls] == before
    assert max(before) <= 24


def test_the_pages_of_what_is_out_cost_a_constant_number_of_queries(world: World) -> None:
    client, out = Client(), world.session
    client.force_login(world.cast.sofie)
    urls = [f"/meetings/{out.pk}/versions/", f"/items/{world.items['session_recused'].pk}/withdraw/"]
    issued(world, range(1, 3))
    before = [queries(client, url) for url in urls]
    issued(world, range(3, 9))
    fill(world)
    assert [queries(client, url) for url in urls] == before
    assert max(before) <= 20


def issued(world: World, versions: Iterable[int]) -> None:
    """Versions of the agenda, each with its snapshot and one edition."""
    what = {"meeting": world.session, "kind": "agenda", "scope": "whole", "issued_by": world.cast.sofie}
    for version, form in product(versions, ("snapshot", "pdf")):
        IssuedDocument.objects.create(**what, version=version, format=form)


def test_the_pages_of_people_cost_a_constant_number_of_queries(world: World) -> None:
    client, group = Client(), Group.objects.create(name="Beredskabsstaben")
    client.force_login(world.cast.ida)
    house = Department.objects.earliest("pk")
    urls = [
        "/settings/",
        "/settings/people/",
        f"/settings/people/{world.cast.carl.pk}/",
        "/settings/departments/",
        f"/settings/departments/{house.pk}/",
        f"/settings/departments/{house.pk}/merge/",
        "/settings/groups/",
        f"/settings/groups/{group.pk}/",
        "/keys/",
        "/password/",
    ]
    before = [queries(client, url) for url in urls]
    people(house, group, world)
    assert [queries(client, url) for url in urls] == before
    assert max(before) <= 12


def people(house: Department, group: Group, world: World) -> None:
    """Many more people, departments, groups and keys."""
    for number in range(12):
        below = Department.objects.create(name=f"Område {number}", parent=house, head=world.cast.carl)
        user = User.objects.create_user(
            f"n{number}@fjordby.example", full_name=f"Navn {number}", department=below
        )
        Group.objects.create(name=f"Gruppe {number}").user_set.add(user)
        group.user_set.add(user)
        issue(world.cast.ida, f"Program {number}", scope="read", expires_at=None)
