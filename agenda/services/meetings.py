"""Meetings: planned, opened, cancelled, moved."""

from __future__ import annotations

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.guards import expect, locked, move_to, record, require_editor, require_forum_editor
from agenda.services.versions import end_sessions
from people.models import User

State = Meeting.State
ItemState = AgendaItem.State


@transaction.atomic
def plan_meeting(
    forum: Forum, day: date, *, start: time | None = None, place: str = "", by: User | None
) -> Meeting:
    """Plan a meeting; a second one at the same time in the same forum is a ValidationError."""
    require_forum_editor(by, forum)
    _keep_time_free(forum, day, start)
    meeting = Meeting.objects.create(forum=forum, date=day, start=start, place=plain_line(place))
    record("meeting.planned", meeting, by, forum.pk)
    return meeting


def _keep_time_free(forum: Forum, day: date, start: time | None, but: Meeting | None = None) -> None:
    """Refuse a time that another meeting of the forum has; the forum's row is locked until the change is made."""
    Forum.objects.select_for_update().get(pk=forum.pk)
    taken = Meeting.objects.filter(forum=forum, date=day, start=start).first()
    if taken is not None and taken != but:
        raise ValidationError(_("Der er allerede et møde i forummet på det tidspunkt."))


@transaction.atomic
def start_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Open the meeting, so that decisions can be recorded."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [State.AGENDA_PUBLISHED], _("Mødet kan først åbnes, når dagsordenen er udsendt."))
    return move_to(meeting, State.IN_SESSION, "meeting.started", by)


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
    for item in meeting.items.select_for_update():
        _return_to_pool(item, by)
    return move_to(meeting, State.CANCELLED, "meeting.cancelled", by)


def _return_to_pool(item: AgendaItem, by: User | None) -> None:
    if item.published_at is not None:
        item.number, item.published_at, item.state = None, None, ItemState.ACCEPTED
    item.meeting = None
    item.save(update_fields=["meeting", "number", "published_at", "state"])
    end_sessions(item)
    record("item.returned_to_pool", item, by, item.forum_id, item.department_id)


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
    _keep_time_free(meeting.forum, day, start, but=meeting)
    meeting.date, meeting.start, meeting.place = day, start, plain_line(place)
    meeting.save(update_fields=["date", "start", "place"])
    record("meeting.moved", meeting, by, meeting.forum_id)
    return meeting
