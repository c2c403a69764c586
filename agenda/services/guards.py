"""What every service begins and ends with: who may, what is locked, what the state allows, what is written down."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied

from agenda.models import AgendaItem, Attachment, Meeting
from people import journal
from people.models import User
from people.refusals import Refused


def require_editor(by: User | None, meeting: Meeting) -> None:
    """Raise PermissionDenied unless `by` is chair, secretary or deputy secretary of the meeting's forum today."""
    if by is not None and not Meeting.objects.edited_by(by).filter(pk=meeting.pk).exists():
        raise PermissionDenied


def require_item_editor(by: User | None, item: AgendaItem) -> None:
    """As `require_editor`, for an item with or without a meeting; a recused editor is none."""
    if by is not None and not AgendaItem.objects.edited_by(by).filter(pk=item.pk).exists():
        raise PermissionDenied


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, its row locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)


def locked_item(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)


def record(kind: str, about: Meeting | AgendaItem | Attachment, by: User | None, forum: int) -> None:
    journal.write(kind, about, by=by, forum=forum)


def expect(actual: str, allowed: Sequence[str], sentence: str) -> None:
    """Raise Refused with the sentence unless the state is one of those allowed."""
    if actual not in allowed:
        raise Refused(sentence)


def edited_item(item: AgendaItem, by: User | None) -> AgendaItem:
    item = locked_item(item)
    require_item_editor(by, item)
    return item


def move_to(meeting: Meeting, state: Meeting.State, kind: str, by: User | None) -> Meeting:
    meeting.state = state
    meeting.save(update_fields=["state"])
    record(kind, meeting, by, meeting.forum_id)
    return meeting


def set_item(item: AgendaItem, state: AgendaItem.State, kind: str, by: User | None) -> AgendaItem:
    item.state = state
    item.save(update_fields=["state"])
    record(kind, item, by, item.forum_id)
    return item
