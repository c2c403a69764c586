"""A Word document taken apart, after making sure that it is one and of reasonable size."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import docx
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.filetypes.judging import judged
from agenda.filetypes.refusals import Unacceptable
from documents.reading.proposals.elements import Element, W, find, is_empty_control, name_of, value
from documents.reading.proposals.pieces import Control, Left, LeftOut, Paragraph, Piece
from documents.reading.proposals.runs import Runs
from documents.reading.proposals.tables import table_of
from documents.reading.result import UnreadableFile

LONGEST_XML = 8 * 1024 * 1024
"""A text of thousands of pages; longer ones are made to take all memory."""
MAX_PIECES = 20_000
_HEADING = re.compile(r"(?:heading|overskrift) ?([1-9])", re.IGNORECASE)
_LOWER_LIST = re.compile(r"(?:list|opstilling)\b.* ([2-5])", re.IGNORECASE)
_TITLES = {"title", "titel"}
_WRAPPERS = {"ins", "moveTo", "customXml", "smartTag"}


@dataclass(frozen=True)
class Taken:
    """A document in pieces, its page head by itself, and how much of what was left out."""

    pieces: tuple[Piece, ...]
    head: tuple[Piece, ...]
    left: LeftOut


def take_apart(file: BinaryIO, size: int, megabytes: int) -> Taken:
    """Return the pieces of a Word file; UnreadableFile with one Danish sentence if it is none that can be read."""
    try:
        suffix = judged(file, size, "", megabytes).suffix
    except Unacceptable as error:
        raise UnreadableFile(str(error)) from None
    if suffix != "docx":
        raise UnreadableFile(
            _("Filen er ikke et Word-dokument (.docx). Gem forslaget som Word, og prøv igen.")
        )
    content = io.BytesIO(file.read())
    _refuse_long_xml(content)
    try:
        return _taken(docx.Document(content))
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a library says of a hostile file, one sentence will do
        raise UnreadableFile(_("Word-dokumentet er beskadiget og kan ikke læses. Gem det igen.")) from error


def _refuse_long_xml(content: io.BytesIO) -> None:
    with zipfile.ZipFile(content) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as member:
                    if len(member.read(LONGEST_XML + 1)) > LONGEST_XML:
                        raise UnreadableFile(_too_long())


def _too_long() -> str:
    return _("Dokumentet er for langt til at blive læst. Skriv forslaget ind på siden i stedet.")


def _taken(document: Any) -> Taken:
    left = LeftOut()
    _look_beside(document, left)
    body = tuple(_Reader(document, document.part, left).blocks(document.element.body))
    header = document.sections[0].header if len(document.sections) else None
    if header is None or header.is_linked_to_previous:
        return Taken(body, (), left)
    return Taken(body, tuple(_Reader(document, header.part, left).blocks(header._element)), left)


def _look_beside(document: Any, left: LeftOut) -> None:
    """Count what stands in parts of its own."""
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        left[Left.EMBEDDED] += "/embeddings/" in name
        left[Left.COMMENT] += name.endswith("/comments.xml") and b"<w:comment " in part.blob
    for relation in document.part.rels.values():
        left[Left.ELSEWHERE] += relation.is_external and not relation.reltype.endswith("/hyperlink")


class _Reader:
    """Reads the blocks of one part of the document."""

    def __init__(self, document: Any, part: Any, left: LeftOut) -> None:
        self.left = left
        self.seen = 0
        self.styles = {style.style_id: style for style in document.styles}
        self.formats = _list_formats(document)
        self.runs = Runs(self.styles, part, left)

    def blocks(self, parent: Element) -> Iterator[Piece]:
        for child in parent:
            self.seen += 1
            if self.seen > MAX_PIECES:
                raise UnreadableFile(_too_long())
            match name_of(child):
                case "p":
                    yield self._paragraph(child)
                case "tbl":
                    yield table_of(child, self.blocks)
                case "sdt":
                    yield from self._control(child)
                case "altChunk":
                    self.left[Left.EMBEDDED] += 1
                case name if name in _WRAPPERS:
                    yield from self.blocks(child)

    def _control(self, control: Element) -> Iterator[Piece]:
        content = find(control, "sdtContent")
        if content is not None and not is_empty_control(control):
            name = value(control, "sdtPr/alias") or value(control, "sdtPr/tag")
            yield Control(name, tuple(self.blocks(content)))

    def _paragraph(self, element: Element) -> Paragraph:
        runs = list(self.runs.of(element))
        lines = tuple(map(plain_line, "".join(run.text for run in runs).split("\n")))
        text = plain_line(" ".join(lines))
        list_id, level, ordered = self._list(element)
        heading = self._heading(element) if text else 0
        return Paragraph(
            text=text,
            html="".join(run.html for run in runs),
            heading=heading,
            list_id="" if heading else list_id,
            level=level,
            ordered=ordered,
            bold=bool(text) and all(run.bold for run in runs if run.text.strip()),
            titled=self._style_name(element).casefold() in _TITLES,
            broken=tuple(filter(None, lines)),
        )

    def _style_name(self, element: Element) -> str:
        style = self.styles.get(value(element, "pPr/pStyle"))
        return style.name or "" if style is not None else ""

    def _properties(self, element: Element) -> Iterator[Element]:
        """Yield the properties of the paragraph itself, and of its style and those that it is based on."""
        key, seen = value(element, "pPr/pStyle"), set[str]()
        found = [find(element, "pPr")]
        while key in self.styles and key not in seen:
            seen.add(key)
            found.append(find(self.styles[key].element, "pPr"))
            key = value(self.styles[key].element, "basedOn")
        yield from (one for one in found if one is not None)

    def _heading(self, element: Element) -> int:
        """The level of a heading, 0 if it is none."""
        named = _HEADING.fullmatch(self._style_name(element))
        if named:
            return int(named[1])
        outline = next(filter(None, (value(one, "outlineLvl") for one in self._properties(element))), "9")
        return int(outline) + 1 if outline in set("012345678") else 0

    def _list(self, element: Element) -> tuple[str, int, bool]:
        """The list that a paragraph is in ("" for none), its level from 1, and whether it is numbered."""
        level = ""
        for properties in self._properties(element):
            level = level or value(properties, "numPr/ilvl")
            key = value(properties, "numPr/numId")
            if key:
                at = min(int(level), 8) if level.isdigit() else 0
                is_list = key.isdigit() and key != "0"
                ordered = self.formats.get((key, at), "bullet") != "bullet"
                return (key[:9] if is_list else ""), self._level(element, at), ordered
        return "", 1, False

    def _level(self, element: Element, at: int) -> int:
        """ "List Bullet 2" is a list of its own, and only looks as if it were under the one before."""
        named = _LOWER_LIST.fullmatch(self._style_name(element))
        return int(named[1]) if named and not at else at + 1


def _list_formats(document: Any) -> dict[tuple[str, int], str]:
    """How each level of each list is numbered: "bullet", "decimal" and the like."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    kinds = {
        one.get(f"{W}abstractNumId", ""): {
            int(level.get(f"{W}ilvl", 0)): value(level, "numFmt") for level in one.iter(f"{W}lvl")
        }
        for one in numbering.iter(f"{W}abstractNum")
    }
    return {
        (one.get(f"{W}numId", ""), level): kind
        for one in numbering.iter(f"{W}num")
        for level, kind in kinds.get(value(one, "abstractNumId"), {}).items()
    }
