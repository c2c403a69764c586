"""Saving a text while somebody writes it: what `static/site/autosave.js` sends, and what it is answered.

A page has an object that is a `Text` for each text it saves, and gives it to `answer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agenda.differences import Line, between, lines_of
from agenda.models import TextVersion
from agenda.services.versions import Clash, Mark
from people.models import User
from people.refusals import Refused


class Text(Protocol):
    """A text that is saved while it is written, by somebody who may."""

    @property
    def rich(self) -> bool: ...

    def holds(self, text: str) -> bool:
        """Whether this is what is stored."""
        ...

    def save(self, text: str, *, base: Mark, anew: bool) -> TextVersion | None:
        """Store it; raises Clash, Refused and ValidationError."""
        ...


@dataclass(frozen=True)
class Both:
    """Two texts that clash, side by side: each as lines in which what the other has not is marked."""

    clash: Clash
    rich: bool

    @property
    def who(self) -> User | None:
        return self.clash.theirs.by

    @property
    def at(self) -> str:
        return at_clock(self.clash.theirs)

    @property
    def mine(self) -> list[Line]:
        return list(self._side("removed"))

    @property
    def theirs(self) -> list[Line]:
        return list(self._side("added"))

    @property
    def same_words(self) -> bool:
        return all(piece.how == "same" for line in self._lines() for piece in line)

    def _side(self, left_out: str) -> Iterator[Line]:
        for line in self._lines():
            if kept := tuple(piece for piece in line if piece.how != left_out):
                yield kept

    def _lines(self) -> tuple[Line, ...]:
        return between(lines(self.clash.theirs.text, rich=self.rich), lines(self.clash.mine, rich=self.rich))


def lines(text: str, *, rich: bool) -> list[str]:
    """Return a text as lines to compare."""
    return list(lines_of(text)) if rich else text.split("\n")


def at_clock(version: TextVersion | None) -> str:
    """Return "10.42", when the text was saved."""
    return date_format(timezone.localtime(version.saved_at if version else None), "H.i")


def in_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def signed_out(request: HttpRequest) -> JsonResponse | None:
    """Say to a page whose session has ended where to sign in; the same to everybody, whatever was asked for."""
    if request.user.is_authenticated:
        return None
    return JsonResponse({"sign_in": reverse("sign_in")}, status=401)


def answer(request: HttpRequest, text: Text) -> JsonResponse:
    """Save what was sent, or with `check` say only whether it is stored already."""
    sent = request.POST.get("text", "")
    if "check" in request.POST:
        return JsonResponse({"stored": text.holds(sent)})
    try:
        version = text.save(sent, base=Mark.parse(request.POST.get("base", "")), anew="anew" in request.POST)
    except Clash as clash:
        return _clashed(request, Both(clash, text.rich))
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=409)
    except ValidationError as error:
        return JsonResponse({"sentence": " ".join(error.messages)}, status=400)
    return JsonResponse({"mark": str(Mark.of(version)), "at": at_clock(version)})


def _clashed(request: HttpRequest, both: Both) -> JsonResponse:
    panel = render_to_string("agenda/texts/_clash.html", {"both": both}, request)
    theirs = {"mark": str(both.clash.newest), "text": both.clash.theirs.text}
    return JsonResponse({"sentence": str(both.clash), "panel": panel, **theirs}, status=409)
