"""Database to value: a meeting as a `MeetingDocument`, for one scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from agenda.characters import plain_line
from agenda.models import AgendaItem, Meeting, Recusal
from agenda.services.closing import Closing
from decisions.models import Decision
from documents import scopes
from documents.content import (
    Attendee,
    Bilag,
    ClosedStub,
    Closure,
    ItemSection,
    Kind,
    MeetingDocument,
    Presence,
)
from documents.scopes import Scope
from people.danish import sort_key
from people.models import Viewer

NUMBERED = (AgendaItem.State.PUBLISHED, AgendaItem.State.WITHDRAWN)


def document(meeting: Meeting, scope: Scope, kind: Kind) -> MeetingDocument:
    """Return the meeting as the scope may see it. Items not yet published are marked preliminary."""
    narrowed = scopes.narrowed(whole(meeting, kind), scope)
    return narrowed if meeting.minutes_are_out else _before_the_minutes(narrowed)


def _before_the_minutes(document: MeetingDocument) -> MeetingDocument:
    """Whoever takes the minutes reads decisions early, but not on an item they are recused from."""
    entries = (
        replace(one, public_decision="") if isinstance(one, ClosedStub) else one for one in document.entries
    )
    return replace(document, entries=tuple(entries))


def to_publish(meeting: Meeting, kind: Kind) -> MeetingDocument:
    """Return the whole meeting as publishing would make it: accepted items carry the numbers they will get."""
    return _whole(meeting, kind, _sections(meeting, kind, reserve=True))


def whole(meeting: Meeting, kind: Kind) -> MeetingDocument:
    """Return the meeting with everything in it, drafts too."""
    return _whole(meeting, kind, _sections(meeting, kind, reserve=False))


def published(meeting: Meeting, kind: Kind) -> MeetingDocument:
    """Return all that has been published of the meeting, as its page has it now."""
    document = whole(meeting, kind)
    sections = (one for one in document.entries if isinstance(one, ItemSection) and not one.preliminary)
    return replace(document, entries=tuple(sections))


def kind_for(user: Viewer, meeting: Meeting) -> Kind:
    """Minutes once they are out, and before that for those who take them; otherwise the agenda."""
    if meeting.minutes_are_out:
        return Kind.MINUTES
    taking = meeting.state == Meeting.State.IN_SESSION
    if taking and Meeting.objects.edited_by(user).filter(pk=meeting.pk).exists():
        return Kind.MINUTES
    return Kind.AGENDA


def _whole(meeting: Meeting, kind: Kind, sections: Iterator[ItemSection]) -> MeetingDocument:
    return MeetingDocument(
        kind=kind,
        forum=meeting.forum.name,
        date=meeting.date,
        start=meeting.start,
        place=meeting.place,
        municipality=settings.MUNICIPALITY,
        attendance=_attendance(meeting) if kind is Kind.MINUTES else (),
        entries=tuple(sections),
    )


def _attendance(meeting: Meeting) -> tuple[Attendee, ...]:
    return tuple(Attendee(one.who, Presence(one.presence)) for one in meeting.attendance.all())


def _sections(meeting: Meeting, kind: Kind, *, reserve: bool) -> Iterator[ItemSection]:
    """Yield the items in order; those without a number take the next ones, as publishing would give them."""
    items = meeting.items.select_related("case").prefetch_related("recommendations", "attachments")
    if reserve:
        coming = [AgendaItem.State.ACCEPTED] if kind is Kind.AGENDA else []
        items = items.filter(state__in=[*NUMBERED, *coming])
    decisions = _decisions(meeting) if kind is Kind.MINUTES else {}
    recused = _recused(meeting) if kind is Kind.MINUTES else {}
    number = 0
    for item in items:
        number = item.number or number + 1
        yield _section(
            item,
            number,
            decision=decisions.get(item.pk, ""),
            recused=recused.get(item.pk, ()),
            preliminary=item.number is None and not reserve,
            tells_decision=kind is Kind.MINUTES,
        )


def _decisions(meeting: Meeting) -> dict[object, str]:
    return dict(Decision.objects.filter(item__meeting=meeting).values_list("item_id", "text"))


def _recused(meeting: Meeting) -> dict[object, tuple[str, ...]]:
    """The names of those who took no part, by item."""
    names: dict[object, list[str]] = defaultdict(list)
    recusals = Recusal.objects.filter(item__meeting=meeting, lifted_at__isnull=True)
    for item, name in recusals.values_list("item_id", "user__full_name"):
        names[item].append(plain_line(name))
    return {item: tuple(sorted(found, key=sort_key)) for item, found in names.items()}


def _section(
    item: AgendaItem,
    number: int,
    *,
    decision: str,
    recused: tuple[str, ...],
    preliminary: bool,
    tells_decision: bool,
) -> ItemSection:
    return ItemSection(
        number=number,
        title=item.title,
        case_number=item.case.number if item.case else None,
        proposer=item.proposer,
        background=item.background,
        recommendations=tuple(one.text for one in item.recommendations.all()),
        decision=decision,
        bilag=tuple(Bilag(one.title, one.closed, key=str(one.pk)) for one in item.attachments.all()),
        closed=_closure(item, tells_decision) if item.closed else None,
        recused=recused,
        preliminary=preliminary,
        withdrawn=item.state == AgendaItem.State.WITHDRAWN,
        key=str(item.pk),
    )


def closures(closed: AgendaItem | Closing) -> dict[Kind, Closure]:
    """How an item is closed, or will be, as each kind of document says it."""
    return {kind: _closure(closed, kind is Kind.MINUTES) for kind in Kind}


def _closure(closed: AgendaItem | Closing, tells_decision: bool) -> Closure:
    return Closure(
        public_title=closed.public_title,
        shows_case_number=closed.shows_case_number,
        legal_ground=closed.legal_ground,
        public_decision=closed.public_decision if tells_decision else "",
    )
