"""Stretches of the year that are named: uge 43, ultimo marts, 1. kvartal 2016, foråret, inden påske."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from decisions.follow_up import almanac
from decisions.follow_up.almanac import DAY
from decisions.follow_up.patterns import (
    ANY_MONTH,
    DASH,
    MONTH,
    WEEKDAY,
    YEAR,
    Finder,
    Today,
    earliest,
    month_of,
    pattern,
    weekday_of,
)
from decisions.follow_up.values import Look, Period

_YEAR = rf"(?:,? ?(?:i |/|af )?(?P<year>{YEAR}))?"
_AND = rf"(?: ?(?:{DASH}|/|\+) ?| (?:og|til|eller|samt|til og med) )"


def years(found: re.Match[str], today: Today) -> list[int]:
    """Return the year that is written, or those to try: last year's too, for a winter or a week may reach over."""
    return [int(found["year"])] if found["year"] else [today.meeting.year + one for one in (-1, 0, 1)]


def _chosen(periods: list[Period | None], found: re.Match[str], today: Today) -> Period | None:
    return periods[0] if found["year"] else earliest(periods, today.meeting)


# Weeks


def _week(number: int, year: int | None, today: Today) -> tuple[date, date] | None:
    return almanac.week(year, number) if year else almanac.next_week(today.meeting, number)


def _read_weeks(found: re.Match[str], today: Today) -> Period | None:
    """Monday of the first week to Friday of the last; "inden" is the Friday before."""
    year = int(found["year"]) if found["year"] else None
    first = _week(int(found["first"]), year, today)
    last = _week(int(found["last"]), year, today) if found["last"] else first
    if first is None or last is None:
        return None
    begin = first[0] if first[0] <= last[0] else last[0]
    return Period(begin, last[1], "week", before=begin - 3 * DAY)


def _read_weekday(found: re.Match[str], today: Today) -> Period | None:
    week = _week(int(found["week"]), int(found["year"]) if found["year"] else None, today)
    day = week and week[0] + weekday_of(found["weekday"]) * DAY
    return Period(day, day, "weekday-of-week") if day else None


# Months and parts of them

_EDGES = {"primo": (1, 10), "medio": (11, 20), "ultimo": (21, 31)}
_EDGE = (
    r"(?:(?P<ultimo>ultimo|ult\.?|(?:i )?slutningen af|sidst i|sent i|sidste halvdel af)|"
    r"(?P<medio>medio|(?:i )?midten af|midt i)|"
    r"(?P<primo>primo|(?:i )?(?:starten|begyndelsen) af|først i|tidligt i|start))"
)
_EDGE_MONTHS = {"primo": 1, "medio": 6, "ultimo": 12}


def _edge(found: re.Match[str]) -> str:
    return next(name for name in _EDGES if found[name])


def _part_of_month(edge: str, year: int, month: int) -> Period:
    first, last = _EDGES[edge]
    end = almanac.month_end(year, month)
    return Period(
        date(year, month, first), end.replace(day=min(last, end.day)), edge, before=_before(edge, end, first)
    )


def _before(edge: str, end: date, first: int) -> date:
    """ "Inden ultimo marts" is said of the end of March; "inden medio marts" is before the 11th."""
    return end if edge == "ultimo" else end.replace(day=first) - DAY


def _read_edge(found: re.Match[str], today: Today) -> Period | None:
    month, edge = month_of(found["month"]), _edge(found)
    return _chosen([_part_of_month(edge, year, month) for year in years(found, today)], found, today)


def _read_edge_of_year(found: re.Match[str], today: Today) -> Period:
    """Primo is January, medio June and ultimo December of the year."""
    edge = _edge(found)
    year = int(found["year"]) if found["year"] else today.meeting.year + (found["next"] is not None)
    month = _EDGE_MONTHS[edge]
    return Period(date(year, month, 1), almanac.month_end(year, month), f"{edge}-year")


def _read_months(found: re.Match[str], today: Today) -> Period | None:
    first, last = month_of(found["first"]), month_of(found["last"] or found["first"])
    ends = [almanac.month_end(year, last) for year in years(found, today)]
    begins = [date(end.year - (first > last), first, 1) for end in ends]
    periods: list[Period | None] = [
        Period(begin, end, "month") for begin, end in zip(begins, ends, strict=True)
    ]
    return _chosen(periods, found, today)


