"""What a forum shows to others when it is opened to them: counted, so that somebody can say yes to it.

The counts follow the rows of the rights table for employees, the public, and members who came later.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, QuerySet

from agenda.models import AgendaItem, Attachment, Forum, Meeting
from agenda.rights import Membership, today
from agenda.services.closing import says_nothing
from agenda.services.fora import Openness
from agenda.visibility import edits_forum
from people.danish import sort_key
from people.models import User


@dataclass(frozen=True)
class Shown:
    """What a group of readers comes to read at once: open items and bilag in full, closed ones as a line."""

    meetings: int
    first: date | None
    last: date | None
    items: int
    bilag: int
    stubs: int
    vague: tuple[tuple[date, int], ...]
    """The closed items, by day and number, whose public titles say nothing."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody with a seat who comes to read closed items of meetings held before it began."""

    user: User
    items: int


@dataclass(frozen=True)
class Change:
    """What somebody asks for, and what it shows that was not shown before."""

    before: Openness
    after: Openness
    employees: Shown | None
    readers: int
    public: Shown | None
    newcomers: Sequence[Newcomer]

    @property
    def is_none(self) -> bool:
        return self.before == self.after

    @property
    def opens_earlier(self) -> bool:
        return self.after.earlier_closed_to_members and not self.before.earlier_closed_to_members

    @property
    def closes_to_employees(self) -> bool:
        return self.before.open_to_employees and not self.after.open_to_employees

    @property
    def closes_to_public(self) -> bool:
        return self.before.open_to_public and not self.after.open_to_public

    @property
    def closes_earlier(self) -> bool:
        return self.before.earlier_closed_to_members and not self.after.earlier_closed_to_members

    @property
    def mark(self) -> str:
        """A digest of what is told; another one means that something has changed since it was read."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def change(forum: Forum, after: Openness) -> Change:
    before = Openness.of(forum)
    out = Meeting.objects.filter(forum=forum, agenda_published_at__isnull=False)
    minutes = Meeting.objects.filter(forum=forum, minutes_published_at__isnull=False)
    to_employees = after.open_to_employees and not before.open_to_employees
    to_public = after.open_to_public and not before.open_to_public
    earlier = after.earlier_closed_to_members and not before.earlier_closed_to_members
    return Change(
        before,
        after,
        employees=_shown(out) if to_employees else None,
        readers=User.objects.filter(is_active=True).count() if to_employees else 0,
        public=_shown(minutes) if to_public else None,
        newcomers=_newcomers(forum) if earlier else (),
    )


def _shown(meetings: QuerySet[Meeting]) -> Shown:
    span = meetings.aggregate(count=Count("pk"), first=Min("date"), last=Max("date"))
    items = AgendaItem.objects.filter(meeting__in=meetings.values("pk"), published_at__isnull=False)
    opened = items.filter(closed=False)
    closed = items.filter(closed=True)
    titles = closed.order_by("meeting__date", "number").values_list("meeting__date", "number", "public_title")
    return Shown(
        meetings=span["count"],
        first=span["first"],
        last=span["last"],
        items=opened.count(),
        bilag=Attachment.objects.filter(item__in=opened.values("pk"), closed=False).count(),
        stubs=closed.count(),
        vague=tuple((day, number) for day, number, title in titles if day and number and says_nothing(title)),
    )


def _newcomers(forum: Forum) -> list[Newcomer]:
    """Those with a seat, past ones too, and how many closed items lie before it; who edits the forum reads them now."""
    seats = Membership.objects.filter(forum=forum, since__lte=today(), user__is_active=True)
    by_user: dict[User, list[Membership]] = defaultdict(list)
    for seat in seats.select_related("user"):
        by_user[seat.user].append(seat)
    closed = AgendaItem.objects.filter(forum=forum, closed=True, published_at__isnull=False)
    days = list(closed.values_list("meeting__date", flat=True))
    found = (
        Newcomer(user, sum(_lies_before(day, seats) for day in days if day))
        for user, seats in by_user.items()
        if not edits_forum(user, forum)
    )
    return sorted((one for one in found if one.items), key=lambda one: sort_key(one.user.full_name))


def _lies_before(day: date, seats: Sequence[Membership]) -> bool:
    """Whether some seat had not ended by the day, and none had begun that had not."""
    there = [seat for seat in seats if seat.until is None or seat.until >= day]
    return bool(there) and all(seat.since > day for seat in there)
