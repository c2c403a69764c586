"""The shapes of minutes that are out and being written anew."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agenda.models import Attendance, ItemPresence
from api.door import Sent
from api.items.serializers import NewStaySerializer, SomebodySerializer
from api.meetings.serializers import NewPresentSerializer
from decisions.models import Outcome
from decisions.services.dissents import LONGEST_DISSENT
from decisions.services.revisions import LONGEST_CHANGES


class _Somebody(serializers.Serializer[Any]):
    who = serializers.CharField()
    user = serializers.IntegerField(allow_null=True)


class RevisedPresentSerializer(_Somebody):
    presence = serializers.ChoiceField(Attendance.Presence.choices)


class RevisedStaySerializer(_Somebody):
    kind = serializers.ChoiceField(ItemPresence.Kind.choices)
    at = serializers.TimeField(allow_null=True)


class RevisedDissentSerializer(_Somebody):
    text = serializers.CharField()


class RevisedItemSerializer(serializers.Serializer[Any]):
    """All that the next version will say of an item that it changes. `text` is HTML."""

    item = serializers.UUIDField()
    number = serializers.IntegerField()
    text = serializers.CharField()
    outcomes = serializers.ListField(child=serializers.ChoiceField(Outcome.choices, allow_null=True))
    presences = RevisedStaySerializer(many=True)
    dissents = RevisedDissentSerializer(many=True)


class RevisionSerializer(serializers.Serializer[Any]):
    """What the next version of published minutes will say otherwise; `attendance` is null where that stays."""

    meeting = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    opened_by = serializers.IntegerField(allow_null=True)
    changes = serializers.CharField()
    attendance = RevisedPresentSerializer(many=True, allow_null=True)
    items = RevisedItemSerializer(many=True)


class NewDissentSerializer(SomebodySerializer):
    """Somebody who asked to have it recorded that they did not agree."""

    text = serializers.CharField(max_length=LONGEST_DISSENT)


class RevisedItemChangeSerializer(Sent):
    """What is written anew of an item; only what is sent is changed. `outcomes` has one for each recommendation, or
    one for an item that has none."""

    item = serializers.UUIDField()
    text = serializers.CharField(
        allow_blank=True,
        trim_whitespace=False,
        required=False,
        help_text="HTML; what is not allowed is left out.",
    )
    outcomes = serializers.ListField(
        child=serializers.ChoiceField(Outcome.choices, allow_null=True), required=False
    )
    presences = NewStaySerializer(many=True, required=False)
    dissents = NewDissentSerializer(many=True, required=False)


class RevisionChangeSerializer(Sent):
    """What is written anew; only what is sent is changed. `changes` is what the version will say of itself."""

    changes = serializers.CharField(max_length=LONGEST_CHANGES, allow_blank=True, required=False)
    attendance = NewPresentSerializer(many=True, required=False)
    items = RevisedItemChangeSerializer(many=True, required=False)
