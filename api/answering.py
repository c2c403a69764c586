"""The shapes of answers to what the check before issuing has found."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agenda.rights import LONGEST_REASON
from api.door import Sent, valid
from documents.models import CheckAnswer


class AnswerSerializer(Sent):
    """The answer to a finding of the check, by the `id` that the refusal gave it."""

    finding = serializers.CharField(max_length=64)
    kind = serializers.ChoiceField(CheckAnswer.Kind.choices)
    reason = serializers.CharField(max_length=LONGEST_REASON, allow_blank=True, default="")


class AnswersSerializer(Sent):
    """Answers to what the check asked when the same was sent without them."""

    answers = AnswerSerializer(many=True, required=False)


@extend_schema_field(
    {
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": {"type": "array", "items": {"$ref": "#/components/schemas/Answer"}},
        "description": "Answers to what the check asked when the same was sent without them, as one text of JSON.",
    }
)
class AnswersInForm(serializers.CharField):
    """A form has no lists of objects that every client writes alike, so there they are one text."""

    def to_internal_value(self, data: Any) -> Any:
        try:
            sent = json.loads(super().to_internal_value(data))
        except (ValueError, RecursionError):
            raise serializers.ValidationError(
                _("Skriv svarene som JSON: en liste med »finding«, »kind« og »reason«.")
            ) from None
        return valid(AnswerSerializer(data=sent, many=True))
