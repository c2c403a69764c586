"""A correction of approved minutes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda import richtext
from decisions.services.corrections import LONGEST_CORRECTION
from documents.markup import blocks
from people.forms import PageForm


class CorrectionForm(PageForm):
    """What is put right, in the plain-text form of docs/text-markup.md."""

    text = forms.CharField(
        label=_("Rettelse"),
        help_text=_("Skriv, hvad der stod, og hvad der skulle have stået. Adskil afsnit med en tom linje."),
        widget=forms.Textarea(attrs={"rows": 6, "lang": "da"}),
        max_length=LONGEST_CORRECTION,
        error_messages={
            "required": _("Skriv rettelsen."),
            "max_length": _("Rettelsen er for lang; skriv højst 20.000 tegn."),
        },
    )

    def rich_text(self) -> str:
        return richtext.to_html(blocks.read(self.cleaned_data["text"].splitlines()))
