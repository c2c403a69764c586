"""The transitions of publishing. `documents.services` decides when, and issues the paper."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, QuerySet

from agenda.models import AgendaItem, Meeting
from agenda.services.guards import move_to, record
from agenda.services.versions import end_sessions
from people.models import User

State = Meeting.State
ItemState = AgendaItem.State


def accepted(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items that the next publication will number, in their order."""
    return meeting.items.filter(state=ItemState.ACCEPTED).order_by("position", "pk")


def publish_items(meeting: Meeting, at: datetime, by: User | None) -> list[AgendaItem]:
    """Number the accepted items of a locked meeting after those already numbered, in their order."""
    taken = meeting.items.aggregate(last=Max("number"))["last"] or 0
    items = list(accepted(meeting))
    for number, item in enumerate(items, start=taken + 1):
        item.number, item.published_at, item.state = number, at, ItemState.PUBLISHED
        item.save(update_fields=["number", "published_at", "state"])
        end_sessions(item)
        record("item.published", item, by, meeting.forum_id, item.department_id)
    return items


def mark_agenda_published(meeting: Meeting, at: datetime, by: User | None) -> None:
    meeting.agenda_published_at = meeting.agenda_published_at or at
    meeting.save(update_fields=["agenda_published_at"])
    if meeting.state == State.PLANNED:
        move_to(meeting, State.AGENDA_PUBLISHED, "meeting.agenda_published", by)


def mark_minutes_published(meeting: Meeting, at: datetime, by: User | None) -> None:
    meeting.minutes_published_at, meeting.state = at, State.MINUTES_PUBLISHED
    meeting.save(update_fields=["minutes_published_at", "state"])
    end_sessions(meeting)
    record("meeting.minutes_published", meeting, by, meeting.forum_id)
