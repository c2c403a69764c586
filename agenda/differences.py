"""What differs between two texts, word by word, for a person to look at. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeAlias

from agenda import blocks as b
from agenda.richtext import parse

_MOST_WORK = 4_000_000
"""Words times words that are compared at most; about half a second."""
_BREAK = "\n"

How: TypeAlias = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that follow each other and have the same fate."""

    text: str
    how: How


Line: TypeAlias = tuple[Piece, ...]


def between(old: Sequence[str], new: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of both texts as one text: what is in both, what only the old has, what only the new has."""
    return tuple(_lines(_words_of(old, new)))


def lines_of(html: str) -> tuple[str, ...]:
    """Return rich text as lines to compare: a paragraph, a point with its bullet, or a row of a table each."""
    return tuple(_block_lines(parse(html)))


def _words_of(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, How]]:
    """Yield each word with its fate, and a break after each line."""
    for how, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield from ((word, "same") for word in _split(old[i1:i2]))
        else:
            yield from _compared(_split(old[i1:i2]), _split(new[j1:j2]))


def _split(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in (*line.split(), _BREAK)]


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[str, How]]:
    for i1, i2, j1, j2, equal in _steps(old, new):
        yield from ((word, "same" if equal else "removed") for word in old[i1:i2])
        if not equal:
            yield from ((word, "added") for word in new[j1:j2])


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int, bool]]:
    if len(old) * len(new) > _MOST_WORK:
        yield 0, len(old), 0, len(new), False
        return
    for how, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield places[0], places[1], places[2], places[3], how == "equal"


def _lines(words: Iterable[tuple[str, How]]) -> Iterator[Line]:
    """Part the words at the breaks, and put those of one fate together."""
    for broken, line in groupby(words, lambda word: word[0] == _BREAK):
        if not broken:
            by_fate = groupby(line, lambda word: word[1])
            yield tuple(Piece(" ".join(text for text, _how in group), how) for how, group in by_fate)


def _block_lines(blocks: Iterable[b.Block], indent: str = "") -> Iterator[str]:
    for block in blocks:
        match block:
            case b.Paragraph(inline) | b.Heading(_, inline):
                yield from (f"{indent}{line}" for line in b.plain(inline).split("\n"))
            case b.List():
                yield from _list_lines(block, indent)
            case b.Quote(inner):
                yield from _block_lines(inner, f"{indent}> ")
            case b.Table():
                yield from filter(None, [b.plain(block.caption)])
                yield from (
                    " | ".join(b.plain(cell.inline) for cell in row) for row in block.head + block.body
                )


def _list_lines(block: b.List, indent: str) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        yield f"{indent}{f'{number}.' if block.ordered else '•'} {b.plain(item.inline)}"
        yield from _block_lines(item.lists, indent + "  ")
