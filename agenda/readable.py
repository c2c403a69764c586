"""The published items that a person may read, the newest meeting first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from agenda.models import AgendaItem
from agenda.visibility import PUBLISHED, AgendaItemQuerySet
from people.models import Viewer

PAGE = 50


@dataclass(frozen=True)
class Place:
    """A place in the list: just past the item with this number at this meeting."""

    day: date = date.max
    meeting: int = 0
    number: int = 0


START = Place()


@dataclass(frozen=True)
class Line:
    """What the list says of one item."""

    item: UUID
    number: int
    title: str
    closed: bool
    forum: str
    meeting: int
    day: date

    @property
    def place(self) -> Place:
        return Place(self.day, self.meeting, self.number)


# Not "meeting", which `order_by` would then take for this column and not for the order of meetings
FIELDS = ("pk", "number", "title", "closed", "forum__name", "meeting_id", "meeting__date")


def page_of_items(user: Viewer, after: Place = START, size: int = PAGE) -> tuple[Line, ...]:
    """Return the items after a place; the next page is after the last line's `place`. One query at any depth."""
    found = newest_first(AgendaItem.objects.visible_to(user), after)
    return tuple(Line(*row) for row in found.values_list(*FIELDS)[:size])


def newest_first(
    items: AgendaItemQuerySet[AgendaItem], after: Place = START
) -> AgendaItemQuerySet[AgendaItem]:
    """Return the published items after a place, in the order of meetings (day and id, falling) and of their numbers.

    "On the day or before, but not these" lets a database begin at the day in the index of meetings; "before the day,
    or on it and …" says the same, and is read from the top of the list. The first page, after no day at all, is
    asked for in the same way, so that it is found in the same way.
    """
    return (
        items.filter(PUBLISHED, meeting__date__lte=after.day)
        .exclude(meeting__date=after.day, meeting__gt=after.meeting)
        .exclude(meeting__date=after.day, meeting=after.meeting, number__lte=after.number)
        .order_by("meeting", "number")
    )
