"""Approving minutes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Meeting, Recommendation
from agenda.services.guards import expect, locked, record, require_editor
from decisions.models import Outcome
from people.models import User


@transaction.atomic
def approve_minutes(meeting: Meeting, *, by: User | None) -> Meeting:
    """Approve published minutes; from then on they are locked."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [Meeting.State.MINUTES_PUBLISHED],
        _("Kun et udsendt referat, der ikke allerede er godkendt, kan godkendes."),
    )
    meeting.state, meeting.minutes_approved_at = Meeting.State.MINUTES_APPROVED, timezone.now()
    meeting.save(update_fields=["state", "minutes_approved_at"])
    record("meeting.minutes_approved", meeting, by, meeting.forum_id)
    return meeting


def approve_what_was_approved(meeting: Meeting, *, by: User | None) -> None:
    """Approve the minutes that recommendations of this meeting named, where their outcome is "godkendt"."""
    approved = Recommendation.objects.filter(
        item__meeting=meeting,
        result__outcome=Outcome.APPROVED,
        approves__state=Meeting.State.MINUTES_PUBLISHED,
    ).select_related("approves")
    for recommendation in approved:
        if recommendation.approves is not None:
            approve_minutes(recommendation.approves, by=by)
