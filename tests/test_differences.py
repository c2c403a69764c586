"""What is marked when two versions of a text are held against each other."""

from __future__ import annotations

from time import perf_counter

from agenda.differences import Piece, between, lines_of


def test_words_that_were_changed_are_marked_where_they_stand() -> None:
    assert between(
        ["Lokalplanen sendes i høring i fire uger."], ["Lokalplanen sendes i høring i otte uger."]
    ) == (
        (
            Piece("Lokalplanen sendes i høring i", "same"),
            Piece("fire", "removed"),
            Piece("otte", "added"),
            Piece("uger.", "same"),
        ),
    )


def test_a_line_that_was_added_or_taken_out_stands_alone() -> None:
    assert between(["Først.", "Sidst."], ["Først.", "Midt imellem.", "Sidst."]) == (
        (Piece("Først.", "same"),),
        (Piece("Midt imellem.", "added"),),
        (Piece("Sidst.", "same"),),
    )
    assert between(["Væk."], []) == ((Piece("Væk.", "removed"),),)


def test_equal_texts_have_no_marks() -> None:
    assert {piece.how for line in between(["a b", "c"], ["a b", "c"]) for piece in line} == {"same"}


def test_rich_text_is_compared_by_paragraphs_points_and_rows() -> None:
    html = (
        "<h3>Økonomi</h3><p>Se <strong>her</strong>.<br>Og her.</p><ol><li>at drøfte<ul><li>nøje</li></ul></li></ol>"
        "<blockquote><p>Citat</p></blockquote><table><tbody><tr><td>År</td><td>Beløb</td></tr></tbody></table>"
    )
    assert lines_of(html) == (
        *("Økonomi", "Se her.", "Og her.", "1. at drøfte", "  • nøje", "> Citat", "År | Beløb"),
    )


def test_two_long_texts_with_nothing_in_common_are_told_apart_at_once() -> None:
    old, new = (" ".join(f"{word}{number}" for number in range(20_000)) for word in ("gammel", "ny"))
    begun = perf_counter()
    assert [piece.how for piece in between([old], [new])[0]] == ["removed"]
    assert perf_counter() - begun < 2
