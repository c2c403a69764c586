"""How the body of a request is read: as JSON, and never so deep that the reading of it breaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework import parsers
from rest_framework.exceptions import ParseError


class JSONParser(parsers.JSONParser):
    """REST framework's knows only of text that is no JSON; Python's reader also gives up on ten thousand brackets."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError(_("Forespørgslen kunne ikke læses. Intet er gemt eller ændret.")) from error
        except ParseError as error:
            raise ParseError(_why(error.__context__)) from error


def _why(error: BaseException | None) -> str:
    """Where Python's reader gave up; its own words are English."""
    if isinstance(error, json.JSONDecodeError):
        place = {"line": error.lineno, "column": error.colno}
        return _("Det, du sender, er ikke JSON: linje %(line)d, tegn %(column)d kan ikke læses.") % place
    return _("Det, du sender, er ikke JSON i UTF-8. Tal er aldrig NaN eller Infinity.")
