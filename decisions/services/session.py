"""The meeting itself: left again when it was opened by mistake."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from agenda.models import Meeting
from agenda.services.guards import expect, locked, move_to, require_editor
from decisions.models import Decision
from people.models import User
from people.refusals import Refused


@transaction.atomic
def leave_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Take back an opening made by mistake; not once something has been decided."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [Meeting.State.IN_SESSION], _("Mødet er ikke i gang."))
    if Decision.objects.filter(item__meeting=meeting).exists():
        raise Refused(_("Der er skrevet beslutninger; mødet kan ikke længere sættes tilbage."))
    return move_to(meeting, Meeting.State.AGENDA_PUBLISHED, "meeting.session_left", by)
