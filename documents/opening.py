"""What opening a thing shows, and to whom: asked of the gate itself.

Those with a part in the item (a seat, an invitation, a grant, a review, the author, the recused) are asked about one
by one, many in one query. All other employees stand or fall together, and so does the public.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, Value

from agenda.models import AgendaItem, Attachment
from agenda.richtext import plain_text
from decisions.models import Decision
from people.danish import sort_key
from people.models import User, Viewer

Gate: TypeAlias = Callable[[Viewer], QuerySet[Any]]

EMPLOYEE = User(pk=0)
"""Any employee without a part in the item."""
PUBLIC = AnonymousUser()
AT_ONCE = 50
"""People asked about in one query; a database takes only so long a one."""


@dataclass(frozen=True)
class Audience:
    """People by name (sorted), whether all other employees as well, and whether everybody, also without signing in."""

    people: tuple[User, ...]
    employees: bool
    public: bool

    def __bool__(self) -> bool:
        return bool(self.people) or self.employees or self.public

    def without(self, others: Audience) -> Audience:
        """Those who are here and not among the others."""
        people = tuple(one for one in self.people if one not in others.people)
        return Audience(people, self.employees and not others.employees, self.public and not others.public)


@dataclass(frozen=True)
class Shown:
    """What those who are let in will see of an item. `background` and `decision` are rich text."""

    title: str
    case_number: str
    background: str
    recommendations: tuple[str, ...]
    decision: str
    bilag: tuple[str, ...]

    @property
    def words(self) -> int:
        """The number of words in the background."""
        return len(plain_text(self.background).split())


def shown(item: AgendaItem) -> Shown:
    """Return what opening the item shows; its closed bilag stay closed, and its decision waits for the minutes."""
    minutes_are_out = item.meeting is not None and item.meeting.minutes_are_out
    decision = Decision.objects.filter(item=item).first() if minutes_are_out else None
    return Shown(
        title=item.title,
        case_number=item.case.number if item.case else "",
        background=item.background,
        recommendations=tuple(item.recommendations.values_list("text", flat=True)),
        decision=decision.text if decision else "",
        bilag=tuple(item.attachments.filter(closed=False).values_list("title", flat=True)),
    )


def mark(what: object, audience: Audience) -> str:
    """Return a digest of what somebody was shown before saying yes: another one means that something has changed."""
    told = f"{what!r}\n{[user.pk for user in audience.people]}\n{audience.employees} {audience.public}"
    return hashlib.sha256(told.encode()).hexdigest()


def readers(item: AgendaItem) -> Audience:
    """Those who can read the item now."""
    return _audience(item, lambda user: _one(item).visible_to(user))


def new_readers(item: AgendaItem) -> Audience:
    """Those who can't read the item now, and could if it were open."""
    opened = _audience(item, lambda user: _one(item).visible_if_open(user, [item.pk]))
    return opened.without(readers(item))


def new_readers_of_bilag(attachment: Attachment) -> Audience:
    """Those who can't read the bilag now, and could if it were open. Its item stays as it is."""
    one = Attachment.objects.filter(pk=attachment.pk)
    opened = _audience(attachment.item, lambda user: one.visible_if_open(user, [], [attachment.pk]))
    return opened.without(_audience(attachment.item, one.visible_to))


def all_read(item: AgendaItem, people: Sequence[User]) -> bool:
    """Whether each of these people, if there are any, can read the item and all its bilag now."""
    closed = item.attachments.filter(closed=True).first()
    if closed is None:
        read = let_in(_one(item).visible_to, people)
    else:  # who reads one closed bilag reads the item and the rest
        read = let_in(Attachment.objects.filter(pk=closed.pk).visible_to, people)
    return bool(people) and all(read)


def with_a_part(item: AgendaItem) -> QuerySet[User]:
    """Active users whose right to the item may be another than that of employees at large."""
    seated = Q(memberships__forum=item.forum_id)
    invited = Q(invitations__meeting=item.meeting_id) if item.meeting_id else Q()
    named = Q(items=item.pk) | Q(reviews__item=item.pk) | Q(recusals__item=item.pk)
    granted = Q(itemusergrant__content_object=item.pk) | Q(groups__itemgroupgrant__content_object=item.pk)
    found = [User.objects.filter(part).values("pk") for part in (seated, invited, named, granted) if part]
    return User.objects.filter(Q(pk__in=found[0].union(*found[1:])), is_active=True)


def other_employees(item: AgendaItem) -> int:
    """How many active users have no part in the item."""
    return User.objects.filter(is_active=True).exclude(pk__in=with_a_part(item).values("pk")).count()


def _one(item: AgendaItem) -> Any:
    return AgendaItem.objects.filter(pk=item.pk)


def _audience(item: AgendaItem, gate: Gate) -> Audience:
    people = sorted(with_a_part(item), key=lambda user: sort_key(user.full_name))
    *those, employee, public = let_in(gate, [*people, EMPLOYEE, PUBLIC])
    named = tuple(user for user, yes in zip(people, those, strict=True) if yes)
    return Audience(named, employee, public)


def let_in(gate: Gate, viewers: Sequence[Viewer]) -> Iterator[bool]:
    """Yield for each viewer whether the gate lets anything through; many are asked about in one query."""
    for start in range(0, len(viewers), AT_ONCE):
        asked = [
            gate(viewer).order_by().annotate(viewer=Value(place)).values_list("viewer", flat=True)
            for place, viewer in enumerate(viewers[start : start + AT_ONCE])
        ]
        yes = set(asked[0].union(*asked[1:], all=True))
        yield from (place in yes for place in range(len(asked)))
