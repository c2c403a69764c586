"""Letting people in to one item and taking them off it: what is kept, what is refused, what ends when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agenda.models import AgendaItem, Recusal
from agenda.services import access
from agenda.services.closing import Closing, close_item, says_nothing, set_attachment_closed
from people.models import JournalEntry, User
from people.refusals import Refused
from tests.cast import World

pytestmark = pytest.mark.django_db


def reads(user: User, item: AgendaItem) -> bool:
    return AgendaItem.objects.visible_to(user).contains(item)


def test_a_new_grant_ends_the_old_one_and_both_are_kept(world: World) -> None:
    item = world.items["past_closed"]
    access.grant_reading(item, world.cast.tove, reason="Skal også skrive opslaget", by=world.cast.sofie)
    old, new = item.user_grants.filter(user=world.cast.tove).order_by("pk")
    assert (old.in_force, old.withdrawn_by, new.in_force) == (False, world.cast.sofie, True)
    assert reads(world.cast.tove, item)


def test_a_grant_to_a_group_lets_its_people_in_until_it_is_taken_back(world: World) -> None:
    jurists = Group.objects.create(name="Jurister")
    jurists.user_set.add(world.cast.bo)
    item = world.items["past_closed"]
    grant = access.grant_reading(item, jurists, reason="Vurderer klagen", by=world.cast.karen)
    assert reads(world.cast.bo, item)
    access.withdraw_grant(grant, by=world.cast.sofie)
    assert not reads(world.cast.bo, item)
    assert item.group_grants.get().withdrawn_by == world.cast.sofie


def test_no_grant_to_the_recused_nor_to_those_who_have_left(world: World) -> None:
    world.cast.bo.is_active = False
    world.cast.bo.save()
    for item, user in [("past_closed", world.cast.bo), ("past_recused", world.cast.mette)]:
        with pytest.raises(ValidationError) as caught:
            access.grant_reading(world.items[item], user, reason="Kontrakten", by=world.cast.sofie)
        assert "to" in caught.value.message_dict


def test_only_who_could_take_part_can_be_recused(world: World) -> None:
    for stranger in (world.cast.bo, world.cast.niels):
        with pytest.raises(ValidationError) as caught:
            access.recuse(world.items["past_open"], stranger, by=world.cast.sofie)
        assert "user" in caught.value.message_dict
    for name, key in [("per", "past_open"), ("frida", "draft"), ("rikke", "draft")]:
        access.recuse(world.items[key], getattr(world.cast, name), by=world.cast.sofie)
        assert not reads(getattr(world.cast, name), world.items[key])


def test_a_recusal_by_mistake_is_lifted_and_kept(world: World) -> None:
    recusal = Recusal.objects.get(user=world.cast.mette)
    access.lift_recusal(recusal, by=world.cast.sofie)
    access.recuse(world.items["past_recused"], world.cast.mette, by=world.cast.sofie)
    assert Recusal.objects.filter(user=world.cast.mette).count() == 2
    assert not reads(world.cast.mette, world.items["past_recused"])


def test_nobody_lifts_a_recusal_of_their_own(world: World) -> None:
    recusal = access.recuse(world.items["past_open"], world.cast.sofie, by=world.cast.karen)
    with pytest.raises(PermissionDenied):
        access.lift_recusal(recusal, by=world.cast.sofie)


def test_breaking_the_glass_opens_one_item_for_an_hour(world: World) -> None:
    item, ida = world.items["past_closed"], world.cast.ida
    grant = access.break_glass(item, reason="Systemet svarede ikke under mødet", by=ida)
    assert reads(ida, item)
    assert not reads(ida, world.items["session_closed"])
    assert grant.emergency
    assert grant.expires_at is not None
    assert grant.expires_at - grant.granted_at <= timedelta(hours=1, seconds=1)
    item.user_grants.filter(pk=grant.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not reads(ida, item)
    assert JournalEntry.objects.filter(kind="grant.emergency", by=ida).count() == 1


def test_the_glass_is_broken_by_administrators_alone_and_for_a_reason(world: World) -> None:
    item = world.items["past_closed"]
    with pytest.raises(PermissionDenied):
        access.break_glass(item, reason="Nysgerrig", by=world.cast.bo)
    with pytest.raises(ValidationError, match="nødvendigt"):
        access.break_glass(item, reason=" ", by=world.cast.ida)
    with pytest.raises(Refused):
        access.break_glass(world.items["closed_draft"], reason="Fejl", by=world.cast.ida)
    Recusal.objects.create(item=item, user=world.cast.ida)
    with pytest.raises(Refused, match="inhabil"):
        access.break_glass(item, reason="Fejl", by=world.cast.ida)
    assert not item.user_grants.filter(user=world.cast.ida).exists()


@pytest.mark.parametrize(
    "title", ["Lukket", " lukket punkt ", "Personsag (fortrolig)", "PERSONSAG.", "Ejendomssag"]
)
def test_titles_that_tell_nothing(title: str) -> None:
    assert says_nothing(title)


@pytest.mark.parametrize(
    "title", ["Ansættelse af centerchef", "Køb af areal ved Havnefronten", "Lukket: udbud"]
)
def test_titles_that_tell_the_subject(title: str) -> None:
    assert not says_nothing(title)


def test_the_closing_is_kept_when_it_is_said_anew(world: World) -> None:
    """Who closed an item, and when, stays the first; the ground, the titles and the words are the last."""
    item = world.items["closed_draft"]
    item.refresh_from_db()
    first = (item.closed_by, item.closed_at)
    closing = Closing("Udbud", "Udbud af kantinen", sensitive_words=["Hansens Køkken ", "", " Kaj"])
    close_item(item, closing, by=world.cast.karen)
    item.refresh_from_db()
    assert (item.closed_by, item.closed_at) == first
    assert (item.public_title, item.sensitive_words) == ("Udbud af kantinen", "Hansens Køkken\nKaj")


@pytest.mark.parametrize("field", ["public_title", "public_decision"])
def test_what_others_read_holds_no_word_that_was_marked_sensitive(world: World, field: str) -> None:
    told = {"public_title": "Udbud af kantinen", field: "Tilbud fra hansens køkken"}
    closing = Closing("Udbud", **told, sensitive_words=["Hansens Køkken"])  # type: ignore[arg-type]
    with pytest.raises(ValidationError) as caught:
        close_item(world.items["draft"], closing, by=world.cast.sofie)
    assert list(caught.value.message_dict) == [field]


def test_a_bilag_is_closed_by_itself(world: World) -> None:
    one = world.items["closed_draft"].attachments.get()
    set_attachment_closed(one, True, by=world.cast.sofie)
    one.refresh_from_db()
    assert one.closed
    with pytest.raises(Refused):
        set_attachment_closed(world.attachments["past_open"], True, by=world.cast.sofie)
