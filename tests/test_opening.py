"""The names a secretary is shown before she opens a thing are exactly those for whom the gate changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agenda.models import AgendaItem, Attachment, Forum
from agenda.services.access import grant_reading, recuse
from documents.opening import (
    Audience,
    new_readers,
    new_readers_of_bilag,
    other_employees,
    readers,
    with_a_part,
)
from people.models import User, Viewer
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FORA = {
    "internal": {"open_to_employees": False},
    "open to employees": {},
    "open to the public": {"open_to_public": True},
    "new members read the past": {"open_to_employees": False, "earlier_closed_to_members": True},
}


@pytest.fixture(params=FORA)
def town(request: pytest.FixtureRequest, world: World) -> World:
    Forum.objects.update(**FORA[request.param])
    jurists = Group.objects.create(name="Jurister")
    jurists.user_set.add(world.cast.line)
    grant_reading(world.items["session_closed"], jurists, reason="Vurderer klagen", by=world.cast.sofie)
    recuse(world.items["past_closed"], world.cast.carl, reason="Bror til ansøgeren", by=world.cast.sofie)
    world.cast.rikke.is_active = False
    world.cast.rikke.save()
    return world


def let_in(world: World, sees: Callable[[Viewer], bool]) -> set[str]:
    return {name for name, user in world.cast.everybody().items() if sees(user)}


def told(world: World, audience: Audience, item: AgendaItem) -> set[str]:
    """Those the audience speaks of, one by one."""
    names = {name for name, user in vars(world.cast).items() if user in audience.people}
    if audience.employees:
        others = set(User.objects.filter(is_active=True)) - set(with_a_part(item))
        assert len(others) == other_employees(item)
        names |= {name for name, user in vars(world.cast).items() if user in others}
    return names | ({"nobody"} if audience.public else set())


def test_opening_an_item_lets_in_exactly_those_who_are_named(town: World) -> None:
    for item in (town.items["past_closed"], town.items["session_closed"], town.items["closed_draft"]):

        def sees(user: Viewer, one: AgendaItem = item) -> bool:
            return AgendaItem.objects.visible_to(user).contains(one)

        before, promised, now = let_in(town, sees), new_readers(item), readers(item)
        assert told(town, now, item) == before - {"rikke"}
        AgendaItem.objects.filter(pk=item.pk).update(closed=False)
        assert told(town, promised, item) == let_in(town, sees) - before - {"rikke"}


def test_opening_a_bilag_lets_in_exactly_those_who_are_named(town: World) -> None:
    for attachment in (town.attachments["past_closed"], town.attachments["session_closed"]):

        def sees(user: Viewer, one: Attachment = attachment) -> bool:
            return Attachment.objects.visible_to(user).contains(one)

        before, promised = let_in(town, sees), new_readers_of_bilag(attachment)
        Attachment.objects.filter(pk=attachment.pk).update(closed=False)
        assert told(town, promised, attachment.item) == let_in(town, sees) - before - {"rikke"}


def test_asking_about_many_costs_no_more_than_asking_about_few(world: World) -> None:
    item = world.items["past_closed"]
    with CaptureQueriesContext(connection) as few:
        new_readers(item)
    for number in range(20):
        extra = User.objects.create_user(f"nr{number}@fjordby.example", full_name=f"Nr. {number}")
        grant_reading(item, extra, reason="Høring", by=world.cast.sofie)
    with CaptureQueriesContext(connection) as many:
        assert not any(user.full_name.startswith("Nr. ") for user in new_readers(item).people)
    assert len(few) == len(many)
