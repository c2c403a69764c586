"""The shapes of what there is. They describe what `documents.catalogue` says; they decide nothing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from agenda.models import AgendaItem, Attachment, Case, Forum, Membership
from decisions.models import Decision, Outcome
from documents.catalogue import face_of
from documents.models import IssuedDocument
from people.models import AccessToken, Department, User


class ForumSerializer(serializers.ModelSerializer[Forum]):
    class Meta:
        model = Forum
        fields = [
            "id", "name", "abbreviation", "usual_start", "usual_place", "open_to_employees", "open_to_public",
        ]  # fmt: skip
        read_only_fields = fields


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
    kind = serializers.ChoiceField(AgendaItem.Kind.choices, allow_null=True)
    department = serializers.IntegerField(allow_null=True)
    proposer = serializers.CharField()
    background = serializers.CharField(help_text="HTML")
    recommendations = serializers.ListField(child=serializers.CharField())
    decision = serializers.IntegerField(allow_null=True)
    attachments = serializers.ListField(child=serializers.UUIDField())

    def to_representation(self, instance: AgendaItem) -> dict[str, Any]:
        return super().to_representation(face_of(instance))


class CaseSerializer(serializers.ModelSerializer[Case]):
    """A case, by the number that it has in the municipality's own system."""

    class Meta:
        model = Case
        fields = ["id", "number"]
        read_only_fields = fields


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


class AttachmentSerializer(serializers.ModelSerializer[Attachment]):
    """A bilag. `file` is where it is fetched, null where only its title is known."""

    file = serializers.SerializerMethodField()

    class Meta:
        model = Attachment
        fields = ["id", "item", "title", "closed", "size", "content_type", "file"]
        read_only_fields = fields

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_file(self, attachment: Attachment) -> str | None:
        if not attachment.file:
            return None
        return reverse("api-attachment-file", args=[attachment.pk], request=self.context["request"])


class IssuedDocumentSerializer(serializers.ModelSerializer[IssuedDocument]):
    """An agenda, a supplement or minutes, as issued. `file` is where the caller fetches their own edition of it."""

    file = serializers.SerializerMethodField()
    forum = serializers.IntegerField(source="meeting.forum_id", read_only=True)

    class Meta:
        model = IssuedDocument
        fields = ["id", "kind", "version", "forum", "meeting", "issued_at", "file"]
        read_only_fields = fields

    @extend_schema_field(serializers.URLField())
    def get_file(self, issued: IssuedDocument) -> str:
        return reverse("api-document-file", args=[issued.pk], request=self.context["request"])


class DepartmentSerializer(serializers.ModelSerializer[Department]):
    class Meta:
        model = Department
        fields = ["id", "name", "abbreviation", "parent"]
        read_only_fields = fields


class SeatSerializer(serializers.ModelSerializer[Membership]):
    class Meta:
        model = Membership
        fields = ["forum", "role", "since", "until"]
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer[User]):
    """Who asks, what they lead and sit in, and what their key may be used for (null without a key)."""

    name = serializers.CharField(source="full_name", read_only=True)
    leads = serializers.SerializerMethodField()
    seats = SeatSerializer(source="memberships", many=True, read_only=True)
    scope = serializers.SerializerMethodField()
    now = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = ["id", "name", "email", "title", "department", "leads", "seats", "scope", "now"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_leads(self, user: User) -> list[int]:
        return sorted(one.pk for one in user.departments_led.all())

    @extend_schema_field(serializers.ChoiceField(AccessToken.Scope.choices, allow_null=True))
    def get_scope(self, user: User) -> str | None:
        token = self.context["request"].auth
        return token.scope if isinstance(token, AccessToken) else None

    @extend_schema_field(serializers.DateTimeField())
    def get_now(self, user: User) -> str:
        return timezone.localtime().isoformat()
