"""Signing in and out, and choosing a language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from people.models import SignInFailure
from tests.cast import World

pytestmark = pytest.mark.django_db
CARL = {"username": "carl@fjordby.example", "password": "hemmeligt-kodeord"}


def test_carl_signs_in_by_email(client: Client, world: World) -> None:
    assert client.post("/sign-in/", CARL).headers["Location"] == "/meetings/"


def test_capitals_in_the_address_do_not_matter(client: Client, world: World) -> None:
    assert client.post("/sign-in/", CARL | {"username": "Carl@Fjordby.example"}).status_code == 302


def test_he_is_led_on_to_where_he_was_going(client: Client, world: World) -> None:
    response = client.post("/sign-in/", CARL | {"next": f"/meetings/{world.past.pk}/"})
    assert response.headers["Location"] == f"/meetings/{world.past.pk}/"


def test_but_never_out_of_the_house(client: Client, world: World) -> None:
    response = client.post("/sign-in/", CARL | {"next": "https://ondt.example/"})
    assert response.headers["Location"] == "/meetings/"


def test_a_stranger_a_slip_and_a_former_colleague_get_the_same_answer(client: Client, world: World) -> None:
    world.cast.bo.is_active = False
    world.cast.bo.save()
    attempts = [
        CARL | {"password": "forkert"},
        CARL | {"username": "ingen@fjordby.example"},
        CARL | {"username": "bo@fjordby.example"},
    ]
    forms = [client.post("/sign-in/", one).context["form"] for one in attempts]
    assert len({str(form.non_field_errors()) for form in forms}) == 1
    assert forms[0].non_field_errors()


def tries(client: Client, times: int, written: str = "forkert", place: str = "10.0.0.1") -> Any:
    """The answer to the last of so many tries at Carl's account."""
    for _time in range(times):
        answer = client.post("/sign-in/", CARL | {"password": written}, REMOTE_ADDR=place)
    return answer


def test_many_wrong_passwords_make_one_wait_and_nobody_else(client: Client, world: World) -> None:
    assert tries(client, 10).status_code == 200
    waits = tries(client, 1, CARL["password"])
    assert (waits.status_code, 0 < int(waits["Retry-After"]) <= 300) == (429, True)
    assert "Vent 5 minutter, og prøv igen." in waits.content.decode()
    assert tries(client, 1, CARL["password"], place="10.0.0.2").status_code == 302
    client.post("/sign-out/")
    long_ago = timezone.now() - timedelta(minutes=6)
    SignInFailure.objects.update(at=long_ago)
    assert tries(client, 1, CARL["password"]).status_code == 302
    client.post("/sign-out/")
    tries(client, 1)
    assert not SignInFailure.objects.filter(at=long_ago).exists()


def test_many_accounts_from_one_place_are_slowed_down_too(client: Client, world: World) -> None:
    for number in range(100):
        client.post("/sign-in/", CARL | {"username": f"{number}@fjordby.example"})
    assert client.post("/sign-in/", CARL).status_code == 429
    assert "fjordby" not in "".join(SignInFailure.objects.values_list("key", flat=True))


def test_behind_a_proxy_it_says_where_one_sits(client: Client, world: World, settings: Settings) -> None:
    """What stands before the last address in the header anybody may have written."""
    settings.BEHIND_TLS_PROXY = True
    for number in range(10):
        there = f"10.9.9.{number}, 2001:db8::{number}"
        client.post("/sign-in/", CARL | {"password": "x"}, headers={"X-Forwarded-For": there})
    assert client.post("/sign-in/", CARL, headers={"X-Forwarded-For": "2001:db8::ffff"}).status_code == 429
    assert client.post("/sign-in/", CARL, headers={"X-Forwarded-For": "2001:db9::1"}).status_code == 302


def test_what_was_kept_in_the_browser_goes_with_who_signs_out(client: Client, world: World) -> None:
    client.force_login(world.cast.carl)
    assert client.post("/sign-out/").headers["Clear-Site-Data"] == '"storage"'


def test_empty_fields_say_what_to_write(client: Client, world: World) -> None:
    text = client.post("/sign-in/", {}).content.decode()
    assert "Skriv din e-mailadresse." in text
    assert "Skriv din adgangskode." in text


def test_signing_out_takes_a_button(client: Client, world: World) -> None:
    client.force_login(world.cast.carl)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/sign-in/"


def test_the_language_is_remembered(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert '<html lang="en">' in client.get("/sign-in/").content.decode()


def test_a_stale_page_is_explained(world: World) -> None:
    response = Client(enforce_csrf_checks=True).post("/sign-in/", CARL)
    assert response.status_code == 403
    assert "Siden var for gammel" in response.content.decode()


@pytest.mark.django_db
def test_an_impossibly_long_address_is_nobodys(client: Client) -> None:
    answer = client.post("/sign-in/", {"username": "a" * 60_000 + "@fjordby.example", "password": "x"})
    assert answer.status_code == 200
