"""Read any file: find its format by what it begins with, read it, and read what is inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from django.utils.translation import gettext as _

from agenda.filetypes.signatures import HEAD, PICTURES, Start, holds_pdf, start_of
from documents.leak_check.reading import plain
from documents.leak_check.reading.archive import read_zip
from documents.leak_check.reading.pdf import read_pdf
from documents.leak_check.reading.pieces import (
    Budget,
    Embedded,
    Passage,
    Piece,
    Reader,
    Trouble,
    Unreadable,
    broken,
    only_pictures,
    too_large,
    unknown,
)

MAX_DEPTH = 3
_BY_SUFFIX: dict[str, Reader] = {
    ".html": plain.read_html,
    ".htm": plain.read_html,
    ".xhtml": plain.read_html,
    ".svg": plain.read_html,
    ".xml": plain.read_html,
    ".json": plain.read_json,
    ".eml": plain.read_mail,
}


def read(content: bytes, name: str) -> Iterator[Passage | Trouble]:
    """Yield all that can be read in the file, and what cannot. Never raises, whatever the file is."""
    yield from _read(Embedded(content, name), Budget(), "", 0)


def _read(file: Embedded, budget: Budget, where: str, depth: int) -> Iterator[Passage | Trouble]:
    yield Passage(file.name, where + _("filnavn"))
    for piece in _guarded(file, budget, depth):
        if isinstance(piece, Embedded):
            inner = where + _("indlejret fil »%(name)s«: ") % {"name": piece.name}
            yield from _read(replace(piece, kept=piece.kept and file.kept), budget, inner, depth + 1)
        elif isinstance(piece, Passage):
            yield replace(piece, part=where + piece.part)
        elif file.kept:
            yield piece


def _guarded(file: Embedded, budget: Budget, depth: int) -> Iterator[Piece]:
    try:
        if depth > MAX_DEPTH:
            raise Unreadable(too_large())
        yield from _pieces(file, budget)
    except Unreadable as error:
        yield Trouble(str(error))
    except Exception:  # whatever a library says of a hostile file, a person must look at it
        yield Trouble(broken())


def _pieces(file: Embedded, budget: Budget) -> Iterator[Piece]:
    content = file.content
    start = start_of(content[:HEAD])
    if holds_pdf(content):
        yield from read_pdf(content, budget)
    elif start is Start.ZIP:
        yield from read_zip(content, budget)
    elif start is Start.RTF:
        yield from plain.read_rtf(content, budget)
    elif start in PICTURES:
        yield plain.loose_words(content, budget)
        yield Trouble(only_pictures())
    elif b"\x00\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield plain.loose_words(content, budget)
        yield Trouble(unknown())
    else:
        yield from _text(file, budget)


def _text(file: Embedded, budget: Budget) -> Iterator[Piece]:
    """A text by its suffix, and as it stands, since the suffix may be wrong."""
    reader = _BY_SUFFIX.get(PurePath(file.name).suffix.lower())
    if reader:
        yield from reader(file.content, budget)
    for piece in plain.read_text(file.content, budget):
        yield replace(piece, rest=bool(reader)) if isinstance(piece, Passage) else piece
