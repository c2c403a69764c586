"""Guests as lines that somebody wrote: "08:45–09:00 Gitte Holm, KL". Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from agenda.characters import plain_line

_CLOCK = r"(\d{1,2})[:.]?(\d{2})?"
_LINE = re.compile(rf"(?:kl\. ?)?(?:{_CLOCK})? ?[–-] ?(?:{_CLOCK})? (.+)")
_TIME = re.compile(rf"(?:kl\. ?)?{_CLOCK}")


class NoTime(ValueError):
    """What should have been a time of day is none."""


@dataclass(frozen=True)
class Visitor:
    """Who comes for an item, and from when to when, where that is agreed."""

    who: str
    arrives: time | None = None
    leaves: time | None = None

    def __str__(self) -> str:
        """The line as it is kept; read again it is the same visitor."""
        clock = [f"{one:%H:%M}" if one else "" for one in (self.arrives, self.leaves)]
        return f"{'–'.join(clock)} {self.who}" if any(clock) else self.who


def visitors(text: str) -> list[Visitor]:
    """Return a guest for each line that names one; NoTime where a line begins with a time that is none."""
    return [_visitor(line) for line in map(plain_line, text.splitlines()) if line]


def _visitor(line: str) -> Visitor:
    found = _LINE.fullmatch(line)
    if found is None:
        return Visitor(line)
    return Visitor(found[5], _time(found[1], found[2]), _time(found[3], found[4]))


def clock(text: str) -> time | None:
    """Read "8:45", "08.45", "kl. 9" or "0845"; None of nothing. NoTime of anything else."""
    text = plain_line(text)
    found = _TIME.fullmatch(text)
    if text and found is None:
        raise NoTime
    return _time(found[1], found[2]) if found else None


def _time(hour: str | None, minute: str | None) -> time | None:
    if hour is None:
        return None
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise NoTime from None
