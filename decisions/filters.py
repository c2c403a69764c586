"""What a list of tasks can be narrowed to, in the address of a page and of the API alike.

What tells of an item is asked only of items the reader may read: a task whose item is hidden is in no list of a
meeting, a case or a forum, for that would tell where it is from.
"""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from agenda.models import AgendaItem
from decisions.models import FollowUpTask
from decisions.overview import late, unanswered
from people.departments import taken_over_by
from people.models import Department

YES_OR_NO = ("late", "unanswered")


class IdFilter(django_filters.NumberFilter):  # type: ignore[misc]
    """The id of something; a number that is no whole one, or that no database has room for, is an error."""

    field_class = forms.IntegerField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, min_value=0, max_value=2**63 - 1, **kwargs)


class _DepartmentField(forms.IntegerField):
    def clean(self, value: Any) -> Any:
        department = super().clean(value)
        return department if department is None else taken_over_by(department)


class OfDepartment(IdFilter):
    """The id of a department; of one that became part of another, that one is meant, so that an address that somebody
    saved goes on."""

    field_class = _DepartmentField


class StatusFilter(django_filters.BaseInFilter, django_filters.ChoiceFilter):  # type: ignore[misc]
    """One status or more, with commas between; one that there is not is an error."""


class TaskFilter(django_filters.FilterSet):  # type: ignore[misc]
    """`?status=open,waiting&department=3&late=true&unanswered=true&deadline_before=2026-12-31&forum=1&meeting=7&case=26/412`"""

    status = StatusFilter(field_name="status", choices=FollowUpTask.Status.choices, label=_("Status"))
    department = OfDepartment(field_name="department", label=_("Afdeling"))
    person = IdFilter(field_name="person", label=_("Person"))
    deadline_after = django_filters.DateFilter(field_name="deadline", lookup_expr="gte", label=_("Frist fra"))
    deadline_before = django_filters.DateFilter(
        field_name="deadline", lookup_expr="lte", label=_("Frist til")
    )
    late = django_filters.BooleanFilter(method="narrow_to_late", label=_("Over fristen"))
    unanswered = django_filters.BooleanFilter(method="narrow_to_unanswered", label=_("Venter på svar"))
    forum = IdFilter(field_name="forum", method="of_item", label=_("Forum"))
    meeting = IdFilter(field_name="meeting", method="of_item", label=_("Møde"))
    item = django_filters.UUIDFilter(field_name="pk", method="of_item", label=_("Punkt"))
    case = django_filters.CharFilter(field_name="case__number", method="of_item", label=_("Sagsnr."))

    class Meta:
        model = FollowUpTask
        fields: list[str] = []

    def not_understood(self) -> list[str]:
        """Sentences about what was asked for and could not be."""
        said = {name: value for name, value in self.data.items() if value and name in self.filters}
        unknown = [name for name in said if name in self.errors]
        unknown += [name for name in YES_OR_NO if name in said and self.form.cleaned_data.get(name) is None]
        words = _("»%(value)s« ved »%(field)s« forstås ikke, så listen er ikke afgrænset efter det.")
        sentences = [
            words % {"value": said[name][:40], "field": self.filters[name].label} for name in unknown
        ]
        department = self.form.cleaned_data.get("department")
        if department is not None and not Department.objects.filter(pk=department).exists():
            sentences.append(_("Der er ingen afdeling med nummer %(number)s.") % {"number": department})
        return sentences

    def narrow_to_late(
        self, tasks: QuerySet[FollowUpTask], _name: str, value: bool
    ) -> QuerySet[FollowUpTask]:
        return tasks.filter(late()) if value else tasks.exclude(late())

    def narrow_to_unanswered(
        self, tasks: QuerySet[FollowUpTask], _name: str, value: bool
    ) -> QuerySet[FollowUpTask]:
        return tasks.filter(unanswered()) if value else tasks.exclude(unanswered())

    def of_item(self, tasks: QuerySet[FollowUpTask], name: str, value: Any) -> QuerySet[FollowUpTask]:
        read = AgendaItem.objects.visible_to(self.request.user).filter(**{name: value})
        return tasks.filter(item__in=read.values("pk"))
