"""What is hidden can't be told from the outside either: not by a count, an order, a length, a link or a header.

Time is not measured; docs/security.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import time, timedelta
from typing import Any, TypeAlias

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agenda.models import AgendaItem, Case, Forum, ItemUserGrant, Meeting, Recusal
from decisions.models import Decision
from documents import build
from documents.content import Kind
from documents.editions import store_snapshot
from people.files import kept_files
from tests.addresses import address, missing, parameters
from tests.asking import ask, everywhere, signed_in, what_is_sent, worth_asking
from tests.cast import World, some_day
from tests.copies import again
from tests.matrix.row import METHODS, Row
from tests.matrix.rows import ROWS
from tests.matrix.things import things
from tests.matrix.world import make_internal
from tests.tools.bodies import unpacked

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Change: TypeAlias = Callable[[World], None]
Answer: TypeAlias = tuple[int, dict[str, str], list[str], bytes]

ONE_TIME = re.compile(rb'(csrfmiddlewaretoken" value=")\w+')
VARYING = ("Content-Length", "Expires")
"""The length is that of the body, which is compared; signing in and out say what the time is."""
EDITION = re.compile(r"/editions/[0-9a-f-]{36}/")
NEW_ID = re.compile(rb'("id":"|/(?:documents|editions)/)[0-9a-f-]{36}')
MADE_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]+")


def answer_of(response: Any, url: str) -> Answer:
    """All that a reader gets, less what is another at every request: the one-time token and an edition's id.

    A sheet holds the second it was made.
    """
    body = b"".join(response)
    if body.startswith(b"PK"):
        body = MADE_AT.sub(rb"\1", unpacked(body).encode())
    headers = {key: EDITION.sub("", one) for key, one in response.headers.items() if key not in VARYING}
    shown = NEW_ID.sub(rb"\1", ONE_TIME.sub(rb"\1", body)).replace(url.encode(), b"")
    return response.status_code, headers, sorted(response.cookies), shown


# What exists and is hidden, against what does not exist

SOME = ("carl", "bo", "nobody", "frida", "ida")
"""A member, an employee, nobody, an author and an administrator: each has something else hidden from them.

The first two are asked every time, the rest in the long run, which has the time.
"""


def is_hidden(row: Row, name: str) -> bool:
    return bool(parameters()[row.name]) and all(
        row.answer(method, name) == 404 for method in METHODS if row.says(method)
    )


@pytest.mark.parametrize(
    "name", [*SOME[:2], *(pytest.param(one, marks=pytest.mark.slow) for one in SOME[2:])]
)
def test_what_is_hidden_answers_exactly_as_what_is_not_there(internal: World, name: str) -> None:
    client, known, told = signed_in(internal, name), things(internal), []
    not_there = dict[tuple[str, str, str], Answer]()
    for method, row in worth_asking(one for one in ROWS if is_hidden(one, name)):
        thing, sent = {**known[row.which], **row.also}, what_is_sent(internal, row, method)
        url = address(row.name, thing)
        hidden = answer_of(ask(client, method, url, sent), url)
        for one in missing(row.name, thing):
            question = method, one, str(sent)
            if question not in not_there:
                not_there[question] = answer_of(ask(client, method, one, sent), one)
            told += [f"{method} {row.name} {row.which}"] if not_there[question] != hidden else []
    assert told == []


# Two worlds that differ only in what is hidden


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few to a page that a hidden meeting would move the rest."""
    monkeypatch.setattr("agenda.listing.PAGE", 2)
    monkeypatch.setattr("api.paging.Pages.page_size", 2)


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else what is issued and answered tells when."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def public(small_pages: None, standing_clock: None) -> World:
    """A forum that everybody reads, with a few more meetings behind it; and one of which nobody is told."""
    world = again(make_internal, "kodeord")
    Forum.objects.update(open_to_employees=True, open_to_public=True)
    Forum.objects.create(name="Direktionen")
    now = timezone.now()
    Meeting.objects.bulk_create(
        Meeting(
            forum=world.forum, date=some_day(-days), start=time(9), state="minutes_published",
            agenda_published_at=now, minutes_published_at=now,
        )
        for days in range(20, 26)
    )  # fmt: skip
    return world


def addresses(world: World) -> Iterator[str]:
    """All but the addresses that are secrets, of a password or a calendar: they are others in each world."""
    yield from sorted(everywhere(world, [name for name in parameters() if name not in SECRETS]))
    for name in ("meetings", "api-meeting-list"):
        for query in (
            f"forum={world.forum.pk}",
            "forum=999",
            "year=2026",
            "ordering=title",
            "search=Personsag",
        ):
            yield f"{reverse(name)}?{query}"


SECRETS = ("password_set", "calendar_feed")
ONWARDS = re.compile(rb"\?[^\"?]*(?:before|after|cursor)=[^\"]+")


def answers(world: World, name: str, changes: Iterable[Change]) -> dict[str, Answer]:
    """What the person is answered everywhere once the world has been changed, and is then as it was."""
    waiting = list(addresses(world))
    with transaction.atomic():
        for change in changes:
            change(world)
        issue_anew(world)
        found = dict(asked(signed_in(world, name), waiting))
        transaction.set_rollback(True)
    return found


