"""How Danish writes dates and sorts names. Pure functions."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, time

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def long_date(day: date) -> str:
    """Return "17. september 2015"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def when(day: date, start: time | None) -> str:
    """Return "torsdag d. 17. september 2015 kl. 08:30"; without a start, the date alone."""
    text = f"{WEEKDAYS[day.weekday()]} d. {long_date(day)}"
    return f"{text} kl. {start:%H:%M}" if start else text


def listed(names: Sequence[str]) -> str:
    """Return "Bo", "Bo og Carl", "Bo, Carl og Mette"."""
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last


def sort_key(name: str) -> tuple[tuple[int, ...], str]:
    """Return a key that sorts as Danish does: æ, ø, å last, aa as å, ä as æ, ö as ø, ü as y.

    Source: Dansk Sprognævn, Retskrivningsordbogen § 3. Equal keys fall back on the name itself.
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    return tuple(_rank(letter) for letter in text), name


_PLACE = {"ä": "æ", "ö": "ø", "ü": "y"}
_AFTER_Z = {"æ": 1, "ø": 2, "å": 3}


def _rank(letter: str) -> int:
    letter = _PLACE.get(letter, letter)
    if letter in _AFTER_Z:
        return ord("z") + _AFTER_Z[letter]
    plain = unicodedata.normalize("NFD", letter)[0]
    return ord(plain) if plain <= "z" else ord(plain) + 3
