"""Excerpts: one item of the minutes that are in force as a paper of its own (protokoludskrift).

An excerpt holds nothing that the reader's own edition of the minutes does not, so that one is cleared first; then the
excerpt is read back like everything that leaves.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from documents import scopes
from documents.clearance import Clearance
from documents.content import Kind, MeetingDocument
from documents.editions import (
    Sort,
    draw,
    edition_for,
    edition_of,
    issue_late,
    issued_before,
    latest_snapshot,
    read_snapshot,
)
from documents.holding import note_held
from documents.models import IssuedDocument
from documents.printed import of_item
from documents.scopes import Scope
from people.models import Viewer
from people.refusals import Refused

Format = IssuedDocument.Format


def excerpt_for(user: Viewer, item: AgendaItem, form: IssuedDocument.Format) -> IssuedDocument | None:
    """Return the excerpt of an item as the user may read it now; None where there is none, or it may not be read."""
    meeting = item.meeting
    if meeting is None or edition_for(user, meeting, Kind.MINUTES) is None:
        return None
    snapshot = latest_snapshot(meeting, Kind.MINUTES)
    if snapshot is None:
        return None
    whole = read_snapshot(snapshot)
    excerpt = of_item(whole, str(item.pk))
    scope, sort = _scope(user, meeting, excerpt), Sort(form, Kind.EXCERPT)
    if str(item.pk) not in scope.items:
        return None
    found = edition_of(snapshot, scope, sort)
    return found or issue_late(snapshot, scope, _cleared(snapshot, whole, excerpt, scope, sort), sort)


def _scope(user: Viewer, meeting: Meeting, excerpt: MeetingDocument) -> Scope:
    return scopes.of(user, meeting).within(excerpt)


def _cleared(
    snapshot: IssuedDocument, whole: MeetingDocument, excerpt: MeetingDocument, scope: Scope, sort: Sort
) -> bytes:
    """Draw an excerpt that may leave: with nothing of what is closed elsewhere in the minutes."""
    content = draw(excerpt, scope, sort)
    clearance = Clearance(snapshot.meeting, whole, issued_before(snapshot.meeting, whole))
    if clearance.findings_in_paper(scope | scopes.public(whole), content):
        note_held(snapshot.meeting, snapshot)
        raise Refused(
            _("Udskriften er ikke klar endnu. Sekretariatet er ved at se den igennem. Prøv igen senere.")
        )
    return content
