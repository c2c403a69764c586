"""What views of this app say at the door: who asks, and about which forum."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from agenda.models import Forum
from agenda.visibility import edits_forum
from people.door import administrator, form_page, offered_people, person

__all__ = ["administrator", "edited_forum", "form_page", "kept_forum", "offered_people", "person"]


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
