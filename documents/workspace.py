"""The agenda as its editors work on it: the items in order with the clock running, and what each still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cached_property
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.clock import begins, ends, span
from agenda.missing import Draft, Lack, missing
from agenda.models import AgendaItem, ItemComment, ItemGuest, Meeting
from agenda.room import in_room_order
from people.models import User

State = AgendaItem.State
OPEN_MEETINGS = (Meeting.State.PLANNED, Meeting.State.AGENDA_PUBLISHED, Meeting.State.IN_SESSION)
MOST_WAITING = 50
MOST_MEETINGS = 12


@dataclass(frozen=True)
class GuestLine:
    """A guest, and whether the times that were agreed fit the item's place on the agenda."""

    guest: ItemGuest
    fits: bool

    @property
    def times(self) -> str:
        """Return "08:45–09:00", "fra 08:45" or "til 09:00"."""
        arrives, leaves = self.guest.arrives, self.guest.leaves
        if arrives and leaves:
            return f"{arrives:%H:%M}–{leaves:%H:%M}"
        if arrives:
            return _("fra %(time)s") % {"time": f"{arrives:%H:%M}"}
        return _("til %(time)s") % {"time": f"{leaves:%H:%M}"} if leaves else ""


@dataclass(frozen=True)
class Line:
    """One item. `label` is its number, or what that would be; `place` is where it stands among those that can be moved,
    0 for one that cannot. What the reader is recused from is a line without a word of it."""

    item: AgendaItem
    label: int
    place: int
    begin: time | None
    shown: bool
    lacks: tuple[Lack, ...]

    @property
    def clock(self) -> str:
        return span(self.begin, self.item.minutes) if self.begin else ""

    @property
    def withdrawn(self) -> bool:
        return self.item.state == State.WITHDRAWN

    @property
    def remarks(self) -> list[ItemComment]:
        """What those who read along have said of it."""
        found: list[ItemComment] = getattr(self.item, "remarks", [])
        return found

    @property
    def remarks_told(self) -> str:
        """Return "2 bemærkninger, 1 at tage stilling til"."""
        waiting = sum(one.settled_at is None for one in self.remarks)
        total = ngettext("%(count)d bemærkning", "%(count)d bemærkninger", len(self.remarks))
        told = [total % {"count": len(self.remarks)}]
        told += [_("%(count)d at tage stilling til") % {"count": waiting}] if waiting else []
        return ", ".join(told)

    @property
    def guests(self) -> list[GuestLine]:
        return [GuestLine(one, self._fits(one)) for one in self.item.guests.all()]

    def _fits(self, guest: ItemGuest) -> bool:
        if self.begin is None:
            return True
        end = ends(self.begin, self.item.minutes or 0)
        late = guest.arrives is not None and guest.arrives > self.begin
        early = guest.leaves is not None and guest.leaves < end
        return not late and not early

    @property
    def lacks_told(self) -> str:
        """Return "2 mangler, 1 at se efter"."""
        needed = sum(lack.needed for lack in self.lacks)
        look = len(self.lacks) - needed
        told = [
            ngettext("%(count)d mangel", "%(count)d mangler", needed) % {"count": needed} if needed else "",
            ngettext("%(count)d at se efter", "%(count)d at se efter", look) % {"count": look}
            if look
            else "",
        ]
        return ", ".join(filter(None, told))


@dataclass
class Workspace:
    """The page of one meeting, for one of its editors."""

    meeting: Meeting
    by: User

    @cached_property
    def lines(self) -> list[Line]:
        return list(self._lines())

    def _lines(self) -> Iterator[Line]:
        items = list(self._items())
        mine = set(
            AgendaItem.objects.edited_by(self.by).filter(meeting=self.meeting).values_list("pk", flat=True)
        )
        clock = self._clock(items)
        number = place = 0
        for item in items:
            number = item.number or number + 1
            place += item.number is None
            shown = item.pk in mine
            lacks = missing(Draft.of(item)) if shown and item.number is None else ()
            yield Line(item, number, place if item.number is None else 0, clock.get(item.pk), shown, lacks)

    def _clock(self, items: list[AgendaItem]) -> dict[UUID, time | None]:
        """When each item begins as the room takes them; one that has been withdrawn does not."""
        taken = [item for item in in_room_order(items) if item.state != State.WITHDRAWN]
        moments = begins(self.meeting.start, (item.minutes for item in taken))
        return {item.pk: moment for item, moment in zip(taken, moments, strict=True)}

    def _items(self) -> QuerySet[AgendaItem]:
        on_it = self.meeting.items.filter(Q(state=State.ACCEPTED) | Q(number__isnull=False))
        return on_it.select_related("case", "meeting", "continues__meeting").prefetch_related(
            "recommendations", "attachments", "guests", _remarks()
        )

    @cached_property
    def places(self) -> int:
        """How many can be moved."""
        return sum(line.place > 0 for line in self.lines)

    @property
    def minutes(self) -> int:
        return sum(line.item.minutes or 0 for line in self.lines if not line.withdrawn)

    @property
    def end(self) -> time | None:
        return ends(self.meeting.start, self.minutes) if self.meeting.start else None

    @property
    def too_long(self) -> bool:
        usual = self.meeting.forum.usual_minutes
        return usual is not None and self.minutes > usual

    @cached_property
    def waiting(self) -> list[AgendaItem]:
        """What could be taken onto the agenda: of the pool, and what was meant for this meeting."""
        pool = Q(meeting__isnull=True, state__in=[State.ACCEPTED, State.PARKED])
        meant = Q(state=State.SUBMITTED) | Q(state=State.DRAFT, author__isnull=True)
        items = AgendaItem.objects.edited_by(self.by).filter(
            pool | Q(meant, meeting=self.meeting), forum=self.meeting.forum
        )
        return list(
            items.select_related("author", "continues__meeting").order_by("position", "pk")[:MOST_WAITING]
        )

    @cached_property
    def other_meetings(self) -> list[Meeting]:
        """Where an item could be moved to, the nearest first."""
        others = Meeting.objects.edited_by(self.by).filter(forum=self.meeting.forum, state__in=OPEN_MEETINGS)
        return list(others.exclude(pk=self.meeting.pk).order_by("date", "start", "pk")[:MOST_MEETINGS])

    def line_of(self, item_id: str) -> Line | None:
        return next((line for line in self.lines if str(line.item.pk) == item_id and line.shown), None)


def _remarks() -> Prefetch[str]:
    """What those who read the draft along have said, as `remarks` of each item."""
    said = ItemComment.objects.filter(kind=ItemComment.Kind.REVIEW).select_related("by", "settled_by")
    return Prefetch("comments", said, to_attr="remarks")
