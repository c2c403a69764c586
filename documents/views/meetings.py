"""Reading a meeting on its pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agenda.models import AgendaItem, Attachment, Meeting
from documents import page, scopes
from documents.content import MeetingDocument
from documents.drawing import sentences
from documents.editions import in_force
from documents.issuing import offered
from documents.models import ImportedFile, IssuedDocument
from documents.read_log import Face, note_original, read_meeting
from documents.sending import send_original
from documents.workspace import OPEN_MEETINGS
from people.models import Viewer


@dataclass(frozen=True)
class Reading:
    """What the meeting's pages are drawn from, as one reader may see it."""

    meeting: Meeting
    document: MeetingDocument
    kind_word: str
    parts: tuple[page.Part, ...]
    attendance: list[tuple[str, list[str]]]
    order: str
    downloads: list[page.Download]
    version: int
    original: ImportedFile | None
    edits: bool
    withdraws: bool
    drafts: bool
    offered: list[tuple[str, str]]


# /meetings/<meeting_id>/
@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return render(request, "documents/meeting.html", vars(_reading(request.user, meeting_id)))


# /meetings/<meeting_id>/items/<item_id>/
@require_safe
def item(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    reading = _reading(request.user, meeting_id, only=str(item_id))
    neighbourhood = page.around(reading.parts, str(item_id))
    if neighbourhood is None:
        raise Http404
    return render(request, "documents/item.html", vars(reading) | vars(neighbourhood))


# /meetings/<meeting_id>/original/
@require_safe
def original(request: HttpRequest, meeting_id: int) -> FileResponse:
    found = _original(
        request.user, get_object_or_404(Meeting.objects.visible_to(request.user), pk=meeting_id)
    )
    if found is None:
        raise Http404
    note_original(request.user, found)
    return send_original(found)


def _reading(user: Viewer, meeting_id: int, only: str = "") -> Reading:
    visible = Meeting.objects.visible_to(user).select_related("forum")
    meeting = get_object_or_404(visible, pk=meeting_id)
    document = read_meeting(user, meeting, Face.PAGE, only)
    files = Attachment.objects.visible_to(user).filter(item__meeting=meeting).exclude(file="")
    edits = Meeting.objects.edited_by(user).filter(pk=meeting.pk).exists()
    issued = _issued(meeting)
    return Reading(
        meeting=meeting,
        document=document,
        kind_word=page.kind_word(document),
        parts=page.parts(
            document, meeting.pk, {str(one.pk): one for one in files}, _withdrawal_reasons(user, meeting)
        ),
        attendance=page.attendance(document),
        order=sentences.order(document),
        downloads=page.downloads(meeting.pk, issued, edits=edits),
        version=max((one.version for one in issued if one.kind == document.kind), default=1),
        original=_original(user, meeting) if edits else None,
        edits=edits,
        withdraws=edits and meeting.state in (Meeting.State.AGENDA_PUBLISHED, Meeting.State.IN_SESSION),
        drafts=edits and meeting.state in OPEN_MEETINGS,
        offered=list(offered(meeting)) if edits else [],
    )


def _withdrawal_reasons(user: Viewer, meeting: Meeting) -> dict[str, str]:
    """Why items were withdrawn, of those that the user may read."""
    withdrawn = AgendaItem.objects.visible_to(user).filter(meeting=meeting, state=AgendaItem.State.WITHDRAWN)
    return {str(key): reason for key, reason in withdrawn.values_list("pk", "withdrawal_reason")}


def _issued(meeting: Meeting) -> list[IssuedDocument]:
    """The newest papers that readers are handed; of a cancelled meeting none."""
    return [] if meeting.state == Meeting.State.CANCELLED else in_force(meeting)


def _original(user: Viewer, meeting: Meeting) -> ImportedFile | None:
    """The imported file has everything in it: for the editors, and only those who may read all of it."""
    edited = Meeting.objects.edited_by(user).filter(pk=meeting.pk)
    found = ImportedFile.objects.select_related("meeting__forum").filter(meeting__in=edited).first()
    reads_all = found is not None and scopes.of(user, meeting) == scopes.everything(meeting)
    return found if reads_all else None
