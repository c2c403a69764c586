"""Asking an address as one of the cast, leaving nothing behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http.cookies import SimpleCookie
from typing import Any

from django.core.files import File
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.addresses import asking, parameters, queries
from tests.cast import World
from tests.matrix.row import METHODS, UNSAFE, Row
from tests.matrix.rows import ROWS
from tests.matrix.things import things

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
    point, before = transaction.savepoint(), journal_entries()
    answer: HttpResponseBase = getattr(client, method)(url, **(sent or {}))
    changed = journal_entries() - before
    assert not (changed and answer.status_code in REFUSED), f"{method} {url} was refused, and did something"
    transaction.savepoint_rollback(point)
    client.cookies = SimpleCookie(cookies)
    return answer


def kept(answer: HttpResponseBase) -> bool:
    """Whether a browser or a proxy may keep the answer: the next person at the machine may read less."""
    said = answer.headers.get("Cache-Control", "")
    return not {"private", "no-store"} <= set(said.replace(" ", "").split(","))


def journal_entries() -> int:
    """Asked thousands of times, so in words that nobody needs to write first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_journalentry")
        (many,) = cursor.fetchone()
    return int(many)


def worth_asking(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Each method at each row, less what was asked already.

    What sends nothing is the same for rows that differ in their data; a method that an address does not take is
    refused before anything is looked up, and HEAD is Django's GET without a body, so one thing is enough for both.
    """
    asked = set()
    for row in rows:
        for method in ("head", *METHODS):
            question = _question(row, method)
            if question not in asked:
                asked.add(question)
                yield method, row


def _question(row: Row, method: str) -> tuple[object, ...]:
    if method == "head" or row.answer(method, "") == 405:
        return (method, row.name)
    return (method, row.name, row.which, *row.also.items(), id(row) if method in UNSAFE else None)


def everywhere(world: World, names: Iterable[str] | None = None) -> set[str]:
    """Every address, asked for everything of the world that it can be asked for; one that answers no GET, once."""
    known, read = things(world).values(), {row.name for row in ROWS if row.says("get")}
    found = set()
    for name in parameters() if names is None else names:
        asked = list(asking(name, known))
        found.update([*asked, *queries(name, known)] if name in read else asked[:1])
    return found


def what_is_sent(world: World, row: Row, method: str) -> dict[str, Any]:
    """The arguments that send the row's data, as JSON to the API and as a form to a page, or where there is a file."""
    data = row.data(world) if callable(row.data) else dict(row.data)
    if row.name.startswith("api-") and not any(isinstance(one, File) for one in data.values()):
        return {"data": data, "content_type": "application/json"}
    return {"data": data} if method == "post" else {}
