"""What is asked of a group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.services.groups import LONGEST_NAME
from people.forms import PageForm, PersonField


class GroupForm(PageForm):
    name = forms.CharField(
        label=_("Navn"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Skriv, hvad gruppen hedder.")},
    )


class MemberForm(PageForm):
    user = PersonField(
        label=_("Person"),
        help_text=_("Skriv vedkommendes e-mailadresse, eller vælg på listen."),
        error_messages={"required": _("Skriv, hvem der skal med i gruppen.")},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["user"].widget.attrs["list"] = "people"
