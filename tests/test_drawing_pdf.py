"""A drawn PDF says what the document says, where its table of contents says, and nothing more."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pypdf
import pytest

from documents.content import Bilag, ItemSection, MeetingDocument
from documents.drawing import engine
from documents.drawing.engine import EngineMissing
from documents.drawing.paper import shorten
from documents.drawing.pdf import Layout, draw_pdf
from tests import documents
from tests.papers import drawn
from tests.tools.pdf_text import everything_in, flowing

LAYOUTS = list(Layout)
LONG_TITLE = (
    "Orientering om sammenlægning af dagtilbud i Nordbyen og Havnekvarteret " * 4 + "i efteråret 2026"
)
LONG_WORD = "kommunalbestyrelsesmedlemsvederlagsreguleringsbekendtgørelses" * 2


def reader(
    document: MeetingDocument, layout: Layout = Layout.STANDARD, draft: bool = False
) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(drawn(document, layout, draft=draft)))


def pages(document: MeetingDocument, layout: Layout = Layout.STANDARD, draft: bool = False) -> list[str]:
    return [page.extract_text() for page in reader(document, layout, draft).pages]


def whole(document: MeetingDocument, layout: Layout = Layout.STANDARD, draft: bool = False) -> str:
    return flowing("\n".join(pages(document, layout, draft)))


def bookmarks(pdf: pypdf.PdfReader) -> list[tuple[str, int]]:
    found = []
    for entry in pdf.outline:
        assert not isinstance(entry, list), "bookmarks are not nested"
        page = pdf.get_destination_page_number(entry)
        assert page is not None
        found.append((str(entry.title), page + 1))
    return found


def contents(document: MeetingDocument, layout: Layout) -> list[int]:
    """The page numbers of the table of contents, in its order."""
    text = "\n".join(pages(document, layout))
    _, _, after = text.partition("Indholdsfortegnelse")
    numbers = [int(number) for number in re.findall(r"(?:[ .]\.){3,}[ .]*(\d+)", after)]
    return numbers[: len(document.entries)]


def starts(document: MeetingDocument, layout: Layout) -> list[int]:
    """The pages on which "Punkt n:" stands as a heading."""
    first, *rest = pages(document, layout)
    # The running header is written last on a page, and the first page has none.
    found = [flowing(page) for page in [first, *(page.rpartition(document.heading)[0] for page in rest)]]
    labels = [f"Punkt {entry.label}: {entry.title[:20]}" for entry in document.entries]
    return [next(number for number, text in enumerate(found, 1) if label in text) for label in labels]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_heading_says_when_where_and_who(layout: Layout) -> None:
    first = flowing(pages(documents.FULL, layout)[0])
    assert "Fjordby Kommune" in first
    assert "REFERAT Chefforum d. 19-03-2026" in first
    assert "Mødedato Torsdag d. 19. marts 2026 kl. 08:30" in first
    assert "Mødested Rådhuset, mødelokale 2" in first
    assert "Deltagere Karen Holm, kommunaldirektør (formand) Carl Østergaard" in first
    for label in ("Stedfortrædere Per", "Gæster Sofie", "Afbud Line", "Fraværende Bo"):
        assert label in first


def test_lists_of_people_are_left_out_where_there_are_none() -> None:
    first = pages(documents.AGENDA)[0]
    assert not any(
        label in first for label in ("Deltagere", "Stedfortrædere", "Gæster", "Afbud", "Fraværende")
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_punkt_has_case_bilag_recommendations_and_decision(layout: Layout) -> None:
    text = whole(documents.FULL, layout)
    assert "Punkt 2: Lokalplan 412, Havnefronten: udsendelse i høring Sagsnr. 25/4120" in text
    assert "2.1 Forslag til Lokalplan 412 med kortbilag" in text
    assert "2.L1 Grundejernes økonomiske forhold (lukket)" in text
    assert "INDSTILLING Teknik & Miljø indstiller, 1. at Chefforum anbefaler" in text
    assert "3. at orienteringen om grundejernes bidrag tages til efterretning." in text
    assert "BESLUTNING I CHEFFORUM DEN 19-03-2026 Ad 1 og 3: Godkendt." in text
    assert "Punkt 5: Ny kørselspolitik Punktet udgår" in text


def test_nobody_recommends() -> None:
    item = ItemSection(1, "Mødekalender 2027", recommendations=("at kalenderen godkendes.",))
    assert "INDSTILLING Det indstilles, 1. at kalenderen godkendes." in whole(documents.minutes(item))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("document", [documents.FULL, documents.PUBLIC, documents.AGENDA])
def test_contents_tell_the_pages_where_punkter_begin(document: MeetingDocument, layout: Layout) -> None:
    numbers = contents(document, layout)
    assert len(numbers) == len(document.entries)
    assert numbers == starts(document, layout)
    assert numbers == [page for _, page in bookmarks(reader(document, layout))]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_bookmark_for_each_punkt_and_no_other(layout: Layout) -> None:
    titles = [title for title, _ in bookmarks(reader(documents.FULL, layout))]
    assert titles == [f"Punkt {entry.number}: {entry.title}" for entry in documents.FULL.entries]


def test_title_author_and_language() -> None:
    pdf = reader(documents.FULL)
    assert pdf.metadata is not None
    assert pdf.metadata.title == "REFERAT Chefforum d. 19-03-2026"
    assert pdf.metadata.author == "Fjordby Kommune"
    assert pdf.metadata.subject == "Referat af møde i Chefforum torsdag d. 19. marts 2026 kl. 08:30"
    opened = pikepdf.open(io.BytesIO(drawn(documents.FULL)))
    assert str(opened.Root.Lang) == "da"
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_links_say_where_they_go() -> None:
    said = {
        str(annotation["/Contents"])
        for page in pikepdf.open(io.BytesIO(drawn(documents.FULL))).pages
        for annotation in page.get("/Annots", [])
    }
    inner = {f"Gå til punkt {entry.number}" for entry in documents.FULL.entries}
    assert said == inner | {"Åbn https://www.example.org/kystpulje"}


def test_contents_and_table_headings_are_tagged() -> None:
    pdf = pikepdf.open(io.BytesIO(drawn(documents.FULL)))
    things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
    tags = [str(thing.get("/S", "")) for thing in things]
    assert tags.count("/TOC") == 1
    assert tags.count("/TOCI") == len(documents.FULL.entries)
    scopes = [str(thing["/A"]["/Scope"]) for thing in things if thing.get("/S") == "/TH"]
    assert scopes.count("/Column") == 5
    assert scopes.count("/Row") == 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_running_header_and_page_count(layout: Layout) -> None:
    found = [flowing(page) for page in pages(documents.FULL, layout)]
    for number, page in enumerate(found, 1):
        assert f"Side {number} af {len(found)}" in page
    assert found[0].count(documents.FULL.heading) == 1
    running = "REFERAT Chefforum d. 19-03-2026 Punkt 2: Lokalplan 412, Havnefronten: udsendelse i høring"
    held = [number for number, page in enumerate(found, 1) if running in page]
    first, after = (page for _, page in bookmarks(reader(documents.FULL, layout))[1:3])
    assert held == [*range(first, after), *([after] if layout is Layout.STANDARD else [])]


def test_classic_paging() -> None:
    """A title page for each punkt; text on the next page; a closed punkt without text has the title page alone."""
    bare = replace(documents.CLOSED, background="", recommendations=(), decision="", recused=())
    document = documents.minutes(documents.AGENDA_ITEM, bare, replace(documents.OTHER, number=4))
    found = [flowing(page) for page in pages(document, Layout.CLASSIC)]
    assert [page for _, page in bookmarks(reader(document, Layout.CLASSIC))] == [3, 5, 6]
    assert len(found) == 7
    assert "Indholdsfortegnelse" in found[1]
    assert "INDSTILLING" not in found[2]
    assert "Godkendelse af dagsorden og referat INDSTILLING" in found[3]
    assert "LUKKET PUNKT" in found[4]
    assert found[6].count("Evt.") == 2  # in the running header and as the title repeated


@pytest.mark.skipif(documents.sample() is None, reason="the sample referat is not here")
def test_classic_repeats_the_pages_of_the_sample() -> None:
    sample = documents.sample()
    assert sample is not None
    assert contents(sample, Layout.CLASSIC) == [3, 5, 7, 9, 10, 13, 14, 15, 17, 19]
    assert len(pages(sample, Layout.CLASSIC)) == 20


def test_standard_lets_short_punkter_share_pages() -> None:
    assert len(pages(documents.FULL)) == 4
    assert len(pages(documents.FULL, Layout.CLASSIC)) > 10


@pytest.mark.parametrize("layout", LAYOUTS)
def test_danish_words_are_hyphenated(layout: Layout) -> None:
    text = "\n".join(pages(documents.FULL, layout))
    parts = re.findall(r"(\w+)-\n(\w+)", text)
    assert parts
    original = (
        documents.PLAN.background + documents.ABSENCE.background + " ".join(documents.PLAN.recommendations)
    )
    joined = [head + tail for head, tail in parts]
    assert any(word in original for word in joined), joined


@pytest.mark.parametrize("layout", LAYOUTS)
def test_full_edition_prints_that_a_punkt_is_closed(layout: Layout) -> None:
    text = whole(documents.FULL, layout)
    assert "LUKKET PUNKT Hjemmel Offentlighedslovens § 30, nr. 2 (forretningsforhold)" in text
    assert "Offentlig titel Kontraktforhold på skole- og dagtilbudsområdet" in text
    assert "Offentlig beslutning Indstillingen blev godkendt." in text
    assert "at kontrakten opsiges med tre måneders varsel." in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_those_who_took_no_part_are_named_above_the_decision(layout: Layout) -> None:
    sentence = "deltog ikke i behandlingen af punktet på grund af inhabilitet."
    said = f"BESLUTNING I CHEFFORUM DEN 19-03-2026 Carl Østergaard og Mette Skov {sentence} Godkendt."
    assert said in whole(documents.FULL, layout)
    assert sentence not in whole(documents.PUBLIC, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_stub_tells_its_own_fields_and_nothing_else(layout: Layout) -> None:
    inside = everything_in(drawn(documents.PUBLIC, layout))
    for word in ("Solsikken", "26/118", "leverandør", "advokat", "LUKKET", "§ 30", "3.L1", "varsel"):
        assert word not in inside
    text = whole(documents.PUBLIC, layout)
    after = text.partition("Punkt 3: Kontraktforhold på skole- og dagtilbudsområdet")[2].partition("Punkt 4")[
        0
    ]
    assert "BESLUTNING I CHEFFORUM DEN 19-03-2026 Indstillingen blev godkendt." in after
    assert "Sagsnr." not in after


def test_stub_shows_its_case_number_where_it_has_one() -> None:
    stub = replace(documents.STUB, case_number="26/118", withdrawn=True)
    text = whole(documents.minutes(stub))
    assert "Kontraktforhold på skole- og dagtilbudsområdet Punktet udgår Sagsnr. 26/118" in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_agenda_has_no_decisions(layout: Layout) -> None:
    decided = replace(documents.AGENDA, entries=(*documents.FULL.entries[:2], documents.STUB))
    text = whole(decided, layout)
    assert "DAGSORDEN Chefforum d. 19-03-2026" in text
    assert "BESLUTNING" not in text
    assert "Godkendt" not in text
    assert "Punkt 1 (foreløbig): Godkendelse" in whole(documents.AGENDA, layout)
    assert "Offentlig beslutning" not in whole(documents.AGENDA, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_draft_is_marked_in_heading_header_and_title(layout: Layout) -> None:
    found = pages(documents.FULL, layout, draft=True)
    assert "KLADDE" in found[0].upper()
    assert "Kladde: REFERAT Chefforum d. 19-03-2026" in flowing(found[-1])
    metadata = reader(documents.FULL, layout, draft=True).metadata
    assert metadata is not None
    assert metadata.title == "Kladde: REFERAT Chefforum d. 19-03-2026"
    assert "KLADDE" not in whole(documents.FULL, layout).upper()


def test_same_document_gives_the_same_bytes() -> None:
    assert draw_pdf(documents.FULL) == drawn(documents.FULL)
    script = """
