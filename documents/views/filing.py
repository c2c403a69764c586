"""Excerpts to be filed in the municipality's case system, of a meeting and of a forum. For editors alone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agenda.views.door import edited_forum, edited_item, edited_meeting, person
from documents.filing import file_excerpt, line_of, of_meeting, undo_filing, waiting_in


# /meetings/<meeting_id>/filing/
@require_safe
def meeting_filing(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = edited_meeting(request, meeting_id)
    facts = {"meeting": meeting, "forum": meeting.forum, "lines": of_meeting(meeting, person(request))}
    return render(request, "documents/filing/filing.html", facts)


# /fora/<forum_id>/filing/
@require_safe
def forum_filing(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    facts = {"forum": forum, "lines": waiting_in(forum, person(request))}
    return render(request, "documents/filing/filing.html", facts)


# /items/<item_id>/filing/
@require_POST
def item_filing(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Tick an excerpt off, or take the tick back; answers a script with the line alone."""
    item, by = edited_item(request, item_id), person(request)
    if "undo" in request.POST:
        undo_filing(item, by=by)
    else:
        file_excerpt(item, by=by)
    if "HX-Request" in request.headers:
        facts = {"line": line_of(item, by), "of_forum": "of_forum" in request.POST, "pressed": True}
        return render(request, "documents/filing/_line.html", facts)
    back = (
        ("forum_filing", item.forum_id) if "of_forum" in request.POST else ("meeting_filing", item.meeting_id)
    )
    return redirect(f"{reverse(back[0], args=[back[1]])}#item-{item.pk}")
