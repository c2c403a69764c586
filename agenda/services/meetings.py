"""Meetings: planned, opened, cancelled, moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.deadlines import DENMARK
from agenda.models import AgendaItem, Forum, Meeting
from agenda.rights import today
from agenda.services import rounds
from agenda.services.approvals import kept_right
from agenda.services.guards import (
    expect,
    lock_forum,
    locked,
    move_to,
    record,
    require_editor,
    require_forum_editor,
)
from agenda.services.standing import left_behind, put_on
from agenda.services.telling import tell_of_move, tell_participants
from agenda.services.versions import end_sessions
from people.models import User
from people.refusals import Refused
from people.wording import NoticeKind, day_in_words

LONGEST_DAYS = 366
State = Meeting.State
ItemState = AgendaItem.State


Deadlines: TypeAlias = tuple[datetime | None, datetime | None]
"""For submission, and for sending out."""


@dataclass(frozen=True)
class Slot:
    """When and where a meeting is, or is to be."""

    day: date
    start: time | None = None
    place: str = ""

    @classmethod
    def of(cls, meeting: Meeting) -> Slot:
        return cls(meeting.date, meeting.start, meeting.place)

    @property
    def hour(self) -> tuple[date, time | None]:
        return self.day, self.start


class Taken(ValidationError):
    """Meetings that cannot be where they are wanted: a sentence for each, by its place in the list."""

    def __init__(self, sentences: dict[int, str]) -> None:
        super().__init__(list(sentences.values()))
        self.sentences = sentences


@transaction.atomic
def plan_meeting(
    forum: Forum, day: date, *, start: time | None = None, place: str = "", by: User | None
) -> Meeting:
    """Plan a meeting; a second one at the same time in the same forum is a ValidationError."""
    require_forum_editor(by, forum)
    return _plan(forum, [Slot(day, start, plain_line(place))], by)[0]


@transaction.atomic
def plan_meetings(forum: Forum, slots: Sequence[Slot], *, by: User | None) -> list[Meeting]:
    """Plan all of them or none; `Taken` says which cannot be. Asked the same again, nothing is made."""
    require_forum_editor(by, forum)
    lock_forum(forum.pk)
    slots = [replace(slot, place=plain_line(slot.place)) for slot in slots]
    there = {Slot.of(one) for one in _held(forum).filter(date__in=[slot.day for slot in slots])}
    return [] if there.issuperset(slots) else _plan(forum, slots, by)


def _plan(forum: Forum, slots: Sequence[Slot], by: User | None) -> list[Meeting]:
    """Make the meetings, each with its deadlines and standing items."""
    with kept_right(forum, by=by):
        _keep_free(forum, slots)
        lines = list(forum.standing_items.all())
        meetings = []
        for slot in slots:
            meeting = Meeting(forum=forum, date=slot.day, start=slot.start, place=slot.place)
            meeting.submission_due_at, meeting.sending_due_at = due(meeting)
            meeting.save(force_insert=True)
            record("meeting.planned", meeting, by, forum.pk)
            put_on(meeting, lines, by)
            meetings.append(meeting)
    return meetings


def _held(forum: Forum) -> QuerySet[Meeting]:
    return Meeting.objects.filter(forum=forum).exclude(state=State.CANCELLED)


def hours_taken(
    forum: Forum, slots: Iterable[Slot], but: Meeting | None = None
) -> set[tuple[date, time | None]]:
    """When on the days of these the forum meets already."""
    others = _held(forum).filter(date__in=[slot.day for slot in slots])
    return {(one.date, one.start) for one in others if one != but}


def _keep_free(forum: Forum, slots: Sequence[Slot], but: Meeting | None = None) -> None:
    """Raise `Taken` for times that another meeting of a locked forum has, or an earlier one of these."""
    taken = hours_taken(forum, slots, but)
    sentences = {}
    for number, slot in enumerate(slots):
        if slot.hour in taken:
            sentences[number] = _("Der er allerede et møde i forummet på det tidspunkt.")
        taken.add(slot.hour)
    if sentences:
        raise Taken(sentences)


class TooEarly(Refused):
    """The day of the meeting has not come; it is opened all the same by who says so."""


@transaction.atomic
def start_session(meeting: Meeting, *, early: bool = False, by: User | None) -> Meeting:
    """Open the meeting, so that decisions can be recorded; TooEarly before its day, unless that is what is meant."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    if meeting.state == State.IN_SESSION:
        raise Refused(_("Mødet er allerede åbnet."))
    expect(meeting.state, [State.AGENDA_PUBLISHED], _("Mødet kan først åbnes, når dagsordenen er udsendt."))
    if meeting.date > today() and not early:
        raise TooEarly(
            _("Mødet er først den %(day)s. Bekræft, at det skal åbnes allerede nu.")
            % {"day": day_in_words(meeting.date)}
        )
    rounds.close(meeting, by)
    return move_to(meeting, State.IN_SESSION, "meeting.started", by)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str = "", by: User | None) -> Meeting:
    """Cancel and tell the participants; the items return to the forum's pool without a number, ready for another
    meeting, but for the standing items that nobody has written on."""
    with kept_right(meeting.forum, meeting, by=by):
        meeting = locked(meeting)
        require_editor(by, meeting)
        expect_before_session(meeting, _("Et møde kan kun aflyses, før det er gået i gang."))
        for item in meeting.items.select_for_update():
            if not left_behind(item, by):
                _return_to_pool(item, by)
        rounds.close(meeting, by)
        move_to(meeting, State.CANCELLED, "meeting.cancelled", by)
    tell_participants(meeting, NoticeKind.MEETING_CANCELLED, {"reason": plain_line(reason)}, by=by)
    return meeting


