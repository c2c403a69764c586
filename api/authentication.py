"""Who asks: somebody signed in, or a program with one of their keys.

A key is given as a bearer token, or as the password of HTTP Basic (with any user name), because that is what Excel and
curl ask for. It is never read from an address, for addresses are logged.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from api.wrong import WrongQuery
from people import access_tokens
from people.models import AccessToken, User

if TYPE_CHECKING:  # REST framework's views load this module when they are loaded
    from rest_framework.views import APIView

Scope = AccessToken.Scope


class KeyAuthentication(BaseAuthentication):
    """A key in the header `Authorization`. A wrong one is 401, never read as nobody."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        _refuse_in_address(request)
        scheme, _space, rest = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        match scheme.lower():
            case "bearer":
                key = rest.strip()
            case "basic":
                key = _password(rest)
            case _:
                return None
        token = access_tokens.found(key)
        if token is None:
            raise AuthenticationFailed(
                _(
                    "Nøglen findes ikke, er udløbet eller er trukket tilbage."
                    " Lav en ny på siden »Nøgler til programmer«."
                )
            )
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Basic realm="Chefforum"'


def _refuse_in_address(request: Request) -> None:
    """A key in an address has gone to the logs; whoever sent it is told, whether or not it is a key that works."""
    for name, value in request.GET.items():
        if str(value).startswith(access_tokens.MARK):
            sentence = _(
                "Nøglen står i adressen, og adresser gemmes i logge. Træk den tilbage, og send en ny i Authorization."
            )
            raise WrongQuery({name: sentence})


def _password(credentials: str) -> str:
    try:
        decoded = base64.b64decode(credentials, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return decoded.partition(":")[2]


class WithinScope(BasePermission):
    """What the key may be used for. A view that changes things names the scopes that may: `writing_scopes`."""

    @property
    def message(self) -> str:
        return _("Nøglen må ikke bruges til det. Lav en ny med større adgang, hvis den skal kunne det.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        token = request.auth
        if not isinstance(token, AccessToken) or request.method in SAFE_METHODS:
            return True
        return token.scope in getattr(view, "writing_scopes", (Scope.WRITE,))
