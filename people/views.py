"""Signing in and out, and what one has been told."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.forms import SignInForm
from people.models import User
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
