"""Signing in and out, what one has been told, the keys of one's own programs, and who covers for whom."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.absences import end_absence, kept_by, set_absence
from people.access_tokens import issue, withdraw
from people.door import form_page, offered_people, person
from people.forms import AbsenceForm, KeyForm, SignInForm
from people.models import AccessToken, User
from people.notices import mark_read, newest


# /sign-in/
class SignIn(LoginView):
    template_name = "people/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        if isinstance(form, SignInForm) and form.seconds_to_wait:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(form.seconds_to_wait)
        return response


# /sign-out/
class SignOut(LogoutView):
    """Only by POST, and then back to the sign-in page. Text that was kept in the browser goes with the person."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"storage"'
        return response


# /notices/
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """One's own, the newest first. POST marks them as read."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.path)
    if request.method == "POST":
        mark_read(request.user)
        return redirect("notices")
    return render(request, "people/notices.html", {"notices": newest(request.user)})


# /keys/
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """One's own keys; a new one is shown in the answer that makes it, and never again."""
    user = request.user
    if not isinstance(user, User):
        return redirect_to_login(request.path)
    form, made = KeyForm(request.POST or None), list[str]()
    if form.is_bound and form.carry_out(lambda: made.append(issue(user, **form.key())[1])):
        form = KeyForm()
    facts = {"keys": user.access_tokens.all(), "form": form, "made": made[0] if made else ""}
    return render(request, "people/keys.html", facts)


# /keys/<key_id>/withdraw/
@require_POST
def key_withdraw(request: HttpRequest, key_id: int) -> HttpResponse:
    key = get_object_or_404(AccessToken.objects.filter(user=request.user.pk), pk=key_id)
    withdraw(key, by=key.user)
    messages.success(request, _("Nøglen er trukket tilbage og virker ikke længere."))
    return redirect("keys")


# /absences/
@form_page
def absences(request: HttpRequest) -> HttpResponse:
    """Who covers for oneself, and for the people one leads."""
    user = person(request)
    form = AbsenceForm(user, request.POST or None)
    if form.is_bound and form.carry_out(lambda: set_absence(**form.absence(), by=user)):
        messages.success(request, _("Det er noteret, og den, der dækker, har fået besked."))
        return redirect("absences")
    facts = {"absences": kept_by(user), "form": form, "people": offered_people()}
    return render(request, "people/absences.html", facts)


# /absences/<absence_id>/end/
@require_POST
def absence_end(request: HttpRequest, absence_id: int) -> HttpResponse:
    user = person(request)
    end_absence(get_object_or_404(kept_by(user), pk=absence_id), by=user)
    messages.success(request, _("Dækningen er afsluttet."))
    return redirect("absences")
