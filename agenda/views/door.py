"""What views say at the door: who asks, and about which forum, meeting or item."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from agenda.models import AgendaItem, Forum, Meeting
from agenda.visibility import edits_forum
from people.door import administrator, form_page, offered_people, person

__all__ = [
    "administrator",
    "edited_forum",
    "edited_item",
    "edited_meeting",
    "form_page",
    "kept_forum",
    "offered_people",
    "person",
]


def kept_forum(request: HttpRequest, forum_id: int) -> Forum:
    """Return the forum for those who keep its seats: its chair and secretaries, and administrators."""
    forum = get_object_or_404(Forum, pk=forum_id)
    if not (person(request).administers or edits_forum(request.user, forum)):
        raise Http404
    return forum


def edited_forum(request: HttpRequest, forum_id: int) -> Forum:
    """Return the forum for its chair and secretaries of today; Http404 for all others."""
    forum = get_object_or_404(Forum, pk=forum_id)
    if not edits_forum(request.user, forum):
        raise Http404
    return forum


def edited_meeting(request: HttpRequest, meeting_id: int) -> Meeting:
    """Return the meeting for one of its editors; Http404 for all others."""
    meetings = Meeting.objects.edited_by(request.user).select_related("forum")
    return get_object_or_404(meetings, pk=meeting_id)


def edited_item(request: HttpRequest, item_id: UUID) -> AgendaItem:
    """Return the item for one of its editors who is not recused from it; Http404 for all others."""
    items = AgendaItem.objects.edited_by(request.user).select_related("meeting", "forum", "case", "closed_by")
    return get_object_or_404(items, pk=item_id)
