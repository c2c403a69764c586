"""A meeting document drawn as a PDF/UA-1 file. The same document gives the same bytes."""

from __future__ import annotations

from enum import StrEnum

from django.template.loader import render_to_string

from documents.content import MeetingDocument
from documents.drawing.engine import write_pdf
from documents.drawing.paper import paper
from documents.drawing.tagging import mend_tags


class Layout(StrEnum):
    """`STANDARD` is set for reading; `CLASSIC` gives each punkt a title page, its text the next."""

    STANDARD = "standard"
    CLASSIC = "classic"


def draw_pdf(document: MeetingDocument, layout: Layout = Layout.STANDARD, *, draft: bool = False) -> bytes:
    """Return the PDF; `draft` marks it "Kladde". Raises EngineMissing where the machine cannot draw."""
    context = {"paper": paper(document, draft=draft), "classic": layout is Layout.CLASSIC}
    html = render_to_string("documents/paper/minutes.html", context)
    return write_pdf(html, ("base.css", f"{layout}.css"), mend_tags)
