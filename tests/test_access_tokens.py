"""Keys for programs: they see what their person sees, and lose it the moment they do."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from people import access_tokens
from people.models import User
from tests.cast import World


def key_of(user: User, **given: object) -> str:
    _token, key = access_tokens.issue(user, "Power BI", scope="read", expires_at=None)
    user.access_tokens.update(**given)
    return key


def status(world: World, header: str) -> int:
    address = f"/api/v1/meetings/{world.past.pk}/"
    return Client().get(address, headers={"Authorization": header}).status_code


@pytest.mark.parametrize("scheme", ["Bearer", "Basic"])
def test_a_key_sees_what_its_person_sees(internal: World, scheme: str) -> None:
    for name, expected in [("carl", 200), ("bo", 404)]:
        key = key_of(getattr(internal.cast, name))
        sent = base64.b64encode(f"excel:{key}".encode()).decode() if scheme == "Basic" else key
        assert status(internal, f"{scheme} {sent}") == expected


def test_a_key_is_shown_once_and_stored_as_a_digest(internal: World) -> None:
    key = key_of(internal.cast.carl)
    stored = internal.cast.carl.access_tokens.values_list().get()
    assert not any(key in str(value) for value in stored)


@pytest.mark.parametrize(
    "given", [{"expires_at": timezone.now()}, {"withdrawn_at": timezone.now()}, {"digest": "x"}]
)
def test_a_key_that_opens_nothing_is_401(internal: World, given: dict[str, object]) -> None:
    assert status(internal, f"Bearer {key_of(internal.cast.carl, **given)}") == 401


def test_a_key_ends_with_its_person(internal: World) -> None:
    key = key_of(internal.cast.carl)
    User.objects.filter(pk=internal.cast.carl.pk).update(is_active=False)
    assert status(internal, f"Bearer {key}") == 401


@pytest.mark.parametrize("header", ["Bearer ", "Basic !!", "Basic \xe6", "Bearer cf_ukendt", "Basic Og=="])
def test_a_wrong_key_is_never_nobody(internal: World, header: str) -> None:
    assert status(internal, header) == 401


def test_the_last_use_is_noted(internal: World) -> None:
    status(internal, f"Bearer {key_of(internal.cast.carl)}")
    used = internal.cast.carl.access_tokens.get().used_at
    assert used is not None
    assert timezone.now() - used < timedelta(minutes=1)


@pytest.mark.parametrize(("name", "days", "field"), [("", 1, "name"), ("Excel", -1, "expires_at")])
def test_what_makes_no_key(internal: World, name: str, days: int, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        access_tokens.issue(
            internal.cast.carl, name, scope="read", expires_at=timezone.now() + timedelta(days=days)
        )
    assert field in refused.value.message_dict


def test_a_key_is_made_shown_once_and_withdrawn_on_a_page(internal: World) -> None:
    client = Client()
    client.force_login(internal.cast.carl)
    past = client.post("/keys/", {"name": "Excel", "scope": "read", "last_day": "2001-01-01"})
    assert "ligger i fortiden" in past.content.decode()
    made = client.post("/keys/", {"name": "Excel", "scope": "read"}).content.decode()
    (key,) = re.findall(r"<code>(cf_[^<]+)</code>", made)
    assert status(internal, f"Bearer {key}") == 200
    assert key not in client.get("/keys/").content.decode()
    client.post(f"/keys/{internal.cast.carl.access_tokens.get().pk}/withdraw/")
    assert status(internal, f"Bearer {key}") == 401
