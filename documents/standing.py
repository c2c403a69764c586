"""What an address of something issued answers, for one reader at a time.

An edition in force is handed to whoever may read all it shows. One that was replaced, with nothing closed, sends its
readers on to the edition that is theirs now, and is handed out by its address among the versions, unless a change
withdrew it. One that shows what has been closed since is gone, and says so to those
who could have fetched it before; to all others it is as if it had never been there.
"""

from __future__ import annotations

from enum import Enum, auto
from uuid import UUID

from agenda.models import Attachment, Meeting
from documents import scopes
from documents.editions import is_in_force
from documents.models import Incident, IssuedDocument
from people.models import Viewer


class Standing(Enum):
    IN_FORCE = auto()
    REPLACED = auto()
    WITHDRAWN = auto()
    HIDDEN = auto()


def of_edition(user: Viewer, issued: IssuedDocument) -> Standing:
    """Return how an edition stands to a reader, asked of the gate afresh."""
    lost = _closed_since(issued)
    if not _could_read(user, issued, lost):
        return Standing.HIDDEN
    if lost:
        return Standing.WITHDRAWN
    return Standing.IN_FORCE if is_in_force(issued) else Standing.REPLACED


def is_kept(user: Viewer, issued: IssuedDocument) -> bool:
    """Whether the reader is handed the edition as the version it was, in force or not."""
    return issued.withdrawn_at is None and of_edition(user, issued) is not Standing.HIDDEN


def was_readable(user: Viewer, attachment_id: UUID) -> bool:
    """Whether a bilag that the user may not read now could be fetched until it, or its item, was closed."""
    bilag = Attachment.objects.visible_if_open(user, _items_closed(attachment_id), {attachment_id})
    return _was_shown(attachment_id) and bilag.filter(pk=attachment_id).exclude(file="").exists()


def _could_read(user: Viewer, issued: IssuedDocument, lost: list[Incident]) -> bool:
    """Whether the user may open the meeting and read all that the edition shows, what is lost counted as open."""
    meeting = issued.meeting
    if meeting.state == Meeting.State.CANCELLED or not Meeting.objects.visible_to(user).contains(meeting):
        return False
    items = {one.item_id for one in lost if one.attachment_id is None}
    bilag = {one.attachment_id for one in lost if one.attachment_id is not None}
    scope = scopes.had_they_been_open(user, meeting, items, bilag)
    return set(issued.shows) <= scope.items | scope.attachments


def _closed_since(issued: IssuedDocument) -> list[Incident]:
    """What the edition shows and others could read while it was in force."""
    if issued.withdrawn_at is None:
        return []
    incidents = Incident.objects.filter(
        meeting=issued.meeting_id, visible_from__lt=issued.withdrawn_at, visible_until__gte=issued.issued_at
    )
    return [one for one in incidents if one.key in issued.shows]


def _was_shown(attachment_id: UUID) -> bool:
    incidents = Incident.objects.filter(item__attachments=attachment_id)
    return any(str(attachment_id) in one.bilag for one in incidents)


def _items_closed(attachment_id: UUID) -> set[UUID]:
    closed = Incident.objects.filter(item__attachments=attachment_id, attachment=None)
    return set(closed.values_list("item", flat=True))
