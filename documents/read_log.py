"""The read log: every closed item and every bilag that is handed to somebody leaves a line, whatever the face.

Faces get a reader's document here and nowhere else, so none can be read without a line (tests/test_architecture.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from agenda.models import AgendaItem, Attachment, Meeting
from decisions.models import Evidence
from documents import build, scopes
from documents.as_json import digest, to_json
from documents.content import ItemSection, MeetingDocument
from documents.leak_check.findings import Finding
from documents.models import ImportedFile, IssuedDocument, Reading
from people.models import User, Viewer

Face = Reading.Face


def read_meeting(user: Viewer, meeting: Meeting, face: Reading.Face, only: str = "") -> MeetingDocument:
    """Return the meeting as the reader may see it, and write down the closed items in it; with `only`, that item's."""
    document = build.document(meeting, scopes.of(user, meeting), build.kind_for(user, meeting))
    if user.is_authenticated:
        closed = [key for key in _closed(document) if only in ("", key)]
        _note(user, face, meeting, closed)
    return document


def digest_of_meeting(user: Viewer, meeting: Meeting) -> str:
    """Return the digest of what the reader would be shown of the meeting; nothing is shown, and no line written."""
    return digest(to_json(build.document(meeting, scopes.of(user, meeting), build.kind_for(user, meeting))))


def read_draft(
    user: User, meeting: Meeting, document: MeetingDocument, face: Reading.Face
) -> MeetingDocument:
    """Return a draft that is not what the database says, as the reader may see it, and write down as above."""
    narrowed = scopes.narrowed(document, scopes.of(user, meeting))
    _note(user, face, meeting, _closed(narrowed))
    return narrowed


def note_edition(user: Viewer, issued: IssuedDocument) -> None:
    """Write down that an edition was fetched; also by somebody not signed in."""
    closed = AgendaItem.objects.filter(pk__in=issued.shows, closed=True).values_list("pk", flat=True)
    face = Face.WORD if issued.format == IssuedDocument.Format.DOCX else Face.PDF
    _note(user, face, issued.meeting, map(str, closed), edition=issued)


def note_original(user: Viewer, imported: ImportedFile) -> None:
    closed = imported.meeting.items.filter(closed=True).values_list("pk", flat=True)
    _note(user, Face.ORIGINAL, imported.meeting, map(str, closed))


def note_items(user: Viewer, items: Iterable[AgendaItem], face: Reading.Face) -> None:
    """Write down which of the items that stood in a list are closed; who is not signed in is shown none."""
    if user.is_authenticated:
        Reading.objects.bulk_create(
            Reading(user=_person(user), face=face, meeting_id=item.meeting_id, item=item)
            for item in items
            if item.closed
        )


def note_item(user: Viewer, item: AgendaItem) -> None:
    """Write down that a closed item was shown by itself, on the page where it is opened."""
    Reading.objects.create(user=_person(user), face=Face.PAGE, meeting=item.meeting, item=item)


def note_check(user: User, findings: Iterable[Finding]) -> None:
    """Write down the closed items whose text the check has shown to whoever issues or opens something."""
    shown = AgendaItem.objects.filter(pk__in={one.about for one in findings if one.about}, closed=True)
    Reading.objects.bulk_create(
        Reading(user=user, face=Face.CHECK, meeting_id=item.meeting_id, item=item) for item in shown
    )


def note_attachment(user: Viewer, attachment: Attachment) -> None:
    """Write down that a bilag was fetched, open or closed: an open one may be closed afterwards."""
    item = attachment.item
    Reading.objects.create(
        user=_person(user), face=Face.FILE, meeting=item.meeting, item=item, attachment=attachment
    )


def note_evidence(user: Viewer, evidence: Evidence) -> None:
    """Write down that a file on a task was fetched, as a reading of the item it came from."""
    item = evidence.task.item
    Reading.objects.create(user=_person(user), face=Face.FILE, meeting=item.meeting, item=item)


def _note(
    user: Viewer,
    face: Reading.Face,
    meeting: Meeting,
    closed: Iterable[str],
    edition: IssuedDocument | None = None,
) -> None:
    lines = [None, *closed]
    Reading.objects.bulk_create(
        Reading(user=_person(user), face=face, meeting=meeting, item_id=key, edition=edition) for key in lines
    )


def _closed(document: MeetingDocument) -> list[str]:
    sections = [entry for entry in document.entries if isinstance(entry, ItemSection)]
    return [section.key for section in sections if section.closed is not None]


def _person(user: Viewer) -> User | None:
    return user if isinstance(user, User) else None
