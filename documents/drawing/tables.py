"""Authored tables made even for paper: rows of one width, a head that repeats, numbers under each other.

What a heading cell heads is told by where it stands; `documents.drawing.tagging` writes it into the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, takewhile

from django.utils.html import escape

from agenda import blocks as b
from documents.drawing.prose import running_text

WIDE, VERY_WIDE = 7, 10
MOST_COLUMNS = 40
NUMBER = re.compile(r"[-−–+]?\d[\d. \u00a0]*(,\d+)?[ \u00a0]*(%|kr\.?|mio\.( kr\.)?|t\.kr\.|pct\.)?(,-)?")


@dataclass(frozen=True)
class Even:
    """The rows of a table, all of one width."""

    head: tuple[b.Row, ...]
    body: tuple[b.Row, ...]
    width: int


def even(table: b.Table) -> Even:
    """Return the rows of a table, evened; a first row of headings alone is a head too."""
    head, body = table.head, table.body
    if not head and len(body) > 1 and all(cell.header for cell in body[0]):
        head, body = body[:1], body[1:]
    parts = [list(_fitted(head)), list(_fitted(body))]
    width = max(taken for part in parts for _, taken in part)
    head, body = (tuple(row + (b.Cell(()),) * (width - taken) for row, taken in part) for part in parts)
    return Even(head, body, width)


def even_table(table: b.Table) -> str:
    """Return the table as HTML."""
    rows = even(table)
    head, body, width = rows.head, rows.body, rows.width
    numbers = _number_columns(head, body, width)
    size = ' class="very wide"' if width > VERY_WIDE else ' class="wide"' if width > WIDE else ""
    caption = f"<caption>{escape(b.plain(table.caption))}</caption>" if table.caption else ""
    top = f"<thead>{_rows(head, numbers)}</thead>" if head else ""
    return f"<table{size}>{caption}{top}{''.join(_bodies(body, numbers))}</table>"


def _fitted(rows: Sequence[b.Row]) -> Iterator[tuple[b.Row, int]]:
    """Yield each row and how many columns it covers, cutting spans that reach outside or into one another."""
    covered: list[set[int]] = [set() for _ in rows]
    for index, row in enumerate(rows):
        taken, cells = covered[index], []
        for cell in row:
            start = next(column for column in range(len(taken) + 1) if column not in taken)
            wanted = range(start, start + min(cell.colspan, MOST_COLUMNS))
            columns = list(takewhile(lambda column: column not in taken, wanted))  # noqa: B023 (used at once)
            depth = min(cell.rowspan, len(rows) - index)
            for below in covered[index : index + depth]:
                below.update(columns)
            cells.append(replace(cell, colspan=len(columns), rowspan=depth))
        yield tuple(cells), len(taken)


def _number_columns(head: Sequence[b.Row], body: Sequence[b.Row], width: int) -> set[int]:
    """Return the columns that hold numbers alone; none where a cell reaches over others."""
    if any(len(row) != width or cell.rowspan > 1 for row in chain(head, body) for cell in row):
        return set()
    return {column for column, cells in enumerate(zip(*body, strict=True)) if _are_numbers(cells)}


def _are_numbers(cells: Iterable[b.Cell]) -> bool:
    texts = [b.plain(cell.inline) for cell in cells if cell.inline]
    return bool(texts) and all(map(NUMBER.fullmatch, texts))


def _bodies(rows: Sequence[b.Row], numbers: Collection[int]) -> Iterator[str]:
    """Yield one part, or more where rows that share a cell are kept on one page."""
    for is_single, groups in groupby(_groups(rows), lambda group: len(group) == 1):
        if is_single:
            yield f"<tbody>{_rows(chain.from_iterable(groups), numbers)}</tbody>"
        else:
            yield from (f'<tbody class="kept">{_rows(group, numbers)}</tbody>' for group in groups)


def _groups(rows: Sequence[b.Row]) -> Iterator[list[b.Row]]:
    """Yield rows in groups that a page may break between: a cell over several rows shall not be torn."""
    group: list[b.Row] = []
    reach = 0
    for index, row in enumerate(rows):
        group.append(row)
        reach = max([reach, *(index + cell.rowspan for cell in row)])
        if reach == index + 1:
            yield group
            group = []


def _rows(rows: Iterable[b.Row], numbers: Collection[int]) -> str:
    cells = ("".join(_cell(cell, column in numbers) for column, cell in enumerate(row)) for row in rows)
    return "".join(f"<tr>{html}</tr>" for html in cells)


def _cell(cell: b.Cell, is_number: bool) -> str:
    name = "th" if cell.header else "td"
    spans = (("colspan", cell.colspan), ("rowspan", cell.rowspan))
    attributes = "".join(f' {key}="{span}"' for key, span in spans if span > 1)
    number = ' class="number"' if is_number else ""
    return f"<{name}{attributes}{number}>{running_text(cell.inline)}</{name}>"
