"""Who gets which answer, for every address and person. A new address fails here until it has its rows.

Rows: (method, address name, which object) → a status for each person. `EVERYBODY` stands for those not named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from agenda.models import Forum
from documents import build
from documents.content import Kind
from documents.editions import store_snapshot
from documents.models import ImportedFile
from people.files import kept_files
from tests.cast import World, make_world

pytestmark = pytest.mark.django_db

NO_SUCH = UUID("00000000-0000-4000-8000-000000000000")
EVERYBODY = "everybody"
METHODS = ("get", "post", "put", "patch", "delete")

Statuses = dict[str, int]

OPENS_PAST = dict.fromkeys(("sofie", "karen", "carl", "mette", "per", "gitte", "tove"), 200)
OPENS_SESSION = dict.fromkeys(("sofie", "karen", "carl", "mette"), 200)
OPENS_PLANNED = dict.fromkeys(("sofie", "karen", "carl", "mette", "frida", "rikke"), 200)
DRAFT = dict.fromkeys(("sofie", "karen", "frida", "rikke"), 200)
CLOSED_DRAFT = dict.fromkeys(("sofie", "karen"), 200)
OPEN_BILAG = dict.fromkeys(("sofie", "karen", "carl", "mette", "per"), 200)
CLOSED_BILAG = dict.fromkeys(("sofie", "karen", "carl", "mette", "per"), 200)
IN_CLOSED = {**CLOSED_BILAG, "tove": 200}
EDITORS = dict.fromkeys(("sofie", "karen"), 200)
NOBODY_ELSE = {EVERYBODY: 404}

# The forum of this matrix is internal: employees as such open nothing.
GET: dict[tuple[str, str], Statuses] = {
    ("home", ""): {EVERYBODY: 200, "nobody": 302},
    ("meetings", ""): {EVERYBODY: 200, "nobody": 302},
    ("sign_in", ""): {EVERYBODY: 302, "nobody": 200},
    ("sign_out", ""): {EVERYBODY: 405},
    ("language", ""): {EVERYBODY: 302},
    ("meeting", "past"): OPENS_PAST | NOBODY_ELSE,
    ("meeting", "session"): OPENS_SESSION | NOBODY_ELSE,
    ("meeting", "planned"): OPENS_PLANNED | NOBODY_ELSE,
    ("meeting", "none"): NOBODY_ELSE,
    ("item", "past_open"): OPENS_PAST | NOBODY_ELSE,
    ("item", "past_closed"): OPENS_PAST | NOBODY_ELSE,
    ("item", "past_recused"): OPENS_PAST | NOBODY_ELSE,
    ("item", "session_closed"): OPENS_SESSION | NOBODY_ELSE,
    ("item", "draft"): DRAFT | NOBODY_ELSE,
    ("item", "closed_draft"): CLOSED_DRAFT | NOBODY_ELSE,
    ("item", "none"): NOBODY_ELSE,
    ("minutes_pdf", "past"): OPENS_PAST | NOBODY_ELSE,
    ("minutes_pdf", "session"): NOBODY_ELSE,
    ("agenda_pdf", "past"): NOBODY_ELSE,
    ("agenda_pdf", "session"): OPENS_SESSION | NOBODY_ELSE,
    ("original", "past"): EDITORS | NOBODY_ELSE,
    ("original", "session"): NOBODY_ELSE,
    ("attachment", "past_open"): OPEN_BILAG | NOBODY_ELSE,
    ("attachment", "past_closed"): CLOSED_BILAG | NOBODY_ELSE,
    ("attachment", "past_in_closed"): IN_CLOSED | NOBODY_ELSE,
    ("attachment", "none"): NOBODY_ELSE,
    ("api-schema", ""): {EVERYBODY: 200},
    ("api-meeting-list", ""): {EVERYBODY: 200},
    ("api-meeting-detail", "past"): OPENS_PAST | NOBODY_ELSE,
    ("api-meeting-detail", "planned"): OPENS_PLANNED | NOBODY_ELSE,
    ("api-meeting-detail", "none"): NOBODY_ELSE,
}
"""Answers to GET (and HEAD)."""

HEAD_BY = ("sofie", "bo", "nobody")

OTHERS: dict[tuple[str, str], dict[str, int]] = {
    ("sign_in", "signed in"): {"post": 302, "put": 302, "patch": 302, "delete": 302},
    ("sign_in", "nobody"): {"post": 200, "put": 200},
    ("sign_out", "signed in"): {"post": 302},
    ("sign_out", "nobody"): {"post": 302},
    ("language", "signed in"): {"post": 302, "put": 302, "patch": 302, "delete": 302},
    ("language", "nobody"): {"post": 302, "put": 302, "patch": 302, "delete": 302},
}
"""Answers to other methods; 405 where nothing is said."""


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern.name or f"unnamed: {pattern.pattern}"


def address(world: World, name: str, which: str) -> str:
    meetings = {
        "past": world.past.pk,
        "session": world.session.pk,
        "planned": world.planned.pk,
        "none": 10**9,
    }
    if name == "item":
        found = world.items.get(which)
        meeting = found.meeting_id if found else world.past.pk
        return reverse("item", args=[meeting, found.pk if found else NO_SUCH])
    if name == "attachment":
        one = world.attachments.get(which)
        return reverse("attachment", args=[one.pk if one else NO_SUCH])
    return reverse(name, args=[meetings[which]] if which else [])


@pytest.fixture
def internal() -> World:
    world = make_world("kodeord", open_to_employees=False)
    ImportedFile.objects.create(meeting=world.past, file="imported/original.txt", sha256="0" * 64)
    with kept_files() as keep, transaction.atomic():
        keep.save("imported/original.txt", ContentFile(b"REFERAT"))
        store_snapshot(world.past, build.whole(world.past, Kind.MINUTES), by=None, keep=keep)
        store_snapshot(world.session, build.whole(world.session, Kind.AGENDA), by=None, keep=keep)
    return world


def test_every_address_has_its_rows() -> None:
    named = set(addresses(get_resolver().url_patterns))
    assert named == {name for name, _which in GET}


def signed_in(world: World, name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != "nobody":
        client.force_login(getattr(world.cast, name))
    return client


def test_what_each_person_is_answered(internal: World) -> None:
    """HEAD is asked by the three who get every answer there is: it is GET without the body."""
    wrong = []
    for name in internal.cast.everybody():
        client = signed_in(internal, name)
        for (address_name, which), statuses in GET.items():
            url = address(internal, address_name, which)
            expected = statuses.get(name, statuses[EVERYBODY])
            for method in ("get", "head") if name in HEAD_BY else ("get",):
                answered = getattr(client, method)(url).status_code
                if answered != expected:
                    wrong.append(f"{name} {method} {address_name} {which}: {answered}, not {expected}")
    assert wrong == []


def test_other_methods_do_nothing_unless_said(internal: World) -> None:
    wrong = []
    for name, method in product(("sofie", "bo", "nobody"), METHODS[1:]):
        who = "nobody" if name == "nobody" else "signed in"
        client = signed_in(internal, name)
        for address_name, which in GET:
            expected = OTHERS.get((address_name, who), {}).get(method, 405)
            url = address(internal, address_name, which)
            answered = getattr(client, method)(url).status_code
            if answered != expected:
                wrong.append(f"{name} {method} {address_name} {which}: {answered}, not {expected}")
            if address_name == "sign_out":
                client = signed_in(internal, name)
    assert wrong == []


HIDDEN = [("meeting", "session"), ("item", "draft"), ("item", "closed_draft"), ("attachment", "past_closed")]


@pytest.mark.parametrize(("name", "which"), HIDDEN)
def test_what_is_hidden_answers_exactly_as_what_is_not_there(internal: World, name: str, which: str) -> None:
    client = Client()
    client.force_login(internal.cast.bo)
    answers = []
    for one in (which, "none"):
        url = address(internal, name, one)
        response = client.get(url)
        headers = {key: value for key, value in response.headers.items() if key != "Content-Length"}
        answers.append((response.status_code, headers, without_tokens(response.content.decode(), url)))
    assert answers[0][0] == 404
    assert answers[0] == answers[1]


def without_tokens(page: str, url: str) -> str:
    """The page less what differs at every request: the one-time token, and the address asked for."""
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", page).replace(url, "")


def test_employees_open_what_the_forum_opens_to_them(internal: World) -> None:
    Forum.objects.update(open_to_employees=True)
    client = Client()
    client.force_login(internal.cast.bo)
    for name, which, expected in [
        ("meeting", "past", 200), ("meeting", "session", 200), ("meeting", "planned", 404),
        ("item", "past_closed", 200), ("item", "draft", 404), ("attachment", "past_open", 200),
        ("attachment", "past_closed", 404), ("attachment", "past_in_closed", 404), ("minutes_pdf", "past", 200),
    ]:  # fmt: skip
        assert client.get(address(internal, name, which)).status_code == expected, (name, which)
