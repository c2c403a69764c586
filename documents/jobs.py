"""What the background worker does. A job carries ids alone; what it may show is asked when it runs."""

from __future__ import annotations

from agenda.models import Meeting
from documents import services
from documents.content import Kind
from documents.editions import prepare_editions
from people.jobs import job
from people.models import User


@job
def publish(meeting_id: int, kind: str, by_id: int) -> str:
    """Publish and return the snapshot's id."""
    meeting, by = Meeting.objects.get(pk=meeting_id), User.objects.get(pk=by_id)
    return str(services.publish(meeting, Kind(kind), by=by).pk)


@job
def draw_editions(meeting_id: int, kind: str) -> None:
    """Draw the full and the public edition of what has been stored, so that the first reader need not wait."""
    prepare_editions(Meeting.objects.get(pk=meeting_id), Kind(kind))
