"""What every service begins and ends with: who may, what is locked, what the state allows, what is written down."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.versions import end_sessions
from agenda.visibility import edits_forum
from people import journal
from people.models import User
from people.refusals import Refused


def require_editor(by: User | None, meeting: Meeting) -> None:
    """Raise PermissionDenied unless `by` is chair, secretary or deputy secretary of the meeting's forum today."""
    if by is not None and not Meeting.objects.edited_by(by).filter(pk=meeting.pk).exists():
        raise PermissionDenied


def require_forum_editor(by: User | None, forum: Forum) -> None:
    """As `require_editor`, where there is no meeting yet."""
    if by is not None and not edits_forum(by, forum):
        raise PermissionDenied


def require_item_editor(by: User | None, item: AgendaItem) -> None:
    """As `require_editor`, for an item with or without a meeting; a recused editor is none."""
    if by is not None and not AgendaItem.objects.edited_by(by).filter(pk=item.pk).exists():
        raise PermissionDenied


def require_author(by: User | None, item: AgendaItem) -> None:
    """Raise PermissionDenied unless `by` wrote the item; who is recused from it is no longer its author."""
    mine = by is not None and item.author_id == by.pk
    if by is not None and not (mine and AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists()):
        raise PermissionDenied


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, its row locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)


def locked_item(item: AgendaItem) -> AgendaItem:
    """Return the item as it is now, its meeting's row and then its own locked until the transaction ends.

    Publishing locks in the same order, so an item never changes between being drawn and being issued.
    """
    meeting = AgendaItem.objects.values_list("meeting", flat=True).get(pk=item.pk)
    lock_meetings(meeting)
    now = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    if now.meeting_id != meeting:
        raise Refused(_("Punktet blev flyttet i samme øjeblik. Prøv igen."))
    return now


def lock_forum(forum: int) -> None:
    """Lock the forum's row, before any of its meetings, so that its list of meetings changes in one place at a time."""
    Forum.objects.select_for_update(no_key=True).get(pk=forum)


def lock_meetings(*meetings: int | None) -> None:
    """Lock the rows in one order, so that two people who each lock two never wait for each other."""
    rows = Meeting.objects.select_for_update().filter(pk__in=[one for one in meetings if one is not None])
    list(rows.order_by("pk").values_list("pk", flat=True))


def record(kind: str, about: Model, by: User | None, forum: int, department: int | None = None) -> None:
    journal.write(kind, about, by=by, forum=forum, departments=[department])


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
    end_sessions(meeting)
    record(kind, meeting, by, meeting.forum_id)
    return meeting


def set_item(item: AgendaItem, state: AgendaItem.State, kind: str, by: User | None) -> AgendaItem:
    item.state = state
    item.save(update_fields=["state"])
    end_sessions(item)
    record(kind, item, by, item.forum_id, item.department_id)
    return item
