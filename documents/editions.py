"""Issued documents: one snapshot for each version, and the editions drawn from it, each for one scope."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from agenda.models import Meeting
from agenda.services.guards import locked
from documents import scopes, verdicts
from documents.as_json import from_json, to_json
from documents.clearance import Clearance, Held, audiences
from documents.content import Kind, MeetingDocument
from documents.drawing.docx import draw_docx
from documents.drawing.pdf import draw_pdf
from documents.holding import note_held
from documents.leak_check.findings import Finding
from documents.models import Incident, IssuedDocument
from documents.new_editions import tell_waiting, waiting
from documents.printed import note_printed
from documents.scopes import Scope
from people import journal
from people.files import Keep, kept_files
from people.models import User, Viewer
from people.refusals import Refused

Format = IssuedDocument.Format
ATTEMPTS = 3
SUFFIX = {Format.SNAPSHOT: "json", Format.PDF: "pdf", Format.DOCX: "docx"}


@dataclass(frozen=True)
class Sort:
    """What sort of paper is drawn from a snapshot: its format, and its kind where that is another."""

    format: IssuedDocument.Format
    kind: Kind | None = None


PDF, DOCX = Sort(Format.PDF), Sort(Format.DOCX)


def draw_edition(document: MeetingDocument, scope: Scope) -> bytes:
    return draw_pdf(scopes.narrowed(document, scope))


def draw(document: MeetingDocument, scope: Scope, sort: Sort) -> bytes:
    if sort.format == Format.DOCX:
        return draw_docx(scopes.narrowed(document, scope))
    return draw_edition(document, scope)


def draw_cleared(snapshot: IssuedDocument, clearance: Clearance, scope: Scope, sort: Sort = PDF) -> bytes:
    """Draw an edition that may leave; Held if the check finds something unanswered, which is remembered."""
    basis, content = clearance.basis(scope), draw(clearance.whole, scope, sort)
    findings = clearance.findings(scope, content)
    if findings:
        verdicts.remember(snapshot, scope, basis, passed=False)
        raise Held(findings)
    return content


def _drawn_for_reader(snapshot: IssuedDocument, document: MeetingDocument, scope: Scope, sort: Sort) -> bytes:
    """A reader is not told what the check found, and the secretariat only once."""
    clearance = _clearance(snapshot, document)
    try:
        if verdicts.passed(snapshot, scope, clearance.basis(scope)) is not False:
            return draw_cleared(snapshot, clearance, scope, sort)
    except Held:
        note_held(snapshot.meeting, snapshot)
    raise Refused(
        _("Den nye udgave er ikke klar endnu. Sekretariatet er ved at se den igennem. Prøv igen senere.")
    )


def _clearance(snapshot: IssuedDocument, document: MeetingDocument) -> Clearance:
    return Clearance(snapshot.meeting, document, issued_before(snapshot.meeting, document))


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


def next_version(meeting: Meeting, kind: Kind) -> int:
    """The number that the next version will get: one more than all that has been issued, withdrawn or not."""
    earlier = IssuedDocument.objects.filter(meeting=meeting, kind=kind.value, format=Format.SNAPSHOT)
    return (earlier.aggregate(last=Max("version"))["last"] or 0) + 1


def store_snapshot(
    meeting: Meeting, document: MeetingDocument, *, by: User | None, keep: Keep
) -> IssuedDocument:
    """Keep the whole value as the version it says, or the next; editions are drawn from it, now or when somebody
    asks."""
    version = document.version or next_version(meeting, document.kind)
    if document.kind is Kind.MINUTES:
        note_printed(document, version)
    content = json.dumps(to_json(replace(document, version=version)), ensure_ascii=False, indent=1).encode()
    issued = IssuedDocument(
        meeting=meeting,
        kind=document.kind.value,
        version=version,
        format=Format.SNAPSHOT,
        changes=document.changes,
    )
    return _store(issued, scopes.full(document), content, by, keep)


def store_edition(
    snapshot: IssuedDocument,
    scope: Scope,
    content: bytes,
    *,
    sort: Sort = PDF,
    by: User | None,
    keep: Keep,
) -> IssuedDocument:
    """Keep one drawn edition of a snapshot's version; the same scope twice is one edition."""
    found = edition_of(snapshot, scope, sort)
    if found is not None:
        return found
    issued = IssuedDocument(
        meeting=snapshot.meeting,
        kind=sort.kind or snapshot.kind,
        version=snapshot.version,
        format=sort.format,
    )
    return _store(issued, scope, content, by, keep)


