"""What is asked of a seat."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.forms.fields import day_field
from agenda.models import Membership
from agenda.rights import Role
from people.forms import PageForm, PersonField


class SeatForm(PageForm):
    user = PersonField(
        label=_("Person"),
        help_text=_("Skriv vedkommendes e-mailadresse, eller vælg på listen."),
        error_messages={"required": _("Skriv, hvem der skal have pladsen.")},
    )
    role = forms.ChoiceField(
        label=_("Plads"),
        choices=[
            (Role.MEMBER, _("Medlem")),
            (Role.CHAIR, _("Formand")),
            (Role.SECRETARY, _("Sekretær")),
            (Role.DEPUTY_SECRETARY, _("Stedfortrædende sekretær")),
        ],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vælg, hvilken plads det er.")),
    )
    since = day_field(_("Fra og med"), _("Skriv, hvornår pladsen begynder."))
    until = day_field(_("Til og med"), "", required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"role": Role.MEMBER, "since": timezone.localdate()})
        self.fields["user"].widget.attrs["list"] = "people"


class EndForm(PageForm):
    until = day_field(_("Sidste dag"), _("Skriv pladsens sidste dag."))

    def __init__(self, seat: Membership, data: Any = None) -> None:
        last = seat.until or max(seat.since, timezone.localdate())
        super().__init__(data, initial={"until": last})
