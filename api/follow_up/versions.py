"""Two who change one thing: a client says which version it began from, and is told where that is not the newest."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from api.errors import PreconditionFailed


class PreconditionRequired(APIException):
    """428, RFC 6585."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "precondition_required"


def etag(version: int) -> str:
    return f'"{version}"'


def version_from(request: Request) -> int:
    """Return the version of `If-Match`. Without the header 428; with a tag that is none of ours 412.

    A weak tag never matches (RFC 9110, 13.1.1), and "*" is no version to begin from.
    """
    sent = request.headers.get("If-Match", "").strip()
    if not sent:
        raise PreconditionRequired(
            _("Send If-Match med den ETag, du fik, da du hentede opgaven, så ingens ændring går tabt.")
        )
    found = re.fullmatch(r'"(\d{1,9})"', sent, re.ASCII)
    if found is None:
        raise PreconditionFailed(_("If-Match er ikke en ETag herfra. Hent opgaven igen, og brug dens ETag."))
    return int(found[1])