def edition_for(
    user: Viewer, meeting: Meeting, kind: Kind, *, version: int | None = None, sort: Sort = PDF
) -> IssuedDocument | None:
    """Return the newest issued paper that shows exactly what the user may read now; with `version`, that supplement.

    None if nothing is issued, and for a cancelled meeting, whose items may come up again elsewhere. A scope that
    nobody had before (a grant, a recusal) is drawn from the stored snapshot and kept as well. The scope is asked for
    after the snapshot is read, and what was drawn is kept only while that snapshot is in force.
    """
    for _attempt in range(ATTEMPTS):
        snapshot = latest_snapshot(meeting, kind, version)
        if snapshot is None or meeting.state == Meeting.State.CANCELLED:
            return None
        document = read_snapshot(snapshot)
        scope = scopes.of(user, meeting).within(document)
        found = edition_of(snapshot, scope, sort)
        if found is None:
            content = _drawn_for_reader(snapshot, document, scope, sort)
            found = issue_late(snapshot, scope, content, sort)
        if found is not None:
            return found
    raise Refused(_("Dokumentet blev udskiftet, mens det blev dannet. Prøv igen om lidt."))


def prepare_editions(meeting: Meeting, kind: Kind) -> None:
    """Draw and keep the editions that will be asked for of what is in force, also by those who wait for them; Held if
    the check stopped some, which is noted."""
    held = list[Finding]()
    for snapshot in (one for one in in_force(meeting) if one.kind == kind):
        found = _prepare(snapshot)
        if found:
            note_held(meeting, snapshot)
        held += found
    if held:
        raise Held(held)


def _prepare(snapshot: IssuedDocument) -> list[Finding]:
    """Return what the check found in those that could not be kept."""
    document, held = read_snapshot(snapshot), list[Finding]()
    late = (scope for _user, scope in waiting(snapshot))
    for scope in dict.fromkeys([*audiences(snapshot.meeting, document), *late]):
        try:
            if edition_of(snapshot, scope) is None:
                issue_late(snapshot, scope, draw_cleared(snapshot, _clearance(snapshot, document), scope))
        except Held as error:
            held += error.findings
    return held


def in_force(meeting: Meeting) -> list[IssuedDocument]:
    """Return the snapshots of what readers are handed now: the newest agenda and minutes, and every supplement."""
    found = _snapshots(meeting).order_by("kind", "-version")
    newest = {one.kind: one for one in reversed(found)}
    return [one for one in found if one.kind == Kind.SUPPLEMENT or newest[one.kind] == one]


def latest_snapshot(meeting: Meeting, kind: Kind, version: int | None = None) -> IssuedDocument | None:
    """Return the newest snapshot of the kind; with `version`, that one, if it is not withdrawn."""
    issued = _snapshots(meeting).filter(kind=kind.value)
    return (issued if version is None else issued.filter(version=version)).first()


def _snapshots(meeting: Meeting) -> QuerySet[IssuedDocument]:
    issued = IssuedDocument.objects.select_related("meeting__forum")
    return issued.filter(meeting=meeting, format=Format.SNAPSHOT, withdrawn_at__isnull=True)


def read_snapshot(snapshot: IssuedDocument) -> MeetingDocument:
    with snapshot.file.open("rb") as file:
        return from_json(json.load(file))


def edition_of(snapshot: IssuedDocument, scope: Scope, sort: Sort = PDF) -> IssuedDocument | None:
    return IssuedDocument.objects.filter(
        meeting=snapshot.meeting_id,
        kind=sort.kind or snapshot.kind,
        version=snapshot.version,
        format=sort.format,
        scope=scope.digest,
        withdrawn_at__isnull=True,
    ).first()


def issue_late(
    snapshot: IssuedDocument, scope: Scope, content: bytes, sort: Sort = PDF
) -> IssuedDocument | None:
    """Keep what was drawn, or nothing if the snapshot was withdrawn or replaced meanwhile."""
    with kept_files() as keep, transaction.atomic():
        locked(snapshot.meeting)
        if not is_in_force(snapshot):
            return None
        tell_waiting.enqueue(str(snapshot.pk))
        return store_edition(snapshot, scope, content, sort=sort, by=None, keep=keep)


def withdraw(snapshot: IssuedDocument, *, at: datetime, incident: Incident | None, by: User | None) -> None:
    """Withdraw what is in force of a locked meeting and was drawn from a snapshot, and the versions before it; what
    shows what the incident is about, for it.

    The files stay as evidence. Nobody is handed them.
    """
    meeting, kinds = snapshot.meeting, [snapshot.kind]
    if snapshot.kind == Kind.MINUTES:
        kinds.append(Kind.EXCERPT)
    issued = IssuedDocument.objects.filter(meeting=meeting, kind__in=kinds, withdrawn_at__isnull=True)
    if snapshot.kind == Kind.SUPPLEMENT:
        issued = issued.filter(version=snapshot.version)
    for one in issued:
        one.withdrawn_at = at
        one.withdrawn_for = incident if incident is not None and incident.key in one.shows else None
        one.save(update_fields=["withdrawn_at", "withdrawn_for"])
        journal.write("document.withdrawn", one, by=by, forum=meeting.forum_id)


def is_in_force(issued: IssuedDocument) -> bool:
    """Whether the edition, or snapshot, is of the version that readers are handed now."""
    kind = Kind.MINUTES if issued.kind == Kind.EXCERPT else Kind(issued.kind)
    version = issued.version if kind is Kind.SUPPLEMENT else None
    newest = latest_snapshot(issued.meeting, kind, version)
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
