"""What the REST face answers when something is refused, gone or not there: problem details (RFC 9457).

`answer` is REST framework's; `not_found`, `unreadable` and `failed` are for what never reached a view, or broke it:
there Django answers with a page everywhere but under /api/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied as NotAllowed
from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as Wrong
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from rest_framework import status
from rest_framework.exceptions import (
    APIException,
    NotAuthenticated,
    NotFound,
    PermissionDenied,
    Throttled,
    ValidationError,
)
from rest_framework.serializers import as_serializer_error
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from api.wrong import WrongQuery
from decisions.services.follow_up.guards import Changed
from people.refusals import Gone, Refused

TITLES = {
    400: gettext_lazy("Forespørgslen kan ikke bruges"),
    401: gettext_lazy("Ikke logget ind"),
    403: gettext_lazy("Ikke tilladt"),
    404: gettext_lazy("Ikke fundet"),
    405: gettext_lazy("Metoden kan ikke bruges her"),
    406: gettext_lazy("Formatet findes ikke"),
    409: gettext_lazy("Det kan ikke lade sig gøre nu"),
    410: gettext_lazy("Trukket tilbage"),
    411: gettext_lazy("Længden mangler"),
    412: gettext_lazy("Ændret af en anden"),
    413: gettext_lazy("For stort"),
    415: gettext_lazy("Indholdstypen kan ikke læses"),
    422: gettext_lazy("Nøglen er brugt til noget andet"),
    428: gettext_lazy("En betingelse mangler"),
    429: gettext_lazy("For mange forespørgsler"),
    500: gettext_lazy("Noget gik galt hos os"),
}
SENT_ON = ("WWW-Authenticate", "Retry-After")


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT


class PreconditionFailed(APIException):
    """412, RFC 9110."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "precondition_failed"


class Withdrawn(APIException):
    status_code = status.HTTP_410_GONE


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


def answer(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Answer what a view raised; the same for what is hidden as for what does not exist."""
    told = _of_the_api(error)
    plain = exception_handler(told, context)
    if plain is None or not isinstance(told, APIException):
        return None
    found = problem(told.status_code, *_said(told), **getattr(told, "more", {}))
    for name in filter(plain.has_header, SENT_ON):
        found[name] = plain[name]
    return found


def problem(
    code: int, detail: str, errors: list[dict[str, str]] | None = None, **more: object
) -> JsonResponse:
    """Return problem details. `errors` say what is wrong where: a JSON pointer into what was sent, or the name of a
    parameter of the address, and a sentence."""
    title = str(TITLES.get(code, HTTPStatus(code).phrase))
    told = {"type": "about:blank", "title": title, "status": code, "detail": detail}
    return JsonResponse(
        told | ({"errors": errors} if errors else {}) | more,
        status=code,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(404, _not_there()) if is_api(request) else defaults.page_not_found(request, exception)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return problem(400, _("Forespørgslen kunne ikke læses. Intet er gemt eller ændret."))
    return defaults.bad_request(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return problem(500, _("Programmet kunne ikke svare. Prøv igen om et øjeblik."))
    return defaults.server_error(request)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _not_there() -> str:
    return _("Der er intet på adressen, eller også er det noget, du ikke har adgang til.")


def _of_the_api(error: Exception) -> Exception:
    told = error
    match error:
        case Changed():
            told = PreconditionFailed(str(error))
        case Refused():
            told = Conflict(str(error))
        case Gone():
            told = Withdrawn(str(error))
        case Http404() | NotFound():
            told = NotFound(_not_there())
        case NotAllowed():
            told = PermissionDenied()
        case Wrong():
            told = ValidationError(as_serializer_error(error))
        case RequestDataTooBig():
            told = TooLarge(_("Det, du sender, er for stort. Del det op, og send det i flere omgange."))
    return told


def _said(error: APIException) -> tuple[str, list[dict[str, str]]]:
    if isinstance(error, WrongQuery):
        found = [
            {"parameter": one["pointer"][2:], "detail": one["detail"]} for one in _errors(error.detail, "#")
        ]
        return _("Ret adressen, som der står under »errors«, og spørg igen."), found
    if isinstance(error, ValidationError):
        wrong = list(_errors(error.detail, "#"))
        return _("Ret det, der står under »errors«, og send igen."), wrong
    if isinstance(error, Throttled):
        return _("Du har spurgt for mange gange. Vent, som Retry-After siger, og prøv igen."), []
    if isinstance(error, NotAuthenticated):
        words = _(
            "Send en nøgle i Authorization, som Bearer eller som adgangskode ved Basic."
            " Du laver den på siden »Nøgler til programmer«."
        )
        return words, []
    return str(error.detail), []


def _errors(detail: object, pointer: str) -> Iterator[dict[str, str]]:
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            yield from _errors(value, pointer if key in WHOLE else f"{pointer}/{_escaped(key)}")
    elif isinstance(detail, list):
        for place, one in enumerate(detail):
            yield from _errors(one, f"{pointer}/{place}" if isinstance(one, Mapping | list) else pointer)
    else:
        yield {"pointer": pointer, "detail": str(detail)}


WHOLE = (api_settings.NON_FIELD_ERRORS_KEY, "__all__")
"""What an error is filed under that is no single field's."""


def _escaped(key: object) -> str:
    """As a step of a JSON pointer; half a character, which JSON can say and UTF-8 cannot, is written out."""
    written = str(key).encode(errors="backslashreplace").decode()
    return written.replace("~", "~0").replace("/", "~1")
