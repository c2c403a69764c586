"""The dates of a series, against a calculation of another kind."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agenda.series import LAST_WEEK, OTHER_DAYS, Proposal, Series, UnreadableWeeks, holiday, read_weeks

THURSDAY = 3
DAYS = st.dates(date(1995, 1, 1), date(2080, 12, 31))


def easter(year: int) -> date:
    """Easter Sunday by Gauss's rule in the form of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = c // 4, c % 4
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """The holidays of the Danish church year and the law; store bededag was one until 2023."""
    after = (day - easter(day.year)).days
    prayer = {26} if day.year < 2024 else set()
    return after in {-3, -2, 0, 1, 39, 49, 50} | prayer or (day.month, day.day) in {
        (1, 1),
        (12, 25),
        (12, 26),
    }


@settings(deadline=None)
@given(day=DAYS)
def test_a_holiday_is_one_by_the_moon_too(day: date) -> None:
    assert bool(holiday(day)) == is_holiday(day)


SERIES = st.builds(
    lambda first, length, **rest: Series(first, first + timedelta(days=length), **rest),
    first=DAYS,
    length=st.integers(-10, 800),
    weekday=st.integers(0, 6),
    interval=st.integers(1, 8),
    weeks=st.frozensets(st.integers(1, LAST_WEEK), max_size=8),
    holidays=st.booleans(),
    others=st.frozensets(st.sampled_from(sorted(OTHER_DAYS))),
)


@settings(deadline=None)
@given(series=SERIES)
def test_a_series_has_the_days_that_counting_finds(series: Series) -> None:
    found, length = list(series.proposals()), (series.last - series.first).days
    days = (series.first + timedelta(days=count) for count in range(length + 1))
    right_days = [day for day in days if int(day.strftime("%u")) == series.weekday + 1]
    assert [one.day for one in found] == right_days[:: series.interval]
    for one in found:
        assert one.week == int(one.day.strftime("%V"))
        assert one.in_week_left_out == (one.week in series.weeks)
        ticked = (one.day.month, one.day.day) in series.others
        assert bool(one.holiday) == (ticked or (series.holidays and is_holiday(one.day)))
        assert one.is_left_out == (one.in_week_left_out or bool(one.holiday))


def test_every_second_thursday_of_a_danish_year() -> None:
    series = Series(date(2026, 1, 8), date(2026, 12, 31), THURSDAY, 2, read_weeks("7, 29-31, 42"))
    left_out = {one.day: one for one in series.proposals() if one.is_left_out}
    assert left_out == {
        date(2026, 4, 2): Proposal(date(2026, 4, 2), holiday="Skærtorsdag"),
        date(2026, 5, 14): Proposal(date(2026, 5, 14), holiday="Kristi himmelfartsdag"),
        date(2026, 7, 23): Proposal(date(2026, 7, 23), in_week_left_out=True),
        date(2026, 10, 15): Proposal(date(2026, 10, 15), in_week_left_out=True),
    }


def test_a_week_may_be_left_out_in_one_year_and_be_missing_in_the_next() -> None:
    """2026 has a week 53, whose Friday lies in 2027; 2027 has none."""
    series = Series(date(2026, 12, 18), date(2028, 1, 7), 4, 1, frozenset({53}), holidays=False)
    assert [one.day for one in series.proposals() if one.is_left_out] == [date(2027, 1, 1)]


def test_the_days_that_somebody_ticks_have_names() -> None:
    series = Series(date(2026, 12, 24), date(2026, 12, 31), THURSDAY, 1, others=frozenset({(12, 24)}))
    assert [one.holiday for one in series.proposals()] == ["Juleaftensdag", ""]


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("", set()),
        (" , ", set()),
        ("7, 29-31, 42", {7, 29, 30, 31, 42}),
        ("uge 7, 29–31 og 42", {7, 29, 30, 31, 42}),
        ("Uge 7; 8 9", {7, 8, 9}),
        ("7 - 9", {7, 8, 9}),
        ("52-1", {52, 53, 1}),
        ("08,8", {8}),
    ],
)
def test_weeks_are_read_as_people_write_them(text: str, weeks: set[int]) -> None:
    assert read_weeks(text) == weeks


@pytest.mark.parametrize(
    ("text", "part"),
    [("7, påske", "påske"), ("0", "0"), ("54", "54"), ("7-", "7-"), ("1-2-3", "1-2-3"), ("٧", "٧")],
)
def test_what_is_no_week_is_told(text: str, part: str) -> None:
    with pytest.raises(UnreadableWeeks) as wrong:
        read_weeks(text)
    assert wrong.value.part == part


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(UnreadableWeeks):
        assert read_weeks(text) <= set(range(1, LAST_WEEK + 1))
