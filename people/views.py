"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView

from people.forms import SignInForm


# /sign-in/
class SignIn(LoginView):
    template_name = "people/sign_in.html"
    form_class = SignInForm
    redirect_authenticated_user = True


# /sign-out/
class SignOut(LogoutView):
    """Only by POST, and then back to the sign-in page."""
