"""The meetings themselves, what is decided at them, and what becomes of their minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from django.utils import timezone

from agenda.models import Attendance, ItemPresence, Meeting
from agenda.services import attendance, meetings
from agenda.services.meetings import Slot
from agenda.services.versions import Mark
from decisions.models import ApprovalRound, Dissent, Outcome
from decisions.services import approval, dissents, recording, revisions, session
from documents import correcting, filing, incidents, moving, new_version, services
from documents.content import Kind
from documents.models import Incident
from tests.cast import some_day
from tests.lives.house import Given, Rules, Step, given

State = Meeting.State


def next_move(step: Step) -> tuple[Callable[..., object], Given]:
    """What takes the meeting one step further in its life."""
    match State(step.meeting.state):
        case State.PLANNED:
            return services.publish, given(step.meeting, Kind.AGENDA)
        case State.IN_SESSION:
            return services.publish, given(step.meeting, Kind.MINUTES)
        case State.MINUTES_PUBLISHED:
            return approval.approve_minutes, given(step.meeting)
    return meetings.start_session, given(step.meeting, early=True)


def _outcomes(step: Step) -> Given:
    """The same for all, or for one, which may not be there."""
    places = range(1, step.item.recommendations.count() + 1) if step.yes else [2]
    return given(step.item, dict.fromkeys(places, step.outcome))


def _decision(step: Step) -> Given:
    return given(step.item, step.text, base=Mark(-1, -1) if step.number == 2 else step.mark("decision"))


def _slot(step: Step) -> Slot:
    return Slot(some_day(60 + step.number), time(8, 30), "Kantinen")


def _asked(step: Step) -> ApprovalRound:
    return step.one_of(step.meeting.approval_rounds.all())


def _attendee(step: Step) -> Attendance:
    return step.one_of(step.meeting.attendance.all())


MEETINGS: Rules = {
    meetings.plan_meeting: lambda step: given(step.forum, some_day(40 + step.number)),
    meetings.plan_meetings: lambda step: given(step.forum, [_slot(step)]),
    meetings.start_session: lambda step: given(step.meeting, early=step.yes),
    meetings.cancel_meeting: lambda step: given(step.meeting, reason=step.words),
    meetings.move_meeting: lambda step: given(step.meeting, some_day(30), start=None, place=step.words),
    meetings.set_deadlines: lambda step: given(step.meeting, timezone.now(), None),
    moving.move: lambda step: given(step.meeting, _slot(step), reason=step.words),
    session.leave_session: lambda step: given(step.meeting),
    services.publish: lambda step: given(step.meeting, Kind.MINUTES if step.number == 2 else Kind.AGENDA),
}
MINUTES: Rules = {
    recording.set_outcomes: _outcomes,
    recording.save_text: _decision,
    recording.record_decision: lambda step: given(step.item, step.text),
    dissents.add_dissent: lambda step: given(step.item, "Carl", step.words),
    dissents.remove_dissent: lambda step: given(
        step.one_of(Dissent.objects.filter(decision__item=step.item))
    ),
    attendance.set_attendance: lambda step: given(
        step.meeting, [(step.words, step.whom, Attendance.Presence.PRESENT)]
    ),
    attendance.prefill_attendance: lambda step: given(step.meeting),
    attendance.add_attendee: lambda step: given(
        step.meeting, step.words, user=step.whom, presence=Attendance.Presence.GUEST
    ),
    attendance.set_presence: lambda step: given(_attendee(step), Attendance.Presence.ABSENT),
    attendance.remove_attendee: lambda step: given(_attendee(step)),
    attendance.note_presence: lambda step: given(step.item, "Carl", kind=ItemPresence.Kind.LEFT),
    attendance.set_presences: lambda step: given(step.item, [("Carl", None, "left", None)] * step.number),
    attendance.remove_presence: lambda step: given(step.one_of(step.item.presences.all())),
}
AFTER: Rules = {
    approval.approve_minutes: lambda step: given(step.meeting),
    approval.answer: lambda step: given(_asked(step), approves=step.yes, comment="Se punkt 1"),
    approval.approve_by_silence: lambda step: given(_asked(step)),
    correcting.correct_item: lambda step: given(step.item, step.text),
    revisions.open_revision: lambda step: given(step.meeting),
    revisions.drop_revision: lambda step: given(step.meeting),
    revisions.save_text: lambda step: given(
        step.item, f"<p>Rettet {step.number}.</p>", base=step.mark("revision")
    ),
    revisions.set_outcomes: _outcomes,
    revisions.set_attendance: lambda step: given(step.meeting, [(step.words, step.whom, "absent")]),
    revisions.set_changes: lambda step: given(step.meeting, step.words),
    revisions.set_presences: lambda step: given(step.item, [("Carl", None, "left", None)] * step.number),
    revisions.set_dissents: lambda step: given(step.item, [("Carl", None, step.words)] * step.number),
    new_version.issue_version: lambda step: given(step.meeting, step.words),
    filing.file_excerpt: lambda step: given(step.item),
    filing.undo_filing: lambda step: given(step.item),
    incidents.write_note: lambda step: given(step.one_of(Incident.objects.order_by("pk")), step.words),
}
OUTCOMES = (None, Outcome.POSTPONED, *Outcome)
