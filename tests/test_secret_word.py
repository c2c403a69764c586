"""The crawl: a secret word in every field of what is closed; every address is fetched as every person.

The word may appear, in a page, a PDF, JSON, a header or a file, only for those the rights table names.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from documents import build
from documents.content import Kind
from documents.editions import store_snapshot
from people.files import kept_files
from tests.cast import World, make_world
from tests.test_access_matrix import GET, address
from tests.test_visibility import CLOSED_BILAG, READS, READS_INTERNAL

pytestmark = pytest.mark.django_db

MARKER = "kodeord"
EDITORS = {"sofie", "karen"}


def may_meet(name: str, reads: set[str]) -> set[str]:
    """The secret words that the person may meet, by the rights table."""
    words = {
        "past_closed": ["pastclosed", "pastcloseddecision"],
        "past_open": ["pastopendecision"],
        "session_closed": ["sessionclosed"],
        "draft": ["opendraft"],
        "closed_draft": ["closeddraft"],
    }
    allowed = {word for key in reads for word in words.get(key, [])}
    if name in CLOSED_BILAG:
        allowed |= {"pastbilag"}
    if name in EDITORS | {"carl", "mette"}:
        allowed |= {"sessionbilag"}
    if name in EDITORS:
        allowed |= {"sessionopendecision", "sessioncloseddecision"}
    return {MARKER + word for word in allowed}


@pytest.fixture(params=["internal", "open to employees"])
def crawled(request: pytest.FixtureRequest, db: None) -> World:
    world = make_world(MARKER, open_to_employees=request.param == "open to employees")
    with kept_files() as keep, transaction.atomic():
        for meeting, kind in [
            (world.past, Kind.MINUTES),
            (world.past, Kind.AGENDA),
            (world.session, Kind.AGENDA),
        ]:
            store_snapshot(meeting, build.whole(meeting, kind), by=None, keep=keep)
    return world


def test_secret_words_reach_only_those_who_may_read_them(crawled: World) -> None:
    """Also that they do reach them: a crawl that finds nothing proves nothing."""
    leaks, met = [], 0
    for name, user in crawled.cast.everybody().items():
        table = READS if crawled.forum.open_to_employees else {**READS, **READS_INTERNAL}
        allowed = may_meet(name, table[name])
        client = Client(raise_request_exception=False)
        if name != "nobody":
            client.force_login(user)  # type: ignore[arg-type]
        for url in addresses(crawled):
            for word in words_in(client.get(url)):
                met += 1
                if word not in allowed:
                    leaks.append(f"{name} met {word} at {url}")
    assert leaks == []
    assert met > 100


def test_every_reader_meets_what_is_theirs(crawled: World) -> None:
    client = Client()
    client.force_login(crawled.cast.sofie)
    met = {word for url in addresses(crawled) for word in words_in(client.get(url))}
    assert met == may_meet("sofie", READS["sofie"])


def addresses(world: World) -> Iterator[str]:
    """Every address there is, with every meeting, item and bilag of the world in it."""
    for name in {name for name, which in GET if not which}:
        yield reverse(name)
    for name in {name for name, which in GET if which and name not in ("item", "attachment")}:
        for which in ("past", "session", "planned"):
            yield address(world, name, which)
    for key in world.items:
        yield address(world, "item", key)
    for key in world.attachments:
        yield address(world, "attachment", key)


def words_in(response: HttpResponseBase) -> set[str]:
    """The secret words in the body and the headers; in a PDF also in what is not on the page."""
    body = b"".join(response)
    text = str(response.headers)
    if body.startswith(b"%PDF"):
        text += text_of_pdf(body)
    else:
        text += body.decode("utf-8", "replace")
    return set(re.findall(rf"{MARKER}[a-z]+", text.replace("\u2010\n", "").replace("-\n", "")))


def text_of_pdf(content: bytes) -> str:
    """Text, bookmarks, metadata and every string of every object."""
    reader = PdfReader(io.BytesIO(content))
    parts = [page.extract_text() for page in reader.pages]
    parts += [str(reader.metadata), str(reader.outline), str(reader.xmp_metadata)]
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(IndirectObject(number, 0, reader))
        parts.append(str(found) if isinstance(found, DictionaryObject) else "")
    return "\n".join(parts)


def test_nothing_closed_is_in_sessions_or_the_titles_of_objects(crawled: World) -> None:
    shown = [str(one) for one in (*crawled.items.values(), *crawled.attachments.values(), crawled.past)]
    shown += [one.session_data for one in Session.objects.all()]
    assert MARKER not in " ".join(shown)
