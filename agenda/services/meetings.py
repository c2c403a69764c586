"""Meetings: planned, opened, cancelled, moved, and who was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Attendance, Forum, Meeting
from agenda.services.guards import expect, locked, move_to, record, require_editor
from people.models import User

State = Meeting.State
ItemState = AgendaItem.State


@transaction.atomic
def plan_meeting(
    forum: Forum, day: date, *, start: time | None = None, place: str = "", by: User | None = None
) -> Meeting:
    """Plan a meeting; a second one at the same time in the same forum is a ValidationError."""
    Forum.objects.select_for_update().get(pk=forum.pk)
    if Meeting.objects.filter(forum=forum, date=day, start=start).exists():
        raise ValidationError(_("Der er allerede et møde i forummet på det tidspunkt."))
    meeting = Meeting.objects.create(forum=forum, date=day, start=start, place=plain_line(place))
    record("meeting.planned", meeting, by, forum.pk)
    return meeting


@transaction.atomic
def start_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Open the meeting, so that decisions can be recorded."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [State.AGENDA_PUBLISHED], _("Mødet kan først åbnes, når dagsordenen er udsendt."))
    return move_to(meeting, State.IN_SESSION, "meeting.started", by)


@transaction.atomic
def leave_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Take back an opening made by mistake."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [State.IN_SESSION], _("Mødet er ikke i gang."))
    return move_to(meeting, State.AGENDA_PUBLISHED, "meeting.session_left", by)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User | None) -> Meeting:
    """Cancel; the items return to the forum's pool without a number, ready for another meeting."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED],
        _("Et møde kan kun aflyses, før det er gået i gang."),
    )
    meeting.items.filter(state=ItemState.PUBLISHED).update(
        meeting=None, number=None, published_at=None, state=ItemState.ACCEPTED
    )
    meeting.items.filter(published_at__isnull=True).update(meeting=None)
    return move_to(meeting, State.CANCELLED, "meeting.cancelled", by)


@transaction.atomic
def move_meeting(meeting: Meeting, day: date, *, start: time | None, place: str, by: User | None) -> Meeting:
    """Move to another day, hour or place."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED],
        _("Et møde kan kun flyttes, før det er gået i gang."),
    )
    meeting.date, meeting.start, meeting.place = day, start, plain_line(place)
    meeting.save(update_fields=["date", "start", "place"])
    record("meeting.moved", meeting, by, meeting.forum_id)
    return meeting


@transaction.atomic
def set_attendance(
    meeting: Meeting, rows: Sequence[tuple[str, User | None, str]], *, by: User | None
) -> list[Attendance]:
    """Write down who was there: (name as printed, user or None, presence), in the order to be printed."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED, State.IN_SESSION],
        _("Deltagerlisten kan ikke ændres, når referatet er udsendt."),
    )
    meeting.attendance.all().delete()
    attendance = Attendance.objects.bulk_create(
        Attendance(meeting=meeting, position=position, who=plain_line(who), user=user, presence=presence)
        for position, (who, user, presence) in enumerate(rows, start=1)
    )
    record("meeting.attendance", meeting, by, meeting.forum_id)
    return attendance
