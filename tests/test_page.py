"""The value laid out as a page: pure functions."""

from __future__ import annotations

import re
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from documents import page
from documents.content import Bilag, ClosedStub, Kind
from documents.models import IssuedDocument
from documents.sending import slug
from tests.cast import World
from tests.documents import PUBLIC

PDF = SimpleNamespace(content_type="application/pdf", size=48_000)


def test_a_bilag_with_a_file_has_an_address() -> None:
    key = str(uuid4())
    line = page._line("2.1", Bilag("Tidsplan", key=key), PDF)
    assert (line.url, line.word, line.icon) == (f"/attachments/{key}/", "PDF", "file-pdf")


def test_a_bilag_without_a_file_has_none() -> None:
    assert page._line("2.1", Bilag("Tidsplan"), None).url == ""


def test_a_stub_is_laid_out_as_a_stub() -> None:
    stubs = [part for part in page.parts(PUBLIC, 1, {}) if isinstance(part.entry, ClosedStub)]
    assert [type(part) for part in stubs] == [page.StubPart] * len(stubs) != []


@pytest.mark.parametrize("name", ["sofie", "bo"])
@pytest.mark.django_db
def test_the_browsers_history_gets_the_public_title_of_a_closed_item(world: World, name: str) -> None:
    client = Client()
    client.force_login(getattr(world.cast, name))
    for key, title in [("past_closed", "Lukket: ansættelse"), ("past_open", "Lokalplan 412, Havnefronten")]:
        item = world.items[key]
        answer = client.get(f"/meetings/{world.past.pk}/items/{item.pk}/").content.decode()
        window = re.search(r"<title>(.*?)</title>", answer, re.DOTALL)
        assert window is not None
        assert f"Punkt {item.number}: {title}" in " ".join(window[1].split())


def test_each_table_is_a_region_with_a_name_of_its_own() -> None:
    html = page.rich("<table><tr><td>1</td></tr></table><table><tr><td>2</td></tr></table>", "punkt <3>")
    assert (
        html.count('<div class="table-region" role="region" tabindex="0"')
        == html.count("</table></div>")
        == 2
    )
    assert 'aria-label="Tabel 2 i punkt &lt;3&gt;"' in html


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("<h4>Baggrund</h4>", "<h3>Baggrund</h3>"),
        ("<h3>Baggrund</h3><h4>Økonomi</h4>", "<h3>Baggrund</h3><h4>Økonomi</h4>"),
        ("<h4>Først</h4><h3>Baggrund</h3><h4>Så</h4>", "<h3>Først</h3><h3>Baggrund</h3><h4>Så</h4>"),
    ],
)
def test_headings_begin_at_the_third_level(stored: str, shown: str) -> None:
    assert page.rich(stored, "punkt 1") == shown


def test_the_neighbours_of_the_first_and_the_last() -> None:
    first, second = str(uuid4()), str(uuid4())
    found = [
        page._stub(ClosedStub(n, "Lukket", key=key), 1) for n, key in enumerate([first, second], start=1)
    ]
    assert page.around(found, first) == page.Neighbourhood(found[0], None, found[1])
    assert page.around(found, second) == page.Neighbourhood(found[1], found[0], None)
    assert page.around(found, str(uuid4())) is None


def test_only_what_is_issued_can_be_fetched() -> None:
    assert page.downloads(7, [], edits=True) == []
    issued = [
        IssuedDocument(kind=kind.value, version=2) for kind in (Kind.AGENDA, Kind.MINUTES, Kind.SUPPLEMENT)
    ]
    urls = ["/meetings/7/minutes.pdf", "/meetings/7/agenda.pdf", "/meetings/7/supplements/2.pdf"]
    assert [one.url for one in page.downloads(7, issued, edits=False)] == urls
    assert [one.url for one in page.downloads(7, issued, edits=True)] == [*urls, "/meetings/7/minutes.docx"]
    assert [one.url for one in page.downloads(7, issued[:1], edits=True)][1:] == ["/meetings/7/agenda.docx"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Børn & Unge", "boern-unge"),
        ("../../etc/passwd", "etc-passwd"),
        ("Å\u030a" * 300, "aa" * 40),
        ("…", ""),
    ],
)
def test_a_file_name_is_plain(title: str, name: str) -> None:
    assert slug(title) == name
