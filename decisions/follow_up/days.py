"""Days that are named: den 22. oktober, 22/10-15, 1.-15. marts."""

from __future__ import annotations

import re
from datetime import date

from decisions.follow_up import almanac
from decisions.follow_up.patterns import (
    ANY_MONTH,
    DASH,
    WEEKDAY,
    YEAR,
    Finder,
    Today,
    month_of,
    pattern,
    weekday_of,
    year_of,
)
from decisions.follow_up.values import Look, Period

_DAY = r"(?<![\d.,/§-])\d{1,2}"
_AHEAD = rf"(?:\b(?P<weekday>{WEEKDAY}),? )?(?:\b(?:den|d\.?) ?)?"
_BEGIN = r"\b(?:(?:i perioden|i tidsrummet|i dagene) )?(?:(?:fra|mellem) )?(?:(?:den|d\.?) ?)?"
_UP_TO = rf"(?: ?(?:{DASH}|/) ?| (?:og|til|eller|samt|til og med) )(?:(?:den|d\.?) )?"
_CUE = pattern(
    r"(?:mødet?|klare?t?|seminaret|senest|inden|før|til|fra|efter|pr\.?|per|frist:?|deadline:?|dato:?|"
    r"[(,;:]|og|eller) ?$"
)


_ENDS = pattern(r" ?(?:$|[.,;)])")
_SURE_CUE = pattern(r"(?:senest|frist:?|deadline:?|(?P<before>inden))(?: (?:den|d\.))? ?$")
"""Before these, 30.10 is a day; else it may be a number, or a paragraph: "inden 4.5 behandles"."""


def _resolve(found: re.Match[str], month: int, year: str | None, today: Today) -> date | None:
    if year:
        return almanac.day_of(year_of(year), month, int(found["day"]))
    return almanac.next_day(today.meeting, month, int(found["day"]))


def _one_day(day: date | None, weekday: str | None) -> Period | None:
    if day is None:
        return None
    fits = not weekday or day.weekday() == weekday_of(weekday)
    return Period(day, day, "date", look=() if fits else (Look.WEEKDAY,))


def _days(first: date | None, last: date | None) -> Period | None:
    """Where the first day is none, or does not come first, the last stands alone."""
    if last is None:
        return None
    return Period(first if first and first <= last else last, last, "dates")


def _read_day(found: re.Match[str], today: Today) -> Period | None:
    return _one_day(_resolve(found, month_of(found["month"]), found["year"], today), found["weekday"])


def _read_iso(found: re.Match[str], today: Today) -> Period | None:
    return _one_day(_resolve(found, int(found["month"]), found["year"], today), None)


def _read_figures(found: re.Match[str], today: Today) -> Period | None:
    """A day in figures: whole with a year, else where a word tells that it is one, for 7/8 may be a share."""
    mark, year = found["mark"], found["year"] or found["short"]
    ahead = found.start() < found.start("day")
    before = found.string[max(0, found.start() - 12) : found.start()]
    cued = ahead or _CUE.search(before)
    cue = _SURE_CUE.search(before)
    surely = cue and (not cue["before"] or _ENDS.match(found.string, found.end()))
    is_day = mark == "." and (ahead or surely)
    known = found["year"] or (mark == "/" and (year or cued)) or (ahead and year) or is_day
    day = _resolve(found, int(found["month"]), year, today)
    is_meeting = day in today.later and mark in "/." and _ENDS.match(found.string, found.end())
    return _one_day(day, found["weekday"]) if known or is_meeting else None


def _read_days(found: re.Match[str], today: Today) -> Period | None:
    last = _resolve(found, month_of(found["month"]), found["year"], today)
    return _days(last and almanac.day_of(last.year, last.month, int(found["first"])), last)


def _read_span(found: re.Match[str], today: Today) -> Period | None:
    return _span(found, month_of(found["first_month"]), month_of(found["month"]), today)


def _read_figure_span(found: re.Match[str], today: Today) -> Period | None:
    return _span(found, int(found["first_month"]), int(found["month"]), today)


def _span(found: re.Match[str], first_month: int, month: int, today: Today) -> Period | None:
    """From a day of one month to a day of another; without a year of its own, the first comes before the last."""
    last = _resolve(found, month, found["year"], today)
    if last is None:
        return None
    year = year_of(found["first_year"]) if found["first_year"] else last.year - (first_month > month)
    return _days(almanac.day_of(year, first_month, int(found["first"])), last)


FINDERS: tuple[Finder, ...] = (
    (
        pattern(
            rf"{_BEGIN}(?P<first>{_DAY})\.? ?(?P<first_month>{ANY_MONTH})(?: (?P<first_year>{YEAR}))?{_UP_TO}"
            rf"(?P<day>\d{{1,2}})\.? ?(?P<month>{ANY_MONTH})(?:,? (?P<year>{YEAR}))?"
        ),
        _read_span,
    ),
    (
        pattern(
            rf"{_BEGIN}(?P<first>{_DAY})\.?(?:, ?(?:den )?\d{{1,2}}\.?){{0,3}}{_UP_TO}"
            rf"(?P<day>\d{{1,2}})\.? ?(?P<month>{ANY_MONTH})(?:,? (?P<year>{YEAR}))?"
        ),
        _read_days,
    ),
    (
        pattern(
            rf"{_BEGIN}(?P<first>{_DAY})/(?P<first_month>\d{{1,2}})(?P<first_year>){_UP_TO}"
            rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?![\d/])(?:[- ](?P<year>{YEAR}))?"
        ),
        _read_figure_span,
    ),
    (
        pattern(rf"{_AHEAD}(?P<day>{_DAY})\.? ?(?P<month>{ANY_MONTH})(?:,? (?P<year>{YEAR}))?"),
        _read_day,
    ),
    (pattern(r"(?<![\d-])(?P<year>20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d-])"), _read_iso),
    (
        pattern(
            rf"{_AHEAD}(?P<day>{_DAY})(?P<mark>[./-])(?P<month>\d{{1,2}})"
            r"(?: ?[./–-]? ?(?P<year>(?:19|20)\d\d)|[./–-](?P<short>\d\d))?(?![\d/]|[.,-]\d)\.?"
        ),
        _read_figures,
    ),
)
