"""The versions that a meeting's agenda and minutes have been issued in, as far as one reader may fetch them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from agenda.models import Meeting
from documents import scopes
from documents.models import IssuedDocument
from documents.scopes import Scope
from people.models import User, Viewer

KINDS = (IssuedDocument.Kind.MINUTES, IssuedDocument.Kind.AGENDA)
NEWEST = {IssuedDocument.Kind.MINUTES: "minutes_pdf", IssuedDocument.Kind.AGENDA: "agenda_pdf"}


@dataclass(frozen=True)
class Version:
    """One version; `changes` says what is new in it."""

    number: int
    issued_at: datetime
    issued_by: User | None
    changes: str
    url: str
    newest: bool


@dataclass(frozen=True)
class Shelf:
    """The versions of one kind of paper, the newest first."""

    kind: IssuedDocument.Kind
    versions: list[Version]


def of(user: Viewer, meeting: Meeting) -> list[Shelf]:
    """Return what the user is handed of each version: of the newest the edition that is theirs, of an earlier one the
    fullest that shows nothing they may not read. One that has none of them is not told of."""
    if meeting.state == Meeting.State.CANCELLED:
        return []
    scope, shelves = scopes.of(user, meeting), []
    issued = IssuedDocument.objects.filter(meeting=meeting, kind__in=KINDS, withdrawn_at__isnull=True)
    papers = defaultdict[tuple[str, int], list[IssuedDocument]](list)
    for one in issued.filter(format=IssuedDocument.Format.PDF):
        papers[one.kind, one.version].append(one)
    snapshots = issued.filter(format=IssuedDocument.Format.SNAPSHOT).select_related("issued_by")
    for kind in KINDS:
        found = [one for one in snapshots.order_by("-version") if one.kind == kind]
        versions = [_version(one, papers[kind, one.version], scope, one == found[0]) for one in found]
        if any(versions):
            shelves.append(Shelf(kind, [one for one in versions if one]))
    return shelves


def _version(
    snapshot: IssuedDocument, papers: Iterable[IssuedDocument], scope: Scope, newest: bool
) -> Version | None:
    url = _newest_address(snapshot) if newest else _address(papers, scope)
    if not url:
        return None
    return Version(snapshot.version, snapshot.issued_at, snapshot.issued_by, snapshot.changes, url, newest)


def _newest_address(snapshot: IssuedDocument) -> str:
    return reverse(NEWEST[IssuedDocument.Kind(snapshot.kind)], args=[snapshot.meeting_id])


def _address(papers: Iterable[IssuedDocument], scope: Scope) -> str:
    readable = scope.items | scope.attachments
    fit = [one for one in papers if readable.issuperset(one.shows)]
    return reverse("kept_edition", args=[max(fit, key=lambda one: len(one.shows)).pk]) if fit else ""
