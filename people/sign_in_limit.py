"""Many wrong passwords are slowed down: after so many within five minutes one waits until the first is that old.

They are counted for one account as tried from one network address, so that nobody locks somebody else out, and for the
network address alone. What is stored of both is a keyed digest.
"""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network
from math import ceil

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from people.models import SignInFailure

WITHIN = timedelta(minutes=5)
TRIES_AT_ONE_ACCOUNT = 10
TRIES_FROM_ONE_PLACE = 100
"""A whole town hall may stand behind one network address."""


class SignInLimit:
    """The limit on one try: at this account, from where the request comes."""

    def __init__(self, request: HttpRequest | None, account: str) -> None:
        place = _place(request) if request is not None else ""
        self.keys = {
            _key(place, account.casefold()): TRIES_AT_ONE_ACCOUNT,
            _key(place, ""): TRIES_FROM_ONE_PLACE,
        }

    def seconds_to_wait(self) -> int:
        """Return 0 where one may try now."""
        return max(_seconds_left(key, most) for key, most in self.keys.items())

    def note_failure(self) -> None:
        """Count a wrong password, and forget those that count no more."""
        SignInFailure.objects.filter(at__lte=timezone.now() - WITHIN).delete()
        SignInFailure.objects.bulk_create(SignInFailure(key=key) for key in self.keys)


def _seconds_left(key: str, most: int) -> int:
    now = timezone.now()
    lately = SignInFailure.objects.filter(key=key, at__gt=now - WITHIN).order_by("-at")
    first = list(lately.values_list("at", flat=True)[most - 1 : most])
    return ceil((first[0] + WITHIN - now).total_seconds()) if first else 0


def _place(request: HttpRequest) -> str:
    """The network address; of IPv6 the half that a household has. A proxy of ours adds it last."""
    address: str = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_TLS_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        return str(ip_network(f"{address}/{64 if ':' in address else 32}", strict=False))
    except ValueError:
        return address


def _key(place: str, account: str) -> str:
    return salted_hmac("people.sign_in_limit", f"{place}\n{account}", algorithm="sha256").hexdigest()
