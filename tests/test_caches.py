"""No browser and no proxy keeps what was read: the next person at the machine may read less."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from documents.content import Kind
from documents.services import publish
from tests.addresses import NO_SUCH, id_of, parameters
from tests.asking import ask, signed_in
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

METHODS = ("get", "head", "post", "put", "patch", "delete")


def kept(response: HttpResponseBase) -> bool:
    said = response.headers.get("Cache-Control", "")
    return not {"private", "no-store"} <= set(said.replace(" ", "").split(","))


def address(name: str, known: Mapping[str, object]) -> str:
    """The address of the thing we know, or of nothing: also "not there" is an answer that nobody keeps."""
    names = parameters()[name]
    for nothing in product(NO_SUCH.values(), repeat=len(names)):
        try:
            return reverse(
                name,
                kwargs={
                    one: known.get(id_of(name, one), instead)
                    for one, instead in zip(names, nothing, strict=True)
                },
            )
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.mark.parametrize("name", ["sofie", "bo", "nobody"])
def test_no_answer_at_any_address_may_be_kept(world: World, name: str) -> None:
    """Pages, files, redirects, refusals and wrong methods alike."""
    publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    known = {
        "meeting_id": world.session.pk,
        "item_id": world.items["session_open"].pk,
        "attachment_id": world.attachments["session_closed"].pk,
    }
    client = signed_in(world, name)
    found, statuses = [], set()
    for method in METHODS:
        for one in parameters():
            response = ask(client, method, address(one, known))
            statuses.add(response.status_code)
            found += [f"{method} {one}: {response.status_code}"] if kept(response) else []
    assert found == []
    assert {200, 302, 404, 405} <= statuses


def test_nor_an_answer_that_no_view_gave(client: Client) -> None:
    assert not kept(client.get("/findes/ikke/"))
    assert not kept(client.get("/api/v1/findes/ikke/"))
    with override_settings(SECURE_SSL_REDIRECT=True):
        moved = Client().get("/meetings/")
    assert (moved.status_code, kept(moved)) == (301, False)


def test_static_files_are_kept_for_they_are_the_same_for_all() -> None:
    (settings.STATIC_ROOT / "probe.css").write_text("p {}")
    response = Client().get("/static/probe.css")
    assert (response.status_code, kept(response)) == (200, True)
