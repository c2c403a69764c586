"""A postponed item and the one that goes on with it lead to each other, as far as the reader may read."""

from __future__ import annotations

import pytest
from django.test import Client

from agenda.models import AgendaItem
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def links(client: Client, here: AgendaItem, there: AgendaItem, words: str) -> bool:
    page = client.get(f"/meetings/{here.meeting_id}/items/{here.pk}/").content.decode()
    address = f"/meetings/{there.meeting_id}/items/{there.pk}/"
    return address in page and words in " ".join(page.split())


def test_each_leads_to_the_other(world: World, client: Client) -> None:
    first, later = world.items["past_open"], world.items["session_open"]
    AgendaItem.objects.filter(pk=later.pk).update(continues=first)
    client.force_login(world.cast.carl)
    assert links(client, first, later, "Fortsætter som punkt 1 den")
    assert links(client, later, first, "Fortsat fra punkt 1 den")


def test_a_hidden_continuation_is_not_told_of(world: World, client: Client) -> None:
    first, later, draft = (world.items[key] for key in ("past_open", "session_closed", "draft"))
    AgendaItem.objects.filter(pk__in=[later.pk, draft.pk]).update(continues=first)
    client.force_login(world.cast.bo)
    assert "Fortsætter" not in client.get(f"/meetings/{first.meeting_id}/items/{first.pk}/").content.decode()
    client.force_login(world.cast.carl)
    assert links(client, first, later, "Fortsætter som punkt 2 den")
    assert str(draft.pk) not in client.get(f"/meetings/{first.meeting_id}/items/{first.pk}/").content.decode()
