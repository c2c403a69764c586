"""What is left of text that was pasted from Word: its words, lists, headings and tables, and none of its looks."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from agenda.richtext import clean
from agenda.wordlists import with_lists

CLIPBOARD = (Path(__file__).parent / "data" / "word-clipboard.html").read_text(encoding="utf-8")
STORED = (
    "<h3>Baggrund</h3>"
    "<p>Kommunen har <strong>tre</strong> idrætshaller, og <em>Havnehallen</em> er den ældste.</p>"
    "<ol><li>Taget skal skiftes<ul><li>inden vinteren</li></ul></li><li>Gulvet skal slibes</li></ol>"
    "<p>Udgifterne:</p>"
    "<ul><li>se tabellen</li></ul>"
    "<table><tbody><tr><td><strong>Post</strong></td><td><strong>Beløb</strong></td></tr>"
    "<tr><td>Tag</td><td>1.950.000 kr.</td></tr></tbody></table>"
    '<p>Læs mere <a href="https://www.fjordby.example/haller">på hjemmesiden</a> her.</p>'
)


def point(text: str, *, name: str = "l0", level: int = 1, marker: str = "·") -> str:
    ignored = f"<span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp;</span></span>"
    return f"<p class=MsoListParagraph style='mso-list:{name} level{level} lfo1'>{ignored}{text}</p>\n"


def test_a_page_of_word_becomes_the_text_it_means() -> None:
    assert clean(CLIPBOARD) == STORED
    assert clean(STORED) == STORED


def test_numbers_and_letters_count_and_everything_else_is_a_bullet() -> None:
    for marker in ("1.", "12)", "a)", "iv.", "(b)", "Å."):
        assert clean(point("Punkt", marker=marker)) == "<ol><li>Punkt</li></ol>"
    for marker in ("·", "o", "§", "–", ""):
        assert clean(point("Punkt", marker=marker)) == "<ul><li>Punkt</li></ul>"


def test_points_nest_and_come_back_up() -> None:
    html = (
        point("A") + point("B", level=2) + point("C", level=3, marker="1.") + point("D", level=2) + point("E")
    )
    assert clean(html) == ("<ul><li>A<ul><li>B<ol><li>C</li></ol></li><li>D</li></ul></li><li>E</li></ul>")


def test_a_list_that_begins_far_in_keeps_its_points() -> None:
    assert clean(point("A", level=3) + point("B")) == "<ul><li>A</li><li>B</li></ul>"


def test_two_lists_and_the_text_between_them_stay_apart() -> None:
    one, other = point("En", marker="1."), point("To", name="l1", marker="1.")
    assert clean(one + other) == "<ol><li>En</li></ol><ol><li>To</li></ol>"
    assert clean(one + "<p>Imellem</p>" + one) == "<ol><li>En</li></ol><p>Imellem</p><ol><li>En</li></ol>"


def test_a_text_about_word_is_a_text() -> None:
    assert clean("<p>mso-list:l0 level1 er ikke en liste</p>") == "<p>mso-list:l0 level1 er ikke en liste</p>"
    assert with_lists("<p style='mso-list:l0 level1 lfo1'>uden slutning") == (
        "<p style='mso-list:l0 level1 lfo1'>uden slutning"
    )


def test_a_long_list_is_read_at_once() -> None:
    html = point("Et punkt") * 5000
    begun = perf_counter()
    assert with_lists(html).count("<li>") == 5000
    for hostile in (
        "<p mso-list:l0 level1 " * 50_000,
        "<p " + "mso-list:l0 level1 " * 50_000,
        "<p mso-list:l0 level1>" * 50_000,
    ):
        with_lists(hostile)
    assert perf_counter() - begun < 2
