"""Rich text is made fit for tagged paper, and nothing but the subset gets through."""

from __future__ import annotations

import pytest

from documents.drawing import prose as writer
from documents.drawing.tables import even_table


def prose(html: str, level: int = writer.SECTION) -> str:
    """Rich text as paper has it."""
    return writer.prose(html, even_table, level)


@pytest.mark.parametrize(
    ("html", "drawn"),
    [
        ("", ""),
        ("<p> </p><h3></h3><ul></ul><table></table>", ""),
        ("Ren tekst & mere <3", "<p>Ren tekst &amp; mere &lt;3</p>"),
        ("<p><b>Fed</b> og <i>skrå</i></p>", "<p><strong>Fed</strong> og <em>skrå</em></p>"),
        ("<p>Linje<br>skift</p>", "<p>Linje<br>skift</p>"),
        ("løst <p>afsnit</p> efter", "<p>løst</p><p>afsnit</p><p>efter</p>"),
        ("<blockquote>citat</blockquote>", "<blockquote><p>citat</p></blockquote>"),
        (
            "<strong><p>a</p><ul><li>b</li></ul></strong>",
            "<p><strong>a</strong></p><ul><li><strong>b</strong></li></ul>",
        ),
        ("<p onclick=x>a<script>b</script><img src=c></p>", "<p>a</p>"),
    ],
)
def test_text(html: str, drawn: str) -> None:
    assert prose(html) == drawn


@pytest.mark.parametrize(
    ("html", "level", "drawn"),
    [
        ("<h3>a</h3><h4>b</h4><h3>c</h3>", 3, "<h3>a</h3><h4>b</h4><h3>c</h3>"),
        ("<h4>a</h4><h3>b</h3><h4>c</h4>", 3, "<h3>a</h3><h3>b</h3><h4>c</h4>"),
        ("<h3>a</h3><h4>b</h4>", 4, "<h4>a</h4><h5>b</h5>"),
        ("<blockquote><h4>a</h4></blockquote>", 3, "<blockquote><h3>a</h3></blockquote>"),
    ],
)
def test_no_heading_level_is_skipped(html: str, level: int, drawn: str) -> None:
    assert prose(html, level) == drawn


@pytest.mark.parametrize(
    ("html", "drawn"),
    [
        (
            '<a href="https://a.dk/?x=1&amp;y"><strong>a</strong> b</a>',
            '<a href="https://a.dk/?x=1&amp;y">a b</a>',
        ),
        ('<a href="file:///etc/passwd">a</a>', "a"),
        ('<a href="javascript:x">a</a>', "a"),
        ('<a href="#punkt-1">a</a>', "a"),
        ('<a href="/sag/1">a</a>', "a"),
        ("<a>a</a>", "a"),
        ('a<a href="https://a.dk"> </a>', "a"),
        ('<a href="https://a.dk">a<br>b</a>', '<a href="https://a.dk">a b</a>'),
    ],
)
def test_links_hold_bare_text_and_lead_out(html: str, drawn: str) -> None:
    assert prose(html) == f"<p>{drawn}</p>"


@pytest.mark.parametrize(
    ("html", "drawn"),
    [
        ("<ul><li><p>a</p></li><li></li></ul>", "<ul><li>a</li></ul>"),
        ("<ol><li><p>a</p><p>b</p></li></ol>", "<ol><li>a<br>b</li></ol>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul>løs<li>a</li></ul>", "<ul><li>løs</li><li>a</li></ul>"),
    ],
)
def test_lists_hold_points_only(html: str, drawn: str) -> None:
    assert prose(html) == drawn


def test_table_gets_a_head_and_even_rows() -> None:
    html = "<table><tr><th>a</th><th>b</th></tr><tr><th>c</th><td><p>d</p></td><td>e</td></tr></table>"
    assert prose(html) == (
        "<table><thead><tr><th>a</th><th>b</th><td></td></tr></thead>"
        "<tbody><tr><th>c</th><td>d</td><td>e</td></tr></tbody></table>"
    )


def test_numbers_stand_under_each_other() -> None:
    html = (
        "<table><tr><th>Sted</th><th>Kr.</th></tr><tr><td>A</td><td>−1.250,50</td></tr>"
        "<tr><td>12</td><td></td></tr></table>"
    )
    assert prose(html).count('class="number"') == 3
    assert '<th class="number">Kr.</th>' in prose(html)


def test_spans_are_cut_to_the_table() -> None:
    html = '<table><tr><td rowspan="99">a</td><td colspan="2">b</td></tr><tr><td>c</td></tr></table>'
    assert prose(html) == (
        '<table><tbody class="kept"><tr><td rowspan="2">a</td><td colspan="2">b</td></tr>'
        "<tr><td>c</td><td></td></tr></tbody></table>"
    )


def test_tables_in_quotations_are_made_even_too() -> None:
    html = "<blockquote><table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table></blockquote>"
    assert "<td>a</td><td></td>" in prose(html)


def test_a_caption_stands_first_and_wide_tables_are_known() -> None:
    row = "<tr>" + "<td>x</td>" * 12 + "</tr>"
    assert prose(f"<table>{row}<caption><b>Anlæg</b></caption></table>").startswith(
        '<table class="very wide"><caption>Anlæg</caption><tbody>'
    )