import django, hashlib
django.setup()
from documents.drawing.pdf import draw_pdf
from tests import documents
print(hashlib.sha256(draw_pdf(documents.FULL)).hexdigest())
"""
    other = {**os.environ, "PYTHONHASHSEED": "4120", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", script], env=other, check=True, capture_output=True, text=True, timeout=120
    )
    assert answer.stdout.strip() == hashlib.sha256(drawn(documents.FULL)).hexdigest()


HOSTILE = """<p>Før <img src="file:///etc/passwd"><a href="file:///etc/passwd">fil</a> efter</p>
<link rel="stylesheet" href="file:///etc/passwd"><style>p { display: none }</style><script>alert(1)</script>
<svg><image href="file:///etc/hostname"/></svg><object data="http://127.0.0.1:9/x"></object>
<p style="background: url(file:///etc/passwd)">Stil</p><iframe src="file:///etc/passwd"></iframe>"""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_text_reads_nothing_and_breaks_nothing(layout: Layout) -> None:
    item = ItemSection(
        1,
        '<style>* { color: red }</style><link rel="attachment" href="file:///etc/passwd">',
        background=HOSTILE,
        decision=HOSTILE,
        recommendations=('<img src="file:///etc/passwd">',),
        bilag=(Bilag('<a href="file:///etc/passwd">bilag</a>'),),
    )
    pdf = draw_pdf(documents.minutes(item), layout)
    inside = everything_in(pdf)
    assert "root:" not in inside
    assert "EmbeddedFile" not in inside
    assert '<style>* { color: red }</style><link rel="attachment"' in inside
    assert "Før fil efter" in inside
    assert "alert" not in inside


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:9/", "data:text/css,p{}", "font:arial"]
)
def test_engine_hands_out_its_fonts_only(url: str) -> None:
    fetcher = engine._fetcher(engine._weasyprint())
    assert fetcher("font:source-sans-3-latin-400-normal").read()
    with pytest.raises(PermissionError):
        fetcher(url)


def test_engine_reads_no_file_even_for_markup_of_its_own() -> None:
    html = """<html lang="da"><title>x</title><link rel=attachment href="file:///etc/passwd">
    <link rel=stylesheet href="file:///etc/passwd"><img alt="x" src="file:///etc/passwd"><p>tekst</p></html>"""
    pdf = engine.write_pdf(html, ("base.css",), lambda pdf: None)
    assert "root:" not in everything_in(pdf)


def test_nothing_of_the_text_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    draw_pdf(documents.minutes(ItemSection(1, "Hemmelig \ue123 titel", background=HOSTILE)))
    assert "Hemmelig" not in caplog.text
    assert "etc/passwd" not in caplog.text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_engine_understands_the_stylesheets(layout: Layout) -> None:
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    engine._weasyprint()
    logger, ear = logging.getLogger("weasyprint"), Ear(logging.WARNING)
    quiet = logger.level
    logger.setLevel(logging.WARNING)
    logger.addHandler(ear)
    try:
        draw_pdf(documents.FULL, layout)
    finally:
        logger.removeHandler(ear)
        logger.setLevel(quiet)
    assert heard == []


def test_missing_fonts_are_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "FONTS", tmp_path)
    engine._weasyprint.cache_clear()
    with pytest.raises(EngineMissing, match=r"Source Sans 3 .* »make demo«"):
        draw_pdf(documents.FULL)


def test_missing_libraries_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def without_pango(name: str) -> ModuleType:
        print("WeasyPrint could not import some external libraries.")
        raise OSError("cannot load library 'libgobject-2.0-0'")

    engine._weasyprint.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(engine, "import_module", without_pango)
        with pytest.raises(EngineMissing, match=r"libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz-subset0"):
            draw_pdf(documents.FULL)
    assert capfd.readouterr().out == ""


def test_fonts_come_with_the_program() -> None:
    pdf = pikepdf.open(io.BytesIO(drawn(documents.FULL)))
    things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
    names = {str(thing["/BaseFont"]).partition("+")[2] for thing in things if "/BaseFont" in thing}
    assert names
    assert all(name.startswith("Source-Sans-3") for name in names), names


@pytest.mark.parametrize("layout", LAYOUTS)
def test_long_titles_and_words_stay_whole(layout: Layout) -> None:
    item = ItemSection(
        1, LONG_TITLE, "26/1", LONG_WORD, f"<p>{LONG_WORD}</p>", (LONG_WORD,), bilag=(Bilag(LONG_TITLE),)
    )
    other = ItemSection(2, LONG_WORD)
    document = documents.minutes(item, other)
    assert [title for title, _ in bookmarks(reader(document, layout))] == [
        f"Punkt 1: {LONG_TITLE}",
        f"Punkt 2: {LONG_WORD}",
    ]
    assert contents(document, layout) == [page for _, page in bookmarks(reader(document, layout))]
    assert LONG_TITLE in whole(document, layout)
    for page in reader(document, layout).pages:
        assert widest(page) <= float(page.mediabox.width) - 60


def widest(page: Any) -> float:
    """Where the piece of text that begins farthest to the right begins, in points."""
    begins = [0.0]

    def note(text: str, user: list[float], line: list[float], *_: Any) -> None:
        if text.strip():
            begins.append(user[4] + user[0] * line[4])

    page.extract_text(visitor_text=note)
    return max(begins)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_long_table_repeats_its_head_and_keeps_its_rows(layout: Layout) -> None:
    head = "".join(f"<th>K{column:02}</th>" for column in range(12))
    body = "".join(
        "<tr>" + "".join(f"<td>{row:02}x{column:02}</td>" for column in range(12)) + "</tr>"
        for row in range(60)
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    found = pages(documents.minutes(ItemSection(1, "Anlægsoversigt", background=table)), layout)
    with_rows = [page for page in found if re.search(r"\d\dx\d\d", page)]
    assert len(with_rows) > 1
    assert all(page.count("K11") == 1 for page in with_rows)
    cells = re.findall(r"\d\dx\d\d", "\n".join(found))
    assert cells == [f"{row:02}x{column:02}" for row in range(60) for column in range(12)]


@pytest.mark.slow
def test_forty_punkter_and_long_recommendations() -> None:
    many = [
        ItemSection(
            number,
            f"Sag nummer {number}",
            f"26/{number}",
            background=f"<p>{'Forvaltningen redegør for sagen. ' * (number % 9)}</p>",
            recommendations=("at sagen drøftes inden for de rammer, som er aftalt; " * (number % 20),),
            decision="<p>Drøftet.</p>",
        )
        for number in range(1, 41)
    ]
    document = documents.minutes(*many)
    found = contents(document, Layout.STANDARD)
    assert len(found) == 40
    assert found == starts(document, Layout.STANDARD)


@pytest.mark.slow
def test_no_heading_is_stranded_at_a_page_foot() -> None:
    for filler in range(20, 36):
        text = "<p>Linje.</p>" * filler
        item = ItemSection(1, "Fyld", background=f"{text}<h3>Mellemrubrik</h3><p>Tekst efter rubrikken.</p>")
        page = next(page for page in pages(documents.minutes(item)) if "Mellemrubrik" in page)
        assert "Tekst efter rubrikken." in page, filler


def test_letters_no_font_has_are_replaced() -> None:
    text = whole(
        documents.minutes(ItemSection(1, "Besøg af \u4e2d\uf0b7", background="<p>Łódź \u2192 Århus</p>"))
    )
    assert "Punkt 1: Besøg af" in text
    assert "\uf0b7" not in text
    assert "Łódź → Århus" in text


def test_running_title_is_cut_at_a_word() -> None:
    assert shorten("Punkt 1: Evt.") == "Punkt 1: Evt."
    cut = shorten(f"Punkt 7: {LONG_TITLE}")
    assert cut == "Punkt 7: Orientering om sammenlægning af dagtilbud i…"
    assert len(shorten(LONG_WORD)) == 60


def test_document_without_punkter() -> None:
    found = pages(documents.minutes())
    assert len(found) == 1
    assert "Indholdsfortegnelse" not in found[0]
