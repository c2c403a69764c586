"""Two who change one thing: a client says which version it began from, and is told where that is not the newest."""

from __future__ import annotations

import hashlib
import json
import re

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

from api.errors import PreconditionFailed

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the thing as you were shown it. 428 without it, 412 where it has been changed since.",
)


class PreconditionRequired(APIException):
    """428, RFC 6585."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"


def etag(version: int) -> str:
    return f'"{version}"'


def tag_of(shown: object) -> str:
    """Return the tag of what a client is shown: another one means that it would be shown something else."""
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False, cls=JSONEncoder)
    return f'"{hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def if_match(request: Request) -> str:
    """Return the tag that the client began from; 428 without one."""
    sent = request.headers.get("If-Match", "").strip()
    if not sent:
        raise PreconditionRequired(
            _("Send If-Match med den ETag, du fik, da du hentede det, så ingens ændring går tabt.")
        )
    return sent


def require_seen(sent: str, now: str) -> None:
    """412 unless the tag is that of the thing as it is now. A weak tag never matches (RFC 9110, 13.1.1), and "*" is no
    version to begin from."""
    if sent != now:
        raise PreconditionFailed(
            _("Det er ændret, siden du hentede det. Hent det igen, og gentag din ændring med den nye ETag.")
        )


def version_from(request: Request) -> int:
    """As `if_match`, where the tag is a number that the service compares."""
    found = re.fullmatch(r'"(\d{1,9})"', if_match(request), re.ASCII)
    if found is None:
        raise PreconditionFailed(_("If-Match er ikke en ETag herfra. Hent opgaven igen, og brug dens ETag."))
    return int(found[1])
