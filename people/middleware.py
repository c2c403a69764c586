"""What every answer has in common: nothing is kept by a cache, a refusal is a page that says why, and no body is larger
than may be sent at once."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from people.refusals import Gone, Refused

Answer = Callable[[HttpRequest], HttpResponse]


class KeptByNobody:
    """Let no browser and no proxy keep a page, for the next person at the machine may read less.

    Static files have a Cache-Control of their own.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RefusalPages:
    """Answer 409 and 410 with the sentence of the refusal, and whoever opens an address that only a button uses."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            page = render(request, "405.html", status=response.status_code)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        match error:
            case Refused():
                return render(request, "409.html", {"sentence": str(error)}, status=409)
            case Gone():
                facts = {"sentence": str(error), "page": error.page}
                return render(request, "410.html", facts, status=410)
        return None


class BoundedBodies:
    """Refuse what is too large to be sent at once, before any of it is read. Stands before all that reads forms."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.UPLOAD_MAX_MB * 1024 * 1024:
            return self.too_large(request)
        return self.answer(request)

    def too_large(self, request: HttpRequest) -> HttpResponse:
        return render(request, "413.html", {"megabytes": settings.UPLOAD_MAX_MB}, status=413)
