"""Office files made by hand, part by part, so that a test can put a word exactly where it wants."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return written.getvalue()


def docx_file(**changes: str) -> bytes:
    """A Word file as Word would write it, with members added or replaced."""
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Sygefraværet faldt i 2025.")
    document.save(written)
    return changed(written.getvalue(), changes)


def changed(content: bytes, changes: Mapping[str, str | bytes]) -> bytes:
    """The zip file with members added or replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, **changes})


def body(xml: str) -> bytes:
    """A Word file whose body is this XML."""
    document = f'<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'
    return docx_file(**{"word/document.xml": document})


def xlsx_file(
    rows: str, *, state: str = "visible", title: str = "Ark2", columns: str = "", **members: str
) -> bytes:
    """A workbook of two sheets: an open one, and this one."""
    sheets = '<sheet name="Ark1" sheetId="1" r:id="r1"/>'
    sheets += f'<sheet name="{escape(title)}" sheetId="2" state="{state}" r:id="r2"/>'
    kind = f"{_R}/worksheet"
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="worksheets/sheet{number}.xml"/>'
        for number in (1, 2)
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}"><sheetData/></worksheet>',
            "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{_S}">{columns}<sheetData>{rows}</sheetData></worksheet>',
            **members,
        }
    )


def inline(text: str, cell: str = "A1") -> str:
    """A cell with its text in it."""
    return f'<c r="{cell}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
