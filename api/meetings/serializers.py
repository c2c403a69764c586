"""The shapes of meetings. They describe what `documents.content` says; they decide nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agenda.forms.fields import coming
from agenda.models import Attendance, Meeting
from agenda.rights import LONGEST_REASON
from api.door import MomentField, Sent
from api.items.serializers import ClosureSerializer, SomebodySerializer
from documents.as_json import JSON, to_json
from documents.content import ItemKind, Outcome, Stay
from documents.leak_check.findings import Severity
from documents.models import CheckAnswer
from documents.read_log import Face, read_meeting


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    forum_name = serializers.CharField(source="forum.name", read_only=True)

    class Meta:
        model = Meeting
        fields = ["id", "forum", "forum_name", "date", "start", "place", "state"]
        read_only_fields = fields


class AttendeeSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    presence = serializers.ChoiceField(Attendance.Presence.choices)


class OriginSerializer(serializers.Serializer[Any]):
    """The item of an earlier meeting that an item goes on with."""

    number = serializers.IntegerField()
    date = serializers.DateField()
    key = serializers.UUIDField(allow_null=True)


class GuestSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    arrives = serializers.CharField(allow_null=True)
    leaves = serializers.CharField(allow_null=True)


class ItemPresenceSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    stay = serializers.ChoiceField([one.value for one in Stay])
    at = serializers.CharField(allow_null=True)


class DissentSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    text = serializers.CharField()


class CorrectionSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    date = serializers.DateField()


class ItemSerializer(serializers.Serializer[Any]):
    """An item; with `stub` true it is one that the caller may not read, and all but its public face is empty."""

    key = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    case_number = serializers.CharField(allow_null=True)
    closed = serializers.BooleanField()
    stub = serializers.BooleanField()
    preliminary = serializers.BooleanField()
    withdrawn = serializers.BooleanField()
    proposer = serializers.CharField()
    background = serializers.CharField()
    recommendations = serializers.ListField(child=serializers.CharField())
    decision = serializers.CharField()
    attachments = serializers.ListField(child=serializers.CharField())
    closed_attachments = serializers.ListField(child=serializers.CharField())
    attachment_keys = serializers.ListField(child=serializers.CharField())
    closure = ClosureSerializer(allow_null=True)
    kind = serializers.ChoiceField([one.value for one in ItemKind], allow_null=True)
    continues = OriginSerializer(allow_null=True)
    begins = serializers.CharField(allow_null=True)
    minutes = serializers.IntegerField(allow_null=True)
    presenter = serializers.CharField()
    guests = GuestSerializer(many=True)
    outcomes = serializers.ListField(
        child=serializers.ChoiceField([one.value for one in Outcome], allow_null=True)
    )
    recused = serializers.ListField(child=serializers.CharField())
    presences = ItemPresenceSerializer(many=True)
    dissents = DissentSerializer(many=True)
    corrections = CorrectionSerializer(many=True)


class DocumentSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(["agenda", "minutes"])
    forum = serializers.CharField()
    date = serializers.DateField()
    start = serializers.CharField(allow_null=True)
    place = serializers.CharField()
    municipality = serializers.CharField()
    attendance = AttendeeSerializer(many=True)
    version = serializers.IntegerField(allow_null=True)
    changes = serializers.CharField()
    order = serializers.ListField(child=serializers.IntegerField())
    adds_to = serializers.DateField(allow_null=True)
    items = ItemSerializer(many=True)


class MeetingDetailSerializer(MeetingSerializer):
    document = serializers.SerializerMethodField()

    class Meta(MeetingSerializer.Meta):
        fields = [*MeetingSerializer.Meta.fields, "document"]
        read_only_fields = fields

    @extend_schema_field(DocumentSerializer)
    def get_document(self, meeting: Meeting) -> JSON:
        user = self.context["request"].user
        return to_json(read_meeting(user, meeting, Face.API))


def _coming(day: date) -> None:
    """Years are mistyped by programs too."""
    coming(day)


class MeetingChangeSerializer(Sent):
    """What may be changed of a meeting that has not begun; only what is sent is changed. The participants are told."""

    date = serializers.DateField(required=False, validators=[_coming])
    start = serializers.TimeField(allow_null=True, required=False)
    place = serializers.CharField(max_length=200, allow_blank=True, required=False)
    reason = serializers.CharField(max_length=LONGEST_REASON, required=False)


class NewMeetingSerializer(Sent):
    """A new meeting. It gets the forum's deadlines and standing items."""

    forum = serializers.IntegerField()
    date = serializers.DateField(validators=[_coming])
    start = serializers.TimeField(allow_null=True, required=False)
    place = serializers.CharField(max_length=200, allow_blank=True, default="")


class DeadlinesSerializer(serializers.ModelSerializer[Meeting]):
    """When items are to be in, and when the agenda is to be out."""

    submission = serializers.DateTimeField(source="submission_due_at", allow_null=True)
    sending = serializers.DateTimeField(source="sending_due_at", allow_null=True)

    class Meta:
        model = Meeting
        fields = ["submission", "sending"]
        read_only_fields = fields


class NewDeadlinesSerializer(Sent):
    """Deadlines of its own for a meeting: both are sent, and null is none."""

    submission = MomentField(allow_null=True)
    sending = MomentField(allow_null=True)


class FoundSerializer(serializers.Serializer[Any]):
    """What the check has found; `id` is what an answer names, `answers` the kinds that let it pass."""

    id = serializers.CharField()
    severity = serializers.ChoiceField([one.value for one in Severity])
    place = serializers.CharField()
    part = serializers.CharField()
    what = serializers.CharField()
    advice = serializers.CharField()
    answers = serializers.ListField(child=serializers.ChoiceField(CheckAnswer.Kind.choices))


class RemarkSerializer(serializers.Serializer[Any]):
    """Something to look at; `place` says at which item, "" for the meeting."""

    place = serializers.CharField()
    detail = serializers.CharField(source="sentence")


class CheckedSerializer(serializers.Serializer[Any]):
    """What would be sent out now, and what is found in it. `blockers` come first, and `remarks` stop nothing."""

    kind = serializers.ChoiceField(["agenda", "minutes"])
    findings = FoundSerializer(many=True)
    blockers = RemarkSerializer(many=True)
    remarks = RemarkSerializer(many=True)


class OpeningSerializer(Sent):
    """`early` says that the meeting is to be opened although its day has not come."""

    early = serializers.BooleanField(default=False)


class CancellationSerializer(Sent):
    """Why a meeting is cancelled; the participants are told."""

    reason = serializers.CharField(max_length=LONGEST_REASON, required=False)


class PresentSerializer(serializers.ModelSerializer[Attendance]):
    """One line of the list of those who were there, as it is printed."""

    class Meta:
        model = Attendance
        fields = ["who", "user", "presence"]
        read_only_fields = fields


class NewPresentSerializer(SomebodySerializer):
    """One line of the list. A user is named as minutes name them unless `who` says how."""

    presence = serializers.ChoiceField(Attendance.Presence.choices)
