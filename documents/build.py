"""Database to value: a meeting as a `MeetingDocument`, for one scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import time
from uuid import UUID

from django.conf import settings

from agenda.clock import begins
from agenda.models import AgendaItem, Meeting
from agenda.room import in_room_order
from agenda.services.closing import Closing
from documents import recorded, scopes
from documents.content import (
    Attendee,
    Bilag,
    ClosedStub,
    Closure,
    Guest,
    ItemKind,
    ItemSection,
    Kind,
    MeetingDocument,
    Origin,
    Presence,
)
from documents.scopes import Scope
from people.models import Viewer

NUMBERED = (AgendaItem.State.PUBLISHED, AgendaItem.State.WITHDRAWN)


def document(meeting: Meeting, scope: Scope, kind: Kind) -> MeetingDocument:
    """Return the meeting as the scope may see it. Items not yet published are marked preliminary; once the minutes are
    out, what was never published is no part of it, and waits in the forum's inbox."""
    narrowed = scopes.narrowed(whole(meeting, kind), scope)
    return _as_published(narrowed) if meeting.minutes_are_out else _before_the_minutes(narrowed)


def _as_published(document: MeetingDocument) -> MeetingDocument:
    entries = (one for one in document.entries if isinstance(one, ClosedStub) or not one.preliminary)
    return replace(document, entries=tuple(entries))


def _before_the_minutes(document: MeetingDocument) -> MeetingDocument:
    """Whoever takes the minutes reads decisions early, but not on an item they are recused from."""
    entries = (
        replace(one, public_decision="") if isinstance(one, ClosedStub) else one for one in document.entries
    )
    return replace(document, entries=tuple(entries))


def to_publish(meeting: Meeting, kind: Kind) -> MeetingDocument:
    """Return the whole meeting as publishing would make it: accepted items carry the numbers they will get."""
    return _whole(meeting, kind, reserve=True)


def whole(meeting: Meeting, kind: Kind) -> MeetingDocument:
    """Return the meeting with everything in it, drafts too."""
    return _whole(meeting, kind, reserve=False)


def published(meeting: Meeting, kind: Kind) -> MeetingDocument:
    """Return all that has been published of the meeting, as its page has it now."""
    return _as_published(whole(meeting, kind))


def kind_for(user: Viewer, meeting: Meeting) -> Kind:
    """Minutes once they are out, and before that for those who take them; otherwise the agenda."""
    if meeting.minutes_are_out:
        return Kind.MINUTES
    taking = meeting.state == Meeting.State.IN_SESSION
    if taking and Meeting.objects.edited_by(user).filter(pk=meeting.pk).exists():
        return Kind.MINUTES
    return Kind.AGENDA


def _whole(meeting: Meeting, kind: Kind, *, reserve: bool) -> MeetingDocument:
    """With `reserve`, as publishing would make it; otherwise as it is, drafts marked preliminary."""
    items = _items(meeting, kind, reserve=reserve)
    return MeetingDocument(
        kind=kind,
        forum=meeting.forum.name,
        date=meeting.date,
        start=meeting.start,
        place=meeting.place,
        municipality=settings.MUNICIPALITY,
        attendance=_attendance(meeting) if kind.is_of_minutes else (),
        entries=tuple(_sections(meeting, items, kind, reserve=reserve)),
        order=_order(items),
    )


def _attendance(meeting: Meeting) -> tuple[Attendee, ...]:
    return tuple(Attendee(one.who, Presence(one.presence)) for one in meeting.attendance.all())


def _items(meeting: Meeting, kind: Kind, *, reserve: bool) -> list[AgendaItem]:
    items = meeting.items.select_related("case", "continues__meeting")
    items = items.prefetch_related("recommendations", "attachments")
    if not kind.is_of_minutes:
        items = items.prefetch_related("guests")
    if reserve:
        coming = [] if kind.is_of_minutes else [AgendaItem.State.ACCEPTED]
        items = items.filter(state__in=[*NUMBERED, *coming])
    return sorted(items, key=_only_proposed)


