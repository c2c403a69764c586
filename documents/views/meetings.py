"""Reading a meeting on its pages."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agenda.models import AgendaItem, Attachment, Meeting
from documents import page, scopes
from documents.content import ItemSection, MeetingDocument
from documents.drawing import sentences
from documents.editions import in_force
from documents.issuing import offered
from documents.models import ImportedFile, IssuedDocument
from documents.read_log import Face, note_original, read_meeting
from documents.reading_along import Wait, waits
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
    changes: str
    original: ImportedFile | None
    edits: bool
    withdraws: bool
    excerpts: bool
    drafts: bool
    offered: list[tuple[str, str]]
    waits: list[Wait]


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
    newest = next((one for one in issued if one.kind == document.kind), None)
    return Reading(
        meeting=meeting,
        document=document,
        kind_word=page.kind_word(document),
        parts=page.parts(
            document, meeting.pk, {str(one.pk): one for one in files}, _beside(user, meeting, document)
        ),
        attendance=page.attendance(document),
        order=sentences.order(document),
        downloads=page.downloads(meeting.pk, issued, edits=edits),
        version=newest.version if newest else 1,
        changes=newest.changes if newest else "",
        original=_original(user, meeting) if edits else None,
        edits=edits,
        withdraws=edits and meeting.state in (Meeting.State.AGENDA_PUBLISHED, Meeting.State.IN_SESSION),
        excerpts=any(one.kind == IssuedDocument.Kind.MINUTES for one in issued),
        drafts=edits and meeting.state in OPEN_MEETINGS,
        offered=list(offered(meeting)) if edits else [],
        waits=[] if only else waits(user, meeting),
    )


def _beside(user: Viewer, meeting: Meeting, document: MeetingDocument) -> page.Beside:
    """What the user may read of items and of those of other meetings that they go on with, or that go on with them."""
    readable = AgendaItem.objects.visible_to(user).filter(published_at__isnull=False)
    sections = [one for one in document.entries if isinstance(one, ItemSection)]
    reasons: dict[str, str] = {}
    origins: dict[str, str] = {}
    resumed: dict[str, tuple[page.Resumed, ...]] = {}
    if any(one.withdrawn for one in sections):
        withdrawn = readable.filter(meeting=meeting, state=AgendaItem.State.WITHDRAWN)
        reasons = {str(key): reason for key, reason in withdrawn.values_list("pk", "withdrawal_reason")}
    if any(one.continues for one in sections):
        earlier = readable.filter(continued_by__meeting=meeting)
        rows = earlier.values_list("continued_by", "meeting_id", "pk")
        origins = {str(key): reverse("item", args=[at, origin]) for key, at, origin in rows}
    for later in readable.filter(continues__meeting=meeting).select_related("meeting"):
        if later.meeting is not None and later.number is not None:
            url = reverse("item", args=[later.meeting_id, later.pk])
            found, key = page.Resumed(later.number, later.meeting.date, url), str(later.continues_id)
            resumed[key] = (*resumed.get(key, ()), found)
    return page.Beside(reasons, origins, resumed)


def _issued(meeting: Meeting) -> list[IssuedDocument]:
    """The newest papers that readers are handed; of a cancelled meeting none."""
    return [] if meeting.state == Meeting.State.CANCELLED else in_force(meeting)


def _original(user: Viewer, meeting: Meeting) -> ImportedFile | None:
    """The imported file has everything in it: for the editors, and only those who may read all of it."""
    edited = Meeting.objects.edited_by(user).filter(pk=meeting.pk)
    found = ImportedFile.objects.select_related("meeting__forum").filter(meeting__in=edited).first()
    reads_all = found is not None and scopes.of(user, meeting) == scopes.everything(meeting)
    return found if reads_all else None
