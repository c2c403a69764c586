"""The shape of an item as `documents.catalogue` says it, and of what may be written of it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agenda.models import AgendaItem, ItemPresence
from agenda.services.attendance import LONGEST_NAME
from agenda.services.fields import LONGEST_STAY
from api.answering import AnswersSerializer
from api.door import Sent
from documents.catalogue import face_of
from people.models import Department, User


class ClosureSerializer(serializers.Serializer[Any]):
    """How an item is closed, and all that others may know of it. `public_decision` is HTML."""

    public_title = serializers.CharField()
    shows_case_number = serializers.BooleanField()
    legal_ground = serializers.CharField()
    public_decision = serializers.CharField()


class AgendaItemSerializer(serializers.Serializer[Any]):
    """An item; with `stub` true it is one that the caller may not read, and all but its public face is empty."""

    id = serializers.UUIDField()
    stub = serializers.BooleanField()
    number = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    closed = serializers.BooleanField()
    state = serializers.ChoiceField(AgendaItem.State.choices)
    forum = serializers.IntegerField()
    meeting = serializers.IntegerField(allow_null=True)
    meeting_date = serializers.DateField(allow_null=True)
    case_number = serializers.CharField(allow_null=True)
    public_decision = serializers.CharField()
    closure = ClosureSerializer(allow_null=True)
    position = serializers.IntegerField(allow_null=True)
    kind = serializers.ChoiceField(AgendaItem.Kind.choices, allow_null=True)
    minutes = serializers.IntegerField(allow_null=True)
    presenter = serializers.CharField()
    guests = serializers.ListField(child=serializers.CharField())
    department = serializers.IntegerField(allow_null=True)
    proposer = serializers.CharField()
    background = serializers.CharField(help_text="HTML")
    recommendations = serializers.ListField(child=serializers.CharField())
    decision = serializers.IntegerField(allow_null=True)
    attachments = serializers.ListField(child=serializers.UUIDField())

    def to_representation(self, instance: AgendaItem) -> dict[str, Any]:
        return super().to_representation(face_of(instance))


class ItemChangeSerializer(Sent):
    """What may be changed of an item that is not published; only what is sent is changed.

    `place` is the place among the items of its meeting that have no number yet, 1 the first.
    """

    title = serializers.CharField(max_length=1000, required=False)
    kind = serializers.ChoiceField(AgendaItem.Kind.choices, required=False)
    minutes = serializers.IntegerField(
        min_value=1,
        max_value=LONGEST_STAY,
        allow_null=True,
        required=False,
        help_text="How long it may take.",
    )
    case_number = serializers.CharField(max_length=60, allow_blank=True, required=False)
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.in_use().order_by("pk"), allow_null=True, required=False
    )
    proposer = serializers.CharField(max_length=300, allow_blank=True, required=False)
    background = serializers.CharField(
        allow_blank=True,
        trim_whitespace=False,
        required=False,
        help_text="HTML; what is not allowed is left out.",
    )
    recommendations = serializers.ListField(child=serializers.CharField(), required=False)
    presenter = serializers.CharField(max_length=300, allow_blank=True, required=False)
    guests = serializers.ListField(
        child=serializers.CharField(max_length=320), required=False, help_text="08:45–09:00 Gitte Holm, KL"
    )
    place = serializers.IntegerField(min_value=1, required=False)


class NewItemSerializer(ItemChangeSerializer):
    """A new item: last on the agenda of a `meeting`, or waiting in a `forum` for one. Whether it is closed is said each
    time; how, is said afterwards at its `closure/`."""

    meeting = serializers.IntegerField(required=False)
    forum = serializers.IntegerField(required=False)
    title = serializers.CharField(max_length=1000)
    closed = serializers.BooleanField()


class OntoMeetingSerializer(Sent):
    """Which meeting an item is taken onto."""

    meeting = serializers.IntegerField()


class StaySerializer(serializers.ModelSerializer[ItemPresence]):
    """Who was not there for all of an item, or only for it."""

    class Meta:
        model = ItemPresence
        fields = ["who", "user", "kind", "at"]
        read_only_fields = fields


class SomebodySerializer(Sent):
    """Somebody of whom something is written down: a user, or who is known by name alone."""

    who = serializers.CharField(max_length=LONGEST_NAME, required=False)
    user = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), allow_null=True, required=False
    )


class NewStaySerializer(SomebodySerializer):
    """One line of the list. A user is named as minutes name them unless `who` says how."""

    kind = serializers.ChoiceField(ItemPresence.Kind.choices)
    at = serializers.TimeField(allow_null=True, required=False)


class CommentSerializer(Sent):
    """Why a proposal is sent back; its author reads it."""

    comment = serializers.CharField(max_length=5000)


class WithdrawalSerializer(Sent):
    """Why an item will not be taken. With `reissues` the agenda goes out anew and says so."""

    reason = serializers.CharField(max_length=500)
    reissues = serializers.BooleanField(default=False)


class ClosingSerializer(AnswersSerializer):
    """How an item is to be closed. What tells more of a closed item than before is checked, and `answers` are to that.
    `sensitive_words` are never answered; without them they stay as they are."""

    legal_ground = serializers.CharField(max_length=500)
    public_title = serializers.CharField(max_length=1000)
    shows_case_number = serializers.BooleanField(default=False)
    public_decision = serializers.CharField(
        allow_blank=True,
        trim_whitespace=False,
        default="",
        help_text="HTML; what is not allowed is left out.",
    )
    sensitive_words = serializers.ListField(child=serializers.CharField(), required=False)
