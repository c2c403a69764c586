"""The shape of a task. Who may not read its item is shown what is to be done, until when, and how far it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from agenda.services.bilag import LONGEST_TITLE
from api.door import Sent
from decisions.models import DeadlineWish, Evidence, FollowUpTask, TaskEntry
from decisions.models.follow_up_tasks import LONGEST_TASK
from decisions.overview import reads_item, sharing
from people.models import Department, User


class NamedSerializer(serializers.Serializer[Any]):
    """A person or a department."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="__str__")


class TaskItemSerializer(serializers.Serializer[Any]):
    """The item that a task came from."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    case_number = serializers.CharField(allow_null=True, default=None)
    closed = serializers.BooleanField()
    meeting = serializers.IntegerField()
    meeting_date = serializers.DateField()
    forum = serializers.IntegerField()
    forum_name = serializers.CharField()


class TaskSerializer(serializers.ModelSerializer[FollowUpTask]):
    """A task as its reader may see it; `item` is null where the reader may not read it."""

    # The fields are what the schema says. Fifty tasks take ten times as long where each field is looked up anew in each
    # of them, so a task of `named` is written out below, and every answer in the tests is held against the schema.
    item = TaskItemSerializer(allow_null=True, read_only=True)
    department = NamedSerializer(allow_null=True, read_only=True)
    person = NamedSerializer(allow_null=True, read_only=True)
    partners = NamedSerializer(many=True, read_only=True)
    late = serializers.BooleanField(read_only=True)
    wished_deadline = serializers.DateField(
        allow_null=True, read_only=True, help_text="Asked for, and not answered yet."
    )

    class Meta:
        model = FollowUpTask
        fields = [
            "id", "version", "text", "status", "deadline", "deadline_from", "wished_deadline", "late", "department",
            "person", "partners", "item", "every_months", "returns_on", "needs_noting", "noted_at", "handed_back_at",
            "created_at", "modified_at", "done_at",
        ]  # fmt: skip
        read_only_fields = fields

    def to_representation(self, task: Any) -> dict[str, Any]:
        moment = MOMENT.to_representation
        return {
            "id": str(task.pk),
            "version": task.version,
            "text": task.text,
            "status": task.status,
            "deadline": _day(task.deadline),
            "deadline_from": _day(task.deadline_from),
            "wished_deadline": _day(task.wanted) if task.wished else None,
            "late": task.late,
            "department": _named(task.department_id, task.department_name),
            "person": _named(task.person_id, task.person_name),
            "partners": [_named(one.pk, str(one)) for one in sharing(task)],
            "item": _item(task) if reads_item(task) else None,
            "every_months": task.every_months,
            "returns_on": _day(task.returns_on),
            "needs_noting": task.needs_noting,
            "noted_at": moment(task.noted_at),
            "handed_back_at": moment(task.handed_back_at),
            "created_at": moment(task.created_at),
            "modified_at": moment(task.modified_at),
            "done_at": moment(task.done_at),
        }


MOMENT = serializers.DateTimeField()
NAMES = {
    "department_name": F("department__name"),
    "person_name": F("person__full_name"),
    "item_number": F("item__number"),
    "item_title": F("item__title"),
    "item_closed": F("item__closed"),
    "item_case": F("item__case__number"),
    "item_meeting": F("item__meeting"),
    "item_day": F("item__meeting__date"),
    "item_forum": F("item__forum"),
    "item_forum_name": F("item__forum__name"),
    "wanted": Subquery(
        DeadlineWish.objects.filter(task=OuterRef("pk"), granted__isnull=True).values("wanted")[:1]
    ),
}


def named(tasks: QuerySet[FollowUpTask]) -> QuerySet[FollowUpTask]:
    """Tasks of `tasks_of` with the names that are told of them, and no rows of other tables."""
    return tasks.select_related(None).annotate(**NAMES)


def _named(pk: int | None, name: str) -> dict[str, Any] | None:
    return None if pk is None else {"id": pk, "name": name}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _item(task: Any) -> dict[str, Any]:
    return {
        "id": str(task.item_id),
        "number": task.item_number,
        "title": task.item_title,
        "case_number": task.item_case,
        "closed": task.item_closed,
        "meeting": task.item_meeting,
        "meeting_date": _day(task.item_day),
        "forum": task.item_forum,
        "forum_name": task.item_forum_name,
    }


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


class NewEvidenceSerializer(Sent):
    """A file to show what was done. Without a title it is called what the file is called."""

    file = serializers.FileField()
    title = serializers.CharField(max_length=LONGEST_TITLE, required=False)


class NoteSerializer(Sent):
    """What somebody writes of how it goes."""

    text = serializers.CharField(max_length=5000)


class ReasonSerializer(Sent):
    reason = serializers.CharField(max_length=500)


class WishSerializer(ReasonSerializer):
    """Another deadline, and why."""

    wanted = serializers.DateField()


class WishAnswerSerializer(Sent):
    """Whether another deadline is granted, and why or why not."""

    grant = serializers.BooleanField()
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


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
