"""Sending out over REST: what the page of issuing does, with what stops it as problem details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from agenda.models import Meeting
from api.errors import PreconditionFailed
from api.held import HeldBack, answers_to, asked
from documents import services
from documents.answers import answer
from documents.content import Kind
from documents.read_log import note_check
from documents.readiness import remarks
from documents.services import Prepared, Stale
from people.models import User


def prepared_for(meeting: Meeting, kind: Kind, answers: Iterable[Mapping[str, Any]], by: User) -> Prepared:
    """Draw and check the document, and keep the answers; HeldBack with all that stops it still."""
    prepared = services.prepare(meeting, kind, by=by)
    if given := list(answers_to(meeting, prepared, answers)):
        answer(meeting, given, by=by)
        prepared = prepared.answered(meeting)
    blockers = [one for one in remarks(meeting, prepared.document) if one.blocks]
    if prepared.findings or blockers:
        note_check(by, prepared.findings)
        sentence = _("Der er noget, som skal rettes eller besvares, før det kan sendes ud.")
        raise HeldBack(sentence, asked(meeting, prepared.document.kind, prepared.findings), blockers)
    return prepared


def checked(meeting: Meeting, by: User) -> dict[str, Any]:
    """What sending out would ask and say now, of the agenda before the meeting and of the minutes after that."""
    kind = Kind.AGENDA if meeting.is_before_session else Kind.MINUTES
    prepared = services.prepare(meeting, kind, by=by)
    note_check(by, prepared.findings)
    found = remarks(meeting, prepared.document)
    return {
        "kind": kind.value,
        "findings": asked(meeting, kind, prepared.findings),
        "blockers": [one for one in found if one.blocks],
        "remarks": [one for one in found if not one.blocks],
    }


def issue(meeting: Meeting, prepared: Prepared, by: User) -> None:
    """Send out what was drawn; 412 where the meeting has been changed since."""
    try:
        services.issue(meeting, prepared, by=by)
    except Stale:
        raise PreconditionFailed(
            _("Mødet blev rettet, mens dokumentet blev dannet. Hent det igen, og send det ud på ny.")
        ) from None
