from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """E-mail and password. Says the same whether the address or the password is wrong."""

    error_messages = {
        "invalid_login": _(
            "E-mailadressen og adgangskoden passer ikke sammen. Se efter tastefejl, og prøv igen."
        ),
        "inactive": _("E-mailadressen og adgangskoden passer ikke sammen. Se efter tastefejl, og prøv igen."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mail")
        self.fields["username"].widget = forms.EmailInput(
            attrs={"class": "form-input", "autocomplete": "username", "autofocus": True}
        )
        self.fields["username"].error_messages["required"] = _("Skriv din e-mailadresse.")
        self.fields["password"].label = _("Adgangskode")
        self.fields["password"].widget.attrs["class"] = "form-input"
        self.fields["password"].error_messages["required"] = _("Skriv din adgangskode.")
