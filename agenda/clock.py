"""The clock running through an agenda. Pure functions; times are Danish civil time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta


def begins(start: time | None, minutes: Iterable[int | None]) -> Iterator[time | None]:
    """Yield when each item begins, given what each is planned to take, in the order of the room.

    What has no time set off takes none, so the next begins at the same minute; without a start nothing is known.
    """
    for taken in minutes:
        yield start
        if start is not None:
            start = ends(start, taken or 0)


def ends(begin: time, minutes: int) -> time:
    return (datetime.combine(date.min, begin) + timedelta(minutes=minutes)).time()


def span(begin: time, minutes: int | None) -> str:
    """Return "08:45–09:00", or "08:45" where no time is set off."""
    return f"{begin:%H:%M}–{ends(begin, minutes):%H:%M}" if minutes else f"{begin:%H:%M}"
