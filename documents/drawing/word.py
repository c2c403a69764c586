"""What python-docx lacks: lists that count by themselves, links, fields, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LEVELS = 9
INDENT = 360
"""Twentieths of a point that each level of a list stands further in."""
BULLET, NUMBER = "–", "%{}."
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def element(name: str, **attributes: object) -> Any:
    """Return <w:name w:attribute="…">."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def writable(text: str) -> str:
    """Return text without the characters that no XML may hold."""
    return _NOT_XML.sub("", text)


class Lists:
    """The numberings of one file. Each numbered list is one of its own, so that it counts from 1."""

    def __init__(self, document: Any) -> None:
        self._numbering = document.part.numbering_part.element
        first = self._numbering.find(qn("w:num"))
        known = [int(one.get(qn("w:abstractNumId"))) for one in self._numbering.findall(qn("w:abstractNum"))]
        self._kinds = {ordered: max(known, default=0) + 1 + ordered for ordered in (False, True)}
        for ordered, kind in self._kinds.items():
            first.addprevious(_numbering(kind, ordered))
        self._bulleted = self._new(ordered=False)

    def start(self, *, ordered: bool) -> int:
        """Return the number of a list that begins here."""
        return self._new(ordered=True) if ordered else self._bulleted

    def _new(self, *, ordered: bool) -> int:
        made = self._numbering.add_num(self._kinds[ordered])
        if ordered:
            for level in range(LEVELS):
                made.add_lvlOverride(ilvl=level).add_startOverride(1)
        return int(made.numId)


def put_in_list(paragraph: Any, number: int, level: int) -> None:
    """Make a paragraph a point of a list, `level` counted from 0."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = min(level, LEVELS - 1)
    properties.get_or_add_numId().val = number


def _numbering(kind: int, ordered: bool) -> Any:
    made = element("abstractNum", abstractNumId=kind)
    made.append(element("multiLevelType", val="multilevel"))
    for level in range(LEVELS):
        step = element("lvl", ilvl=level)
        step.append(element("start", val=1))
        step.append(element("numFmt", val="decimal" if ordered else "bullet"))
        step.append(element("lvlText", val=NUMBER.format(level + 1) if ordered else BULLET))
        step.append(element("lvlJc", val="left"))
        properties = element("pPr")
        properties.append(element("ind", left=INDENT * (level + 1), hanging=INDENT))
        step.append(properties)
        made.append(step)
    return made


def add_link(paragraph: Any, href: str) -> Any:
    """Return an empty run that is a link."""
    key = paragraph.part.relate_to(writable(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run()
    link.append(run._r)
    paragraph._p.append(link)
    run.font.underline = True
    return run


def add_field(paragraph: Any, instruction: str, shown: str = "", *, dirty: bool = False) -> None:
    """Put a field at the end of a paragraph; with `dirty`, Word works it out when the file is opened."""
    begin = element("fldChar", fldCharType="begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    code = element("instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    for part in (begin, code, element("fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(part)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def repeat_as_head(row: Any) -> None:
    """Mark a row of a table as its head, which is repeated on each page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def mark_left(style: Any, colour: str, fill: str) -> None:
    """Give a paragraph style a line at its left, on a tint."""
    properties = style.element.get_or_add_pPr()
    border = element("pBdr")
    border.append(element("left", val="single", sz=18, space=8, color=colour))
    properties.append(border)
    properties.append(element("shd", val="clear", color="auto", fill=fill))


def speak(document: Any, language: str) -> None:
    """Say which language the whole file is in."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=language, eastAsia=language, bidi=language))


def packed(document: Any) -> bytes:
    """Return the file without the template's picture of itself, the same bytes for the same content."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]
    written, result = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _FIRST_DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
