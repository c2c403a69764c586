"""Deadlines: "mandag kl. 12 ugen før", and what is left until then."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agenda.deadlines import DENMARK, Rule, left

MEETING = date(2026, 9, 17)  # a Thursday
NOW = datetime(2026, 9, 7, 8, 0, tzinfo=DENMARK)


def test_monday_noon_the_week_before() -> None:
    assert Rule(1, 0, time(12)).before(MEETING, time(8, 30)) == datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 10, 22), 10), (date(2026, 10, 29), 11)])
def test_noon_is_noon_on_either_side_of_the_change_of_the_clocks(day: date, hour: int) -> None:
    due = Rule(0, 0, time(12)).before(day, time(8, 30))
    assert due is not None
    assert due.astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    ("rule", "start", "is_there"),
    [
        (Rule(0, 4, time(12)), time(8, 30), False),
        (Rule(0, 3, time(8, 30)), time(8, 30), True),
        (Rule(0, 3, time(9)), time(8, 30), False),
        (Rule(0, 3, time(9)), None, True),
    ],
)
def test_there_is_no_deadline_after_the_meeting_begins(
    rule: Rule, start: time | None, is_there: bool
) -> None:
    assert (rule.before(MEETING, start) is not None) == is_there


@given(
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    weeks=st.integers(1, 20),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
)
def test_a_deadline_lies_so_many_weeks_before_the_week_of_the_meeting(
    day: date, weeks: int, weekday: int, at: time
) -> None:
    due = Rule(weeks, weekday, at).before(day, None)
    assert due is not None
    assert (due.weekday(), due.time()) == (weekday, at)
    assert (due.date() + timedelta(weeks=weeks)).isocalendar()[:2] == day.isocalendar()[:2]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (NOW + timedelta(days=3, hours=4), "3 dage og 4 timer tilbage"),
        (NOW + timedelta(days=1), "1 dag tilbage"),
        (NOW + timedelta(days=1, minutes=50), "1 dag tilbage"),
        (NOW + timedelta(hours=1, minutes=5), "1 time og 5 minutter tilbage"),
        (NOW + timedelta(minutes=1), "1 minut tilbage"),
        (NOW + timedelta(seconds=20), "under et minut tilbage"),
        (NOW, "under et minut siden"),
        (NOW - timedelta(hours=2, minutes=40), "2 timer siden"),
        (NOW - timedelta(days=40, hours=3), "40 dage siden"),
    ],
)
def test_what_is_left(due: datetime, words: str) -> None:
    assert left(due, NOW) == words


@pytest.mark.parametrize("friday", [date(2026, 3, 27), date(2026, 10, 23)])
def test_days_are_days_when_the_clocks_change(friday: date) -> None:
    noon = datetime.combine(friday, time(12), tzinfo=DENMARK)
    monday = datetime.combine(friday + timedelta(days=3), time(12), tzinfo=DENMARK)
    assert left(monday, noon) == "3 dage tilbage"
    assert left(noon, monday) == "3 dage siden"


def test_an_hour_is_an_hour_where_the_clock_goes_back() -> None:
    """At half past two in the summer there is an hour left until half past two in the winter."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert left(first + timedelta(hours=1), first) == "1 time tilbage"
    assert left(first + timedelta(minutes=45), first) == "45 minutter tilbage"
