"""What the database itself refuses, whoever asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agenda.models import AgendaItem, Meeting, Membership, Recusal
from decisions.models import Decision
from people.models import User
from tests.cast import TODAY, World

pytestmark = pytest.mark.django_db


def refused(model: type[Any], pk: object, **values: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=pk).update(**values)


def test_two_items_of_a_meeting_cannot_share_a_number(world: World) -> None:
    refused(AgendaItem, world.items["past_open"].pk, number=world.items["past_guest"].number)


def test_a_number_and_a_publication_go_together(world: World) -> None:
    refused(AgendaItem, world.items["draft"].pk, number=1)
    refused(AgendaItem, world.items["draft"].pk, published_at=timezone.now())
    refused(AgendaItem, world.items["past_open"].pk, number=None)


def test_a_published_item_has_a_meeting_and_a_published_state(world: World) -> None:
    refused(AgendaItem, world.items["past_open"].pk, meeting=None)
    refused(AgendaItem, world.items["past_open"].pk, state="draft")
    refused(AgendaItem, world.items["draft"].pk, state="published")


def test_numbers_begin_at_one(world: World) -> None:
    refused(AgendaItem, world.items["past_open"].pk, number=0)


def test_a_closed_item_has_a_public_title(world: World) -> None:
    refused(AgendaItem, world.items["past_closed"].pk, public_title="")


def test_an_item_has_one_decision(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(item=world.items["past_open"], text="<p>En til.</p>")


def test_a_seat_cannot_end_before_it_begins(world: World) -> None:
    seat = Membership.objects.get(user=world.cast.carl)
    refused(Membership, seat.pk, until=seat.since - timedelta(days=1))


def test_a_meeting_is_held_once(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(forum=world.forum, date=TODAY, start=world.session.start)


def test_minutes_are_out_exactly_when_the_state_says_so(world: World) -> None:
    refused(Meeting, world.past.pk, minutes_published_at=None)
    refused(Meeting, world.planned.pk, minutes_published_at=timezone.now())
    refused(Meeting, world.past.pk, state="minutes_approved")


def test_a_person_is_recused_once(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Recusal.objects.create(item=world.items["past_recused"], user=world.cast.mette)


def test_an_address_belongs_to_one_person_whatever_its_case(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("SOFIE@fjordby.example", full_name="En anden")