# Quarters, halves, years, seasons

_QUARTERS = {"første": 1, "andet": 2, "anden": 2, "tredje": 3, "fjerde": 4, "sidste": 4}


def _months_of(year: int, first: int, last: int, rule: str, confidence: float = 1.0) -> Period:
    """Months `first` to `last`; one past December is in the year after."""
    years_on, month = divmod(last - 1, 12)
    end = almanac.month_end(year + years_on, month + 1)
    return Period(date(year, first, 1), end, rule, confidence=confidence)


def _ordinal(word: str) -> int:
    return _QUARTERS.get(word.lower()) or int(word.strip(".qQ"))


def _read_quarters(found: re.Match[str], today: Today) -> Period | None:
    first, last = _ordinal(found["first"]), _ordinal(found["last"] or found["first"])
    if found["first"].lower() == "sidste" and not found["year"]:
        return None  # the quarter just gone
    return _chosen(
        [_months_of(year, 3 * first - 2, 3 * last, "quarter") for year in years(found, today)], found, today
    )


def _read_half(found: re.Match[str], today: Today) -> Period | None:
    half = min(_ordinal(found["half"]), 2)
    return _chosen(
        [_months_of(year, 6 * half - 5, 6 * half, "half-year") for year in years(found, today)], found, today
    )


def _read_year(found: re.Match[str], today: Today) -> Period:
    return _months_of(int(found["year"]), 1, 12, "year")


_SEASONS = {"forår": (3, 5), "sommer": (6, 8), "efterår": (9, 11), "vinter": (12, 14)}


def _read_season(found: re.Match[str], today: Today) -> Period | None:
    """Whole months, and no more than a guess; which winter one year means cannot be told."""
    name = found["season"].lower()
    if name == "vinter" and found["year"]:
        return None
    first, last = _SEASONS[name]
    return _chosen(
        [_months_of(year, first, last, "season", 0.4) for year in years(found, today)], found, today
    )


# Holidays and ends: what counts is the last day before them


def _friday_before(week: tuple[date, date] | None) -> date | None:
    return week and week[0] - 3 * DAY


_HOLIDAYS: dict[str, Callable[[int], date | None]] = {
    "sommerferie": lambda year: almanac.last_saturday_of_june(year) - DAY,
    "efterårsferie": lambda year: _friday_before(almanac.week(year, 42)),
    "vinterferie": lambda year: _friday_before(almanac.week(year, 7)),
    "påskeferie": lambda year: almanac.easter(year) - 9 * DAY,
    "påske": lambda year: almanac.easter(year) - 4 * DAY,
    "kristi himmelfart": lambda year: almanac.easter(year) + 38 * DAY,
    "pinse": lambda year: almanac.easter(year) + 47 * DAY,
    "jul": lambda year: date(year, 12, 23),
    "nytår": lambda year: date(year, 12, 31),
}


def _read_holiday(found: re.Match[str], today: Today) -> Period:
    """Only "inden" gives a day; when a holiday is over, and what "i sommerferien" means, nobody has said."""
    name = found["holiday"].lower()
    look = (Look.LOCAL,) if name == "vinterferie" else ()
    rule = "school-holiday" if name.endswith("ferie") else "holiday"
    return Period(None, None, rule, before=_last_day_before(name, found, today), look=look)


def _last_day_before(name: str, found: re.Match[str], today: Today) -> date | None:
    days = (_HOLIDAYS[name](year) for year in years(found, today))
    return next((day for day in days if day and (found["year"] or day >= today.meeting)), None)


def _read_autumn_holiday(found: re.Match[str], today: Today) -> Period | None:
    """Week 42 everywhere, so it has an end as well."""
    weeks = [almanac.week(year, 42) for year in years(found, today)]
    period = _chosen([Period(*week, "school-holiday") for week in weeks if week], found, today)
    return period and replace(period, before=_last_day_before("efterårsferie", found, today))


def _read_end(found: re.Match[str], today: Today) -> Period | None:
    """The end of the year, the month or the week that the meeting is in; it is itself the last day."""
    meeting = today.meeting
    unit = next(name for name in ("year_end", "month_end", "week_end") if found[name])
    day = {
        "year_end": date(meeting.year, 12, 31),
        "month_end": almanac.month_end(meeting.year, meeting.month),
        "week_end": meeting + (almanac.FRIDAY - meeting.weekday()) * DAY,
    }[unit]
    return Period(day, day, unit.replace("_", "-"), before=day) if day >= meeting else None


