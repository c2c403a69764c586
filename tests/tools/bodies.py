"""All that an answer says, whatever it is: a page, JSON, a PDF, a Word file or a sheet."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

from django.http.response import HttpResponseBase

from tests.tools.pdf_text import everything_in

dug_out = lru_cache(maxsize=64)(everything_in)
"""The same edition is handed to many, and dug through once."""


def said(response: HttpResponseBase) -> str:
    """The headers and the body; of a PDF also what is not on the page."""
    body = b"".join(response)
    if body.startswith(b"%PDF"):
        return f"{response.headers} {dug_out(body)}"
    if body.startswith(b"PK"):
        return f"{response.headers} {unpacked(body)}"
    return f"{response.headers} {body.decode('utf-8', 'replace')}"


def unpacked(body: bytes) -> str:
    """All that stands in an office file: the names of its members, and what is in them."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return " ".join(f"{one} {archive.read(one).decode('utf-8', 'replace')}" for one in archive.namelist())
