"""PDF: the pages, and everything beside them that a curious reader could dig out.

pikepdf opens the file and walks through all objects in it; pypdf reads the text of the pages, whatever its colour
and wherever it stands.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
from django.utils.translation import gettext as _

from documents.leak_check.reading.pdf_objects import Walk
from documents.leak_check.reading.pieces import (
    Budget,
    Embedded,
    Passage,
    Piece,
    Trouble,
    Unreadable,
    broken,
    locked,
    only_pictures,
    too_large,
)

# What it warns of are pieces of the file, and no log may have them.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MAX_PAGES = 3000
_PICTURES = re.compile(rb"\b(?:Do|BI|sh)\b")
_STROKES = re.compile(rb"\s(?:f\*?|F|S|s|B\*?|b\*?)\s")
_REVISION = re.compile(rb"%%EOF[\r\n]+(?=\d+ \d+ obj)")


def read_pdf(content: bytes, budget: Budget) -> Iterator[Piece]:
    """Yield all that can be read in the file; Unreadable if it is locked or broken beyond reading."""
    try:
        opened = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Unreadable(locked()) from error
    except pikepdf.PdfError as error:
        raise Unreadable(broken()) from error
    with opened as pdf:
        budget.spend(len(content))
        pages = len(pdf.pages)
        yield from Walk(pdf, budget).pieces()
        content = _whole(pdf, content)
        if any("damaged" in str(warning) for warning in pdf.get_warnings()):
            yield Trouble(broken())
    yield from _pages(content, pages, budget)
    yield from _earlier(content)


def _whole(pdf: pikepdf.Pdf, content: bytes) -> bytes:
    """Return the file as pypdf can read it: unlocked, and with the pages that have been left out put back last."""
    shown = {page.obj.objgen for page in pdf.pages}
    lost = [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary)
        and thing.get("/Type") == "/Page"
        and thing.objgen not in shown
    ]
    if not lost and not pdf.is_encrypted:
        return content
    for page in lost[:MAX_PAGES]:
        pdf.pages.append(pikepdf.Page(page))
    written = io.BytesIO()
    pdf.save(written, encryption=False)
    return written.getvalue()


def _pages(content: bytes, shown: int, budget: Budget) -> Iterator[Piece]:
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages, 1):
        if number > MAX_PAGES:
            raise Unreadable(too_large())
        part = _("side %(number)d") % {"number": number} if number <= shown else _("udeladt side")
        try:
            pieces = list(_page(page, part, number))
        except Exception:  # one page that pypdf gives up on, in whatever way, must not hide the next
            pieces = [Trouble(broken())]
        budget.spend(sum(len(one.text) for one in pieces if isinstance(one, Passage)))
        yield from pieces


def _page(page: pypdf.PageObject, part: str, number: int) -> Iterator[Passage | Trouble]:
    text = page.extract_text() or ""
    yield Passage(text, part, page=number)
    yield Passage("\n".join(_stamps(page)), _("kommentar på %(place)s") % {"place": part})
    if not text.strip() and _is_drawn(page):
        yield Trouble(only_pictures())


def _stamps(page: pypdf.PageObject) -> Iterator[str]:
    """Yield the text of what is laid over the page: stamps, free text, filled-in fields."""
    for one in page.get("/Annots", None) or ():
        appearance: Any = one.get_object().get("/AP")
        drawn = appearance.get_object().get("/N") if appearance is not None else None
        drawn = drawn.get_object() if drawn is not None else None
        if isinstance(drawn, pypdf.generic.StreamObject):
            yield page.extract_xform_text(drawn)  # type: ignore[arg-type]  # any stream will do


def _is_drawn(page: pypdf.PageObject) -> bool:
    """Whether a page without text shows something all the same: a picture, or letters drawn as outlines."""
    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    return bool(_PICTURES.search(data)) or len(_STROKES.findall(data)) > 50


def _earlier(content: bytes) -> Iterator[Embedded]:
    """Yield the file as it was before the last times it was saved, where those versions are still in it."""
    if b"/Linearized" not in content[:2048]:
        ends = [found.end() for found in _REVISION.finditer(content)]
        yield from (Embedded(content[:end], _("en tidligere udgave"), kept=False) for end in ends[-2:])
