"""The shape of a task. Who may not read its item is shown what is to be done, until when, and how far it is."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from api.door import Sent
from decisions.models import Evidence, FollowUpTask, TaskEntry
from decisions.models.follow_up_tasks import LONGEST_TASK
from decisions.overview import reads_item
from people.models import Department, User


class NamedSerializer(serializers.Serializer[Any]):
    """A person or a department."""

    id = serializers.IntegerField()
    name = serializers.SerializerMethodField()

    def get_name(self, one: User | Department) -> str:
        return str(one)


class TaskItemSerializer(serializers.Serializer[Any]):
    """The item that a task came from."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    case_number = serializers.CharField(source="case.number", default=None, allow_null=True)
    closed = serializers.BooleanField()
    meeting = serializers.IntegerField(source="meeting_id")
    meeting_date = serializers.DateField(source="meeting.date")
    forum = serializers.IntegerField(source="forum_id")
    forum_name = serializers.CharField(source="forum.name")


class TaskSerializer(serializers.ModelSerializer[FollowUpTask]):
    """A task as its reader may see it; `item` is null where the reader may not read it."""

    item = serializers.SerializerMethodField()
    department = NamedSerializer(allow_null=True)
    person = NamedSerializer(allow_null=True)
    partners = serializers.SerializerMethodField()
    late = serializers.BooleanField(read_only=True)

    class Meta:
        model = FollowUpTask
        fields = [
            "id", "version", "text", "status", "deadline", "deadline_from", "late", "department", "person",
            "partners", "item", "every_months", "returns_on", "needs_noting", "noted_at", "handed_back_at",
            "created_at", "modified_at", "done_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(TaskItemSerializer(allow_null=True))
    def get_item(self, task: FollowUpTask) -> Any:
        return TaskItemSerializer(task.item).data if reads_item(task) else None

    @extend_schema_field(NamedSerializer(many=True))
    def get_partners(self, task: FollowUpTask) -> Any:
        partners = [one.person or one.department for one in task.partners.all()]
        return NamedSerializer(partners, many=True).data


class TaskEntrySerializer(serializers.ModelSerializer[TaskEntry]):
    """One line of a task's log."""

    by = NamedSerializer(allow_null=True)

    class Meta:
        model = TaskEntry
        fields = ["kind", "at", "by", "text", "before", "after"]
        read_only_fields = fields


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A file that shows what was done. `file` is where it is fetched."""

    added_by = NamedSerializer(allow_null=True)
    file = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = ["id", "title", "size", "content_type", "added_by", "added_at", "file"]
        read_only_fields = fields

    @extend_schema_field(serializers.URLField())
    def get_file(self, evidence: Evidence) -> str:
        return reverse("api-evidence-file", args=[evidence.pk], request=self.context["request"])


class NoteSerializer(Sent):
    """What somebody writes of how it goes."""

    text = serializers.CharField(max_length=5000)


class ReasonSerializer(Sent):
    reason = serializers.CharField(max_length=500)


class WishSerializer(ReasonSerializer):
    """Another deadline, and why."""

    wanted = serializers.DateField()


class TaskChangeSerializer(Sent):
    """What may be changed of a task; only what is sent is changed."""

    text = serializers.CharField(max_length=LONGEST_TASK, required=False)
    status = serializers.ChoiceField(FollowUpTask.Status.choices, required=False)
    deadline = serializers.DateField(allow_null=True, required=False)
    department = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.in_use().order_by("pk"), allow_null=True, required=False
    )
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), allow_null=True, required=False
    )
    partner_departments = serializers.PrimaryKeyRelatedField(
        queryset=Department.objects.in_use().order_by("pk"), many=True, required=False
    )
    partner_people = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.filter(is_active=True), many=True, required=False
    )
    note = serializers.CharField(
        max_length=5000, required=False, help_text="Stands in the log with the change."
    )


class NewTaskSerializer(TaskChangeSerializer):
    """A new task: what is to be done because of the decision on which item, and by whom."""

    item = serializers.UUIDField()
    text = serializers.CharField(max_length=LONGEST_TASK)
    status = None  # type: ignore[assignment]
    note = None  # type: ignore[assignment]
    every_months = serializers.IntegerField(min_value=1, max_value=120, allow_null=True, required=False)
