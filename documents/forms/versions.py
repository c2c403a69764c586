"""What a new version of published minutes says of itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.new_version import LONGEST_CHANGES
from people.forms import PageForm


class ChangesForm(PageForm):
    changes = forms.CharField(
        label=_("Hvad er ændret?"),
        help_text=_(
            "Står forrest i den nye udgave, også hos dem, der ikke må læse lukkede punkter. Fx »Beslutningen til"
            " punkt 3 er præciseret.«"
        ),
        max_length=LONGEST_CHANGES,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "da"}),
        error_messages={
            "required": _("Skriv, hvad der er ændret."),
            "max_length": _("Teksten er for lang; skriv højst 500 tegn."),
        },
    )
