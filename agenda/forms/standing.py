"""What is asked of a standing item."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.models import AgendaItem, StandingItem
from agenda.services.standing import Line
from people.forms import PageForm


class StandingForm(PageForm):
    """One line of the forum's list."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=1000,
        error_messages={"required": _("Skriv, hvad punktet hedder.")},
    )
    place = forms.ChoiceField(
        label=_("Plads"),
        choices=[
            (AgendaItem.Place.FIRST, _("Først på dagsordenen")),
            (AgendaItem.Place.LAST, _("Sidst på dagsordenen")),
        ],
        error_messages={"invalid_choice": _("Vælg, om punktet står først eller sidst.")},
    )
    kind = forms.ChoiceField(
        label=_("Slags"),
        choices=AgendaItem.Kind.choices,
        error_messages={"invalid_choice": _("Vælg, hvilken slags punkt det er.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutter"),
        min_value=1,
        max_value=600,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Skriv et antal minutter mellem 1 og 600.")
        ),
    )
    approves_minutes = forms.BooleanField(
        label=_("Godkender det forrige mødes referat"),
        help_text=_(
            "Punktet får indstillingerne »at dagsordenen godkendes« og »at referatet af mødet den … godkendes«. "
            "Datoen følger med, når møder flyttes eller aflyses, indtil dagsordenen er udsendt."
        ),
        required=False,
    )

    def line(self) -> Line:
        return Line(**self.cleaned_data)


def as_written(standing: StandingItem) -> dict[str, object]:
    """What the form begins with when a line is to be changed."""
    return {name: getattr(standing, name) for name in StandingForm.base_fields}
