"""A forgotten password, and the page that a mailed link opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from people import journal
from people.door import form_page
from people.models import User
from people.passwords import ask_for_link
from people.settings_forms import ForgottenForm, NewPasswordForm


# /password/
@form_page
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Whoever asks is answered the same, whether anybody has the address or not."""
    form = ForgottenForm(request.POST or None)
    if form.is_bound and form.is_valid():
        ask_for_link(form.cleaned_data["email"])
        messages.success(
            request,
            _(
                "Hvis vi kender adressen, er der om lidt en mail til dig med et link. Kommer den ikke, så kontakt it."
            ),
        )
        return redirect("sign_in")
    return render(request, "people/password_forgotten.html", {"form": form})


# /password/<uidb64>/<token>/
class PasswordSet(PasswordResetConfirmView):
    """Django's own: the token goes from the address into the session before the form is shown."""

    template_name = "people/password_set.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("sign_in")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A link that does not work, or no longer, is an address that is not there."""
        return super().render_to_response(context, status=200 if context.get("validlink") else 404, **kwargs)

    @transaction.atomic
    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        response = super().form_valid(form)
        journal.write("person.password_set", form.user, by=form.user)
        messages.success(self.request, _("Din nye adgangskode er gemt. Log ind med den."))
        return response
