"""The dates of a series of meetings: every so many weeks, less the weeks and holidays left out. Pure functions.

Weeks are those of ISO 8601, which Danish calendars show: week 1 is the one with the year's first Thursday, and some
years have a week 53. Weekdays are counted as Python does, from Monday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

WEEK = timedelta(weeks=1)
LAST_WEEK = 53

OTHER_DAYS = {(6, 5): "Grundlovsdag", (12, 24): "Juleaftensdag", (12, 31): "Nytårsaftensdag"}
"""By month and day: no holidays by law, but days on which many are off."""

_PART = re.compile(r"(\d{1,2})(?: ?- ?(\d{1,2}))?", re.ASCII)


class UnreadableWeeks(ValueError):
    """`part` is what cannot be read as a week or as weeks from and to."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def read_weeks(text: str) -> frozenset[int]:
    """Read "7, 29-31 og 42" as week numbers; "52-1" goes over New Year. Raises UnreadableWeeks."""
    plain = re.sub(r"\buger?\b", "", text.casefold())
    plain = re.sub(r"[‐-―−]", "-", plain)
    parts = re.split(r",|;|\bog\b|(?<=\d)\s+(?=\d)", plain)
    return frozenset(week for part in parts if part.strip() for week in _weeks(" ".join(part.split())))


def _weeks(part: str) -> Iterator[int]:
    found = _PART.fullmatch(part)
    if not found:
        raise UnreadableWeeks(part)
    first, last = int(found[1]), int(found[2] or found[1])
    if not (1 <= first <= LAST_WEEK and 1 <= last <= LAST_WEEK):
        raise UnreadableWeeks(part)
    yield from range(first, last + 1) if first <= last else (
        *range(first, LAST_WEEK + 1), *range(1, last + 1)
    )  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """One date of a series. It is left out for its week, or for the holiday that it is; else neither is set."""

    day: date
    in_week_left_out: bool = False
    holiday: str = ""

    @property
    def week(self) -> int:
        return self.day.isocalendar().week

    @property
    def is_left_out(self) -> bool:
        return self.in_week_left_out or bool(self.holiday)


@dataclass(frozen=True)
class Series:
    """Every `interval` weeks on a weekday, from the first such day on or after `first`, to `last`.

    `others` are keys of OTHER_DAYS that are left out with the holidays, or without them.
    """

    first: date
    last: date
    weekday: int
    interval: int = 2
    weeks: frozenset[int] = frozenset()
    holidays: bool = True
    others: frozenset[tuple[int, int]] = frozenset()

    def proposals(self) -> Iterator[Proposal]:
        """Yield all dates in order, those left out too: they count, so the rhythm goes on over them."""
        day = self.first + timedelta(days=(self.weekday - self.first.weekday()) % 7)
        while day <= self.last:
            week = day.isocalendar().week
            yield Proposal(day, week in self.weeks, self._off(day))
            day += self.interval * WEEK

    def _off(self, day: date) -> str:
        other = (day.month, day.day)
        return (
            holiday(day)
            if self.holidays and holiday(day)
            else OTHER_DAYS[other]
            if other in self.others
            else ""
        )


def holiday(day: date) -> str:
    """Return the Danish name of the public holiday that the day is in Denmark, "" if it is none."""
    return _holidays(day.year).get(day, "")


@cache
def _holidays(year: int) -> dict[date, str]:
    return dict(country_holidays("DK", years=year, language="da"))
