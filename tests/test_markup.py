"""The markup of rich text in plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.richtext import clean, parse, to_html
from documents.markup.blocks import is_structure, read, write
from tests.strategies import HTML, LOOKALIKES
from tests.test_round_trip import thorough, usual

EXAMPLES = [
    ("Et afsnit\nover to linjer\n\nog et til", "<p>Et afsnit over to linjer</p><p>og et til</p>"),
    ("Linje 1\\\nLinje 2", "<p>Linje 1<br>Linje 2</p>"),
    ("### Økonomi\nTekst", "<h3>Økonomi</h3><p>Tekst</p>"),
    ("# A\n\n##### B", "<h3>A</h3><h4>B</h4>"),
    ("**fed** og __kursiv__", "<p><strong>fed</strong> og <em>kursiv</em></p>"),
    ("Navn: ______ 2 ** 3 snake_case", "<p>Navn: ______ 2 ** 3 snake_case</p>"),
    (r"\*\*ikke fed\*\*", "<p>**ikke fed**</p>"),
    (r"[sag](https://a.dk/x_\(y\))", '<p><a href="https://a.dk/x_(y)">sag</a></p>'),
    ("[1] og [x](ikke en adresse)", "<p>[1] og [x](ikke en adresse)</p>"),
    ("- a\n- b\n\n- c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
    ("- a\n  - b\n  - c\n- d", "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"),
    ("1. a\n2. b\n1. c", "<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>"),
    ("5. a\n6. b", "<p>5. a 6. b</p>"),
    ("Mødet er den\n1. januar 2016", "<p>Mødet er den 1. januar 2016</p>"),
    ("• a\n  fortsat\n• b", "<ul><li>a fortsat</li><li>b</li></ul>"),
    ("> Citat\n>\n> - a", "<blockquote><p>Citat</p><ul><li>a</li></ul></blockquote>"),
    ("> > Dybt", "<blockquote><blockquote><p>Dybt</p></blockquote></blockquote>"),
    (r"| a\|b | c\nd |", "<table><tbody><tr><td>a|b</td><td>c<br>d</td></tr></tbody></table>"),
    (
        "|= T\n| A |{th col} B |\n|---\n|{th row} x | y |\n|{2x1} z |",
        '<table><caption>T</caption><thead><tr><th>A</th><th scope="col">B</th></tr></thead><tbody>'
        '<tr><th scope="row">x</th><td>y</td></tr><tr><td colspan="2">z</td></tr></tbody></table>',
    ),
    (r"\- ikke et punkt", "<p>- ikke et punkt</p>"),
    (r"\Bilag", "<p>Bilag</p>"),
    (r"C:\Temp", r"<p>C:\Temp</p>"),
]


@pytest.mark.parametrize(("text", "html"), EXAMPLES)
def test_read(text: str, html: str) -> None:
    assert to_html(read(text.split("\n"))) == html


@pytest.mark.parametrize(("text", "html"), EXAMPLES)
def test_what_is_read_is_written_to_the_same_effect(text: str, html: str) -> None:
    assert to_html(read(write(parse(html)))) == html


def test_a_bare_heading_stands_alone_before_a_paragraph() -> None:
    lines = ["Borgerinddragelse", "", "Inden politikken bliver behandlet, spørges borgerne."]
    assert to_html(read(lines, bare_headings=True)).startswith("<h3>Borgerinddragelse</h3><p>Inden")
    assert to_html(read(lines)).startswith("<p>Borgerinddragelse</p>")


@pytest.mark.parametrize(
    "lines",
    [
        ["Borgerinddragelse"],
        ["Borgerinddragelse", "Inden politikken."],
        ["Borgerinddragelse.", "", "Inden politikken."],
        ["borgerinddragelse", "", "Inden politikken."],
        ["Borgerinddragelse", "", "- Inden politikken."],
        ["\\Borgerinddragelse", "", "Inden politikken."],
    ],
)
def test_no_bare_heading(lines: list[str]) -> None:
    assert "<h3>" not in to_html(read(lines, bare_headings=True))


@pytest.mark.parametrize("text", [text for text in LOOKALIKES if is_structure(text)])
def test_text_that_looks_like_structure_gets_a_backslash(text: str) -> None:
    html = to_html(parse(text.replace("<", "&lt;")))
    lines = write(parse(html))
    assert lines[0].startswith("\\")
    assert to_html(read(lines)) == html


@usual
@given(HTML, st.booleans())
def test_what_is_written_reads_back(html: str, bare_headings: bool) -> None:
    assert_reads_back(html, bare_headings=bare_headings)


@pytest.mark.slow
@thorough
@given(HTML, st.booleans())
def test_what_is_written_reads_back_thousands_of_times(html: str, bare_headings: bool) -> None:
    assert_reads_back(html, bare_headings=bare_headings)


@usual
@given(st.text())
def test_any_text_becomes_canonical(text: str) -> None:
    html = to_html(read(text.split("\n")))
    assert clean(html) == html


def assert_reads_back(html: str, *, bare_headings: bool) -> None:
    blocks = parse(html)
    lines = write(blocks, bare_headings=bare_headings)
    assert read(lines, bare_headings=bare_headings) == blocks, "\n".join(lines)
