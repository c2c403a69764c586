"""What the background worker does. A job carries ids alone; what it may show is asked when it runs."""

from __future__ import annotations

from agenda.models import Meeting
from documents import services
from documents.clearance import Held
from documents.content import Kind
from documents.editions import prepare_editions
from documents.holding import note_held
from people.jobs import job
from people.models import User

HELD = "held"


@job
def publish(meeting_id: int, kind: str, by_id: int) -> str:
    """Publish and return the snapshot's id, or "held" if the check found something."""
    meeting, by = Meeting.objects.get(pk=meeting_id), User.objects.get(pk=by_id)
    try:
        return str(services.publish(meeting, Kind(kind), by=by).pk)
    except Held:
        note_held(meeting, by=by)
        return HELD


@job
def draw_editions(meeting_id: int, kind: str) -> str:
    """Draw the editions of what has been stored, so that the first reader need not wait; "held" if the check found
    something in one of them."""
    try:
        prepare_editions(Meeting.objects.get(pk=meeting_id), Kind(kind))
    except Held:
        return HELD
    return ""
