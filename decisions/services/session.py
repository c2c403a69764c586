"""The meeting itself: left again when it was opened by mistake."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.services.guards import expect, locked, move_to, require_editor
from decisions.models import Decision, RecommendationOutcome
from people.models import User
from people.refusals import Refused


@transaction.atomic
def leave_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Take back an opening made by mistake; not once something has been decided."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [Meeting.State.IN_SESSION], _("Mødet er ikke i gang."))
    if something_decided(meeting):
        raise Refused(_("Der er skrevet beslutninger; mødet kan ikke længere sættes tilbage."))
    return move_to(meeting, Meeting.State.AGENDA_PUBLISHED, "meeting.session_left", by)


def something_decided(on: Meeting | AgendaItem) -> bool:
    """Whether there is a text, an outcome or a dissent, at a meeting or on an item; a decision that all has been taken
    back of is none."""
    items = on.items.all() if isinstance(on, Meeting) else AgendaItem.objects.filter(pk=on.pk)
    said = ~Q(text="") | ~Q(outcome="") | Q(dissents__isnull=False)
    outcomes = RecommendationOutcome.objects.filter(recommendation__item__in=items)
    return Decision.objects.filter(said, item__in=items).exists() or outcomes.exists()
