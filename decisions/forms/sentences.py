"""A forum's own sentences for the outcomes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from agenda.models import AgendaItem
from decisions.models import Outcome
from decisions.sentences import COMMON, Place
from decisions.services.sentences import LONGEST_SENTENCE
from people.forms import PageForm


class SentencesForm(PageForm):
    """One field for each sentence; an empty one is the common sentence."""

    conditional = [f"{outcome}-{kind}" for outcome, kind in COMMON]

    def __init__(self, own: dict[Place, str], data: Any = None) -> None:
        super().__init__(data)
        for place, common in COMMON.items():
            self.fields[_name(place)] = forms.CharField(
                label=_label(place),
                initial=own.get(place, common),
                max_length=LONGEST_SENTENCE,
                required=False,
                widget=forms.TextInput(attrs={"class": "form-input", "autocomplete": "off", "lang": "da"}),
                error_messages={"max_length": _("Sætningen er for lang; skriv højst 500 tegn.")},
            )

    def sentences(self) -> dict[Place, str]:
        return {place: self.cleaned_data[_name(place)] for place in COMMON}


def _name(place: Place) -> str:
    return "-".join(place)


def _label(place: Place) -> str:
    outcome, kind = place
    label = str(Outcome(outcome).label)
    if not kind:
        return label
    words = _("%(outcome)s, når punktet er til %(kind)s")
    return words % {"outcome": label, "kind": str(AgendaItem.Kind(kind).label).lower()}