_IS_OVER = " er (?:omme|gået|slut)"

FINDERS: tuple[Finder, ...] = (
    (pattern(rf"\b(?P<weekday>{WEEKDAY}),? (?:i )?uge (?P<week>\d{{1,2}})(?!\d){_YEAR}"), _read_weekday),
    (
        pattern(
            r"\b(?:fra (?=\w+ \d{1,2} til))?(?:uge|ugerne|uger) (?P<first>\d{1,2})(?!\d|\.\d)"
            r"(?:, ?\d{1,2}(?=[, ])){0,3}"
            rf"(?:{_AND}(?:uge )?(?P<last>\d{{1,2}})(?!\d|\.\d))?{_YEAR}"
        ),
        _read_weeks,
    ),
    (pattern(rf"\b{_EDGE} (?P<month>{ANY_MONTH})(?: måned)?{_YEAR}"), _read_edge),
    (
        pattern(
            rf"\b{_EDGE} (?:(?P<year>{YEAR})|(?P<next>(?:det nye|det kommende|det næste|næste|nye) år)(?!\w))"
        ),
        _read_edge_of_year,
    ),
    (
        pattern(
            r"\b(?:fra (?=\w+\.? til))?(?P<first>[1-4]\.|q[1-4]|første|andet|tredje|fjerde|sidste)"
            r"(?:(?: ?[-–/] ?| og | til )(?P<last>[2-4]\.|andet|tredje|fjerde))?"
            rf"(?:(?<=[qQ][1-4])| (?:kvartal|kvt\.?))(?!\w){_YEAR}"
        ),
        _read_quarters,
    ),
    (pattern(rf"\b(?P<half>1\.|2\.|første|andet|sidste) halvår(?!\w){_YEAR}"), _read_half),
    (pattern(rf"\b(?P<half>første|anden|sidste) halvdel af (?P<year>{YEAR})"), _read_half),
    (
        pattern(rf"\b(?P<holiday>efterårsferie)n?(?!\w){_YEAR}"),
        _read_autumn_holiday,
    ),
    (
        pattern(
            r"\b(?P<holiday>sommerferie|vinterferie|påskeferie|påske|pinse|kristi himmelfart|jul|nytår)"
            rf"(?:ens?|n|sdag|saften)?(?![\w-]){_YEAR}"
        ),
        _read_holiday,
    ),
    (
        pattern(
            rf"\b(?:(?P<year_end>års(?:ets)? udgang|årets (?:udgang|slutning|afslutning)|"
            rf"årsskiftet(?: 20\d\d(?:/\d{{2,4}})?)?|udgangen af (?:året|indeværende år|i år)|"
            rf"(?:i )?indeværende år|i løbet af året|året(?={_IS_OVER}))|"
            rf"(?P<month_end>månedens (?:udgang|slutning)|måneds udgang|"
            rf"udgangen af (?:måneden|denne måned|indeværende måned)|måneden(?={_IS_OVER}))|"
            rf"(?P<week_end>ugens (?:udgang|slutning|afslutning)|udgangen af (?:ugen|denne uge)|"
            rf"(?:i )?(?:denne|indeværende) uge|i løbet af ugen|ugen(?={_IS_OVER})))(?!\w)"
        ),
        _read_end,
    ),
    (
        pattern(
            rf"\b(?:fra (?=\w+ til))?(?P<first>{MONTH})(?:{_AND}(?P<last>{MONTH}))?(?: måned)?(?: måneds)?{_YEAR}"
        ),
        _read_months,
    ),
    (
        pattern(
            r"\b(?:det |den )?(?:tidlige |sene |kommende )?(?P<season>forår|sommer|efterår|vinter)(?:et|en)?(?![\w-])"
            rf"(?: (?P<year>{YEAR}))?"
        ),
        _read_season,
    ),
    (
        pattern(
            r"(?:(?<=løbet af )|(?<=inden )|(?<=før )|(?<=senest i )|(?<=senest )|(?<=udgangen af )|(?<=års udgang ))"
            rf"(?P<year>{YEAR})"
        ),
        _read_year,
    ),
)
