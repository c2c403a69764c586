"""What every answer under /api/ has in common."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from api.errors import is_api, problem
from people import middleware


class BoundedBodies(middleware.BoundedBodies):
    """Tell a program in its own way that it sends too much."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What comes in pieces is not read, and would be taken for nothing."""
        if (
            is_api(request)
            and request.META.get("HTTP_TRANSFER_ENCODING")
            and not request.META.get("CONTENT_LENGTH")
        ):
            return problem(411, _("Send Content-Length, og ikke i stykker (Transfer-Encoding: chunked)."))
        return super().__call__(request)

    def too_large(self, request: HttpRequest) -> HttpResponse:
        if not is_api(request):
            return super().too_large(request)
        words = _(
            "Der kan højst sendes %(megabytes)d MB på én gang. Del det op, og send det i flere omgange."
        )
        return problem(413, words % {"megabytes": settings.UPLOAD_MAX_MB})
