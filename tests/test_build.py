"""From database to value: what is planned stands in the agenda, what happened in the minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from agenda.models import AgendaItem, Attendance, ItemGuest, ItemPresence, Recommendation
from agenda.services.items import draft_item
from decisions import models as decided
from documents import as_json, build, content, scopes
from documents.content import ClosedStub, Guest, ItemKind, ItemSection, Kind, Origin, Outcome, Stay
from tests.cast import World, refresh

pytestmark = pytest.mark.django_db


def section(document: content.MeetingDocument, item: AgendaItem) -> ItemSection:
    (found,) = (one for one in document.entries if one.key == str(item.pk))
    assert isinstance(found, ItemSection)
    return found


def plan(world: World) -> AgendaItem:
    """A second item of forty minutes on the meeting in session, taken last, with a guest."""
    for name, minutes, place in [("open", 10, 1), ("closed", 40, 4), ("guest", 20, 2), ("recused", None, 3)]:
        AgendaItem.objects.filter(pk=world.items[f"session_{name}"].pk).update(
            minutes=minutes, room_position=place
        )
    item = world.items["session_closed"]
    AgendaItem.objects.filter(pk=item.pk).update(
        kind="discussion", presenter="Carl Aadalskov", continues=world.items["past_open"]
    )
    ItemGuest.objects.create(item=item, position=1, who="Jens Poulsen", arrives=time(9, 5))
    refresh(world)
    return item


def record(item: AgendaItem) -> None:
    decision = decided.Decision.objects.get(item=item)
    recommendation = Recommendation.objects.get(item=item)
    decided.RecommendationOutcome.objects.create(recommendation=recommendation, outcome="postponed")
    decided.Dissent.objects.create(
        decision=decision, position=1, who="Mette Østervang", text="Nej.\nHusk < 12."
    )
    decided.Correction.objects.create(
        item=item, text="Ikke <b>12</b>, men 13", made_at=datetime(2026, 4, 2, 22, 30, tzinfo=UTC)
    )
    ItemPresence.objects.create(item=item, position=1, who="Carl Aadalskov", kind="left", at=time(9, 20))


def test_an_agenda_says_when_an_item_begins_and_who_comes(world: World) -> None:
    item = plan(world)
    document = build.whole(world.session, Kind.AGENDA)
    found = section(document, item)
    assert (found.clock, found.kind, found.presenter) == (
        "09:00–09:40",
        ItemKind.DISCUSSION,
        "Carl Aadalskov",
    )
    assert found.guests == (Guest("Jens Poulsen", time(9, 5)),)
    assert found.continues == Origin(1, world.past.date)
    assert document.order == (1, 3, 4, 2)
    assert section(document, world.items["session_recused"]).clock == ""
    assert (found.outcomes, found.dissents, found.presences) == ((), (), ())


def test_an_item_that_was_withdrawn_takes_no_time(world: World) -> None:
    item = plan(world)
    AgendaItem.objects.filter(pk=world.items["session_open"].pk).update(state="withdrawn")
    document = build.whole(world.session, Kind.AGENDA)
    assert section(document, item).clock == "08:50–09:30"
    assert document.order == (3, 4, 2)


def test_what_is_only_proposed_stands_last(world: World) -> None:
    """So that the others bear the numbers that publishing will give them."""
    proposed = draft_item(world.forum, "Forslag", closed=False, meeting=world.planned, by=None)
    AgendaItem.objects.filter(pk=proposed.pk).update(position=0)
    entries = build.whole(world.planned, Kind.AGENDA).entries
    coming = build.to_publish(world.planned, Kind.AGENDA).entries
    assert [(one.key, one.number) for one in entries[:-1]] == [(one.key, one.number) for one in coming]
    assert entries[-1].key == str(proposed.pk)


def test_minutes_say_what_became_of_it(world: World) -> None:
    item = plan(world)
    record(item)
    found = section(build.whole(world.session, Kind.MINUTES), item)
    assert found.outcomes == (Outcome.POSTPONED,)
    assert found.dissents == (content.Dissent("Mette Østervang", "<p>Nej.</p><p>Husk &lt; 12.</p>"),)
    assert found.presences == (content.ItemPresence("Carl Aadalskov", Stay.LEFT, time(9, 20)),)
    (correction,) = found.corrections
    assert correction.text == "<p>Ikke <strong>12</strong>, men 13</p>"
    assert f"{correction.day:%d-%m-%Y}" == "03-04-2026"
    assert (found.clock, found.guests, found.presenter) == ("", (), "")


@pytest.mark.parametrize("kind", [Kind.AGENDA, Kind.MINUTES])
def test_a_stub_tells_none_of_it(world: World, kind: Kind) -> None:
    item = plan(world)
    record(item)
    whole = build.whole(world.session, kind)
    (stub,) = (one for one in scopes.narrowed(whole, scopes.public(whole)).entries if one.key == str(item.pk))
    assert stub == ClosedStub(2, "Lukket: ansættelse")
    told = as_json.to_json(replace(whole, entries=(stub,)))["items"][0]
    for name in ("kind", "continues", "begins", "minutes", "presenter", "guests", "outcomes", "dissents"):
        assert not told[name]


def test_a_snapshot_of_an_earlier_version_still_reads(world: World) -> None:
    whole = build.whole(world.past, Kind.MINUTES)
    data = as_json.to_json(whole)
    for name in ("version", "changes", "order", "adds_to"):
        del data[name]
    added = ("kind", "continues", "begins", "minutes", "presenter", "guests", "outcomes", "recused",
             "presences", "dissents", "corrections")  # fmt: skip
    data["items"] = [{key: value for key, value in one.items() if key not in added} for one in data["items"]]
    read = as_json.from_json(data)
    assert [entry.title for entry in read.entries] == [entry.title for entry in whole.entries]
    assert read == replace(
        whole,
        entries=tuple(
            replace(one, kind=None, recused=()) if isinstance(one, ItemSection) else one
            for one in whole.entries
        ),
    )


def test_the_words_of_the_value_are_those_of_the_database() -> None:
    for ours, theirs in [
        (content.Presence, Attendance.Presence), (Stay, ItemPresence.Kind), (ItemKind, AgendaItem.Kind),
        (Outcome, decided.Outcome),
    ]:  # fmt: skip
        assert [one.value for one in ours] == list(theirs.values)


def test_the_page_says_in_which_order_the_room_takes_them(world: World) -> None:
    plan(world)
    client = Client()
    client.force_login(world.cast.carl)
    shown = client.get(f"/meetings/{world.session.pk}/").content.decode()
    assert "Punkterne behandles i rækkefølgen 1, 3, 4 og 2." in shown
