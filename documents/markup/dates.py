"""Danish dates and times as old documents write them. Pure functions."""

from __future__ import annotations

import re
from datetime import date, time

from people.danish import MONTHS, WEEKDAYS

DATE = rf"[0-9]{{1,2}}(?:[-./][0-9]{{1,2}}[-./]|\. ?(?:{'|'.join(MONTHS)}) )[0-9]{{4}}"

_DATE = re.compile(DATE, re.IGNORECASE)
_TIME = re.compile(r"\b(?:kl\.?|klokken) ?([0-9]{1,2})[.:]([0-9]{2})\b", re.IGNORECASE)
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_JOINERS = re.compile(r"\b(?:den|d)\b|[ .,]", re.IGNORECASE)


def parse_date(text: str) -> date:
    """Return the date that `text` (of the form DATE) names; ValueError if there is no such day."""
    day, middle, year = re.split(r"[-./ ]+", text.strip())
    month = int(middle) if middle.isdigit() else MONTHS.index(middle.lower()) + 1
    return date(int(year), month, int(day))


def find_date(text: str) -> date | None:
    """Return the first date in `text`, None if it has none; ValueError if there is no such day."""
    found = _DATE.search(text)
    return parse_date(found[0]) if found else None


def find_time(text: str) -> time | None:
    """Return the first "kl. 08:30" or "kl. 8.30" in `text`, None if it has none or there is no such time."""
    found = _TIME.search(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def find_weekday(text: str) -> int | None:
    """Return the weekday named in `text`, Monday being 0."""
    found = _WEEKDAY.search(text)
    return WEEKDAYS.index(found[1].lower()) if found else None


def besides_when(text: str) -> str:
    """Return what `text` says beside weekday, date and time."""
    for pattern in (_DATE, _TIME, _WEEKDAY, _JOINERS):
        text = pattern.sub("", text, count=0 if pattern is _JOINERS else 1)
    return text
