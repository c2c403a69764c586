"""What a bilag is called."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.services.bilag import LONGEST_TITLE
from people.forms import PageForm


class RenameForm(PageForm):
    """A new title; the list of bilag draws its field."""

    title = forms.CharField(
        max_length=LONGEST_TITLE,
        error_messages={
            "required": _("Giv bilaget en titel."),
            "max_length": _("Titlen er for lang; skriv højst 1.000 tegn."),
        },
    )

    @property
    def sentence(self) -> str:
        return " ".join(str(one) for errors in self.errors.values() for one in errors)
