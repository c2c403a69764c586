"""The rights table, row by row, through the gate."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agenda.models import AgendaItem, Attachment, Forum, ItemGroupGrant, Meeting, Membership, Recusal
from agenda.services.access import grant_reading
from agenda.services.publication import publish_items
from decisions.models import Decision
from tests.cast import NOBODY, World, make_cast, make_forum, some_day

pytestmark = pytest.mark.django_db

PAST = {"past_open", "past_closed", "past_guest", "past_recused"}
SESSION = {"session_open", "session_closed", "session_guest", "session_recused"}
DRAFTS = {"draft", "closed_draft"}
OPEN = {"past_open", "past_guest", "past_recused", "session_open", "session_guest", "session_recused"}

READS = {
    "sofie": PAST | SESSION | DRAFTS,
    "karen": PAST | SESSION | DRAFTS,
    "carl": PAST | SESSION,
    "mette": (PAST | SESSION) - {"past_recused"},
    "per": OPEN | {"past_closed"},
    "frida": OPEN | {"draft"},
    "line": OPEN,
    "bo": OPEN,
    "ida": OPEN,
    "gitte": OPEN,
    "rikke": OPEN | {"draft"},
    "tove": OPEN | {"past_closed"},
    "niels": OPEN,
    "nobody": set(),
}


def read_by(world: World, name: str) -> set[str]:
    seen = set(AgendaItem.objects.visible_to(world.cast.everybody()[name]))
    return {key for key, item in world.items.items() if item in seen}


def test_who_reads_what_in_a_forum_open_to_employees(world: World) -> None:
    assert {name: read_by(world, name) for name in READS} == READS


READS_INTERNAL = {
    "per": PAST,
    "frida": {"draft"},
    "line": set(),
    "bo": set(),
    "ida": set(),
    "gitte": {"past_guest"},
    "rikke": {"draft"},
    "tove": {"past_closed"},
    "niels": set(),
}


def test_who_reads_what_in_an_internal_forum(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    assert {name: read_by(world, name) for name in READS} == {**READS, **READS_INTERNAL}


OPENS_INTERNAL = {"sofie", "karen", "carl", "mette", "per", "gitte", "tove"}


def openers(world: World, meeting: Meeting) -> set[str]:
    people = world.cast.everybody().items()
    return {name for name, user in people if Meeting.objects.visible_to(user).contains(meeting)}


def test_who_opens_a_past_meeting_of_an_internal_forum(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    assert openers(world, world.past) == OPENS_INTERNAL


def test_who_opens_a_planned_meeting(world: World) -> None:
    assert openers(world, world.planned) == {"sofie", "karen", "carl", "mette", "frida", "rikke"}


def test_a_grant_shows_the_rest_of_the_meeting_as_listed_only(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    listed = set(AgendaItem.objects.listed_for(world.cast.tove))
    assert listed == {world.items[key] for key in PAST}


def test_drafts_are_never_listed(world: World) -> None:
    for user in world.cast.everybody().values():
        assert not AgendaItem.objects.listed_for(user).filter(meeting=world.planned).exists()


def test_an_expired_grant_opens_nothing(world: World) -> None:
    world.items["past_closed"].user_grants.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert read_by(world, "tove") == OPEN


def test_a_grant_to_a_group_reaches_its_members_until_it_expires(world: World) -> None:
    group = Group.objects.create(name="Jurister")
    world.cast.bo.groups.add(group)
    grant = ItemGroupGrant.objects.create(
        group=group,
        permission=Permission.objects.get(codename="read_item"),
        content_object=world.items["past_closed"],
        reason="Juridisk bistand",
    )
    assert "past_closed" in read_by(world, "bo")
    grant.expires_at = timezone.now() - timedelta(seconds=1)
    grant.save()
    assert "past_closed" not in read_by(world, "bo")


def test_a_grant_does_not_open_a_draft(world: World) -> None:
    grant_reading(world.items["closed_draft"], world.cast.bo, reason="Ventetid", by=world.cast.sofie)
    assert "closed_draft" not in read_by(world, "bo")


def test_recusal_beats_every_row(world: World) -> None:
    for name in ("sofie", "karen", "carl", "per", "frida", "tove", "bo"):
        for key in ("past_open", "past_closed", "draft"):
            Recusal.objects.create(item=world.items[key], user=getattr(world.cast, name))
            assert key not in read_by(world, name), (name, key)
            decisions = Decision.objects.visible_to(getattr(world.cast, name))
            assert not decisions.filter(item=world.items[key]).exists(), (name, key)


def test_a_closed_round_of_review_shows_nothing(world: World) -> None:
    world.items["draft"].reviews.update(closed_at=timezone.now())
    assert "draft" not in read_by(world, "rikke")


def test_a_review_ends_with_publication(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    with transaction.atomic():
        publish_items(world.planned, timezone.now(), None)
    assert "draft" not in read_by(world, "rikke")


def test_a_reviewer_reads_a_closed_draft_only_with_a_grant(world: World) -> None:
    item = world.items["closed_draft"]
    assert "closed_draft" not in read_by(world, "rikke")
    grant_reading(item, world.cast.rikke, reason="Skal læse udkastet", by=world.cast.sofie)
    assert "closed_draft" in read_by(world, "rikke")


def seat(world: World, since: int, until: int | None = None, role: str = "member") -> None:
    Membership.objects.create(
        forum=world.forum,
        user=world.cast.bo,
        role=role,
        since=some_day(since),
        until=None if until is None else some_day(until),
    )


def test_a_new_member_reads_no_closed_item_from_before(world: World) -> None:
    seat(world, since=-7)
    assert read_by(world, "bo") == OPEN | {"session_closed"}


def test_a_forum_may_let_new_members_read_what_was_closed_before(world: World) -> None:
    seat(world, since=-7)
    Forum.objects.update(earlier_closed_to_members=True)
    assert read_by(world, "bo") == PAST | SESSION


def test_a_former_member_keeps_the_period_and_sees_nothing_after_it(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    seat(world, since=-90, until=-7)
    assert read_by(world, "bo") == PAST
    assert not Meeting.objects.visible_to(world.cast.bo).contains(world.session)


def test_a_former_secretary_reads_as_a_former_member(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    seat(world, since=-90, until=-1, role="secretary")
    assert read_by(world, "bo") == PAST


def test_a_coming_seat_opens_nothing_yet(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    seat(world, since=1, role="chair")
    assert read_by(world, "bo") == set()


def test_a_seat_lasts_to_the_end_of_its_last_day(world: World) -> None:
    seat(world, since=-90, until=0, role="deputy_secretary")
    assert read_by(world, "bo") == PAST | SESSION | DRAFTS


def test_superusers_and_inactive_people_get_nothing_by_the_flag(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    world.cast.sofie.is_active = False
    world.cast.sofie.save()
    assert read_by(world, "ida") == set()
    assert read_by(world, "sofie") == set()


def test_the_public_reads_open_items_of_published_minutes_where_the_forum_says_so(world: World) -> None:
    Forum.objects.update(open_to_public=True)
    assert read_by(world, "nobody") == {"past_open", "past_guest", "past_recused"}
    assert set(Meeting.objects.visible_to(NOBODY)) == {world.past}
    assert set(AgendaItem.objects.listed_for(NOBODY)) == {world.items[key] for key in PAST}


def test_another_forums_member_reads_nothing_here(world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    Membership.objects.create(
        forum=Forum.objects.create(name="Direktion"), user=world.cast.bo, role="chair", since=some_day(-90)
    )
    assert read_by(world, "bo") == set()


CLOSED_BILAG = {"sofie", "karen", "carl", "mette", "per"}


def test_who_reads_a_closed_bilag_on_an_open_item(world: World) -> None:
    for name, user in world.cast.everybody().items():
        seen = Attachment.objects.visible_to(user)
        assert seen.contains(world.attachments["past_closed"]) == (name in CLOSED_BILAG), name
        assert seen.contains(world.attachments["past_open"]) == (name != "nobody"), name
        assert seen.contains(world.attachments["past_in_closed"]) == (name in CLOSED_BILAG | {"tove"}), name


def test_decisions_wait_for_the_minutes(world: World) -> None:
    early = {world.items["session_open"].pk, world.items["session_closed"].pk}
    for name, user in world.cast.everybody().items():
        decided = set(Decision.objects.visible_to(user).values_list("item", flat=True))
        assert bool(decided & early) == (name in {"sofie", "karen"}), name
        assert (world.items["past_open"].pk in decided) == (name != "nobody"), name


def test_each_question_to_the_gate_is_one_query(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for manager in (Meeting.objects, AgendaItem.objects, Attachment.objects, Decision.objects):
        with django_assert_num_queries(1):
            list(manager.visible_to(world.cast.carl))
    with django_assert_num_queries(1):
        list(AgendaItem.objects.listed_for(world.cast.carl))


def test_an_item_is_closed_until_somebody_says_otherwise() -> None:
    item = AgendaItem(forum=make_forum(make_cast()), title="Uden mærke")
    assert item.closed
