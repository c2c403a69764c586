"""Word documents with proposals in them, from the municipality's template to what people really send."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from documents.drawing.proposal_template import template
from documents.proposal_form import HEADING, PRINTED, Part
from documents.reading.proposals.reader import read_proposal
from documents.reading.proposals.result import Proposal
from documents.reading.result import UnreadableFile
from tests.tools.bad_files import BAD, bomb
from tests.tools.office_files import W, body, docx_file, zipped

NS = f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def read(content: bytes) -> Proposal:
    return read_proposal(io.BytesIO(content), len(content))


def word(write: Callable[[Any], object]) -> bytes:
    """The Word file that somebody wrote, from an empty page."""
    document, written = docx.Document(), io.BytesIO()
    write(document)
    document.save(written)
    return written.getvalue()


def filled(document: Any) -> None:
    """The template as an author fills it in."""
    for row, text in zip(
        document.tables[0].rows,
        ("Ladestandere ved Rådhuset", "26/4711", "Miljø & Teknik", "Beslutning", "Åbent"),
        strict=True,
    ):
        row.cells[1].text = text
    hints = [one for one in document.paragraphs if one.style.name == "Vejledning"]
    background, recommendations, bilag = hints
    background.text, background.style = "Der mangler ladestandere.", "Normal"
    background.insert_paragraph_before("Status", style="Heading 2")
    recommendations.insert_paragraph_before("at Chefforum godkender planen", style="List Number")
    recommendations.insert_paragraph_before("at planen sendes i høring", style="List Number")
    bilag.text = "Bilag 1: Kort over placering"
    document.add_paragraph("2. Prisoverslag")


def test_the_template_is_read_back() -> None:
    document, written = docx.Document(io.BytesIO(template("Fjordby Kommune"))), io.BytesIO()
    filled(document)
    document.save(written)
    assert read(written.getvalue()) == Proposal(
        title="Ladestandere ved Rådhuset",
        case_number="26/4711",
        proposer="Miljø & Teknik",
        kind="decision",
        closed=False,
        background="<h3>Status</h3><p>Der mangler ladestandere.</p>",
        recommendations=("at Chefforum godkender planen", "at planen sendes i høring"),
        bilag=("Kort over placering", "Prisoverslag"),
    )


def test_of_the_empty_template_nothing_is_taken_for_text() -> None:
    read_back = read(template("Fjordby Kommune"))
    assert (read_back.title, read_back.background, read_back.recommendations) == ("", "", ())
    assert (read_back.bilag, read_back.unplaced) == ((), ())
    assert read_back.notes == (
        "Der blev ikke fundet: titel, sagsfremstilling, indstilling. Skriv det herunder.",
    )


def with_headings(document: Any) -> None:
    document.add_paragraph("Nye ladestandere", style="Title")
    document.add_paragraph("Sagsnr.: 26/4711 – Ladestandere")
    document.add_heading("1. Sagsfremstilling", 1)
    paragraph = document.add_paragraph("Elbiler bliver ")
    paragraph.add_run("mange").bold = True
    paragraph.add_run(" flere, og ")
    paragraph.add_run("hurtigt").italic = True
    paragraph.add_run(".")
    document.add_heading("Økonomi", 2)
    for text, style in [
        ("Kabler", "List Bullet"),
        ("Gravearbejde", "List Bullet 2"),
        ("Standere", "List Bullet"),
    ]:
        document.add_paragraph(text, style=style)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("Afdeling", "Pris", "Teknik", "1,2"), strict=True
    ):
        cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_heading("Indstilling (obligatorisk)", 1)
    document.add_paragraph("Miljø & Teknik indstiller, at Chefforum")
    document.add_paragraph("godkender placeringen,", style="List Number")
    document.add_paragraph("afsætter 1,2 mio. kr.", style="List Number")
    document.add_heading("Bilag", 1)
    document.add_paragraph("Ingen")


def test_headings_lists_tables_and_formats_are_kept() -> None:
    found = read(word(with_headings))
    assert (found.title, found.case_number, found.proposer) == (
        "Nye ladestandere",
        "26/4711",
        "Miljø & Teknik",
    )
    assert found.background == (
        "<p>Elbiler bliver <strong>mange</strong> flere, og <em>hurtigt</em>.</p><h3>Økonomi</h3>"
        "<ul><li>Kabler<ul><li>Gravearbejde</li></ul></li><li>Standere</li></ul>"
        '<table><thead><tr><th scope="col"><strong>Afdeling</strong></th><th scope="col"><strong>Pris</strong></th>'
        "</tr></thead><tbody><tr><td>Teknik</td><td>1,2</td></tr></tbody></table>"
    )
    assert found.recommendations == ("at godkender placeringen,", "at afsætter 1,2 mio. kr.")
    assert (found.bilag, found.notes) == ((), ())


def one_table(document: Any) -> None:
    """A whole form as one table, as many municipalities have it."""
    document.add_paragraph("Skabelon til dagsordenspunkt")
    rows = [
        ("Emne:", "Udbud af kantinen"),
        ("Sagsnr", "2026-12345"),
        ("Indstillende afdeling", "Økonomi & Stab"),
        ("Ønsket møde", "24. november"),
        ("Lukket punkt", "Ja, jf. udbudsloven"),
        ("Resumé", "Kontrakten udløber."),
        ("Indstilling", "At udbuddet sættes i gang\nAt Karen underskriver"),
        ("Bilag", "Udbudsbrev\n"),
    ]
    table = document.add_table(rows=0, cols=2)
    for name, text in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, text


def test_a_form_that_is_one_table() -> None:
    found = read(word(one_table))
    assert (found.title, found.case_number, found.proposer, found.closed) == (
        "Udbud af kantinen", "2026-12345", "Økonomi & Stab", True,
    )  # fmt: skip
    assert found.background == "<p>Kontrakten udløber.</p>"
    assert found.recommendations == ("at udbuddet sættes i gang", "at Karen underskriver")
    assert found.bilag == ("Udbudsbrev",)
    assert found.unplaced == ("Ønsket møde: 24. november", "Skabelon til dagsordenspunkt")


def no_names(document: Any) -> None:
    """A letter, more or less."""
    for text in (
        "Telefonpolitik",
        "Telefonerne ringer hele dagen.",
        "Det er dyrt.",
        "Det indstilles, at Chefforum beslutter, hvem der svarer.",
        "at politikken gælder fra 1. januar",
    ):
        document.add_paragraph(text)


def test_a_text_without_headings_is_read_by_what_it_says() -> None:
    found = read(word(no_names))
    assert found.title == "Telefonpolitik"
    assert found.background == "<p>Telefonerne ringer hele dagen.</p><p>Det er dyrt.</p>"
    assert found.recommendations == (
        "at Chefforum beslutter, hvem der svarer.",
        "at politikken gælder fra 1. januar",
    )


def control(name: str, text: str, *, empty: bool = False) -> str:
    placeholder = "<w:showingPlcHdr/>" if empty else ""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/>{placeholder}</w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def test_content_controls_are_read_by_their_names() -> None:
    xml = control("Titel", "Julelukning") + control("Sagsnummer", "Skriv sagsnummeret", empty=True)
    found = read(body(xml + control("Sagsfremstilling", "Vi holder lukket.")))
    assert (found.title, found.case_number, found.background) == (
        "Julelukning",
        "",
        "<p>Vi holder lukket.</p>",
    )


RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"


def paragraph(xml: str) -> str:
    return f"<w:p>{xml}</w:p>"


SECTION = paragraph(RUN.format("Sagsfremstilling"))
LEFT_OUT: dict[str, tuple[str, str, str]] = {
    "tracked changes": (
        paragraph(
            RUN.format("Vi siger ")
            + f"<w:ins w:id='1' w:author='x'>{RUN.format('ja')}</w:ins>"
            + "<w:del w:id='2' w:author='x'><w:r><w:delText>nej</w:delText></w:r></w:del>"
        ),
        "<p>Vi siger ja</p>",
        "sporede ændringer",
    ),
    "hidden text": (
        paragraph(RUN.format("Alle ser") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemmeligt</w:t></w:r>"),
        "<p>Alle ser</p>",
        "Skjult tekst",
    ),
    "a picture": (
        paragraph(RUN.format("Kort:") + "<w:r><w:drawing/></w:r>" + "<w:r><w:pict/></w:r>"),
        "<p>Kort:</p>",
        "2 billeder og formler er ikke taget med",
    ),
    "a text box": (
        paragraph(
            RUN.format("Se")
            + f"<w:r><w:pict><w:txbxContent>{paragraph(RUN.format('boks'))}</w:txbxContent></w:pict></w:r>"
        ),
        "<p>Se</p>",
        "tekstbokse",
    ),
    "a footnote": (
        paragraph(RUN.format("Se") + "<w:r><w:footnoteReference w:id='1'/></w:r>"),
        "<p>Se</p>",
        "Fodnoter",
    ),
    "a field": (
        paragraph("<w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r>" + RUN.format("Se")),
        "<p>Se</p>",
        "",
    ),
    "signs of HTML": (
        paragraph(RUN.format("&lt;script&gt;alert(1)&lt;/script&gt;")),
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "",
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out_is_said(name: str) -> None:
    xml, background, note = LEFT_OUT[name]
    found = read(body(SECTION + xml))
    assert found.background == background
    assert note in " ".join(found.notes)


def linked(target: str) -> bytes:
    """A Word file whose text is a link."""

    def write(document: Any) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        key = document.part.relate_to(target, kind, is_external=True)
        document.add_paragraph("Sagsfremstilling")
        link = f'<w:hyperlink {NS} r:id="{key}"><w:r><w:t>Læs mere</w:t></w:r></w:hyperlink>'
        document.add_paragraph()._p.append(parse_xml(link))

    return word(write)


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "\\\\server\\share"]
)
def test_only_links_to_pages_and_mail_are_kept(target: str) -> None:
    found = read(linked(target))
    assert found.background == "<p>Læs mere</p>"
    assert "Links, der hverken" in " ".join(found.notes)
    kept = read(linked("https://fjordby.example/plan"))
    assert kept.background == '<p><a href="https://fjordby.example/plan">Læs mere</a></p>'


def test_comments_embedded_files_and_what_lies_elsewhere_are_said() -> None:
    def write(document: Any) -> None:
        run = document.add_paragraph("Sagsfremstilling").add_run()
        document.add_comment([run], text="Er det rigtigt?", author="Bo")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        document.part.relate_to("https://evil.example/x.dotm", kind, is_external=True)

    notes = " ".join(read(word(write)).notes)
    assert "Kommentarerne i dokumentet" in notes
    assert "henter noget fra andre filer" in notes


def test_the_case_number_may_stand_in_the_page_head() -> None:
    def write(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Sagsnr. 26/4711"
        document.sections[0].header.add_paragraph("Sagsnr.: 26/4711")
        document.add_paragraph("Sagsfremstilling")

    assert read(word(write)).case_number == "26/4711"


def test_a_table_of_figures_is_no_form_and_cells_span() -> None:
    def write(document: Any) -> None:
        document.add_heading("Sagsfremstilling", 1)
        table = document.add_table(rows=3, cols=3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Afdeling"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Kultur"
        table.cell(1, 1).text = "96"

    assert read(word(write)).background == (
        '<table><tbody><tr><td colspan="2">Afdeling</td><td></td></tr>'
        '<tr><td rowspan="2">Kultur</td><td>96</td><td></td></tr><tr><td></td><td></td></tr></tbody></table>'
    )


def nested(depth: int) -> bytes:
    return body("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)
HOSTILE: dict[str, tuple[bytes, str]] = {
    **{name: BAD[name] for name in ("0 bytes", "a program", "macros", "a locked Word file")},
    **{name: BAD[name] for name in ("half a Word file", "a zip")},
    "the virus test string": BAD["the virus test string in a Word file"],
    "a zip bomb": (bomb(), "pakkes ud"),
    "a long text": (body(paragraph(RUN.format("x" * 9_000_000))), "for langt"),
    "many paragraphs": (body("<w:p/>" * 20_001), "for langt"),
    "no Word": (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "ikke et Word-dokument"),
    "a text": (b"Forslag", "ikke et Word-dokument"),
    "no document in it": (zipped({"[Content_Types].xml": "<Types/>", "word/other.xml": "<x/>"}), "beskadiget"),
    "broken XML": (docx_file(**{"word/document.xml": "<w:document"}), "beskadiget"),
    "tables in tables": (nested(400), "beskadiget"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_proposal_is_refused_in_a_sentence(name: str) -> None:
    content, words = HOSTILE[name]
    with pytest.raises(UnreadableFile, match=words):
        read(content)


def test_entities_are_not_unfolded() -> None:
    assert "haha" not in str(read(docx_file(**{"word/document.xml": LAUGHS})))


def test_tables_in_tables_are_read_as_far_as_a_person_would_write_them() -> None:
    assert read(nested(20)).unplaced == ()


def test_the_template_prints_every_part() -> None:
    text = "\n".join(
        [one.text for one in docx.Document(io.BytesIO(template("Fjordby Kommune"))).paragraphs]
        + [row.cells[0].text for row in docx.Document(io.BytesIO(template("x"))).tables[0].rows]
    )
    assert HEADING in text
    assert [part for part in Part if PRINTED[part] not in text] == []
