"""What is read out of the lines that somebody wrote: recommendations, guests, case numbers."""

from __future__ import annotations

from datetime import time

import pytest

from agenda.case_numbers import found_in, recognised, tidied
from agenda.recommending import grown_from, lines
from agenda.visitors import NoTime, Visitor, clock, visitors


@pytest.mark.parametrize(
    "written",
    ["at drøfte sagen", "1. At drøfte  sagen", "a) at drøfte sagen", "- drøfte sagen", "• At, drøfte sagen"],
)
def test_a_recommendation_begins_with_at_and_has_no_number_of_its_own(written: str) -> None:
    assert lines(written) == ["at drøfte sagen"]


def test_a_word_that_begins_with_at_is_another_word() -> None:
    assert lines("atletikhallen lukkes\n\nat\n \nAT godkende") == ["at atletikhallen lukkes", "at godkende"]


def test_a_line_is_known_again_when_it_is_moved_or_reworded() -> None:
    old = ["at godkende dagsordenen", "at godkende referatet fra 3. maj"]
    assert grown_from(old, ["at godkende referatet fra den 3. maj", "at godkende dagsordenen"]) == [1, 0]
    assert grown_from(old, ["at byde velkommen", *old]) == [None, 0, 1]
    assert grown_from([], ["at drøfte"]) == [None]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gitte Holm, KL", Visitor("Gitte Holm, KL")),
        ("08:45–09:00 Gitte Holm", Visitor("Gitte Holm", time(8, 45), time(9))),
        ("kl. 8.45-9 Gitte Holm", Visitor("Gitte Holm", time(8, 45), time(9))),
        ("–09:00 Gitte Holm", Visitor("Gitte Holm", None, time(9))),
        ("08:45– Gitte Holm", Visitor("Gitte Holm", time(8, 45), None)),
        ("Gitte Holm – Kommunernes Landsforening", Visitor("Gitte Holm – Kommunernes Landsforening")),
    ],
)
def test_a_guest_has_a_name_and_perhaps_times(line: str, expected: Visitor) -> None:
    assert visitors(line) == [expected]
    assert visitors(str(expected)) == [expected]


def test_a_time_is_written_in_many_ways() -> None:
    assert [clock(one) for one in ("8:45", "08.45", "0845", "kl. 8.45", "9", "")] == [
        *[time(8, 45)] * 4,
        time(9),
        None,
    ]
    for one in ("25:00", "8:60", "snart"):
        with pytest.raises(NoTime):
            clock(one)


def test_case_numbers_are_found_in_what_was_pasted() -> None:
    text = "Sag 15/7111 (tidl. 2015-12345), KLE 01.02.05-P16-12-15; 16/9 2015, 24.09.20, 2012-2015, 15/7111."
    assert list(found_in(text)) == ["15/7111", "2015-12345", "01.02.05-P16-12-15"]
    assert tidied("Sagsnr.: 15/7111 Legeplads") == "15/7111"
    assert tidied("15/7111 og 15/7112") == "15/7111 og 15/7112"
    assert recognised("15/7111")
    assert not recognised("15-7111")


def test_a_municipality_has_patterns_of_its_own() -> None:
    assert list(found_in("EMN-2015-01234 og 15/7111", [r"EMN-\d{4}-\d{5}"])) == ["EMN-2015-01234"]
