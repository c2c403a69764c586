"""The stored rich text: what survives, in which form, and that nothing else does."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.blocks import Item, List, Paragraph, Run
from agenda.characters import plain_line
from agenda.richtext import clean, parse, plain_text, to_html
from tests.strategies import HTML, LOOKALIKES
from tests.test_round_trip import thorough, usual

LINK = '<a href="https://kommune.dk/x">'
SUBSET = {
    "p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "table", "thead", "tbody", "tr",
    "th", "td", "caption",
}  # fmt: skip
SOUP = (
    "<ul>", "<li>", "</ul>", "<p>", "</p>", "<b>", "</b>", "<td>", "<table>", "<tr>", "</table>", "<blockquote>",
    "<a href='https://a.dk'>", "</a>", "ord", " ", "<br>", "<h3>", "<caption>",
)  # fmt: skip
PIECES = (
    "<ul><li>{}", "<p>{}</p>", "{}", "<td>{}", "<b>{}", "<div>{}</div>", "</ul>{}", "<table><tr><td>{}</table>",
    "<blockquote>{}", "<h2>{}</h2>", "<select>{}", "<unknown>{}",
)  # fmt: skip
HOSTILE = (
    "'<ul><li>' * 50_000", "'&' * 2_000_000", "'<' * 2_000_000", "'<ul><select></ul></select>' * 10_000",
    "'<!--' * 500_000", "'<script' * 300_000", "'x' + '\\u0301\\u0316' * 500_000",
)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("Løs tekst", "<p>Løs tekst</p>"),
        ("<div>Et</div><div>To</div>", "<p>Et</p><p>To</p>"),
        ("<p> Mange\n\t mellemrum </p><p></p><p>&nbsp;</p>", "<p>Mange mellemrum</p>"),
        ("<p>§&nbsp;17</p>", "<p>§\u00a017</p>"),
        ("<p>a\u2028b\x07c</p>", "<p>a b c</p>"),
        ("<p>Bra\u030adet</p>", "<p>Brådet</p>"),
        (
            "<p>Et<b> fedt </b>ord, <i>kursivt</i></p>",
            "<p>Et <strong>fedt</strong> ord, <em>kursivt</em></p>",
        ),
        ("<b>Fed <i>og</i></b> <b>mere</b>", "<p><strong>Fed <em>og</em> mere</strong></p>"),
        ("<h1>A</h1><h2>B</h2><h5>C</h5><h6>D</h6>", "<h3>A</h3><h3>B</h3><h4>C</h4><h4>D</h4>"),
        ("<p>Linje 1<br> Linje 2<br></p>", "<p>Linje 1<br>Linje 2</p>"),
        ("<p>Afsnit 1<br><br>Afsnit 2</p>", "<p>Afsnit 1</p><p>Afsnit 2</p>"),
        ("<b><p>Et</p><p>To</p></b>", "<p><strong>Et</strong></p><p><strong>To</strong></p>"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", "<ul><li>a<ul><li>b<br>c</li></ul></li></ul>"),
        ("<ul><li></li></ul><table><tr><td></td></tr></table><blockquote> </blockquote>", ""),
        ("<blockquote>Citat</blockquote>", "<blockquote><p>Citat</p></blockquote>"),
        (
            "<table><tr><td><ul><li>a</li><li>b</li></ul></table>",
            "<table><tbody><tr><td>a<br>b</td></tr></tbody></table>",
        ),
        (
            "<table><caption>T</caption><thead><tr><td scope=row>A</td><th scope=col>B</th></tr></thead>"
            "<tr><td colspan=2 rowspan=0 style='x'>c</td></tr></table>",
            '<table><caption>T</caption><thead><tr><th>A</th><th scope="col">B</th></tr></thead>'
            '<tbody><tr><td colspan="2">c</td></tr></tbody></table>',
        ),
        (f"{LINK}her</a>", f"<p>{LINK}her</a></p>"),
        ("<a href='mailto:sofie@kommune.dk'>Sofie</a>", '<p><a href="mailto:sofie@kommune.dk">Sofie</a></p>'),
        ("<p>3 < 4 & 5 > 2</p>", "<p>3 &lt; 4 &amp; 5 &gt; 2</p>"),
    ],
)
def test_clean(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>Tekst",
        "<style>p { color: red }</style>Tekst",
        "<p style='color:red' class=x id=y onclick='alert(1)'>Tekst</p>",
        "<a href='javascript:alert(1)'>Tekst</a>",
        "<a href=' java\tscript:alert(1)'>Tekst</a>",
        "<a href='data:text/html,x'>Tekst</a>",
        "<a href='/lokal'>Tekst</a>",
        "<a href='//ond.dk'>Tekst</a>",
        "<img src=x onerror=alert(1)>Tekst",
        "<iframe src='https://ond.dk'></iframe>Tekst",
        "<svg><script>alert(1)</script></svg>Tekst",
        "<!-- skjult -->Tekst",
        "Te\u00ad\u200b\ufeff\u202ekst",
    ],
)
def test_nothing_else_survives(html: str) -> None:
    assert clean(html) == "<p>Tekst</p>"


def test_a_disguised_tag_stays_text() -> None:
    assert clean("&lt;script&gt;alert(1)&lt;/script&gt;") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_parse_gives_values() -> None:
    assert parse("<p>Et <b>ord</b></p><ol><li>a</li></ol>") == (
        Paragraph((Run("Et "), Run("ord", strong=True))),
        List(True, (Item((Run("a"),)),)),
    )


def test_plain_text_has_a_line_for_each_part() -> None:
    html = (
        "<h3>Økonomi</h3><ul><li>a<ul><li>b</li></ul></li></ul><table><tr><td>c</td><td>d</td></tr></table>"
    )
    assert plain_text(html) == "Økonomi\na\nb\nc\nd"


def test_plain_line() -> None:
    assert plain_line("  Lokalplan\u00a0412,\n Havne\u00adfronten\x00 ") == "Lokalplan 412, Havnefronten"


@usual
@given(HTML)
def test_clean_is_canonical(html: str) -> None:
    assert_canonical(html)


@pytest.mark.slow
@thorough
@given(HTML)
def test_clean_is_canonical_thousands_of_times(html: str) -> None:
    assert_canonical(html)


@usual
@given(st.text() | st.lists(st.sampled_from(SOUP), max_size=30).map("".join))
def test_tag_soup_is_canonical(html: str) -> None:
    assert_canonical(html)


@usual
@given(st.lists(st.sampled_from(LOOKALIKES), max_size=4).map(" ".join))
def test_plain_line_twice_is_plain_line(text: str) -> None:
    assert plain_line(plain_line(text)) == plain_line(text)


def assert_canonical(html: str) -> None:
    cleaned = clean(html)
    assert clean(cleaned) == cleaned
    assert to_html(parse(cleaned)) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert set(re.findall(r"</?([a-z0-9]+)", cleaned)) <= SUBSET


@usual
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_word_is_lost(pieces: list[str]) -> None:
    words = [f"ord{number}q" for number in range(len(pieces))]
    html = "".join(piece.format(word) for piece, word in zip(pieces, words, strict=True))
    assert [word for word in words if word not in unescape(clean(html))] == []


LARGEST = ("'<ul><li>' * 200_000", "'<ul><select></ul></select>' * 50_000")


@pytest.mark.parametrize(
    "hostile", [*HOSTILE, *(pytest.param(text, marks=pytest.mark.slow) for text in LARGEST)]
)
def test_hostile_html_ends(hostile: str) -> None:
    """A parser without our limits needs minutes for these."""
    code = f"from agenda.richtext import clean; clean({hostile})"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
