"""What a draft lacks before it can be sent out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agenda.missing import Draft, Lack, missing

WHOLE = Draft(
    title="Lokalplan 412, Havnefronten",
    minutes=15,
    case_number="15/7111",
    background="<p>Lokalplanen har været i høring.</p>",
    recommendations=("at Chefforum godkender lokalplanen",),
    day=date(2015, 9, 17),
)


def told(draft: Draft) -> list[str]:
    return [lack.sentence for lack in missing(draft)]


def where(draft: Draft) -> list[tuple[str, str]]:
    return [(lack.field, lack.weight) for lack in missing(draft)]


def says(text: str) -> list[str]:
    return told(replace(WHOLE, background=f"<p>{text}</p>"))


def test_a_whole_draft_lacks_nothing() -> None:
    assert missing(WHOLE) == ()


def test_what_is_empty_is_said_with_its_field() -> None:
    draft = Draft("Ny legeplads")
    assert where(draft) == [
        ("recommendations", "needed"),
        ("case", "needed"),
        ("background", "needed"),
        ("minutes", "look"),
    ]


def test_an_orientation_needs_no_recommendation_and_a_routine_no_case() -> None:
    assert where(replace(WHOLE, kind="orientation", recommendations=())) == []
    assert where(Draft("Evt.", kind="orientation", routine=True)) == []


def test_a_closed_item_needs_a_ground_and_a_title_that_says_something() -> None:
    closed = replace(WHOLE, closed=True, public_title="Lukket punkt")
    assert where(closed) == [("closing", "needed"), ("closing", "look")]
    assert where(replace(closed, public_title="Ansættelse af skoleleder", legal_ground="Personforhold")) == []


@pytest.mark.parametrize(
    ("text", "bilag", "lacks"),
    [
        ("Se bilag 3.", 2, True),
        ("Se bilag 3.", 3, False),
        ("Se bilag 2.1 og 2.3.", 2, True),
        ("Se bilag 2.1.", 1, False),
        ("Bilag 1-4 viser forløbet.", 3, True),
        ("Tidsplanen er vedlagt.", 0, True),
        ("Tidsplanen er vedlagt.", 1, False),
        ("Se bilaget.", 0, True),
        ("Sagen er uden bilag.", 0, False),
        ("Bilagskontrollen er styrket.", 0, False),
    ],
)
def test_a_bilag_that_is_named_must_be_there(text: str, bilag: int, lacks: bool) -> None:
    found = missing(replace(WHOLE, background=f"<p>{text}</p>", bilag=bilag))
    assert [lack.field for lack in found] == ["bilag"] * lacks


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Mødet er torsdag den 16. september 2015.", "»torsdag den 16. september 2015« er en onsdag."),
        ("Mødet er torsdag d. 16/9 2015.", "»torsdag d. 16/9 2015« er en onsdag."),
        ("Mødet er torsdag den 16.09.2015.", "»torsdag den 16.09.2015« er en onsdag."),
        ("Mødet er Torsdag 16. september.", "»Torsdag 16. september« er en onsdag."),
        ("Mødet er torsdag den 14. januar.", None),  # the one in 2016 is nearest to the meeting
        ("Mødet er torsdag den 17. september 2015.", None),
        ("Mødet er fredag den 30. februar 2015.", None),
        ("Mødet er torsdag. Den 16. september 2015 er der valg.", None),
    ],
)
def test_a_weekday_that_does_not_fit_its_date_is_pointed_out(text: str, sentence: str | None) -> None:
    assert says(text) == ([sentence] if sentence else [])


def test_a_date_without_a_year_is_left_alone_where_there_is_no_meeting() -> None:
    assert told(replace(WHOLE, background="<p>Torsdag den 16. september.</p>", day=None)) == []


def test_who_recommends_says_at() -> None:
    assert says("Økonomi &amp; Stab indstiller planen til godkendelse.") == [
        "»indstiller planen til godkendelse« mangler et »at«."
    ]
    assert says("Økonomi &amp; Stab indstiller, at planen godkendes.") == []
    assert says("Økonomi &amp; Stab indstiller følgende:") == []
    assert where(replace(WHOLE, recommendations=("Planen godkendes",))) == [("recommendations", "look")]


def test_a_lack_knows_whether_it_is_needed() -> None:
    needed: list[Lack] = [lack for lack in missing(Draft("Ny")) if lack.needed]
    assert [lack.field for lack in needed] == ["recommendations", "case", "background"]
