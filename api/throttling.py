"""How often somebody may ask: each key, each person who is signed in, each network address of nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from people.models import AccessToken

if TYPE_CHECKING:  # REST framework's views load this module when they are loaded
    from rest_framework.views import APIView


class PerCaller(SimpleRateThrottle):
    """Counted in each worker process by itself, so that a request costs no query; 429 with Retry-After."""

    scope = "caller"

    def get_rate(self) -> str:
        return f"{settings.API_REQUESTS_A_MINUTE}/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        if isinstance(request.auth, AccessToken):
            return f"api-key-{request.auth.pk}"
        if request.user.is_authenticated:
            return f"api-person-{request.user.pk}"
        return f"api-address-{self.get_ident(request)}"