def expect_before_session(meeting: Meeting, sentence: str) -> None:
    if not meeting.is_before_session:
        raise Refused(sentence)


def _return_to_pool(item: AgendaItem, by: User | None) -> None:
    if item.published_at is not None:
        item.number, item.published_at, item.state = None, None, ItemState.ACCEPTED
    item.meeting = None
    item.save(update_fields=["meeting", "number", "published_at", "state"])
    end_sessions(item)
    record("item.returned_to_pool", item, by, item.forum_id, item.department_id)


@transaction.atomic
def move_meeting(
    meeting: Meeting, day: date, *, start: time | None, place: str, reason: str = "", by: User | None
) -> Meeting:
    """Move to another day, hour or place, and tell the participants. A deadline goes along unless somebody set it.

    Where the agenda is out, `documents.moving` calls this and issues it anew.
    """
    slot = Slot(day, start, plain_line(place))
    with kept_right(meeting.forum, meeting, by=by):
        meeting = locked(meeting)
        require_editor(by, meeting)
        expect_before_session(meeting, _("Et møde kan kun flyttes, før det er gået i gang."))
        _keep_free(meeting.forum, [slot], but=meeting)
        before = Slot.of(meeting)
        if slot == before:
            return meeting
        _put_at(meeting, slot)
        record("meeting.moved", meeting, by, meeting.forum_id)
    tell_of_move(meeting, before.day, plain_line(reason), by=by)
    return meeting


def _put_at(meeting: Meeting, slot: Slot) -> None:
    were = due(meeting)
    meeting.date, meeting.start, meeting.place = slot.day, slot.start, slot.place
    meeting.save(update_fields=["date", "start", "place"])
    follow_rules(meeting, were)


def follow_rules(meeting: Meeting, were: Deadlines) -> None:
    """Give a meeting the deadlines of today's rules where it has those that the rules gave before."""
    now = (meeting.submission_due_at, meeting.sending_due_at)
    meeting.submission_due_at, meeting.sending_due_at = (
        then if at == was else at for was, at, then in zip(were, now, due(meeting), strict=True)
    )
    meeting.save(update_fields=["submission_due_at", "sending_due_at"])


def due(meeting: Meeting) -> Deadlines:
    """When items are to be in and when the agenda is to be out, by the forum's rules."""
    submission, sending = (
        rule.before(meeting.date, meeting.start) if rule else None for rule in meeting.forum.deadlines
    )
    return submission, sending


@transaction.atomic
def set_deadlines(
    meeting: Meeting, submission: datetime | None, sending: datetime | None, *, by: User | None
) -> Meeting:
    """Give one meeting deadlines of its own; a ValidationError at each that can only be a slip of the hand."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect_before_session(meeting, _("Mødet er i gang eller afholdt; fristerne kan ikke længere ændres."))
    wrong = {"submission": _not_before(meeting, submission), "sending": _not_before(meeting, sending)}
    if any(wrong.values()):
        raise ValidationError({name: sentence for name, sentence in wrong.items() if sentence})
    meeting.submission_due_at, meeting.sending_due_at = submission, sending
    meeting.save(update_fields=["submission_due_at", "sending_due_at"])
    record("meeting.deadlines", meeting, by, meeting.forum_id)
    return meeting


def _not_before(meeting: Meeting, due: datetime | None) -> str:
    """What is wrong with a deadline of the meeting, "" for nothing."""
    if due is None:
        return ""
    at = due.astimezone(DENMARK).replace(tzinfo=None)
    if at > datetime.combine(meeting.date, meeting.start or time.max):
        return _("Fristen ligger efter mødet. Vælg en tidligere dag.")
    if (meeting.date - at.date()).days > LONGEST_DAYS:
        return _("Fristen ligger mere end et år før mødet. Se efter, om årstallet er rigtigt.")
    return ""
