"""The shapes of what there is. They describe what `documents.catalogue` says; they decide nothing."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from agenda.models import Case, Forum, Membership
from documents.models import IssuedDocument
from people.models import AccessToken, Department, User


class ForumSerializer(serializers.ModelSerializer[Forum]):
    class Meta:
        model = Forum
        fields = [
            "id", "name", "abbreviation", "usual_start", "usual_place", "open_to_employees", "open_to_public",
        ]  # fmt: skip
        read_only_fields = fields


class CaseSerializer(serializers.ModelSerializer[Case]):
    """A case, by the number that it has in the municipality's own system."""

    class Meta:
        model = Case
        fields = ["id", "number"]
        read_only_fields = fields


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
        fields = ["id", "name", "abbreviation", "parent", "merged_into"]
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
        return sorted(one.pk for one in user.departments_led.all() if one.merged_into_id is None)

    @extend_schema_field(serializers.ChoiceField(AccessToken.Scope.choices, allow_null=True))
    def get_scope(self, user: User) -> str | None:
        token = self.context["request"].auth
        return token.scope if isinstance(token, AccessToken) else None

    @extend_schema_field(serializers.DateTimeField())
    def get_now(self, user: User) -> str:
        return timezone.localtime().isoformat()
