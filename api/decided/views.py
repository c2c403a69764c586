"""/api/v1/decisions/"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from agenda.models import AgendaItem
from agenda.services.guards import require_item_editor
from agenda.services.versions import Mark, newest
from api import filters
from api.decided.serializers import DecisionChangeSerializer, DecisionSerializer, NewDecisionSerializer
from api.door import caller, named_in, valid
from api.idempotency import PARAMETER, once
from api.listing import Changing, Followed, lock_item
from api.stamps import DECISIONS
from api.versions import IF_MATCH
from decisions.models import Decision, Outcome
from decisions.services.recording import TEXT, WHOLE, record_decision, save_text, set_outcomes
from documents import catalogue
from people.models import User
from people.refusals import Refused


class DecisionViewSet(Changing[Decision], Followed[Decision]):
    """Decisions on items that the caller may read; before the minutes are out only for those who take them."""

    there_is = staticmethod(catalogue.decisions_for)
    follows = DECISIONS
    serializer_class = DecisionSerializer
    order = ("-recorded_at", "-pk")
    filterset_class = filters.DecisionFilter

    def read_in(self, rows: list[Decision]) -> list[AgendaItem]:
        return [one.item for one in rows]

    def lock(self, row: Decision) -> None:
        lock_item(row.item)

    @extend_schema(parameters=[PARAMETER], request=NewDecisionSerializer, responses={201: DecisionSerializer})
    def create(self, request: Request) -> Response:
        """Write down what was decided on an item, while the meeting lasts."""
        by, given = caller(request), valid(NewDecisionSerializer(data=request.data))
        item = named_in(AgendaItem.objects.visible_to(by), "item", given["item"])
        made = once(request, by, lambda: _first(item, given, by).pk)
        return self.told(made, status.HTTP_201_CREATED)

    @extend_schema(
        parameters=[IF_MATCH], request=DecisionChangeSerializer, responses={200: DecisionSerializer}
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change what is sent, while the meeting lasts. Where outcomes are sent and no text, they may offer one."""
        with self.unchanged(request) as decision:
            _change(decision.item, valid(DecisionChangeSerializer(data=request.data)), caller(request))
        return self.told()


@transaction.atomic
def _first(item: AgendaItem, given: dict[str, Any], by: User) -> Decision:
    lock_item(item)
    require_item_editor(by, item)
    if Decision.objects.visible_to(by).filter(item=item).exists():
        raise Refused(_("Der er allerede skrevet en beslutning på punktet. Hent den, og ret i den."))
    decision = record_decision(item, given.get("text", ""), by=by)
    _say_outcomes(item, given, by)
    return decision


def _change(item: AgendaItem, given: dict[str, Any], by: User) -> None:
    """The text last: outcomes offer one where there is none."""
    _say_outcomes(item, given, by)
    if "text" in given:
        save_text(item, given["text"], base=Mark.of(newest(item, TEXT)), by=by, anew=True)


def _say_outcomes(item: AgendaItem, given: dict[str, Any], by: User) -> None:
    outcomes = {}
    if "outcome" in given:
        outcomes[WHOLE] = _named(given["outcome"])
    if "outcomes" in given:
        outcomes |= {place: _named(one) for place, one in enumerate(given["outcomes"], start=1)}
    _expect_places(item, given)
    if outcomes:
        set_outcomes(item, outcomes, by=by)


def _expect_places(item: AgendaItem, given: dict[str, Any]) -> None:
    """An error at the field that says more or less than the item asks for."""
    places = item.recommendations.count()
    if "outcomes" in given and len(given["outcomes"]) != places:
        raise ValidationError({"outcomes": _("Der skal være et udfald for hvert punkt i indstillingen.")})
    if "outcome" in given and places:
        raise ValidationError({"outcome": _("Punktet har en indstilling: sig udfaldene i »outcomes«.")})


def _named(outcome: str | None) -> Outcome | None:
    return Outcome(outcome) if outcome else None
