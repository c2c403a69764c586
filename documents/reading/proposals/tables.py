"""The cells of a Word table, with how they span."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from documents.reading.proposals.elements import Element, W, closest, find, is_on, value
from documents.reading.proposals.pieces import Cell, Paragraph, Piece, Table

Blocks: TypeAlias = Callable[[Element], Iterator[Piece]]
Grid: TypeAlias = "list[dict[int, tuple[Cell, str]]]"
"""For each row the cells by their column, each with how it goes on with the one above: "", "restart" or "continue"."""


def table_of(table: Element, blocks: Blocks) -> Table:
    """Return the table; `blocks` reads what stands in a cell."""
    rows = [row for row in table.iter(f"{W}tr") if closest(row, "tbl") is table]
    grid = [_row(row, blocks) for row in rows]
    return Table(tuple(tuple(_merged(grid, place)) for place in range(len(grid))))


def _row(row: Element, blocks: Blocks) -> dict[int, tuple[Cell, str]]:
    is_head = is_on(find(row, "trPr/tblHeader"))
    found, column = {}, 0
    for cell in row.iter(f"{W}tc"):
        if closest(cell, "tr") is row:
            span, merge = value(cell, "tcPr/gridSpan"), find(cell, "tcPr/vMerge")
            made = Cell(tuple(blocks(cell)), int(span) if span.isdigit() else 1, header=is_head)
            found[column] = made, "" if merge is None else merge.get(f"{W}val", "continue")
            column += made.colspan
    return found


def _merged(grid: Grid, place: int) -> Iterator[Cell]:
    """Yield the cells of a row that begin there. A first row that is all bold is the head of the table."""
    is_head = place == 0 and len(grid) > 1 and _is_bold(grid[0])
    for column, (cell, merge) in grid[place].items():
        if merge != "continue":
            rowspan = 1 + (_going_on(grid[place + 1 :], column) if merge else 0)
            yield Cell(cell.pieces, cell.colspan, rowspan, cell.header or is_head)


def _going_on(below: Grid, column: int) -> int:
    """How many rows a cell goes on downwards."""
    for number, row in enumerate(below):
        if column not in row or row[column][1] != "continue":
            return number
    return len(below)


def _is_bold(row: dict[int, tuple[Cell, str]]) -> bool:
    pieces = [one for cell, _merge in row.values() for one in cell.pieces]
    filled = [one for one in pieces if isinstance(one, Paragraph) and one.text]
    return bool(filled) and all(one.bold for one in filled)
