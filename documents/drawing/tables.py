"""Authored tables made even: rows of one width, headings with a scope, numbers set under each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from documents.drawing.markup import Child, Node, is_visible

WIDE, VERY_WIDE = 7, 10
MOST_COLUMNS = 40
NUMBER = re.compile(r"[-–+]?\d[\d. \u00a0]*(,\d+)?[ \u00a0]*(%|kr\.?|mio\.( kr\.)?|t\.kr\.|pct\.)?(,-)?")

Row = list[Node]


def even_table(node: Node, flow: Callable[[list[Child]], list[Child]]) -> Iterator[Node]:
    """Yield the table fit for paper, if it has a row; `flow` shapes what stands in a cell."""
    head, body = _rows(node)
    taken = [_taken(head), _taken(body)]
    width = max((max(columns, default=-1) + 1 for part in taken for columns in part), default=0)
    if not width:
        return
    for rows, part in zip((head, body), taken, strict=True):
        for row, columns in zip(rows, part, strict=True):
            row += [Node("td") for _ in range(width - len(columns))]
    _set_scopes(head, body)
    for cell in (cell for row in head + body for cell in row):
        cell.children = flow(cell.children)
    _align_numbers(head, body, width)
    yield _table(node, head, body, width)


def _rows(node: Node) -> tuple[list[Row], list[Row]]:
    """Return the rows of the head and of the body; a first row of headings alone is a head too."""
    rows = [
        (part.tag == "thead", list(row.nodes("td", "th")))
        for part in node.nodes()
        for row in part.nodes("tr")
    ]
    rows = [(is_head, row) for is_head, row in rows if row]
    head = [row for is_head, row in rows if is_head]
    body = [row for is_head, row in rows if not is_head]
    if not head and len(body) > 1 and all(cell.tag == "th" for cell in body[0]):
        head, body = body[:1], body[1:]
    return head, body


def _taken(rows: list[Row]) -> list[set[int]]:
    """Return the columns that each row covers, cutting spans that reach outside or into one another."""
    taken: list[set[int]] = [set() for _ in rows]
    for index, row in enumerate(rows):
        for cell in row:
            start = next(column for column in range(len(taken[index]) + 1) if column not in taken[index])
            columns = [start]
            for column in range(start + 1, start + min(_span(cell, "colspan"), MOST_COLUMNS)):
                if column in taken[index]:
                    break
                columns.append(column)
            depth = min(_span(cell, "rowspan"), len(rows) - index)
            for below in taken[index : index + depth]:
                below.update(columns)
            _write_spans(cell, len(columns), depth)
    return taken


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "")
    return max(int(value), 1) if value.isascii() and value.isdigit() else 1


def _write_spans(cell: Node, columns: int, rows: int) -> None:
    kept = {"scope": cell.attributes["scope"]} if "scope" in cell.attributes else {}
    spans = {"colspan": columns, "rowspan": rows}
    cell.attributes = kept | {name: str(span) for name, span in spans.items() if span > 1}


def _set_scopes(head: list[Row], body: list[Row]) -> None:
    """A heading in the head stands for its column, one in the body for its row, unless it says otherwise."""
    for rows, scope in ((head, "col"), (body, "row")):
        for cell in (cell for row in rows for cell in row if cell.tag == "th"):
            said = cell.attributes.get("scope", "")
            cell.attributes["scope"] = said if said in ("col", "row") else scope


def _align_numbers(head: list[Row], body: list[Row], width: int) -> None:
    rows = head + body
    if any(len(row) != width or "rowspan" in cell.attributes for row in rows for cell in row):
        return
    for column in range(width):
        texts = [row[column].text.strip() for row in body]
        texts = [text for text in texts if text]
        if texts and all(map(NUMBER.fullmatch, texts)):
            for row in rows:
                row[column].attributes["class"] = "number"


def _table(node: Node, head: list[Row], body: list[Row], width: int) -> Node:
    table = Node("table")
    if width > WIDE:
        table.attributes["class"] = "very wide" if width > VERY_WIDE else "wide"
    captions = [Node("caption", [caption.text]) for caption in node.nodes("caption") if is_visible(caption)]
    table.children += captions[:1]
    if head:
        table.children.append(_part("thead", head))
    table.children += _bodies(body)
    return table


def _bodies(rows: list[Row]) -> Iterator[Node]:
    """Yield one part, or more where rows that share a cell are kept on one page."""
    single: list[Row] = []
    for group in _groups(rows):
        if len(group) == 1:
            single += group
            continue
        if single:
            yield _part("tbody", single)
            single = []
        yield _part("tbody", group, {"class": "kept"})
    if single:
        yield _part("tbody", single)


def _part(tag: str, rows: list[Row], attributes: dict[str, str] | None = None) -> Node:
    return Node(tag, [Node("tr", [*row]) for row in rows], attributes or {})


def _groups(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield rows in groups that a page may break between: a cell over several rows shall not be torn."""
    group: list[Row] = []
    reach = 0
    for index, row in enumerate(rows):
        group.append(row)
        reach = max([reach, *(index + _span(cell, "rowspan") for cell in row)])
        if reach == index + 1:
            yield group
            group = []