def asked(client: Client, waiting: list[str]) -> Iterator[tuple[str, Answer]]:
    """Ask the addresses, and those that a list leads on to; a PDF at the end of its redirect."""
    seen = set(waiting)
    while waiting:
        url = waiting.pop()
        answer = answer_of(client.get(url, follow="pdf" in url), url)
        yield url, answer
        here = url.partition("?")[0]
        onwards = {here + one.decode().replace("&amp;", "&") for one in ONWARDS.findall(answer[3])}
        waiting += onwards - seen
        seen |= onwards


def other_texts(world: World) -> None:
    """Everything in the closed items, the drafts and the closed bilag says something else, and more of it."""
    words = "Afskedigelse af en leder med øjeblikkelig virkning " * 8
    case = Case.objects.create(number="26/98765", title=words)
    AgendaItem.objects.filter(pk__in=[one.pk for key, one in world.items.items() if "closed" in key]).update(
        title=words, background=f"<p>{words}</p>", proposer=words[:300], case=case, legal_ground=words[:90],
        sensitive_words=words,
    )  # fmt: skip
    AgendaItem.objects.filter(pk=world.items["draft"].pk).update(title=words, background=f"<p>{words}</p>")
    Decision.objects.filter(item__title=words).update(text=f"<p>{words}</p>")
    Decision.objects.filter(item=world.items["session_open"]).update(text=f"<p>{words}</p>")
    for key in ("past_closed", "session_closed", "past_in_closed"):
        bilag = world.attachments[key]
        bilag.title, bilag.size = words, 987654
        bilag.save()


def more_of_everything(world: World) -> None:
    """One more closed bilag, draft, grant and recusal; and somebody has read what is closed."""
    cast, closed = world.cast, world.items["past_closed"]
    for key in ("past_open", "past_closed", "session_open"):
        world.items[key].attachments.create(title="Klagen", position=9, closed=True)
    for meeting in (world.past, world.session, world.planned):
        AgendaItem.objects.create(forum=world.forum, meeting=meeting, title="Fyring", closed=True, position=9)
        AgendaItem.objects.create(
            forum=world.forum, meeting=meeting, title="Ny skole", closed=False, position=1
        )
    reading = Permission.objects.get(codename="read_item")
    ItemUserGrant.objects.create(content_object=closed, user=cast.line, permission=reading, reason="Klagesag")
    Recusal.objects.create(item=closed, user=cast.carl)
    signed_in(world, "sofie").get(reverse("item", args=[world.past.pk, closed.pk]))


def more_meetings(world: World) -> None:
    """Meetings that are hidden, before, between and after those that are not."""
    internal = Forum.objects.get(name="Direktionen")
    now = timezone.now()
    Meeting.objects.bulk_create(
        Meeting(
            forum=internal, date=some_day(-days), start=time(8), state="minutes_published",
            agenda_published_at=now, minutes_published_at=now,
        )
        for days in range(1, 30)
    )  # fmt: skip
    Meeting.objects.bulk_create(Meeting(forum=world.forum, date=some_day(days)) for days in (-21, 3, 40))


def other_recused_item(world: World) -> None:
    item = world.items["past_recused"]
    AgendaItem.objects.filter(pk=item.pk).update(title="Udbud af rengøringen", background="<p>Nye bud</p>")
    item.recommendations.update(text="at vælge den billigste")
    item.attachments.create(title="Tilbuddene", position=1)
    Decision.objects.create(item=item, text="<p>Den billigste blev valgt</p>")
    reading = Permission.objects.get(codename="read_item")
    ItemUserGrant.objects.create(content_object=item, user=world.cast.line, permission=reading, reason="Bud")


EVERYTHING = (other_texts, more_of_everything, more_meetings)
DIFFERENCES: dict[str, tuple[Change, ...]] = {
    "bo": EVERYTHING,
    "nobody": EVERYTHING,
    "mette": (other_recused_item,),
    "ida": EVERYTHING,
}


@pytest.mark.parametrize(
    "name", ["bo", "mette", *(pytest.param(one, marks=pytest.mark.slow) for one in ("nobody", "ida"))]
)
def test_worlds_that_differ_in_what_is_hidden_answer_alike(public: World, name: str) -> None:
    one, other = answers(public, name, ()), answers(public, name, DIFFERENCES[name])
    assert [url for url in sorted(one | other) if one.get(url) != other.get(url)] == []
    assert any(status == 200 for status, *_rest in one.values())


def issue_anew(world: World) -> None:
    """Keep the snapshots that issuing now would have stored, one in this second and one in the next."""
    with kept_files() as keep:
        for later, (meeting, kind) in enumerate(((world.past, Kind.MINUTES), (world.session, Kind.AGENDA))):
            issued = store_snapshot(meeting, build.to_publish(meeting, kind), by=None, keep=keep)
            issued.issued_at = timezone.now() + timedelta(seconds=later)
            issued.save(update_fields=["issued_at"])
