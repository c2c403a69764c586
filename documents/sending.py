"""Sending a stored file to a browser, under a name that tells nothing it should not."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment, Meeting
from decisions.models import Evidence
from documents.content import Kind
from documents.models import ImportedFile, IssuedDocument, WaitingBilag
from people.refusals import Gone

IssuedKind = IssuedDocument.Kind
WORDS = {
    IssuedKind.AGENDA: "dagsorden",
    IssuedKind.MINUTES: "referat",
    IssuedKind.SUPPLEMENT: "tillaegsdagsorden",
    IssuedKind.EXCERPT: "protokoludskrift",
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {IssuedDocument.Format.PDF: "application/pdf", IssuedDocument.Format.DOCX: DOCX}
SPELT_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""For a file somebody put in: should a browser show it after all, nothing in it may run."""


def send_edition(issued: IssuedDocument) -> FileResponse:
    meeting = issued.meeting
    word = WORDS[IssuedKind(issued.kind)]
    version = f"-udgave-{issued.version}" if issued.version > 1 else ""
    name = f"{word}-{slug(meeting.forum.name)}-{meeting.date}{_of_item(issued)}{version}.{issued.format}"
    return _send(issued.file, name, TYPES[IssuedDocument.Format(issued.format)])


def send_draft(meeting: Meeting, kind: Kind, content: bytes) -> HttpResponse:
    """A draft drawn for one who asked for it; it is kept nowhere."""
    name = f"udkast-{WORDS[IssuedKind(kind.value)]}-{slug(meeting.forum.name)}-{meeting.date}.pdf"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(
        content, content_type=TYPES[IssuedDocument.Format.PDF], headers={"Content-Disposition": disposition}
    )


def _of_item(issued: IssuedDocument) -> str:
    """Of an excerpt, the number of its item."""
    if issued.kind != IssuedKind.EXCERPT:
        return ""
    item = AgendaItem.objects.filter(pk__in=issued.shows).first()
    return f"-punkt-{item.number}" if item else ""


def send_attachment(attachment: Attachment) -> FileResponse:
    suffix = PurePosixPath(attachment.file.name or "").suffix
    kind = attachment.content_type or "application/octet-stream"
    return _send(attachment.file, f"{_name(attachment)}{suffix}", kind)


def _name(attachment: Attachment) -> str:
    """A closed title is not left in somebody's list of downloads: there the bilag has its number, "bilag-2-L1"."""
    item = attachment.item
    if not (attachment.closed or item.closed):
        return slug(attachment.title) or "bilag"
    before = Q(position__lt=attachment.position) | Q(position=attachment.position, pk__lte=attachment.pk)
    place = item.attachments.filter(before, closed=attachment.closed).count()
    return f"bilag-{item.number or 'kladde'}-{'L' if attachment.closed else ''}{place}"


def send_evidence(evidence: Evidence) -> FileResponse:
    """A file on a task; of a closed item its name tells nothing."""
    suffix = PurePosixPath(evidence.file.name or "").suffix
    name = "dokumentation" if evidence.task.item.closed else slug(evidence.title) or "dokumentation"
    return _send(evidence.file, f"{name}{suffix}", evidence.content_type)


def send_waiting(waiting: WaitingBilag) -> FileResponse:
    """A file that is not on its item yet; called by no title, since it may never come out."""
    return _send(waiting.file, "bilag-afventer", "application/octet-stream")


def send_original(imported: ImportedFile) -> FileResponse:
    meeting = imported.meeting
    suffix = PurePosixPath(imported.file.name or "").suffix
    name = f"original-{slug(meeting.forum.name)}-{meeting.date}{suffix}"
    return _send(imported.file, name, "application/octet-stream")


def slug(text: str) -> str:
    """Return the text as part of a file name: "Børn & Unge" becomes "boern-unge"; at most 80 letters."""
    plain = unicodedata.normalize("NFC", text).lower().translate(SPELT_OUT)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only)[:80].strip("-")


def _send(file: FieldFile, name: str, content_type: str) -> FileResponse:
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        raise Gone(_("Filen findes ikke længere på serveren. Sig det til forummets sekretær.")) from None
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response
