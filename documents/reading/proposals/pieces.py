"""What a Word document is made of, as far as a proposal needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from html import escape
from itertools import groupby
from typing import TypeAlias


class Left(Enum):
    """What is not read."""

    PICTURE = auto()
    TEXT_BOX = auto()
    FOOTNOTE = auto()
    EMBEDDED = auto()
    HIDDEN = auto()
    TRACKED = auto()
    LINK = auto()
    COMMENT = auto()
    ELSEWHERE = auto()


LeftOut: TypeAlias = Counter[Left]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `html` is its text with formats and links; `heading` is its level, 0 for none.

    `list_id` is "" outside lists; `level` counts from 1. `titled` says that its style is that of a title.
    """

    text: str
    html: str
    heading: int = 0
    list_id: str = ""
    level: int = 0
    ordered: bool = False
    bold: bool = False
    titled: bool = False
    broken: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines, where somebody has broken it."""
        return self.broken or (self.text,)


@dataclass(frozen=True)
class Cell:
    pieces: tuple[Piece, ...]
    colspan: int = 1
    rowspan: int = 1
    header: bool = False

    @property
    def text(self) -> str:
        return " ".join(filter(None, (one.text for one in paragraphs_in(self.pieces))))


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Control:
    """A content control with a name; what stands in it belongs to the part of that name."""

    name: str
    pieces: tuple[Piece, ...] = field(default=())


Piece: TypeAlias = Paragraph | Table | Control


def paragraphs_in(pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    """Yield all paragraphs, those in tables and controls too."""
    for one in pieces:
        match one:
            case Paragraph():
                yield one
            case Control():
                yield from paragraphs_in(one.pieces)
            case Table():
                for row in one.rows:
                    for cell in row:
                        yield from paragraphs_in(cell.pieces)


def html_of(pieces: Iterable[Piece]) -> str:
    """Return HTML for `agenda.richtext`, which knows Word's list paragraphs and makes them lists."""
    written = []
    for in_list, group in groupby(
        _flat(pieces), lambda one: isinstance(one, Paragraph) and bool(one.list_id)
    ):
        written.append(("" if in_list else "\n").join(map(_piece_html, group)))
    return "\n".join(written)


def _flat(pieces: Iterable[Piece]) -> Iterator[Paragraph | Table]:
    for one in pieces:
        if isinstance(one, Control):
            yield from _flat(one.pieces)
        else:
            yield one


def _piece_html(piece: Paragraph | Table) -> str:
    if isinstance(piece, Table):
        return f"<table>{''.join(map(_row_html, piece.rows))}</table>"
    if piece.heading:
        level = 3 if piece.heading <= 2 else 4
        return f"<h{level}>{escape(piece.text)}</h{level}>"
    if piece.list_id:
        mark = "1." if piece.ordered else "•"
        style = f"mso-list:l{piece.list_id} level{piece.level}"
        return f'<p style="{style}"><span style="mso-list:Ignore">{mark}</span>{piece.html}</p>'
    return f"<p>{piece.html}</p>"


def _row_html(row: tuple[Cell, ...]) -> str:
    cells = "".join(map(_cell_html, row))
    is_head = bool(row) and all(cell.header for cell in row)
    return f"<thead><tr>{cells}</tr></thead>" if is_head else f"<tr>{cells}</tr>"


def _cell_html(cell: Cell) -> str:
    name = "th" if cell.header else "td"
    scope = ' scope="col"' if cell.header else ""
    text = "<br>".join(one.html for one in paragraphs_in(cell.pieces) if one.text)
    return f'<{name}{scope} colspan="{cell.colspan}" rowspan="{cell.rowspan}">{text}</{name}>'
