"""Writing down what was decided, while the meeting lasts."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.richtext import clean
from agenda.services.guards import (
    expect,
    locked_item,
    record,
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
