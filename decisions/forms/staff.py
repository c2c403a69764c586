"""What an administrator is asked before two departments become one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.danish import sort_key
from people.forms import PageForm
from people.models import Department


class MergeForm(PageForm):
    into = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Lægges sammen med"),
        empty_label=_("Vælg en afdeling"),
        error_messages={"required": _("Vælg den afdeling, der tager over.")},
    )

    def __init__(self, department: Department, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["into"]
        field.queryset = Department.objects.in_use().exclude(pk=department.pk)
        ordered = sorted(field.queryset, key=lambda one: sort_key(one.name))
        field.widget.choices = [("", field.empty_label), *((one.pk, one.name) for one in ordered)]
