"""Times that are counted from the meeting: om 14 dage, på fredag, i næste uge, halvårligt."""

from __future__ import annotations

import re
from datetime import date, timedelta

from decisions.follow_up import almanac
from decisions.follow_up.almanac import DAY
from decisions.follow_up.patterns import (
    ANY_MONTH,
    NUMBER,
    WEEKDAY,
    YEAR,
    Finder,
    Today,
    month_of,
    number_of,
    pattern,
    weekday_of,
)
from decisions.follow_up.values import Period

_COUNT = rf"(?P<number>{NUMBER}|et halvt|det halve|halve|halvandet)"
_UNIT = (
    r"(?P<unit>dages?|døgn|ugers?|uges?|måneders?|måneds?|mdr\.?|kvartal(?:er)?|år|hverdage|arbejdsdage)"
    r"(?: tid)?(?!\w)"
)
_UNITS = ("uge", "måned", "mdr", "kvartal", "år", "hverdag", "arbejdsdag")
_MONTHS_IN = {"måned": 1, "mdr": 1, "kvartal": 3, "år": 12}
_HALVES = {"et halvt": 6, "det halve": 6, "halve": 6, "halvandet": 18}
_EVERY = {
    1: r"månedligt|månedsvist?|(?<!i )hver måned|(?:en|én) gang om måneden",
    2: r"hver anden måned",
    3: r"kvartalsvist?|hvert kvartal|hver tredje måned|fire gange (?:om året|årligt)",
    4: r"tertialvist?|hver fjerde måned|tre gange (?:om året|årligt)",
    6: r"halvårligt|halvårsvist?|hvert halve år|hvert halvår|hver sjette måned|to gange (?:om året|årligt)",
    12: r"årligt|hvert år|(?:en|én|1) gang (?:om året|årligt)",
    24: r"hvert andet år",
}
_NEAR_DAYS = {"i dag": 0, "dags dato": 0, "i morgen": 1, "i overmorgen": 2}


def _shifted(start: date, number: str, unit: str, sign: int = 1) -> date | None:
    """Return the day so many units from `start`; None for half of anything but a year."""
    name = next((one for one in _UNITS if unit.lower().startswith(one)), "dag")
    if number.lower() in _HALVES:
        return almanac.months_after(start, sign * _HALVES[number.lower()]) if name == "år" else None
    count = sign * number_of(number)
    if name in _MONTHS_IN:
        return almanac.months_after(start, count * _MONTHS_IN[name])
    if name in ("hverdag", "arbejdsdag"):
        return almanac.workdays_from(start, count)
    return start + timedelta(days=count * (7 if name == "uge" else 1))


def _one(day: date | None, rule: str) -> Period | None:
    return Period(day, day, rule) if day else None


def _read_within(found: re.Match[str], today: Today) -> Period | None:
    return _one(_shifted(today.meeting, found["number"], found["unit"]), "within")


def _read_ahead(found: re.Match[str], today: Today) -> Period | None:
    """ "Senest fire hverdage før mødet den 5. november", or before the next meeting; before another, no day."""
    day = _named_day(found, today)
    return _one(day and _shifted(day, found["number"], found["unit"], sign=-1), "ahead-of")


def _named_day(found: re.Match[str], today: Today) -> date | None:
    if found["day"] is None:
        return today.later[0] if today.later and found["next"] else None
    month, day = month_of(found["month"]), int(found["day"])
    if found["year"]:
        return almanac.day_of(int(found["year"]), month, day)
    return almanac.next_day(today.meeting, month, day)


def _read_weekday(found: re.Match[str], today: Today) -> Period:
    """The first such day after the meeting; "næste fredag" is the one of next week."""
    ahead = (weekday_of(found["weekday"]) - today.meeting.weekday() - 1) % 7 + 1
    day = today.meeting + ahead * DAY
    if found["next"] and day.isocalendar()[:2] == today.meeting.isocalendar()[:2]:
        day += 7 * DAY
    return Period(day, day, "weekday")


def _read_near_day(found: re.Match[str], today: Today) -> Period:
    day = today.meeting + _NEAR_DAYS[found.group().lower()] * DAY
    return Period(day, day, "within")


