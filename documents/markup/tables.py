"""Tables in the text markup.

    |= Caption
    |{th col} Area | Amount |       the rows above "|---" are the head, and its cells are header cells
    |---
    |{th row} Schools | 12 |
    |{2x1} in all, over two columns |

Before the text of a cell braces may say "th", its scope and "columns x rows". `\\n` is a line break, `\\|` a "|".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agenda import blocks as b
from documents.markup.inline import read_runs, write_inline

_CELL = re.compile(r"\|((?:[^|\\]++|\\.|\\$)*+)")
_NATURE = re.compile(r"\{(?:(th)(?: (row|col|rowgroup|colgroup))?)? ?(?:([0-9]{1,3})x([0-9]{1,3}))?\}(?: |$)")
_LINE = re.compile(r"\|-[-:| ]*")
_CAPTION = "|="


def is_row(line: str) -> bool:
    return line.lstrip(" ").startswith("|")


def write_table(table: b.Table) -> list[str]:
    """Return the lines of a canonical table."""
    caption = [f"{_CAPTION} {_one_line(table.caption)}"] if table.caption else []
    head = [*(_write_row(row, in_head=True) for row in table.head), "|---"] if table.head else []
    return [*caption, *head, *(_write_row(row, in_head=False) for row in table.body)]


def read_table(lines: Sequence[str]) -> Iterator[b.Table | b.Paragraph]:
    """Yield the table in lines that are rows; nothing if no cell has text."""
    has_caption = lines[0].startswith(_CAPTION)
    caption = lines[0].removeprefix(_CAPTION) if has_caption else ""
    rows = lines[1:] if has_caption else lines
    rule = next((place for place, line in enumerate(rows) if _LINE.fullmatch(line)), -1)
    yield from b.table(
        read_runs(caption), map(_read_row, rows[: max(rule, 0)]), map(_read_row, rows[rule + 1 :])
    )


def _write_row(row: b.Row, *, in_head: bool) -> str:
    cells = (f"|{_nature(cell, in_head)} {_cell_text(cell)}".rstrip(" ") + " " for cell in row)
    return "".join(cells) + "|"


def _nature(cell: b.Cell, in_head: bool) -> str:
    """In the head every cell is a header cell, and only a scope needs to be said."""
    words = [f"th {cell.scope}".rstrip()] if cell.scope or (cell.header and not in_head) else []
    words += [f"{cell.colspan}x{cell.rowspan}"] if cell.colspan > 1 or cell.rowspan > 1 else []
    return f"{{{' '.join(words)}}}" if words else ""


def _cell_text(cell: b.Cell) -> str:
    text = _one_line(cell.inline)
    return "\\" + text if text.startswith("{") else text


def _one_line(inline: b.Inline) -> str:
    return write_inline(inline).replace("|", "\\|").replace("\n", "\\n")


def _read_row(line: str) -> b.Row:
    """Each "|" starts a cell; the one at the end of the line closes the row."""
    cells = [cell.strip(" ") for cell in _CELL.findall(line)]
    return tuple(map(_read_cell, cells if cells[-1] else cells[:-1]))


def _read_cell(text: str) -> b.Cell:
    nature = _NATURE.match(text)
    header, scope, colspan, rowspan = nature.groups() if nature else (None, None, None, None)
    return b.cell(
        read_runs(_with_breaks(text[nature.end() :] if nature else text)),
        header=bool(header),
        scope=scope or "",
        colspan=int(colspan or 1),
        rowspan=int(rowspan or 1),
    )


def _with_breaks(text: str) -> str:
    """Turn `\\n` into line breaks; a backslash that is escaped itself stays."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[0], text)
