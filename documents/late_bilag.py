"""A bilag, for somebody who reads what nobody read when the document was issued: a grant, an invitation, a recusal.

Such a scope has no edition that was checked with its bilag, and may never ask for one. So its bilag are checked when
they are fetched.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from agenda.models import Attachment, Meeting
from documents import scopes, verdicts
from documents.clearance import Clearance
from documents.content import Kind
from documents.editions import edition_of, issued_before, read_snapshot
from documents.holding import note_held
from documents.models import IssuedDocument
from documents.scopes import Scope
from people.models import Viewer
from people.refusals import Refused


def require_cleared(user: Viewer, attachment: Attachment) -> None:
    """Refuse a bilag in which the check finds what those who read just what the user reads must not meet."""
    meeting = attachment.item.meeting
    snapshot = _showing(meeting, attachment) if meeting is not None else None
    if meeting is None or snapshot is None or attachment.item.published_at is None:
        return
    readable = scopes.of(user, meeting)
    scope = readable.among(snapshot.shows)
    if scope.listed() == sorted(snapshot.shows) or edition_of(snapshot, scope) is not None:
        return
    if readable != scopes.everything(meeting) and not _passes(snapshot, scope, attachment):
        note_held(meeting, snapshot)
        raise Refused(
            _("Bilaget er ikke klar endnu. Sekretariatet er ved at se det igennem. Prøv igen senere.")
        )


def _showing(meeting: Meeting, attachment: Attachment) -> IssuedDocument | None:
    """The newest document that names the bilag; what is in none has been checked as the page shows it."""
    in_force = IssuedDocument.objects.filter(
        meeting=meeting, format=IssuedDocument.Format.SNAPSHOT, withdrawn_at=None
    )
    whole = in_force.exclude(kind=Kind.EXCERPT.value).select_related("meeting__forum")
    newest = whole.order_by("-issued_at", "-version")
    return next((one for one in newest if str(attachment.pk) in one.shows), None)


def _passes(snapshot: IssuedDocument, scope: Scope, attachment: Attachment) -> bool:
    document, key = read_snapshot(snapshot), str(attachment.pk)
    clearance = Clearance(snapshot.meeting, document, issued_before(snapshot.meeting, document))
    basis = clearance.basis(scope)
    known = verdicts.passed(snapshot, scope, basis, key)
    if known is not None:
        return known
    found = not clearance.findings_in_bilag(scope, key)
    verdicts.remember(snapshot, scope, basis, key, passed=found)
    return found
