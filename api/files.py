"""Files over REST, handed out as they are."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

A_FILE = {(200, "*/*"): OpenApiTypes.BINARY}


class Whatever(BaseContentNegotiation):
    """A file is of its own kind, whatever the caller says it would like."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type
