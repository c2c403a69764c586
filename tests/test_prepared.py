"""Conditions written once: what they let through is what Django writes anew, for everybody and in any query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import Error, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from hypothesis import given, seed, settings

import decisions.visibility
from agenda import visibility
from agenda.models import AgendaItem, Attachment, Forum, Meeting
from agenda.prepared import PLACES, Asker, Prepared, Unprepared
from agenda.visibility import READS
from people.models import Viewer
from tests import worlds
from tests.cast import World
from tests.test_worlds import QUICK
from tests.world_rows import built, make_people

pytestmark = pytest.mark.django_db

GATES = vars(visibility) | vars(decisions.visibility)
CONDITIONS = {name: one for name, one in GATES.items() if isinstance(one, Prepared)}


def differing(user: Viewer) -> Iterator[str]:
    """The conditions that let other rows through than the same, written by Django for this person."""
    for name, prepared in CONDITIONS.items():
        rows = prepared.rows()
        if set(rows.filter(prepared(user))) != set(rows.filter(prepared.condition(prepared.asking(user)))):
            yield name


def test_the_gate_asks_what_the_rights_table_says_of_everybody_in_the_cast(world: World) -> None:
    assert [(name, one) for name, user in vars(world.cast).items() for one in differing(user)] == []


def test_and_in_any_world() -> None:
    known = make_people()

    @seed(412)
    @settings(QUICK, max_examples=12)
    @given(worlds.worlds(2))
    def check(world: worlds.World) -> None:
        with built(world, known) as rows:
            assert list(differing(rows.people[world.curious % worlds.PEOPLE])) == []

    check()


def test_a_condition_is_written_once_for_a_database(world: World) -> None:
    written = READS.written(connection.alias)
    assert READS(world.cast.bo).prepared.written(connection.alias) is written
    sql, parameters = AgendaItem.objects.visible_to(world.cast.bo).query.sql_with_params()
    assert sql == AgendaItem.objects.visible_to(world.cast.carl).query.sql_with_params()[0]
    assert world.cast.bo.pk in parameters


# Anywhere in a query


def keys(found: QuerySet[Any]) -> set[Any]:
    return set(found.values_list("pk", flat=True))


def test_together_with_somebody_elses_and_the_rest_of_the_rows(world: World) -> None:
    frida, tove = (AgendaItem.objects.visible_to(user) for user in (world.cast.frida, world.cast.tove))
    assert keys(frida | tove) == keys(frida) | keys(tove) > keys(tove)
    assert keys(frida & tove) == keys(frida) & keys(tove) < keys(tove)
    assert keys(frida.order_by().union(tove.order_by())) == keys(frida | tove)
    assert keys(AgendaItem.objects.exclude(pk__in=tove)) == keys(AgendaItem.objects.all()) - keys(tove)
    assert tove.count() == len(keys(tove))


def test_deep_in_another_query_whatever_the_tables_are_called_there(world: World) -> None:
    items = AgendaItem.objects.visible_to(world.cast.tove).filter(meeting=OuterRef("pk"), closed=True)
    meetings = Meeting.objects.visible_to(world.cast.tove).filter(Exists(items), forum=OuterRef("pk"))
    assert list(Forum.objects.filter(Exists(meetings))) == [world.forum]
    assert list(Meeting.objects.filter(Exists(items))) == [world.past]
    joined = Meeting.objects.filter(
        items__in=AgendaItem.objects.visible_to(world.cast.frida), items__closed=False
    )
    assert keys(joined) == {world.past.pk, world.session.pk, world.planned.pk}
    world.items["past_closed"].user_grants.all().delete()
    assert not Forum.objects.filter(Exists(meetings)).exists()


def test_only_of_the_rows_it_was_written_for(world: World) -> None:
    with pytest.raises(Unprepared):
        list(Meeting.objects.filter(visibility.EDITS_ITEM(world.cast.sofie)))
    with pytest.raises(FieldError):
        list(Attachment.objects.filter(READS(world.cast.sofie)))


# What is refused


@pytest.mark.parametrize(
    "condition",
    [
        lambda asker: Q(title=str(asker.person)) & Q(forum__in=seats(asker)),
        lambda asker: Q(forum__in=seats(asker)) if asker is PLACES else Q(pk__isnull=False),
        lambda asker: Q(attachments__closed=True) & Q(forum__in=seats(asker)),
    ],
    ids=["a place that became text", "a condition that depends on who asks", "many rows for one"],
)
def test_what_does_not_come_out_as_expected_is_not_kept(world: World, condition: Any) -> None:
    prepared = Prepared("agenda.AgendaItem", condition)
    for _time in (1, 2):
        with pytest.raises(Unprepared):
            list(AgendaItem.objects.filter(prepared(world.cast.sofie)))


def seats(asker: Asker) -> QuerySet[Any, Any]:
    return visibility.seats_of(asker).values("forum")


def test_a_place_is_nobody(world: World) -> None:
    with pytest.raises(Error), transaction.atomic():
        list(AgendaItem.objects.filter(author=PLACES.person))
