"""The municipality's Word template for proposals. What somebody writes in it is read back by the reader beside it."""

from __future__ import annotations

from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor

from documents.drawing.word import packed
from documents.proposal_form import HEADING, HINTS, LINES, PRINTED, Part

HINT_STYLE = "Vejledning"


def template(municipality: str) -> bytes:
    """Return the empty template as a Word file."""
    document = docx.Document()
    _style(document)
    document.core_properties.title, document.core_properties.author = HEADING, municipality
    document.core_properties.language = "da-DK"
    document.sections[0].header.paragraphs[0].text = municipality
    document.add_paragraph(HEADING, style="Title")
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for part in LINES:
        name, _value = table.add_row().cells
        name.text = PRINTED[part]
        name.paragraphs[0].runs[0].bold = True
    for part in (Part.BACKGROUND, Part.RECOMMENDATIONS, Part.BILAG):
        document.add_heading(PRINTED[part], level=1)
        document.add_paragraph(HINTS[part], style=HINT_STYLE)
    return packed(document)


def _style(document: Any) -> None:
    hint = document.styles.add_style(HINT_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    hint.base_style = document.styles["Normal"]
    hint.next_paragraph_style = document.styles["Normal"]
    hint.font.color.rgb = RGBColor(0x5A, 0x5A, 0x5A)
    document.styles["Normal"].font.size = Pt(11)
