"""A sentence planted in every corner of a file is found, and the secretary is told where."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from email.message import EmailMessage
from html import escape
from typing import Any

import pikepdf
import pypdf
import pytest

from documents.leak_check.check import Paper, check
from documents.leak_check.findings import Finding, Severity
from documents.leak_check.words import stream
from documents.scopes import narrowed, public
from tests.leaks import (
    CLOSED,
    PUBLIC,
    SENTENCE,
    check_bilag,
    check_edition,
    edition,
    public_secrets,
    severities,
    stops,
    with_item,
    with_open,
)
from tests.tools.office_files import body, changed, docx_file, inline, xlsx_file, zipped

HALF, REST = SENTENCE[:60], SENTENCE[60:]


def parts(findings: Sequence[Finding]) -> list[str]:
    return [part for _origin, _label, part in stops(findings)]


# PDF: planted in the real public edition

Plant = Callable[[pikepdf.Pdf], None]


def planted(plant: Plant, **saving: Any) -> bytes:
    with pikepdf.open(io.BytesIO(edition())) as pdf:
        plant(pdf)
        written = io.BytesIO()
        pdf.save(written, **saving)
    return written.getvalue()


def in_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SENTENCE, 0))


def in_info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = SENTENCE


def in_xmp(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = SENTENCE


def annotation(**values: Any) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        values.setdefault("Subtype", pikepdf.Name.Text)
        one = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **values)
        pdf.pages[0].Annots.append(pdf.make_indirect(one))

    return plant


def in_link(pdf: pikepdf.Pdf) -> None:
    address = "https://example.org/" + SENTENCE.replace(" ", "%20").replace("ø", "%C3%B8").replace(
        "å", "%C3%A5"
    )
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
    annotation(Subtype=pikepdf.Name.Link, A=action)(pdf)


def in_destination(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.Dests.Names.append(pikepdf.String(SENTENCE))
    pdf.Root.Names.Dests.Names.append(pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit]))


def in_name_of_embedded_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{SENTENCE}.txt"] = b"tekst"


def in_embedded_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notat.docx"] = body(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>")


def in_structure(pdf: pikepdf.Pdf) -> None:
    figure = pikepdf.Dictionary(
        S=pikepdf.Name.Figure, Alt=pikepdf.String(SENTENCE), P=pdf.Root.StructTreeRoot
    )
    pdf.Root.StructTreeRoot.K = pikepdf.Array([pdf.Root.StructTreeRoot.K, pdf.make_indirect(figure)])


def in_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pdf.make_stream(SENTENCE.encode()))


def on_page(before: str) -> Plant:
    """Set in Latin letters, whatever the graphics state before it says."""

    def plant(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )  # fmt: skip
        page.Resources.Font.Hx = pdf.make_indirect(font)
        text = SENTENCE.encode("cp1252").replace(b"(", b"\\(")
        drawn = f"q {before} BT /Hx 9 Tf ".encode() + b"(" + text + b") Tj ET Q"
        page.contents_add(pdf.make_stream(drawn))

    return plant


def on_a_page_left_out(pdf: pikepdf.Pdf) -> None:
    on_page("")(pdf)
    pdf.Root["/PieceInfo"] = pdf.pages[1].obj
    del pdf.pages[1]


IN_PDF = [
    (in_outline, "bogmærke"),
    (in_info, "metadata: Keywords"),
    (in_xmp, "metadata: XMP"),
    (annotation(Contents=pikepdf.String(SENTENCE)), "kommentar på side 1"),
    (annotation(Subtype=pikepdf.Name.Widget, V=pikepdf.String(SENTENCE)), "formularfelt på side 1"),
    (in_link, "adressen i et link på side 1"),
    (in_destination, "navn i filen"),
    (in_name_of_embedded_file, "filnavn på indlejret fil"),
    (in_embedded_file, "indlejret fil »notat.docx«: teksten"),
    (in_structure, "tekst til oplæsning"),
    (in_script, "script i filen"),
    (on_page("1 1 1 rg"), "side 2"),
    (on_page("3 Tr"), "side 2"),
    (on_page("1 0 0 1 -4000 -4000 cm"), "side 2"),
    (on_page("0 0 1 1 re W n"), "side 2"),
    (on_a_page_left_out, "udeladt side"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "part"), IN_PDF)
def test_planted_in_a_pdf(plant: Plant, part: str) -> None:
    assert part in parts(check_edition(planted(plant)))


def test_nothing_is_found_where_nothing_is_planted() -> None:
    assert check_edition(planted(lambda _pdf: None)) == ()


def test_in_compressed_objects_and_in_a_file_that_opens_without_its_password() -> None:
    for saving in (
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"encryption": pikepdf.Encryption(owner="x", user="")},
    ):
        found = parts(check_edition(planted(in_outline, **saving)))
        assert found == ["bogmærke"], saving
        assert parts(check_edition(planted(on_page(""), **saving))) == ["side 2"]


def test_in_what_the_file_was_before_it_was_saved_again() -> None:
    """An addition at the end of the file takes the sentence off the page; it is in the file all the same."""
    first = planted(on_page(""), linearize=False)
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number, generation = pdf.pages[1].Contents[-1].objgen
        root, size = pdf.Root.objgen[0], len(pdf.objects) + 1
    start = int(first.rsplit(b"startxref", 1)[1].split()[0])
    at = len(first) + 1
    replaced = f"{number} {generation} obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{at:010d} {generation:05d} n \n"
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {start} >>\nstartxref\n{at + len(replaced)}\n%%EOF\n"
    found = parts(check_edition(first + b"\n" + (replaced + table + trailer).encode()))
    assert found == ["indlejret fil »en tidligere udgave«: side 2"]


def two_pages(*texts: list[str]) -> bytes:
    """A PDF whose pages have these lines, a running head and a page number."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    for number, lines in enumerate(texts, 1):
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        shown = ["Fjordby Kommune, bilag til mødet", *lines, f"Side {number} af {len(texts)}"]
        drawn = b"BT /F 11 Tf 14 TL 50 700 Td " + b" ".join(
            b"(" + line.encode("cp1252") + b") Tj T*" for line in shown
        )
        page.Contents = pdf.make_stream(drawn + b" ET")
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def test_a_sentence_broken_over_two_pages_in_the_middle_of_a_word() -> None:
    first, _, second = SENTENCE.partition("skriftligt")
    pages = two_pages(["Indledning.", first + "skrift-"], ["ligt" + second, "Mere."], ["Slut."])
    assert parts(check_bilag(pages)) == ["side 1"]
    apart = two_pages(["Indledning.", first + "mundt-"], ["ligt" + second, "Mere."])
    assert check_bilag(apart) == ()


