"""A drawn Word file holds what the document says, in real headings, lists and tables."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings

from documents.as_json import to_json
from documents.content import ItemSection, MeetingDocument
from documents.drawing.docx import draw_docx
from documents.leak_check.reading.file import read
from documents.leak_check.reading.pieces import Passage, Trouble
from documents.leak_check.words import stream
from tests import documents
from tests.strategies import documents as any_document

QUICK = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)


def opened(document: MeetingDocument, *, draft: bool = False) -> Any:
    return docx.Document(io.BytesIO(draw_docx(document, draft=draft)))


def headings(document: MeetingDocument) -> list[tuple[str, str]]:
    return [
        (one.style.name, one.text)
        for one in opened(document).paragraphs
        if one.style.name.startswith("Heading")
    ]


def numbering(word: Any, text: str) -> tuple[int, int] | None:
    """The list and the level of the paragraph that begins with the text; None if it is no point."""
    paragraph = next(one for one in word.paragraphs if one.text.startswith(text))
    found = paragraph._p.pPr.numPr if paragraph._p.pPr is not None else None
    return (found.numId.val, found.ilvl.val) if found is not None else None


def test_the_outline_is_that_of_the_document() -> None:
    found = headings(documents.RECORDED)
    assert [text for style, text in found if style == "Heading 1"] == [
        f"Punkt {entry.number}: {entry.title}" for entry in documents.RECORDED.entries
    ]
    start = found.index(("Heading 1", "Punkt 2: Lokalplan 412, Havnefronten: udsendelse i høring"))
    assert [text for _style, text in found[start + 1 : start + 4]] == ["Bilag", "Baggrund", "Baggrund"]
    assert ("Heading 3", "Særstandpunkt fra Bo Dahl") in found
    assert ("Heading 2", "RETTELSE DEN 02-04-2026") in found


def test_lists_are_lists_and_each_counts_from_one() -> None:
    word = opened(documents.FULL)
    first = numbering(word, "at Chefforum godkender dagsordenen")
    assert first == numbering(word, "at Chefforum godkender referatet")
    other = numbering(word, "at Chefforum anbefaler")
    assert first is not None
    assert other is not None
    assert first[0] != other[0]
    bullet, below = numbering(word, "Adgang til vandet"), numbering(word, "færre pladser")
    assert bullet is not None
    assert below is not None
    assert (bullet[1], below[1]) == (0, 1)


def test_a_table_keeps_its_cells_and_repeats_its_head() -> None:
    html = (
        '<table><thead><tr><th>År</th><th colspan="2">Beløb</th></tr></thead>'
        '<tr><td rowspan="2">2026</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>'
    )
    (table,) = opened(documents.minutes(ItemSection(1, "Tal", background=html))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["År", "Beløb", "Beløb"], ["2026", "1", "2"], ["2026", "3", "4"],
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_contents_are_a_field_that_word_works_out_and_an_excerpt_has_none() -> None:
    with zipfile.ZipFile(io.BytesIO(draw_docx(documents.FULL))) as archive:
        xml = archive.read("word/document.xml").decode()
    assert re.search(r'w:dirty="true".*TOC \\o', xml)
    assert "Punkt 6: Evt.</w:t>" in xml


def test_properties_name_the_meeting_and_no_item() -> None:
    known = opened(documents.FULL).core_properties
    assert (known.title, known.author) == ("REFERAT Chefforum d. 19-03-2026", "Fjordby Kommune")
    assert known.last_modified_by == "Fjordby Kommune"
    assert (known.comments, known.keywords, known.language) == ("", "", "da-DK")
    assert opened(documents.FULL, draft=True).core_properties.title.startswith("Kladde: ")


def test_the_same_document_gives_the_same_bytes_and_no_picture() -> None:
    drawn = draw_docx(documents.FULL)
    assert drawn == draw_docx(replace(documents.FULL))
    with zipfile.ZipFile(io.BytesIO(drawn)) as archive:
        assert not [name for name in archive.namelist() if "thumbnail" in name]
    assert not [one for one in read(drawn, "referat.docx") if isinstance(one, Trouble)]


@QUICK
@given(any_document())
def test_no_word_of_any_document_is_lost(document: MeetingDocument) -> None:
    """Whatever it says can be read again, so what should not be there would be found."""
    told = [one.text for one in read(draw_docx(document), "referat.docx") if isinstance(one, Passage)]
    found = stream(" ".join(told))
    for text in texts(to_json(document)):
        for word in re.findall(r"[a-zæøåA-ZÆØÅ0-9]{4,}", text):
            assert stream(word) in found, word


def texts(data: dict[str, Any]) -> list[str]:
    """The plain texts of a document that a paper shows."""
    kept = [data["place"], data["municipality"], data["changes"]]
    for item in data["items"]:
        kept += [item["title"], item["case_number"] or "", item["presenter"], *item["recommendations"]]
        kept += [one["who"] for one in item["guests"]] + item["attachments"] + item["closed_attachments"]
        if data["kind"] in ("minutes", "excerpt"):
            kept += [one["who"] for one in (*item["dissents"], *item["presences"])]
    return kept
