"""Moving a meeting, whatever its agenda's state, and what moving or cancelling one does.

A meeting whose agenda is out is moved in what was issued too: in the transaction of the move the old editions are
withdrawn, and new ones with the new day, hour and place take their place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from agenda.models import Meeting
from agenda.services.meetings import Slot, due, move_meeting
from agenda.services.standing import is_bare
from agenda.services.telling import participants
from documents.amending import with_slot
from documents.replacing import Turn, reissue_meeting
from people.files import kept_files
from people.models import User


@dataclass(frozen=True)
class Consequences:
    """What moving or cancelling a meeting does besides: whom it tells, and what becomes of items and deadlines."""

    told: int
    by_mail: bool
    returning: int
    dropped: int
    keeps_submission: bool
    keeps_sending: bool


def consequences(meeting: Meeting, by: User) -> Consequences:
    items = list(meeting.items.prefetch_related("recommendations__approves"))
    bare = sum(is_bare(item) for item in items)
    submission, sending = due(meeting)
    return Consequences(
        told=sum(user != by for user in participants(meeting)),
        by_mail=meeting.agenda_published_at is not None,
        returning=len(items) - bare,
        dropped=bare,
        keeps_submission=meeting.submission_due_at not in (None, submission),
        keeps_sending=meeting.sending_due_at not in (None, sending),
    )


def move(meeting: Meeting, slot: Slot, *, reason: str, by: User | None) -> Meeting:
    """Move to another day, hour or place, in what has been issued too."""
    with kept_files() as keep, transaction.atomic():
        turn = Turn(keep, by)
        moved = move_meeting(meeting, slot.day, start=slot.start, place=slot.place, reason=reason, by=by)
        reissue_meeting(moved, with_slot(moved.date, moved.start, moved.place), turn)
    return moved
