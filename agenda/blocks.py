"""Rich text as a value: blocks of runs, always in one canonical form.

Draft runs and blocks may be anything; the functions here make the canonical ones, and both readers of rich
text (HTML in `agenda.richtext`, plain text in `documents.markup`) go through them, so that equal texts are
equal values.

Canonical means: no empty block; single spaces, none at the ends of a line (a U+00A0 at the end of a line is
trimmed too); a space belongs to a format only when both neighbours do; two line breaks in a row part a
paragraph; bulleted lists side by side are one list, while numbered lists stay apart, since each counts from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from agenda.characters import NBSP, compose

MAX_DEPTH = 8
MAX_SPAN = 100
SCOPES = ("row", "col", "rowgroup", "colgroup")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one format; a line break is the character "\\n"."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


Inline: TypeAlias = tuple[Run, ...]
BREAK = Run("\n")


@dataclass(frozen=True, slots=True)
class Paragraph:
    inline: Inline


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    inline: Inline


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a list: its text, then the lists below it."""

    inline: Inline
    lists: tuple[List, ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    inline: Inline
    header: bool = False
    scope: str = ""
    colspan: int = 1
    rowspan: int = 1


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Every cell of `head` is a header cell."""

    caption: Inline
    head: tuple[Row, ...]
    body: tuple[Row, ...]


Block: TypeAlias = Paragraph | Heading | List | Quote | Table


def paragraphs(runs: Iterable[Run]) -> Iterator[Paragraph]:
    """Yield the paragraphs of draft runs: an empty line between two line breaks parts them."""
    for filled, group in groupby(_lines(runs), bool):
        if filled:
            yield Paragraph(_join(group, "\n"))


def flat(runs: Iterable[Run]) -> Inline:
    """Return draft runs as one canonical text with single line breaks (points and cells)."""
    return _join(filter(None, _lines(runs)), "\n")


def flat_line(runs: Iterable[Run]) -> Inline:
    """Return draft runs as one canonical line (headings and captions)."""
    return _join(filter(None, _lines(runs)), " ")


def add_point(items: list[Item], inline: Inline, lists: Iterable[List]) -> None:
    """Append a point; one without text leaves its own points to the list it stands in."""
    below = tuple(joined_lists(lists))
    if inline:
        items.append(Item(inline, below))
    else:
        items.extend(item for one in below for item in one.items)


def joined_lists(lists: Iterable[List]) -> Iterator[List]:
    """Yield lists without the empty ones, and with neighbouring bulleted lists as one."""
    for ordered, group in groupby((one for one in lists if one.items), lambda one: one.ordered):
        if ordered:
            yield from group
        else:
            yield List(False, tuple(item for one in group for item in one.items))


def joined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks with neighbouring bulleted lists as one."""
    result: list[Block] = []
    for is_list, group in groupby(blocks, lambda block: isinstance(block, List)):
        members = list(group)
        result += joined_lists([one for one in members if isinstance(one, List)]) if is_list else members
    return tuple(result)


def cell(runs: Iterable[Run], *, header: bool, scope: str, colspan: int, rowspan: int) -> Cell:
    """Return a canonical cell: a scope is for header cells, a span is 1 to 100."""
    return Cell(
        flat(runs),
        header,
        scope if header and scope in SCOPES else "",
        min(max(colspan, 1), MAX_SPAN),
        min(max(rowspan, 1), MAX_SPAN),
    )


def table(caption: Iterable[Run], head: Iterable[Row], body: Iterable[Row]) -> Iterator[Table | Paragraph]:
    """Yield the canonical table; of one without text only the caption is left, as a paragraph."""
    title = flat_line(caption)
    heads = tuple(tuple(replace(one, header=True) for one in row) for row in head if row)
    rows = tuple(row for row in body if row)
    if any(one.inline for row in heads + rows for one in row):
        yield Table(title, heads, rows)
    elif title:
        yield Paragraph(title)


def texts(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield every text of the blocks in reading order."""
    for block in blocks:
        yield from _TEXTS[type(block)](block)


def plain(inline: Inline) -> str:
    return "".join(run.text for run in inline)


def _lines(runs: Iterable[Run]) -> Iterator[Inline]:
    """Yield each line in canonical form; a line without text as ()."""
    for broken, group in groupby(runs, lambda run: run.text == "\n"):
        if broken:
            yield from (() for _ in list(group)[1:])
        else:
            yield _trimmed(_spaced(_merged(group)))


def _merged(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs that hold text, neighbours of one format as one run."""
    for (strong, em, href), group in groupby((run for run in runs if run.text), _format):
        yield Run("".join(run.text for run in group), strong, em, href)


def _format(run: Run) -> tuple[bool, bool, str]:
    return run.strong, run.em, run.href


def _spaced(runs: Iterable[Run]) -> list[Run]:
    """Take white space off the ends of runs and put it back as single spaces between them."""
    result: list[Run] = []
    gap = ""
    for run in runs:
        words = compose(run.text).split(" ")
        core = " ".join(filter(None, words))
        gap = " " if gap or not words[0] else ""
        if core:
            _append(result, gap, replace(run, text=core))
            gap = "" if words[-1] else " "
    return result


def _append(runs: list[Run], gap: str, run: Run) -> None:
    """Add a run; the gap before it has the format that both neighbours share."""
    if gap and runs:
        last = runs[-1]
        href = last.href if last.href == run.href else ""
        runs.append(Run(gap, last.strong and run.strong, last.em and run.em, href))
    runs.append(run)


def _trimmed(runs: list[Run]) -> Inline:
    """Return the line without spaces, U+00A0 included, at its ends."""
    ends: tuple[tuple[int, Callable[[str], str]], ...] = (
        (0, lambda text: text.lstrip(" " + NBSP)),
        (-1, lambda text: text.rstrip(" " + NBSP)),
    )
    for end, strip in ends:
        while runs and not strip(runs[end].text):
            runs.pop(end)
        if runs:
            runs[end] = replace(runs[end], text=strip(runs[end].text))
    return tuple(_merged(runs))


def _join(lines: Iterable[Inline], glue: str) -> Inline:
    result: list[Run] = []
    for line in lines:
        for place, run in enumerate(line):
            _append(result, "" if place else glue, run)
    return tuple(_merged(result))


def _table_texts(block: Table) -> Iterator[Inline]:
    yield block.caption
    yield from (one.inline for row in block.head + block.body for one in row)


def _list_texts(block: List) -> Iterator[Inline]:
    for item in block.items:
        yield item.inline
        yield from texts(item.lists)


_TEXTS: dict[type, Callable[..., Iterator[Inline]]] = {
    Paragraph: lambda block: iter((block.inline,)),
    Heading: lambda block: iter((block.inline,)),
    List: _list_texts,
    Quote: lambda block: texts(block.blocks),
    Table: _table_texts,
}
