"""The recommendations of an item as lines that somebody wrote. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from agenda.characters import plain_line

_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[-–•*])\s+", re.IGNORECASE)
_AT = re.compile(r"at\b,?\s*", re.IGNORECASE)
_STILL_THE_SAME = 0.6
"""How alike (0 to 1) a line has to be to an old one to count as that line, only reworded."""


def lines(text: str) -> list[str]:
    """Return each line as it is stored: beginning with "at", without a number of its own; empty ones are left out."""
    return [f"at {rest}" for line in text.splitlines() if (rest := _without_at(line))]


def _without_at(line: str) -> str:
    rest = _NUMBER.sub("", plain_line(line), count=1) if _NUMBER.match(plain_line(line)) else plain_line(line)
    return _AT.sub("", rest, count=1) if _AT.match(rest) else rest


def grown_from(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return for each new line the place of the old line that it is, or None."""
    free = dict(enumerate(old))
    found = [_take(free, line, 1.0) for line in new]
    return [
        _take(free, line, _STILL_THE_SAME) if place is None else place
        for line, place in zip(new, found, strict=True)
    ]


def _take(free: dict[int, str], line: str, alike: float) -> int | None:
    """Take the old line that is most like this one, and at least so much like it."""
    likeness = {place: _likeness(old, line) for place, old in free.items()}
    best = max(likeness, key=lambda place: likeness[place], default=None)
    if best is None or likeness[best] < alike:
        return None
    del free[best]
    return best


def _likeness(old: str, new: str) -> float:
    return 1.0 if old == new else min(SequenceMatcher(None, old, new).ratio(), 0.99)
