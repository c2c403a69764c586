"""Pieces of pattern that the rules for dates share, and reading what they matched."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from decisions.follow_up.values import Period
from people.danish import MONTHS, WEEKDAYS

_COUNTED = (
    "en et én ét", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten",
    "fjorten", "femten",
)  # fmt: skip
NUMBERS = {word: number for number, words in enumerate(_COUNTED, start=1) for word in words.split()}

MONTH_NAME = rf"(?:{'|'.join(MONTHS)})"
MONTH = rf"{MONTH_NAME}(?![\w-])"
SHORT = r"(?:jan|febr?|mar|apr|maj|jun|jul|aug|sept?|okt|nov|dec)(?![\w-])\.?"
ANY_MONTH = rf"(?:{MONTH}|{SHORT})"
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
YEAR = r"(?:19|20)\d\d(?![\d/]|-\d)"
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
DASH = "[-–—]"


@dataclass(frozen=True, slots=True)
class Today:
    """What dates are counted from: the day of the meeting, and the forum's later meetings in order.

    `text` is the decision, or its beginning where it is long: it may tell which body the forum is.
    """

    meeting: date
    later: tuple[date, ...] = ()
    text: str = ""


Reader = Callable[[re.Match[str], Today], Period | None]
Finder = tuple[re.Pattern[str], Reader]
"""A form of words, and what it means; None where it means no time after all."""


def pattern(text: str) -> re.Pattern[str]:
    """Compile a form of words, for folded text (single blanks); case does not count."""
    return re.compile(text, re.IGNORECASE)


def month_of(word: str) -> int:
    """Return 1 to 12 for a month's name or its first three letters."""
    start = word[:3].lower()
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(start))


def weekday_of(word: str) -> int:
    """Return 0 for Monday up to 6 for Sunday."""
    return WEEKDAYS.index(word.lower())


def number_of(word: str) -> int:
    """Return the number that figures or a word say."""
    return int(word) if word.isdecimal() else NUMBERS[word.lower()]


def year_of(word: str) -> int:
    """Return the year; two figures are of this century."""
    return int(word) + (2000 if len(word) == 2 else 0)


def earliest(periods: list[Period | None], meeting: date) -> Period | None:
    """Return the first period that is not over at the meeting."""
    return next((one for one in periods if one and one.last and one.last >= meeting), None)
