"""Issued documents: one snapshot for each version, and the editions drawn from it, each for one scope."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agenda.models import Meeting
from agenda.services.guards import locked
from documents import scopes
from documents.as_json import from_json, to_json
from documents.clearance import Clearance, Held, audiences
from documents.content import Kind, MeetingDocument
from documents.drawing.pdf import draw_pdf
from documents.holding import note_held
from documents.leak_check.findings import Finding
from documents.models import Incident, IssuedDocument
from documents.scopes import Scope
from people import journal
from people.files import Keep, kept_files
from people.models import User, Viewer
from people.refusals import Refused

Format = IssuedDocument.Format
ATTEMPTS = 3
SUFFIX = {Format.SNAPSHOT: "json", Format.PDF: "pdf"}


def draw_edition(document: MeetingDocument, scope: Scope) -> bytes:
    return draw_pdf(scopes.narrowed(document, scope))


def draw_cleared(meeting: Meeting, document: MeetingDocument, scope: Scope) -> bytes:
    """Draw an edition that may leave; Held if the check finds something that nobody has answered."""
    content = draw_edition(document, scope)
    findings = Clearance(meeting, document, issued_before(meeting, document)).findings(scope, content)
    if findings:
        raise Held(findings)
    return content


def _drawn_for_reader(snapshot: IssuedDocument, document: MeetingDocument, scope: Scope) -> bytes:
    """A reader is not told what the check found, and the secretariat only once."""
    try:
        return draw_cleared(snapshot.meeting, document, scope)
    except Held:
        note_held(snapshot.meeting, snapshot)
        raise Refused(
            _("Den nye udgave er ikke klar endnu. Sekretariatet er ved at se den igennem. Prøv igen senere.")
        ) from None


def issued_before(meeting: Meeting, document: MeetingDocument) -> MeetingDocument | None:
    """Return what has been issued of the meeting before this document: an earlier version, or the agenda."""
    snapshots = IssuedDocument.objects.filter(
        meeting=meeting, format=Format.SNAPSHOT, withdrawn_at__isnull=True
    )
    for kind in dict.fromkeys([document.kind, Kind.AGENDA]):
        for snapshot in snapshots.filter(kind=kind.value).order_by("-version"):
            earlier = read_snapshot(snapshot)
            if earlier != document:
                return earlier
    return None


def store_snapshot(
    meeting: Meeting, document: MeetingDocument, *, by: User | None, keep: Keep
) -> IssuedDocument:
    """Keep the whole value as the next version; editions are drawn from it, now or when somebody asks."""
    earlier = IssuedDocument.objects.filter(meeting=meeting, kind=document.kind.value)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    content = json.dumps(to_json(document), ensure_ascii=False, indent=1).encode()
    issued = IssuedDocument(
        meeting=meeting, kind=document.kind.value, version=version, format=Format.SNAPSHOT
    )
    return _store(issued, scopes.full(document), content, by, keep)


def store_edition(
    snapshot: IssuedDocument, scope: Scope, content: bytes, *, by: User | None, keep: Keep
) -> IssuedDocument:
    """Keep one drawn edition of a snapshot's version; the same scope twice is one edition."""
    found = edition_of(snapshot, scope)
    if found is not None:
        return found
    issued = IssuedDocument(
        meeting=snapshot.meeting, kind=snapshot.kind, version=snapshot.version, format=Format.PDF
    )
    return _store(issued, scope, content, by, keep)


def edition_for(user: Viewer, meeting: Meeting, kind: Kind) -> IssuedDocument | None:
    """Return the newest issued PDF that shows exactly what the user may read now.

    None if nothing is issued, and for a cancelled meeting, whose items may come up again elsewhere. A scope that
    nobody had before (a grant, a recusal) is drawn from the stored snapshot and kept as well. The scope is asked for
    after the snapshot is read, and what was drawn is kept only while that snapshot is in force.
    """
    for _attempt in range(ATTEMPTS):
        snapshot = latest_snapshot(meeting, kind)
        if snapshot is None or meeting.state == Meeting.State.CANCELLED:
            return None
        document = read_snapshot(snapshot)
        scope = scopes.of(user, meeting).within(document)
        found = edition_of(snapshot, scope)
        found = found or issue_late(snapshot, scope, _drawn_for_reader(snapshot, document, scope))
        if found is not None:
            return found
    raise Refused(_("Dokumentet blev udskiftet, mens det blev dannet. Prøv igen om lidt."))