def test_sentences_that_a_real_edition_breaks_over_two_pages() -> None:
    """Forty long sentences fill some pages; the running heads stand in the middle of some of them."""
    said = [
        f"Leverandør nummer {n} " + "har ikke leveret den aftalte kvalitet til tiden, og " * 9 + f"{n}."
        for n in range(40)
    ]
    whole = with_item(replace(CLOSED, background="".join(f"<p>{one}</p>" for one in said)))
    secrets = public_secrets(whole)
    pasted = edition(narrowed(leaking := with_open(background=f"<p>{' '.join(said)}</p>"), public(leaking)))
    pages = [stream(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pasted)).pages]
    broken = [one for one in said if not any(stream(one) in page for page in pages)]
    assert len(broken) > 1
    assert len(stops(check_edition(pasted, secrets))) == len(said)


# Office files


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, name: str = "t", look: str = "") -> str:
    return f'<w:r><w:rPr><w:b/>{look}</w:rPr><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PROPERTY = f'<Properties><property name="Emne"><lpwstr>{SENTENCE}</lpwstr></property></Properties>'
LINK = f'<Relationships><Relationship Id="r9" Target="https://example.org/{SENTENCE}"/></Relationships>'
ADDED = f"<w:ins>{run('andet')}</w:ins>"
COMMENT = f"<w:comments {W}><w:comment>{paragraph(run(SENTENCE))}</w:comment></w:comments>"
NOTE = f"<comments><comment><t>{HALF}</t><t>{REST}</t></comment></comments>"
CELL = f"<row>{inline(SENTENCE)}</row>"
IN_C = f"<row>{inline(SENTENCE, 'C1')}</row>"
COLUMNS = '<cols><col min="2" max="4" hidden="1"/></cols>'
SHARED = f"<sst><si><t>x</t></si><si><r><t>{HALF}</t></r><r><t>{REST}</t></r></si></sst>"
SECOND = '<row><c r="A1" t="s"><v>1</v></c></row>'
SLIDE = f"<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>{HALF}</a:t></a:r><a:r><a:t>{REST}</a:t></a:r></a:p></p:sld>"


