"""What a list of tasks can be narrowed to. What tells of an item is asked only of items the caller may read."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from agenda.models import AgendaItem
from api.follow_up.reading import late
from decisions.models import FollowUpTask


class TaskFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?status=open,waiting&department=3&late=true&deadline_before=2026-12-31&forum=1&meeting=7&case=26/412`"""

    status = django_filters.BaseInFilter(field_name="status")
    department = django_filters.NumberFilter(field_name="department")
    person = django_filters.NumberFilter(field_name="person")
    deadline_after = django_filters.DateFilter(field_name="deadline", lookup_expr="gte")
    deadline_before = django_filters.DateFilter(field_name="deadline", lookup_expr="lte")
    late = django_filters.BooleanFilter(method="narrow_to_late")
    forum = django_filters.NumberFilter(field_name="forum", method="of_item")
    meeting = django_filters.NumberFilter(field_name="meeting", method="of_item")
    item = django_filters.UUIDFilter(field_name="pk", method="of_item")
    case = django_filters.CharFilter(field_name="case__number", method="of_item")

    class Meta:
        model = FollowUpTask
        fields: list[str] = []

    def narrow_to_late(
        self, tasks: QuerySet[FollowUpTask], _name: str, value: bool
    ) -> QuerySet[FollowUpTask]:
        return tasks.filter(late()) if value else tasks.exclude(late())

    def of_item(self, tasks: QuerySet[FollowUpTask], name: str, value: Any) -> QuerySet[FollowUpTask]:
        """A task whose item is hidden is in no list of a meeting or a case: that would tell where it is from."""
        read = AgendaItem.objects.visible_to(self.request.user).filter(**{name: value})
        return tasks.filter(item__in=read.values("pk"))
