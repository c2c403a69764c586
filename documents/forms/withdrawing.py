"""What is asked when an item is withdrawn."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.rights import LONGEST_REASON
from people.forms import PageForm


class WithdrawForm(PageForm):
    reason = forms.CharField(
        label=_("Hvorfor udgår punktet?"),
        help_text=_(
            "Står på punktets side for dem, der kan læse punktet. Fx »Forvaltningen har trukket sagen.«"
        ),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Skriv, hvorfor punktet udgår."),
            "max_length": _("Begrundelsen er for lang; skriv højst 500 tegn."),
        },
    )
    reissues = forms.BooleanField(
        label=_("Send dagsordenen ud i en ny udgave, hvor der står, at punktet udgår"),
        required=False,
        initial=True,
    )
