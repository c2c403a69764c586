"""What minutes say of who was there and of what was decided, as a value: as it was issued, or as it will be.

People are a name, and the id of a user or None. All of it can be kept as JSON, so a time is "09:40".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from agenda.models import AgendaItem, Meeting
from agenda.services.attendance import Note, Row
from decisions.models import Decision, Outcome
from people.models import User

Attendee: TypeAlias = tuple[str, int | None, str]
"""With the presence."""
Attended: TypeAlias = tuple[Attendee, ...]
Stay: TypeAlias = tuple[str, int | None, str, str]
"""With the kind of `ItemPresence`, and when; "" where that is not known."""
Voice: TypeAlias = tuple[str, int | None, str]
"""With the dissent."""


@dataclass(frozen=True)
class Written:
    """The decision on an item with its outcomes, in order: of each recommendation, or of the item as a whole; who was
    not there for all of the item, or only for it; and the dissents."""

    text: str
    outcomes: tuple[Outcome | None, ...]
    stays: tuple[Stay, ...] = ()
    voices: tuple[Voice, ...] = ()


def written(item: AgendaItem) -> Written:
    """What was issued of an item."""
    decision: Decision | None = getattr(item, "decision", None)
    results = [getattr(one, "result", None) for one in item.recommendations.all()] or [decision]
    return Written(
        decision.text if decision else "",
        tuple(Outcome(one.outcome) if one and one.outcome else None for one in results),
        tuple((one.who, one.user_id, one.kind, _clock(one.at)) for one in item.presences.all()),
        tuple((one.who, one.user_id, one.text) for one in decision.dissents.all()) if decision else (),
    )


def attended(meeting: Meeting) -> Attended:
    """Who was there, as it was issued."""
    return tuple((one.who, one.user_id, one.presence) for one in meeting.attendance.all())


def mark_of(rows: Sequence[object]) -> str:
    """A digest of what a page shows, which it sends back: another one means that somebody has changed it meanwhile."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def stay(note: Note) -> Stay:
    who, user, kind, at = note
    return who, user.pk if user else None, kind, _clock(at)


def rows_of(attendees: Iterable[Attendee]) -> list[Row]:
    attendees = list(attendees)
    known = _users(attendees)
    return [(who, known.get(user or 0), presence) for who, user, presence in attendees]


def notes_of(stays: Iterable[Stay]) -> list[Note]:
    stays = list(stays)
    known = _users(stays)
    return [(who, known.get(user or 0), kind, time_of(at)) for who, user, kind, at in stays]


def time_of(clock: str) -> time | None:
    return time.fromisoformat(clock) if clock else None


def _clock(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _users(rows: Sequence[Attendee] | Sequence[Stay]) -> dict[int, User]:
    return User.objects.in_bulk([row[1] for row in rows if row[1] is not None])
