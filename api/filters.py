"""What the lists can be narrowed to. What tells of an item is asked only of items that the reader may read."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agenda.models import AgendaItem, Attachment, Meeting
from decisions.filters import IdFilter, OfDepartment
from decisions.models import Decision
from documents.models import IssuedDocument
from people.models import Department


class MeetingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?forum=1&state=planned&date_after=2026-01-01&date_before=2026-12-31`"""

    forum = IdFilter(field_name="forum", label=_("Forum"))
    state = django_filters.ChoiceFilter(choices=Meeting.State.choices, label=_("Status"))
    date_after = django_filters.DateFilter(field_name="date", lookup_expr="gte", label=_("Dato fra"))
    date_before = django_filters.DateFilter(field_name="date", lookup_expr="lte", label=_("Dato til"))

    class Meta:
        model = Meeting
        fields: list[str] = []


class ItemFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?forum=1&meeting=7&case=26/412&kind=decision&date_after=2026-01-01&published=true`"""

    forum = IdFilter(field_name="forum", label=_("Forum"))
    meeting = IdFilter(field_name="meeting", label=_("Møde"))
    published = django_filters.BooleanFilter(
        field_name="published_at", lookup_expr="isnull", exclude=True, label=_("Udsendt")
    )
    date_after = django_filters.DateFilter(field_name="meeting__date", lookup_expr="gte", label=_("Dato fra"))
    date_before = django_filters.DateFilter(
        field_name="meeting__date", lookup_expr="lte", label=_("Dato til")
    )
    case = django_filters.CharFilter(method="of_case", label=_("Sagsnr."))
    kind = django_filters.ChoiceFilter(choices=AgendaItem.Kind.choices, method="of_kind", label=_("Slags"))
    department = OfDepartment(method="of_department", label=_("Afdeling"))

    class Meta:
        model = AgendaItem
        fields: list[str] = []

    def of_case(self, items: QuerySet[AgendaItem], _name: str, value: str) -> QuerySet[AgendaItem]:
        shown = Q(closed=True, shows_case_number=True, published_at__isnull=False)
        return items.filter(Q(is_read=True) | shown, case__number=value)

    def of_kind(self, items: QuerySet[AgendaItem], _name: str, value: str) -> QuerySet[AgendaItem]:
        return items.filter(Q(is_read=True), kind=value)

    def of_department(self, items: QuerySet[AgendaItem], _name: str, value: Any) -> QuerySet[AgendaItem]:
        return items.filter(Q(is_read=True), department=value)


class DecisionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?forum=1&meeting=7&item=…&case=26/412&date_after=2026-01-01`"""

    forum = IdFilter(field_name="item__forum", label=_("Forum"))
    meeting = IdFilter(field_name="item__meeting", label=_("Møde"))
    item = django_filters.UUIDFilter(field_name="item", label=_("Punkt"))
    case = django_filters.CharFilter(field_name="item__case__number", label=_("Sagsnr."))
    date_after = django_filters.DateFilter(
        field_name="item__meeting__date", lookup_expr="gte", label=_("Dato fra")
    )
    date_before = django_filters.DateFilter(
        field_name="item__meeting__date", lookup_expr="lte", label=_("Dato til")
    )

    class Meta:
        model = Decision
        fields: list[str] = []


class AttachmentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?item=…&meeting=7`"""

    item = django_filters.UUIDFilter(field_name="item", label=_("Punkt"))
    meeting = IdFilter(field_name="item__meeting", label=_("Møde"))

    class Meta:
        model = Attachment
        fields: list[str] = []


class DocumentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?forum=1&meeting=7&kind=minutes`"""

    forum = IdFilter(field_name="meeting__forum", label=_("Forum"))
    meeting = IdFilter(field_name="meeting", label=_("Møde"))
    kind = django_filters.ChoiceFilter(choices=IssuedDocument.Kind.choices, label=_("Slags"))

    class Meta:
        model = IssuedDocument
        fields: list[str] = []


class DepartmentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?parent=3`"""

    parent = OfDepartment(field_name="parent", label=_("Hører under"))

    class Meta:
        model = Department
        fields: list[str] = []
