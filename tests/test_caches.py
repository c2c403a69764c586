"""No browser and no proxy keeps what was read: the next person at the machine may read less."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.cast import World
from tests.test_access_matrix import GET, METHODS, address, internal, signed_in

__all__ = ["internal"]

pytestmark = pytest.mark.django_db


def kept(headers: str) -> bool:
    return not {"private", "no-store"} <= set(headers.replace(" ", "").split(","))


@pytest.mark.parametrize("name", ["sofie", "bo", "nobody"])
def test_no_answer_at_any_address_may_be_kept(internal: World, name: str) -> None:
    """Pages, files, redirects, refusals and wrong methods alike."""
    found = []
    for address_name, which in GET:
        for method in METHODS:
            response = getattr(signed_in(internal, name), method)(address(internal, address_name, which))
            if kept(response.headers.get("Cache-Control", "")):
                found.append(f"{method} {address_name} {which}: {response.status_code}")
    assert found == []


def test_nor_a_page_that_is_not_there(client: Client) -> None:
    assert not kept(client.get("/findes/ikke/").headers["Cache-Control"])
    assert not kept(client.get("/api/v1/findes/ikke/").headers["Cache-Control"])
    with override_settings(SECURE_SSL_REDIRECT=True):
        response = Client().get("/meetings/")
    assert (response.status_code, kept(response.headers["Cache-Control"])) == (301, False)


def test_static_files_are_kept_for_they_are_the_same_for_all() -> None:
    (settings.STATIC_ROOT / "probe.css").write_text("p {}")
    response = Client().get("/static/probe.css")
    assert (response.status_code, kept(response.headers["Cache-Control"])) == (200, True)