def prepare_editions(meeting: Meeting, kind: Kind) -> None:
    """Draw and keep the editions of the newest snapshot that will be asked for; Held if the check stopped some,
    which is noted."""
    snapshot = latest_snapshot(meeting, kind)
    if snapshot is None:
        return
    document, held = read_snapshot(snapshot), list[Finding]()
    for scope in audiences(meeting, document):
        try:
            if edition_of(snapshot, scope) is None:
                issue_late(snapshot, scope, draw_cleared(meeting, document, scope))
        except Held as error:
            held += error.findings
    if held:
        note_held(meeting, snapshot)
        raise Held(held)


def latest_snapshot(meeting: Meeting, kind: Kind) -> IssuedDocument | None:
    issued = IssuedDocument.objects.select_related("meeting__forum")
    return issued.filter(
        meeting=meeting, kind=kind.value, format=Format.SNAPSHOT, withdrawn_at__isnull=True
    ).first()


def read_snapshot(snapshot: IssuedDocument) -> MeetingDocument:
    with snapshot.file.open("rb") as file:
        return from_json(json.load(file))


def edition_of(snapshot: IssuedDocument, scope: Scope) -> IssuedDocument | None:
    return IssuedDocument.objects.filter(
        meeting=snapshot.meeting_id,
        kind=snapshot.kind,
        version=snapshot.version,
        format=Format.PDF,
        scope=scope.digest,
        withdrawn_at__isnull=True,
    ).first()


def issue_late(snapshot: IssuedDocument, scope: Scope, content: bytes) -> IssuedDocument | None:
    """Keep what was drawn, or nothing if the snapshot was withdrawn or replaced meanwhile."""
    with kept_files() as keep, transaction.atomic():
        meeting = locked(snapshot.meeting)
        if latest_snapshot(meeting, Kind(snapshot.kind)) != snapshot:
            return None
        return store_edition(snapshot, scope, content, by=None, keep=keep)


def withdraw(
    meeting: Meeting, kind: Kind, *, at: datetime, incident: Incident | None, by: User | None
) -> list[IssuedDocument]:
    """Withdraw all of a kind that is in force for a locked meeting; what shows what the incident is about, for it.

    The files stay as evidence. Nobody is handed them.
    """
    issued = IssuedDocument.objects.filter(meeting=meeting, kind=kind.value, withdrawn_at__isnull=True)
    withdrawn = list(issued)
    for one in withdrawn:
        one.withdrawn_at = at
        one.withdrawn_for = incident if incident is not None and incident.key in one.shows else None
        one.save(update_fields=["withdrawn_at", "withdrawn_for"])
        journal.write("document.withdrawn", one, by=by, forum=meeting.forum_id)
    return withdrawn


def is_in_force(issued: IssuedDocument) -> bool:
    """Whether the edition is of the version that readers are handed now."""
    newest = latest_snapshot(issued.meeting, Kind(issued.kind))
    cancelled = issued.meeting.state == Meeting.State.CANCELLED
    return newest is not None and newest.version == issued.version and not cancelled


def _store(
    issued: IssuedDocument, scope: Scope, content: bytes, by: User | None, keep: Keep
) -> IssuedDocument:
    issued.scope, issued.shows, issued.issued_by = scope.digest, scope.listed(), by
    issued.sha256 = hashlib.sha256(content).hexdigest()
    suffix = SUFFIX[Format(issued.format)]
    issued.file.name = keep.save(
        f"issued/{issued.meeting.date:%Y}/{issued.pk}.{suffix}", ContentFile(content)
    )
    issued.save()
    journal.write("document.issued", issued, by=by, forum=issued.meeting.forum_id)
    return issued
