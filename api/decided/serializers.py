"""The shape of a decision, and of what may be written of it."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.door import Sent
from decisions.models import Decision, Outcome


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    """What was decided on an item. `outcomes` has one for each recommendation, in order."""

    meeting = serializers.IntegerField(source="item.meeting_id", read_only=True)
    text = serializers.CharField(read_only=True, help_text="HTML")
    outcome = serializers.SerializerMethodField()
    outcomes = serializers.SerializerMethodField()

    class Meta:
        model = Decision
        fields = ["id", "item", "meeting", "text", "outcome", "outcomes", "recorded_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(Outcome.choices, allow_null=True))
    def get_outcome(self, decision: Decision) -> str | None:
        return decision.outcome or None

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(Outcome.choices, allow_null=True))
    )
    def get_outcomes(self, decision: Decision) -> list[str | None]:
        recommendations = decision.item.recommendations.all()
        return [one.result.outcome if hasattr(one, "result") else None for one in recommendations]


class DecisionChangeSerializer(Sent):
    """What may be changed of a decision; only what is sent is changed.

    `outcomes` has one for each recommendation, in order, and `outcome` is that of an item without recommendations.
    """

    text = serializers.CharField(
        allow_blank=True,
        trim_whitespace=False,
        required=False,
        help_text="HTML; what is not allowed is left out.",
    )
    outcome = serializers.ChoiceField(Outcome.choices, allow_null=True, required=False)
    outcomes = serializers.ListField(
        child=serializers.ChoiceField(Outcome.choices, allow_null=True), required=False
    )


class NewDecisionSerializer(DecisionChangeSerializer):
    """What was decided on which item."""

    item = serializers.UUIDField()
