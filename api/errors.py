"""What the REST face answers when something is refused, gone or not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound
from rest_framework.response import Response
from rest_framework.views import exception_handler

from people.refusals import Gone, Refused


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT


class Withdrawn(APIException):
    status_code = status.HTTP_410_GONE


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return {"detail": a sentence}; the same for what is hidden as for what does not exist."""
    return exception_handler(_of_the_api(error), context)


def _of_the_api(error: Exception) -> Exception:
    match error:
        case Refused():
            return Conflict(str(error))
        case Gone():
            return Withdrawn(str(error))
        case Http404() | NotFound():
            return NotFound(_("Der er intet på adressen, eller også er det noget, du ikke har adgang til."))
    return error