def _only_proposed(item: AgendaItem) -> bool:
    """Whether it is not taken to the meeting: such items stand last, so that the others bear the numbers to come."""
    return item.state not in (*NUMBERED, AgendaItem.State.ACCEPTED)


def _sections(
    meeting: Meeting, items: Sequence[AgendaItem], kind: Kind, *, reserve: bool
) -> Iterator[ItemSection]:
    """Yield the items in order; those without a number take the next ones, as publishing would give them."""
    number, clock = 0, _clock(meeting, items)
    written = recorded.of(meeting) if kind.is_of_minutes else None
    for item in items:
        number = item.number or number + 1
        section = _section(item, number, preliminary=item.number is None and not reserve, kind=kind)
        yield written.on(section, item) if written else _planned(section, item, clock.get(item.pk))


def _order(items: Sequence[AgendaItem]) -> tuple[int, ...]:
    """The numbers in the order of the room; none where it is their own."""
    numbered = [item for item in items if item.number and item.state != AgendaItem.State.WITHDRAWN]
    in_room = in_room_order(numbered)
    return () if in_room == numbered else tuple(item.number for item in in_room if item.number)


def _clock(meeting: Meeting, items: Iterable[AgendaItem]) -> Mapping[UUID, time | None]:
    """When each item begins; one that has been withdrawn does not."""
    taken = [item for item in in_room_order(items) if item.state != AgendaItem.State.WITHDRAWN]
    moments = begins(meeting.start, (item.minutes for item in taken))
    return {item.pk: moment for item, moment in zip(taken, moments, strict=True) if item.minutes}


def _planned(section: ItemSection, item: AgendaItem, begin: time | None) -> ItemSection:
    """Lay on a section of an agenda what is planned for it."""
    guests = tuple(Guest(one.who, one.arrives, one.leaves) for one in item.guests.all())
    return replace(section, begins=begin, minutes=item.minutes, presenter=item.presenter, guests=guests)


def _section(item: AgendaItem, number: int, *, preliminary: bool, kind: Kind) -> ItemSection:
    return ItemSection(
        number=number,
        title=item.title,
        case_number=item.case.number if item.case else None,
        proposer=item.proposer,
        background=item.background,
        recommendations=tuple(one.text for one in item.recommendations.all()),
        bilag=tuple(Bilag(one.title, one.closed, key=str(one.pk)) for one in item.attachments.all()),
        closed=_closure(item, kind.is_of_minutes) if item.closed else None,
        kind=ItemKind(item.kind) if item.kind else None,
        continues=_origin(item.continues),
        preliminary=preliminary,
        withdrawn=item.state == AgendaItem.State.WITHDRAWN,
        key=str(item.pk),
    )


def _origin(item: AgendaItem | None) -> Origin | None:
    """The item that was postponed, as far as it has a number at a meeting."""
    if item is None or item.meeting is None or item.number is None:
        return None
    return Origin(item.number, item.meeting.date, key=str(item.pk))


def public_face(item: AgendaItem) -> ClosedStub:
    """Return all that may be told of a published item to somebody who may not read it."""
    told = item.meeting is not None and item.meeting.minutes_are_out
    closed = _closure(item, tells_decision=told) if item.closed else None
    return scopes.stub(
        replace(_section(item, item.number or 0, preliminary=False, kind=Kind.AGENDA), closed=closed)
    )


def closures(closed: AgendaItem | Closing) -> dict[Kind, Closure]:
    """How an item is closed, or will be, as each kind of document says it."""
    return {kind: _closure(closed, kind.is_of_minutes) for kind in Kind}


def _closure(closed: AgendaItem | Closing, tells_decision: bool) -> Closure:
    return Closure(
        public_title=closed.public_title,
        shows_case_number=closed.shows_case_number,
        legal_ground=closed.legal_ground,
        public_decision=closed.public_decision if tells_decision else "",
    )
