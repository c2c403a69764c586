"""The list of tasks as a file: CSV and XLSX, as the pages write them."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import BaseRenderer

from decisions.sheets import XLSX


class _Sheet(BaseRenderer):
    """Names a format for the negotiation; `decisions.sheets` writes it."""

    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        raise NotImplementedError


class AsCsv(_Sheet):
    media_type = "text/csv"
    format = "csv"


class AsXlsx(_Sheet):
    media_type = XLSX
    format = "xlsx"
