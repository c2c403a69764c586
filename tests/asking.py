"""Asking an address as one of the cast, leaving nothing behind."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from people.models import JournalEntry
from tests.cast import World
from tests.matrix import UNSAFE, Row

REFUSED = (403, 404, 405)


def signed_in(world: World, name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != "nobody":
        client.force_login(getattr(world.cast, name))
    return client


def ask(client: Client, method: str, url: str, sent: dict[str, Any] | None = None) -> HttpResponseBase:
    """Ask, and roll back what the request changed, the client's cookies too. Who is refused may change nothing."""
    if method not in UNSAFE:
        return getattr(client, method)(url)  # type: ignore[no-any-return]
    cookies = client.cookies.output(header="", sep=";")
    point, before = transaction.savepoint(), JournalEntry.objects.count()
    answer: HttpResponseBase = getattr(client, method)(url, **(sent or {}))
    changed = JournalEntry.objects.count() - before
    assert not (changed and answer.status_code in REFUSED), f"{method} {url} was refused, and did something"
    transaction.savepoint_rollback(point)
    client.cookies = SimpleCookie(cookies)
    return answer


def what_is_sent(world: World, row: Row, method: str) -> dict[str, Any]:
    """The arguments that send the row's data, as JSON to the API and as a form to a page."""
    data = row.data(world) if callable(row.data) else dict(row.data)
    if row.name.startswith("api-"):
        return {"data": data, "content_type": "application/json"}
    return {"data": data} if method == "post" else {}
