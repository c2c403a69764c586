"""What is written while minutes are taken: outcomes, who was there, dissents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import Attendance, ItemPresence
from agenda.services.attendance import LONGEST_NAME
from decisions.models import Outcome
from decisions.services.dissents import LONGEST_DISSENT
from documents.minute_taking import Choice
from people.forms import PageForm

RECUSED = "recused"
"""A choice beside the kinds of presence; it is noted as a right, `agenda.services.access.recuse`."""


class OutcomesForm(forms.Form):
    """What became of each recommendation, or of the item; what was not sent stays as it is."""

    def __init__(self, choices: list[Choice], data: Any) -> None:
        super().__init__(data)
        for one in choices:
            self.fields[one.name] = forms.ChoiceField(choices=[("", ""), *Outcome.choices], required=False)
        self.places = {one.place: one.name for one in choices}

    def outcomes(self) -> dict[int, Outcome | None]:
        given = {place: self.cleaned_data[name] for place, name in self.places.items() if name in self.data}
        return {place: Outcome(one) if one else None for place, one in given.items()}


class AttendeeForm(PageForm):
    """One more on the list of who was there: a user by e-mail or name, or somebody by name alone."""

    who = forms.CharField(
        label=_("Navn"),
        help_text=_("Skriv navnet, som det skal stå i referatet, eller vælg på listen."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "people"}),
        error_messages={"required": _("Skriv et navn.")},
    )
    presence = forms.ChoiceField(label=_("Til stede som"), choices=Attendance.Presence.choices)


class PresenceForm(PageForm):
    """Who was not there for all of an item, or only for it."""

    who = forms.CharField(
        label=_("Hvem"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "attending"}),
        error_messages={"required": _("Skriv et navn.")},
    )
    kind = forms.ChoiceField(
        label=_("Hvad"), choices=[*ItemPresence.Kind.choices, (RECUSED, _("er inhabil"))]
    )
    at = forms.TimeField(
        label=_("Kl."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Skriv klokkeslættet som 09:40.")},
    )


class DissentForm(PageForm):
    """A dissent, in plain text."""

    who = forms.CharField(
        label=_("Medlem"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "attending"}),
        error_messages={"required": _("Skriv, hvem det er.")},
    )
    text = forms.CharField(
        label=_("Særstandpunkt"),
        help_text=_("Kort, som vedkommende vil have det ført til referat. Linjeskift bliver stående."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_DISSENT,
        error_messages={"required": _("Skriv, hvad vedkommende vil have ført til referat.")},
    )