def _read_next_week(found: re.Match[str], today: Today) -> Period:
    monday = today.meeting + (7 - today.meeting.weekday()) * DAY
    if found["weekday"]:
        day = monday + weekday_of(found["weekday"]) * DAY
        return Period(day, day, "weekday-of-week")
    return Period(monday, monday + 4 * DAY, "week", before=monday - 3 * DAY)


def _read_next_month(found: re.Match[str], today: Today) -> Period:
    first = almanac.months_after(today.meeting.replace(day=1), 1)
    return Period(first, almanac.month_end(first.year, first.month), "month")


def _read_next_quarter(_found: re.Match[str], today: Today) -> Period:
    ahead = 3 - (today.meeting.month - 1) % 3
    first = almanac.months_after(today.meeting.replace(day=1), ahead)
    last = almanac.months_after(first, 2)
    return Period(first, almanac.month_end(last.year, last.month), "quarter")


def _read_repeated(found: re.Match[str], today: Today) -> Period:
    """Without a first time of its own, the first is one period from the meeting."""
    months = next(count for count in _EVERY if found[f"every{count}"])
    day = almanac.months_after(today.meeting, months)
    return Period(day, day, "repeated", every_months=months)


_NAMED_DAY = rf"(?:(?:den|d\.?) ?)?(?P<day>\d{{1,2}})\.? (?P<month>{ANY_MONTH})(?: (?P<year>{YEAR}))?"
_NOT_OF_THE_MEETING = (
    r"(?! (?:tid )?(?:(?:før|inden|forud for|herefter|derefter|senere|efterfølgende|forinden)\b|"
    r"(?:efter|fra|af|siden) (?!mødet(?! [id])|i dag|dags dato)))"
)
"""Counted from something else, nobody knows when it is over: "inden for 14 dage efter modtagelsen"."""

AHEAD: tuple[Finder, ...] = (
    (
        pattern(
            rf"\b(?P<number>{NUMBER}) {_UNIT} (?:før|inden|forud for|før end) "
            r"(?P<next>(?:det )?(?:næste|førstkommende) møde)?"
            rf"(?:[\w-]*(?:mødet?|seminaret|fristen)(?: i [\w-]+)? )?(?:{_NAMED_DAY})?"
        ),
        _read_ahead,
    ),
)
"""Looked for before the days themselves, for they name one that is not the deadline."""

FINDERS: tuple[Finder, ...] = (
    (
        pattern(
            r"\b(?:inden for|indenfor|inden|i løbet af|om|højst|senest(?: om)?) "
            r"(?:(?:de|den|det) )?(?:(?:næste|kommende|højst|maksimalt) )?"
            rf"{_COUNT} {_UNIT}{_NOT_OF_THE_MEETING}"
        ),
        _read_within,
    ),
    (pattern(rf"\b{_COUNT} {_UNIT} (?:efter|fra) (?:mødet(?! [id])|i dag|dags dato)"), _read_within),
    (
        pattern(rf"\b(?:(?P<weekday>{WEEKDAY}) i )?(?:i )?(?:den )?(?:næste|kommende) uge(?!\w)"),
        _read_next_week,
    ),
    (
        pattern(
            r"(?:\b(?:på|førstkommende|(?P<next>næste)) |(?<=senest )|(?<=inden )|(?<=før )|(?<=til ))"
            rf"(?P<weekday>{WEEKDAY})(?!\w| (?:i )?uge| den| d\.?| \d| i næste)"
        ),
        _read_weekday,
    ),
    (pattern(r"\b(?:i dag|dags dato|i morgen|i overmorgen)(?!\w)"), _read_near_day),
    (pattern(r"\b(?:i )?(?:den )?(?:næste|kommende) måned(?!\w)"), _read_next_month),
    (pattern(r"\b(?:i )?(?:det )?(?:næste|kommende) kvartal(?!\w)"), _read_next_quarter),
    (
        pattern(rf"\b(?:{'|'.join(f'(?P<every{count}>{words})' for count, words in _EVERY.items())})(?!\w)"),
        _read_repeated,
    ),
)
