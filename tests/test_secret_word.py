"""The crawl: a secret word in every field of what is closed; every address is fetched as every person.

The word may appear, in a page, a PDF, JSON, a header or a file, only for those the rights table names.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from agenda.models import Forum
from agenda.services.closing import Closing
from documents import build, scopes
from documents.content import Kind
from documents.editions import draw_edition, store_edition, store_snapshot
from documents.emergencies import read_in_emergency
from documents.reissuing import close_item
from people.files import kept_files
from people.mailing import send_waiting
from people.models import JournalEntry, Notice
from tests.asking import everywhere, signed_in
from tests.cast import EVERYBODY, World, make_world
from tests.copies import again
from tests.matrix.world import draft_something, leave_traces
from tests.test_visibility import CLOSED_BILAG, READS, READS_INTERNAL
from tests.tools.bodies import said, unpacked
from tests.tools.pdf_text import everything_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MARKER = "kodeord"
EDITORS = {"sofie", "karen"}


def may_meet(name: str, reads: set[str]) -> set[str]:
    """The secret words that the person may meet, by the rights table."""
    words = {
        "past_closed": ["pastclosed", "pastcloseddecision", "evidence"],
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
    if name in EDITORS | {"frida"}:
        allowed |= {"owndraft", "evidence"}
    if name in EDITORS | {"frida", "line"}:
        allowed |= {"proposal"}
    if name in EDITORS:
        allowed |= {"sessionopendecision", "sessioncloseddecision"}
    return {MARKER + word for word in allowed}


@pytest.fixture(params=["internal", "open to employees", "open to the public"])
def crawled(request: pytest.FixtureRequest, db: None) -> World:
    return again(make_crawled, request.param)


def make_crawled(openness: str) -> World:
    world = make_world(MARKER, open_to_employees=openness != "internal")
    Forum.objects.update(open_to_public=openness == "open to the public")
    world.forum.refresh_from_db()
    leave_traces(world, MARKER)
    draft_something(world, MARKER)
    with kept_files() as keep, transaction.atomic():
        for meeting, kind in [
            (world.past, Kind.MINUTES),
            (world.past, Kind.AGENDA),
            (world.session, Kind.AGENDA),
            (world.session, Kind.SUPPLEMENT),
        ]:
            document = build.whole(meeting, kind)
            snapshot = store_snapshot(meeting, document, by=None, keep=keep)
            for scope in (scopes.full(document), scopes.public(document)):
                store_edition(snapshot, scope, draw_edition(document, scope), by=None, keep=keep)
    return world


ASKED = {
    "internal": EVERYBODY,
    "open to employees": ("sofie", "per", "frida", "bo", "gitte", "tove"),
    "open to the public": ("nobody", "bo", "niels", "sofie"),
}
"""In an internal forum everybody; elsewhere the secretary, and one of each row that differs there."""
OPENED_TO = ("bo", "nobody")
"""For whom it is opened. What others read elsewhere is read in the long run."""


@pytest.mark.parametrize(
    ("crawled", "name"),
    [
        pytest.param(one, name, marks=() if one == "internal" or name in OPENED_TO else pytest.mark.slow)
        for one in ASKED
        for name in ASKED[one]
    ],
    indirect=["crawled"],
)
def test_secret_words_reach_only_those_who_may_read_them(crawled: World, name: str) -> None:
    """Also that they do reach them: a crawl that finds nothing proves nothing."""
    client = signed_in(crawled, name)
    met = {(word, url) for url in sorted(everywhere(crawled)) for word in words_at(client, url)}
    allowed = may_meet(name, reads(crawled.forum)[name])
    assert [f"{word} at {url}" for word, url in sorted(met) if word not in allowed] == []
    assert {word for word, _url in met} == allowed


def reads(forum: Forum) -> dict[str, set[str]]:
    """The rows of the rights table, as they are for this forum."""
    internal = {} if forum.open_to_employees else READS_INTERNAL
    public = {"nobody": {"past_open", "past_guest", "past_recused"}} if forum.open_to_public else {}
    return {**READS, **internal, **public}


def words_at(client: Client, url: str) -> set[str]:
    """The secret words in the answer, and in the edition that it leads to."""
    response = client.get(url)
    leads_on = response.status_code == 302 and response["Location"].startswith("/editions/")
    return words_in(response) | (words_in(client.get(response["Location"])) if leads_on else set())


def words_in(response: HttpResponseBase) -> set[str]:
    """The secret words in the body and the headers; in a PDF also in what is not on the page."""
    text = said(response).replace("\u2010\n", "").replace("-\n", "")
    return set(re.findall(rf"{MARKER}[a-z]+", text))


def in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = MARKER


def in_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(MARKER, 0))


def in_link(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], Contents=pikepdf.String(MARKER)
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])


def in_name_of_embedded_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{MARKER}.txt"] = b"tekst"


def in_embedded_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["fil.txt"] = MARKER.encode()


@pytest.mark.parametrize("plant", [in_xmp, in_outline, in_link, in_name_of_embedded_file, in_embedded_file])
def test_a_word_planted_anywhere_in_a_pdf_is_found(plant: Callable[[pikepdf.Pdf], None]) -> None:
    pdf, written = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    plant(pdf)
    pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert MARKER.encode() not in written.getvalue() or plant is in_xmp
    assert MARKER in everything_in(written.getvalue())


@pytest.mark.parametrize("form", ["text", "pdf", "docx"])
def test_nothing_closed_is_in_what_a_command_writes_for_the_public(
    crawled: World, form: str, tmp_path: Path
) -> None:
    target = tmp_path / "referat"
    call_command("render_minutes", str(crawled.past.pk), "--format", form, "-o", str(target), verbosity=0)
    content = target.read_bytes()
    read = {"pdf": everything_in, "docx": unpacked, "text": bytes.decode}[form]
    text = read(content)
    assert set(re.findall(rf"{MARKER}[a-z]+", text)) == {f"{MARKER}pastopendecision"}


def test_nothing_closed_is_in_mails_notices_and_the_journal(crawled: World) -> None:
    """Not even of what is told to those who may read the item, for a mail passes many hands."""
    read_in_emergency(crawled.items["past_closed"], reason="Retten kræver det i dag", by=crawled.cast.ida)
    item = crawled.items["past_open"]
    closing = Closing(legal_ground="Personforhold", public_title=item.title)
    close_item(item, closing, by=crawled.cast.sofie)
    send_waiting()
    said = [f"{one.subject} {one.body} {one.extra_headers}" for one in mail.outbox]
    told = [str(vars(one)) for one in (*Notice.objects.all(), *JournalEntry.objects.all())]
    assert said
    assert told
    assert MARKER not in " ".join(said + told)
