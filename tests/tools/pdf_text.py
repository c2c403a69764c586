"""All that a PDF says, on its pages and beside them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf


def everything_in(pdf: bytes) -> str:
    """All strings, names and streams of the file, with the pages' text: what a curious reader could dig out."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        things = [*opened.objects, opened.trailer]
        strings = [text for thing in things for text in _strings(thing)]
        streams = [thing.read_bytes() for thing in things if isinstance(thing, pikepdf.Stream)]
    text = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    read = [stream.decode(encoding, "replace") for stream in streams for encoding in ("latin-1", "utf-8")]
    return flowing("\n".join(strings + read + text))


def flowing(text: str) -> str:
    """Text without the breaks of its lines."""
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)-\n(?=\w)", "", text))


def _strings(thing: Any) -> Iterator[str]:
    """Yield the strings and names directly in an object, and in the arrays and dictionaries written inside it."""
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        yield from (text for one in thing if not _is_elsewhere(one) for text in _strings(one))
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, one in thing.items():
            yield key
            if not _is_elsewhere(one):
                yield from _strings(one)


def _is_elsewhere(thing: Any) -> bool:
    return bool(getattr(thing, "is_indirect", False))
