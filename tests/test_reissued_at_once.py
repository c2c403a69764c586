"""Something is closed in the very moment that it is drawn, issued or closed by another. On PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from agenda.models import AgendaItem, Meeting
from documents import editions, services
from documents.content import ItemSection, Kind, MeetingDocument
from documents.editions import edition_for, read_snapshot
from documents.models import Incident, IssuedDocument
from documents.reissuing import close_item, open_item
from documents.scopes import Scope
from people.refusals import Refused
from tests.cast import World
from tests.test_reissuing import CLOSING, newest, store

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run each in a thread with a connection of its own, from the same moment; return results or refusals."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [running.result() for running in [pool.submit(run, act) for act in acts]]


def meanwhile(act: Callable[[], object]) -> None:
    """Run it in a thread of its own, and wait for it."""
    at_once(act)


def expect_closed_everywhere(meeting: Meeting, item: AgendaItem, kind: Kind) -> None:
    """What is in force says that the item is closed, and was made after the closing."""
    (section,) = [one for one in read_snapshot(newest(meeting, kind)).entries if one.key == str(item.pk)]
    assert isinstance(section, ItemSection)
    assert section.closed is not None
    in_force = IssuedDocument.objects.filter(meeting=meeting, kind=kind.value, withdrawn_at=None)
    assert set(in_force.values_list("version", flat=True)) == {newest(meeting, kind).version}


def test_an_edition_drawn_of_what_was_closed_meanwhile_is_thrown_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(world.past, Kind.MINUTES)
    IssuedDocument.objects.filter(format="pdf").delete()
    item, drawn = world.items["past_open"], list[str]()

    def slowly(document: MeetingDocument, scope: Scope) -> bytes:
        if not drawn:
            meanwhile(lambda: close_item(item, CLOSING, by=world.cast.sofie))
        drawn.append(scope.digest)
        return b"%PDF-1.7"

    monkeypatch.setattr(editions, "draw_edition", slowly)
    monkeypatch.setattr("documents.clearance.Clearance.findings", lambda *args: ())
    found = edition_for(world.cast.bo, world.past, Kind.MINUTES)
    assert found is not None
    assert found.version == 2
    assert str(item.pk) not in found.shows
    assert len(drawn) == 2
    assert not IssuedDocument.objects.filter(format="pdf", version=1).exists()


def test_late_editions_and_a_closing_wait_for_each_other_and_not_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(world.past, Kind.MINUTES)
    IssuedDocument.objects.filter(format="pdf").delete()
    monkeypatch.setattr(editions, "draw_edition", lambda document, scope: scope.digest.encode())
    monkeypatch.setattr("documents.clearance.Clearance.findings", lambda *args: ())
    cast, item = world.cast, world.items["past_open"]
    at_once(
        lambda: close_item(item, CLOSING, by=cast.sofie),
        lambda: edition_for(cast.bo, world.past, Kind.MINUTES),
        lambda: edition_for(cast.carl, world.past, Kind.MINUTES),
    )
    expect_closed_everywhere(world.past, item, Kind.MINUTES)


def test_closed_while_the_minutes_are_published(world: World) -> None:
    item, cast = world.items["session_open"], world.cast
    store(world.session, Kind.AGENDA)
    at_once(
        lambda: services.publish(world.session, Kind.MINUTES, by=cast.sofie),
        lambda: close_item(item, CLOSING, by=cast.karen),
    )
    for kind in (Kind.AGENDA, Kind.MINUTES):
        expect_closed_everywhere(world.session, item, kind)
    assert Incident.objects.filter(item=item).count() == 1


def test_closed_twice_is_one_incident(world: World) -> None:
    store(world.past, Kind.MINUTES)
    item, cast = world.items["past_open"], world.cast
    at_once(*[lambda: close_item(item, CLOSING, by=cast.sofie)] * 2)
    assert Incident.objects.count() == 1
    assert newest(world.past).version == 2


def test_two_items_closed_at_once_are_both_closed_in_what_is_in_force(world: World) -> None:
    store(world.past, Kind.MINUTES)
    items, cast = [world.items["past_open"], world.items["past_guest"]], world.cast
    at_once(*(lambda item=item: close_item(item, CLOSING, by=cast.sofie) for item in items))
    for item in items:
        expect_closed_everywhere(world.past, item, Kind.MINUTES)


def test_what_is_opened_while_another_item_is_closed_is_made_of_both(world: World) -> None:
    store(world.past, Kind.MINUTES)
    cast, closes, opens = world.cast, world.items["past_open"], world.items["past_closed"]
    at_once(lambda: open_item(opens, by=cast.sofie), lambda: close_item(closes, CLOSING, by=cast.karen))
    expect_closed_everywhere(world.past, closes, Kind.MINUTES)
    (section,) = [one for one in read_snapshot(newest(world.past)).entries if one.key == str(opens.pk)]
    assert isinstance(section, ItemSection)
    assert section.closed is None
