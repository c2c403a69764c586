"""Who was there: for the meeting, and for single items of it. Being recused from an item is a right (`access`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Attendance, Invitation, ItemGuest, ItemPresence, Meeting, Membership
from agenda.rights import Role
from agenda.services.guards import edited_item, expect, locked, record, require_editor
from people.danish import sort_key
from people.models import User

State = Meeting.State
Presence = Attendance.Presence

Row: TypeAlias = tuple[str, User | None, str]
"""The name as it is printed, the user or None, and the presence."""
Note: TypeAlias = tuple[str, User | None, str, time | None]
"""The same of one item: the kind of `ItemPresence`, and when."""

LONGEST_NAME = 300
OPEN_FOR_NAMES = (State.PLANNED, State.AGENDA_PUBLISHED, State.IN_SESSION)
SEATS = (Role.CHAIR, Role.MEMBER, Role.SECRETARY, Role.DEPUTY_SECRETARY)
"""In the order that minutes name them."""


def named(user: User) -> str:
    """Return "Karen Holm, kommunaldirektør"."""
    return plain_line(f"{user.full_name}, {user.title}" if user.title else user.full_name)


class Twice(ValidationError):
    """Somebody would be on the list more than once; `place` is where, counted from 0."""

    def __init__(self, place: int) -> None:
        super().__init__(_("Vedkommende står allerede på listen."))
        self.place = place


@transaction.atomic
def set_attendance(meeting: Meeting, rows: Sequence[Row], *, by: User | None) -> list[Attendance]:
    """Write down who was there, in the order to be printed; what was written before no longer stands.

    `Twice` for somebody who stands there more than once.
    """
    meeting = _open_for_names(meeting, by)
    expect_each_once(rows)
    return write_attendance(meeting, [(checked_name(who), user, one) for who, user, one in rows], by)


def write_attendance(meeting: Meeting, rows: Sequence[Row], by: User | None) -> list[Attendance]:
    """The transition on a locked meeting."""
    meeting.attendance.all().delete()
    attendance = Attendance.objects.bulk_create(
        Attendance(meeting=meeting, position=position, who=who, user=user, presence=presence)
        for position, (who, user, presence) in enumerate(rows, start=1)
    )
    record("meeting.attendance", meeting, by, meeting.forum_id)
    return attendance


def expect_each_once(rows: Sequence[Row]) -> None:
    seen = set()
    for place, (_who, user, _presence) in enumerate(rows):
        if user is not None and user.pk in seen:
            raise Twice(place)
        seen.add(user.pk if user else None)


@transaction.atomic
def prefill_attendance(meeting: Meeting, *, by: User | None) -> list[Attendance]:
    """Put those on the list who are expected and not on it yet: those with a seat that day, and those invited.

    Guests named for an item are noted at the item. Somebody has to look the list through afterwards.
    """
    meeting = _open_for_names(meeting, by)
    expected = list(_expected(meeting))
    added = [_append(meeting, named(user), user, presence) for user, presence in expected]
    record("meeting.attendance", meeting, by, meeting.forum_id)
    for guest in _unnoted_guests(meeting):
        _note(guest.item, guest.who, guest.user, ItemPresence.Kind.GUEST, guest.arrives)
        record("item.presence", guest.item, by, meeting.forum_id, guest.item.department_id)
    return added


def _expected(meeting: Meeting) -> Iterator[tuple[User, str]]:
    """Those who are expected and not on the list, each once."""
    known = set(meeting.attendance.filter(user__isnull=False).values_list("user", flat=True))
    for user, presence in (*_seated(meeting), *_invited(meeting)):
        if user.pk not in known:
            known.add(user.pk)
            yield user, presence


def _seated(meeting: Meeting) -> list[tuple[User, str]]:
    """Those with a seat on the day, the chair first and the secretaries last."""
    seats = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=meeting.date),
        forum=meeting.forum_id,
        since__lte=meeting.date,
        user__is_active=True,
    ).select_related("user")
    order = {role: place for place, role in enumerate(SEATS)}
    by_place = sorted(seats, key=lambda seat: (order[Role(seat.role)], sort_key(seat.user.full_name)))
    return [(seat.user, Presence.PRESENT) for seat in by_place]


def _invited(meeting: Meeting) -> list[tuple[User, str]]:
    invited = meeting.invitations.filter(item__isnull=True, user__is_active=True).select_related("user")
    presence = {Invitation.Kind.DEPUTY: Presence.DEPUTY, Invitation.Kind.GUEST: Presence.GUEST}
    by_name = sorted(invited, key=lambda one: sort_key(one.user.full_name))
    return [(one.user, presence[Invitation.Kind(one.kind)]) for one in by_name]


def _unnoted_guests(meeting: Meeting) -> list[ItemGuest]:
    guests = ItemGuest.objects.filter(item__meeting=meeting, item__state=AgendaItem.State.PUBLISHED)
    noted = set(ItemPresence.objects.filter(item__meeting=meeting).values_list("item", "who"))
    return [one for one in guests.select_related("item", "user") if (one.item_id, one.who) not in noted]


@transaction.atomic
def add_attendee(
    meeting: Meeting, who: str, *, user: User | None = None, presence: str, by: User | None
) -> Attendance:
    """Put one more last on the list: a user, or somebody known by name alone."""
    meeting = _open_for_names(meeting, by)
    name = checked_name(who)
    if user is not None and meeting.attendance.filter(user=user).exists():
        raise ValidationError({"who": _("Vedkommende står allerede på listen.")})
    attendee = _append(meeting, name, user, presence)
    record("meeting.attendance", meeting, by, meeting.forum_id)
    return attendee


@transaction.atomic
def set_presence(attendee: Attendance, presence: str, *, by: User | None) -> Attendance:
    """Say anew whether somebody on the list was there."""
    meeting = _open_for_names(attendee.meeting, by)
    now = meeting.attendance.select_for_update().get(pk=attendee.pk)
    if now.presence != presence:
        now.presence = presence
        now.save(update_fields=["presence"])
        record("meeting.attendance", meeting, by, meeting.forum_id)
    return now


@transaction.atomic
def remove_attendee(attendee: Attendance, *, by: User | None) -> None:
    meeting = _open_for_names(attendee.meeting, by)
    if meeting.attendance.filter(pk=attendee.pk).delete()[0]:
        record("meeting.attendance", meeting, by, meeting.forum_id)


@transaction.atomic
def note_presence(
    item: AgendaItem,
    who: str,
    *,
    user: User | None = None,
    kind: ItemPresence.Kind,
    at: time | None = None,
    by: User | None,
) -> ItemPresence:
    """Note that somebody came late to an item, left it, took no part in it, or was a guest at it."""
    item = _in_session(item, by)
    presence = _note(item, checked_name(who), user, kind, at)
    record("item.presence", item, by, item.forum_id, item.department_id)
    return presence


@transaction.atomic
def set_presences(item: AgendaItem, rows: Sequence[Note], *, by: User | None) -> None:
    """Write down who came late to an item, left it, took no part in it, or was a guest at it, in the place of what was
    written before."""
    item = _in_session(item, by)
    write_presences(item, [(checked_name(who), user, kind, at) for who, user, kind, at in rows], by)


def write_presences(item: AgendaItem, rows: Sequence[Note], by: User | None) -> None:
    """Write anew who came to a locked item, left it, or took part in it alone."""
    item.presences.all().delete()
    for who, user, kind, at in rows:
        _note(item, who, user, kind, at)
    record("item.presence", item, by, item.forum_id, item.department_id)


@transaction.atomic
def remove_presence(presence: ItemPresence, *, by: User | None) -> None:
    item = _in_session(presence.item, by)
    if item.presences.filter(pk=presence.pk).delete()[0]:
        record("item.presence", item, by, item.forum_id, item.department_id)


def _open_for_names(meeting: Meeting, by: User | None) -> Meeting:
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, OPEN_FOR_NAMES, _("Deltagerlisten kan ikke ændres, når referatet er udsendt."))
    return meeting


def _in_session(item: AgendaItem, by: User | None) -> AgendaItem:
    item = edited_item(item, by)
    state = item.meeting.state if item.meeting is not None else ""
    expect(
        state, [State.IN_SESSION], _("Hvem der er til stede under punktet, noteres, mens mødet er i gang.")
    )
    return item


def _append(meeting: Meeting, who: str, user: User | None, presence: str) -> Attendance:
    last = meeting.attendance.aggregate(last=Max("position"))["last"] or 0
    return Attendance.objects.create(
        meeting=meeting, position=last + 1, who=who, user=user, presence=presence
    )


def _note(item: AgendaItem, who: str, user: User | None, kind: str, at: time | None) -> ItemPresence:
    last = item.presences.aggregate(last=Max("position"))["last"] or 0
    return ItemPresence.objects.create(item=item, position=last + 1, who=who, user=user, kind=kind, at=at)


def checked_name(who: str) -> str:
    name = plain_line(who)
    if not name:
        raise ValidationError({"who": _("Skriv et navn.")})
    if len(name) > LONGEST_NAME:
        raise ValidationError({"who": _("Navnet er for langt; skriv højst 300 tegn.")})
    return name
