"""What is asked of a legal ground."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.services.grounds import Line
from people.forms import PageForm


class GroundForm(PageForm):
    """One line of the list of legal grounds."""

    text = forms.CharField(
        label=_("Hjemmel"),
        help_text=_("Som den skal stå på lukkede punkter, gerne med lov og paragraf."),
        max_length=300,
        error_messages={"required": _("Skriv, hvad hjemlen hedder.")},
    )
    open_ended = forms.BooleanField(
        label=_("Sekretæren skal skrive en begrundelse med egne ord"),
        required=False,
    )
    position = forms.IntegerField(
        label=_("Plads på listen"),
        help_text=_("1 står øverst."),
        min_value=0,
        max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid"), _("Skriv pladsen med tal.")),
    )
    active = forms.BooleanField(
        label=_("Kan vælges"),
        help_text=_("Punkter, der er lukket med hjemlen, ændres ikke, når den ikke længere kan vælges."),
        required=False,
    )

    def line(self) -> Line:
        return Line(**self.cleaned_data)
