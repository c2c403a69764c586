"""How often somebody may ask: each key, each person who is signed in, each network address of nobody."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from api.models import LONGEST_CALLER as LONGEST
from api.models import Asked
from people.models import AccessToken

if TYPE_CHECKING:  # REST framework's views load this module when they are loaded
    from rest_framework.views import APIView

ADDRESS = "address "
MINUTE = 60
KEPT = 5
"""Minutes; then the count of a network address is taken away. Keys and people have one count each."""
COUNT = """
    INSERT INTO api_asked (caller, minute, count) VALUES (%s, %s, 1)
    ON CONFLICT (caller) DO UPDATE SET
        count = CASE WHEN api_asked.minute = excluded.minute THEN api_asked.count + 1 ELSE 1 END,
        minute = excluded.minute
    RETURNING count
"""


class PerCaller(BaseThrottle):
    """So many times within each minute of the clock; 429 with Retry-After.

    Counted in the database, in one statement, so that all worker processes count together and none is lost.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        minute = int(self.clock() // MINUTE)
        if isinstance(request.auth, AccessToken):
            count = _asked(f"key {request.auth.pk}", minute)
        elif request.user.is_authenticated:
            count = _asked(f"person {request.user.pk}", minute)
        else:
            Asked.objects.filter(caller__startswith=ADDRESS, minute__lt=minute - KEPT).delete()
            count = _asked(f"{ADDRESS}{self.get_ident(request)}"[:LONGEST], minute)
        return count <= settings.API_REQUESTS_A_MINUTE

    def wait(self) -> float:
        return MINUTE - self.clock() % MINUTE

    @staticmethod
    def clock() -> float:
        return time.time()


def _asked(caller: str, minute: int) -> int:
    """Return how often the caller has asked in that minute, this time included."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [caller, minute])
        (count,) = cursor.fetchone()
    return int(count)
