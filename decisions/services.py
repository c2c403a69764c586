"""Writing down what was decided, and approving minutes."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting, Recommendation
from agenda.richtext import clean
from agenda.services.guards import (
    expect,
    locked,
    locked_item,
    move_to,
    record,
    require_editor,
    require_item_editor,
)
from decisions.models import Decision, Outcome, RecommendationOutcome
from people.models import User
from people.refusals import Refused


@transaction.atomic
def record_decision(
    item: AgendaItem, text: str, *, outcomes: Sequence[Outcome | None] = (), by: User | None
) -> Decision:
    """Write the decision on an item while the meeting is open.

    `outcomes` says what became of each recommendation, in order, None where nothing was said; without it, nothing
    was said of any. What was said before no longer stands.
    """
    item = locked_item(item)
    require_item_editor(by, item)
    expect(item.state, [AgendaItem.State.PUBLISHED], _("Punktet er ikke på den udsendte dagsorden."))
    if item.meeting is None or item.meeting.state != Meeting.State.IN_SESSION:
        raise Refused(_("Beslutninger skrives, mens mødet er i gang."))
    decision, _made = Decision.objects.update_or_create(
        item=item, defaults={"text": clean(text), "recorded_by": by, "recorded_at": timezone.now()}
    )
    _set_outcomes(item, outcomes)
    record("item.decided", item, by, item.forum_id, item.department_id)
    return decision


def _set_outcomes(item: AgendaItem, outcomes: Sequence[Outcome | None]) -> None:
    recommendations = list(item.recommendations.all())
    if outcomes and len(outcomes) != len(recommendations):
        raise ValidationError(_("Der skal være et udfald for hvert punkt i indstillingen."))
    RecommendationOutcome.objects.filter(recommendation__in=recommendations).delete()
    RecommendationOutcome.objects.bulk_create(
        RecommendationOutcome(recommendation=recommendation, outcome=outcome)
        for recommendation, outcome in zip(recommendations, outcomes, strict=False)
        if outcome is not None
    )


@transaction.atomic
def leave_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Take back an opening made by mistake; not once something has been decided."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [Meeting.State.IN_SESSION], _("Mødet er ikke i gang."))
    if Decision.objects.filter(item__meeting=meeting).exists():
        raise Refused(_("Der er skrevet beslutninger; mødet kan ikke længere sættes tilbage."))
    return move_to(meeting, Meeting.State.AGENDA_PUBLISHED, "meeting.session_left", by)


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
