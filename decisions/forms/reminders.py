"""What somebody is asked about reminders."""

from __future__ import annotations

from typing import Any

from django import forms

from decisions.models import ReminderChoice
from people.forms import PageForm

KINDS = ("assigned", "soon", "late", "monday", "departments")


class RemindersForm(PageForm):
    """A box for each kind of reminder, as the person has it now."""

    def __init__(self, choice: ReminderChoice, data: Any = None, *, leads: bool) -> None:
        super().__init__(data)
        for name in KINDS if leads else KINDS[:-1]:
            label = str(getattr(ReminderChoice._meta.get_field(name), "verbose_name"))  # noqa: B009
            self.fields[name] = forms.BooleanField(
                label=label[:1].upper() + label[1:],
                required=False,
                initial=getattr(choice, name),
                widget=forms.CheckboxInput({"class": "form-checkbox"}),
            )