def odf(xml: str) -> bytes:
    content = f'<c xmlns:text="t" xmlns:office="o">{xml}</c>'
    return zipped({"mimetype": "x", "content.xml": content})


def slides(**members: str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", **members})


IN_OFFICE = [
    (body(paragraph(run(HALF), run(REST))), "teksten"),
    (body(paragraph(run(HALF)) + paragraph(run(REST))), "teksten"),
    (body(paragraph(f"<w:del>{run(SENTENCE, 'delText')}</w:del>")), "sporet ændring"),
    (body(paragraph(run(HALF), f"<w:del>{run(REST, 'delText')}</w:del>", ADDED)), "sporet ændring"),
    (body(paragraph(run(HALF), run(REST, look="<w:vanish/>"))), "skjult tekst"),
    (body(paragraph(f"<w:moveFrom>{run(SENTENCE)}</w:moveFrom>")), "sporet ændring"),
    (body(paragraph(f"<w:ins>{run(SENTENCE)}</w:ins>")), "teksten"),
    (body(paragraph(run(SENTENCE, look="<w:vanish/>"))), "skjult tekst"),
    (body(paragraph(run(SENTENCE, "instrText"))), "teksten"),
    (docx_file(**{"word/comments.xml": COMMENT}), "kommentar"),
    (docx_file(**{"word/header1.xml": f"<w:hdr {W}>{paragraph(run(SENTENCE))}</w:hdr>"}), "sidehoved"),
    (docx_file(**{"word/footer2.xml": f"<w:ftr {W}>{paragraph(run(SENTENCE))}</w:ftr>"}), "sidefod"),
    (docx_file(**{"word/footnotes.xml": f"<w:footnotes {W}>{paragraph(run(SENTENCE))}</w:footnotes>"}), "fodnote"),
    (docx_file(**{"docProps/custom.xml": PROPERTY}), "metadata"),
    (docx_file(**{"docProps/core.xml": f"<coreProperties><title>{SENTENCE}</title></coreProperties>"}), "metadata"),
    (docx_file(**{"word/_rels/document.xml.rels": LINK}), "adressen i et link"),
    (body(f'<w:drawing><docPr id="1204567890" descr="{SENTENCE}"/></w:drawing>'), "navn eller beskrivelse i filen"),
    (docx_file(**{f"word/media/{SENTENCE}.png": "x"}), f"indlejret fil »{SENTENCE}.png«: filnavn"),
    (xlsx_file(CELL), "ark »Ark2«"),
    (xlsx_file(CELL, state="veryHidden"), "skjult ark »Ark2«"),
    (xlsx_file(f'<row hidden="1">{inline(SENTENCE)}</row>'), "skjult række eller kolonne i ark »Ark2«"),
    (xlsx_file(IN_C, columns=COLUMNS), "skjult række eller kolonne i ark »Ark2«"),
    (xlsx_file("", title=SENTENCE), "navn på ark"),
    (xlsx_file("", **{"xl/comments1.xml": NOTE}), "kommentar"),
    (xlsx_file(SECOND, state="hidden", **{"xl/sharedStrings.xml": SHARED}), "skjult ark »Ark2«"),
    (xlsx_file("", **{"xl/sharedStrings.xml": f"<sst><si><t>{SENTENCE}</t></si></sst>"}), "skjulte data i filen"),
    (slides(**{"ppt/slides/slide1.xml": SLIDE}), "dias"),
    (slides(**{"ppt/notesSlides/notesSlide1.xml": f"<n><t>{SENTENCE}</t></n>"}), "noter til dias"),
    (odf(f"<text:p>{HALF}<text:span>{REST}</text:span></text:p>"), "teksten"),
    (odf(f"<office:annotation><text:p>{SENTENCE}</text:p></office:annotation>"), "kommentar"),
    (odf(f"<text:deletion><text:p>{SENTENCE}</text:p></text:deletion>"), "sporet ændring"),
    (zipped({"mimetype": "x", "meta.xml": f"<c xmlns:dc='d'><dc:subject>{SENTENCE}</dc:subject></c>"}), "metadata"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "part"), IN_OFFICE)
def test_planted_in_an_office_file(content: bytes, part: str) -> None:
    assert parts(check_bilag(content)) == [part]


def test_planted_in_a_workbook_inside_a_word_file() -> None:
    inside = xlsx_file(f"<row>{inline(SENTENCE)}</row>", state="hidden")
    content = changed(docx_file(), {"word/embeddings/tal.xlsx": inside})
    assert parts(check_bilag(content)) == ["indlejret fil »tal.xlsx«: skjult ark »Ark2«"]


def test_clean_office_files_have_nothing_to_tell() -> None:
    for content in (docx_file(), xlsx_file(f"<row>{inline('Sygefravær')}</row>"), zipped({"a.txt": "tekst"})):
        assert check_bilag(content) == ()


def test_the_ids_of_word_are_no_cpr_numbers_but_cells_filled_up_with_zeros_are() -> None:
    assert check_bilag(body('<w:drawing><docPr id="1204567890" name="Billede"/></w:drawing>')) == ()
    formats = '<numFmts><numFmt numFmtId="164" formatCode="000000\\-0000"/></numFmts>'
    styles = f'<styleSheet>{formats}<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    cells = '<row><c r="A1" s="{}"><v>102031234</v></c></row>'
    assert check_bilag(xlsx_file(cells.format(0), **{"xl/styles.xml": styles})) == ()
    (found,) = check_bilag(xlsx_file(cells.format(1), **{"xl/styles.xml": styles}))
    assert (found.severity, found.what, found.place.part) == (Severity.CPR, "0102xx-xxxx", "ark »Ark2«")


# Texts


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Notat"
    message.set_content("Se vedhæftede.")
    message.add_attachment(SENTENCE.encode(), maintype="text", subtype="plain", filename="notat.txt")
    return message.as_bytes()


RTF = SENTENCE.encode("cp1252")
for _letter in "æøå":
    RTF = RTF.replace(_letter.encode("cp1252"), f"\\'{_letter.encode('cp1252').hex()}".encode())

IN_TEXT = [
    ("notat.txt", SENTENCE.encode(), "teksten"),
    ("notat.txt", SENTENCE.encode("cp1252"), "teksten"),
    ("notat.csv", SENTENCE.encode("utf-16"), "teksten"),
    ("notat.html", f"<p>{escape(HALF)}<b>{escape(REST)}</b>".replace("ø", "&oslash;").encode(), "teksten"),
    ("notat.html", f"<p>x<!-- {HALF}<i> {REST} -->".encode(), "teksten"),
    ("notat.html", f"<p>x<!-- {SENTENCE} -->".encode(), "link, beskrivelse eller kommentar"),
    ("notat.html", f"<img alt='{SENTENCE.replace('ø', '&#248;')}'>".encode(), "link, beskrivelse eller kommentar"),
    ("notat.json", json.dumps({"a": [SENTENCE]}).encode(), "teksten"),
    ("notat.rtf", b"{\\rtf1\\ansi {\\b " + RTF.replace(b" er to", b"\\par er} {to") + b"}}", "teksten"),
    ("notat.eml", mail(), "indlejret fil »notat.txt«: teksten"),
    ("notat.zip", zipped({"a/b.txt": SENTENCE}), "indlejret fil »a/b.txt«: teksten"),
    ("billede.jpg", b"\xff\xd8\xff\xe1\x00\x00Exif" + SENTENCE.encode(), "metadata eller skjulte data"),
    ("gammel.doc", b"\xd0\xcf\x11\xe0\x00\x00" + SENTENCE.encode("utf-16-le"), "metadata eller skjulte data"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "part"), IN_TEXT)
def test_planted_in_a_text(name: str, content: bytes, part: str) -> None:
    assert parts(check_bilag(content, name)) == [part]


# What cannot be read


def picture_pdf() -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    image = pdf.make_stream(
        b"\x00" * 12, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=2, Height=2
    )
    image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceRGB, 8
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    page.Contents = pdf.make_stream(b"q 600 0 0 800 0 0 cm /I Do Q")
    pdf.pages.append(page)
    pdf.add_blank_page()
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def nested(depth: int, innermost: bytes) -> bytes:
    for _ in range(depth):
        innermost = zipped({"indre.zip": innermost})
    return innermost


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
UNREADABLE: dict[str, Callable[[], bytes]] = {
    "a page that is a picture": picture_pdf,
    "a page whose content is cut": lambda: damaged(edition()),
    "a font without letters": lambda: planted(in_an_unknown_font),
    "a locked PDF": lambda: planted(in_outline, encryption=pikepdf.Encryption(owner="x", user="y")),
    "half a PDF": lambda: edition()[:9000],
    "a PDF in name alone": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9,
    "half a Word file": lambda: docx_file()[:4000],
    "entities": lambda: docx_file(**{"word/document.xml": DOCTYPE}),
    "no XML": lambda: docx_file(**{"word/document.xml": "<w:p>"}),
    "a zip of zips of zips": lambda: nested(6, b"x"),
    "a member of 100 MB": lambda: zipped({"stor.txt": b"a" * 100_000_000}),
    "a page of 100 MB": lambda: planted(a_huge_page, compress_streams=True),
    "macros": lambda: docx_file(**{"word/vbaProject.bin": "x"}),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
    "a sound": lambda: b"ID3\x04\x00\x00\x00\x00" + bytes(99),
    "an old Word file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
    "random bytes": lambda: bytes((number * 7919) % 251 for number in range(5000)),
}


def damaged(content: bytes) -> bytes:
    """The edition with some bytes of its second page turned round."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        raw = pdf.pages[1].Contents.read_raw_bytes()
    at = content.index(raw) + len(raw) // 2
    return content[:at] + bytes(255 - byte for byte in content[at : at + 20]) + content[at + 20 :]


def in_an_unknown_font(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0":
            del thing["/ToUnicode"]


def a_huge_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].contents_add(pdf.make_stream(b" " * 100_000_000))


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_asks_a_person_to_look(name: str) -> None:
    found = check_bilag(UNREADABLE[name]())
    assert set(severities(found)) == {Severity.UNREADABLE}
    assert all(one.what.startswith(("Filen", "Kontrollen")) for one in found)


def test_a_broken_page_does_not_hide_the_next() -> None:
    pages = two_pages(["Indledning."], [SENTENCE])
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"BT [<S>] TJ (")
        written = io.BytesIO()
        pdf.save(written)
    assert severities(check_bilag(written.getvalue())) == [Severity.STOP, Severity.UNREADABLE]


def test_no_name_in_an_archive_is_written_to() -> None:
    found = check_bilag(zipped({"../../etc/passwd": SENTENCE, "/abs.txt": "x"}))
    assert parts(found) == ["indlejret fil »../../etc/passwd«: teksten"]


def test_deep_nesting_breaks_nothing() -> None:
    deep = "<a>" * 100_000 + SENTENCE + "</a>" * 100_000
    assert parts(check_bilag(docx_file(**{"word/document.xml": deep}))) == ["teksten"]
    assert severities(check_bilag(b"[" * 200_000, "dyb.json")) == [Severity.UNREADABLE]


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<", "&", "-\n\n", "\n", "1", "a", "1 ", "[", "{\\rtf1"])
def test_a_text_made_to_be_slow_is_read_at_once(piece: str) -> None:
    started = time.monotonic()
    check_bilag((piece * 150_000).encode(), "langsom.html")
    assert time.monotonic() - started < 15


def test_the_mark_of_an_unreadable_file_belongs_to_its_bytes() -> None:
    first, again = check_bilag(b"\x00\x00\x01"), check_bilag(b"\x00\x00\x01")
    other = check_bilag(b"\x00\x00\x02")
    assert first[0].subject == again[0].subject != other[0].subject


def test_each_paper_is_told_by_itself() -> None:
    papers = [Paper(SENTENCE.encode(), "a.txt", f"Bilag 4.{n}", key=str(n)) for n in (1, 2)]
    found = check(papers, public_secrets(), PUBLIC)
    assert [one.place.label for one in found] == ["Bilag 4.1", "Bilag 4.2"]
