"""Rich text as plain text: a small markup that people can read and write. `docs/text-markup.md` describes it.

    ### Heading            - bulleted point         > quotation         | cell | cell |
    #### Smaller heading   1. numbered point        (blank line parts paragraphs)
    **strong**  __emphasis__  [text](https://address)  a line break is a backslash at the end of the line

A backslash at the beginning of a line says: this is ordinary text. `write` puts it before every line that the
reader's own functions would take for structure, so what is written always reads back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from agenda import blocks as b
from documents.markup import lines as referat
from documents.markup.inline import read_runs, write_inline
from documents.markup.points import Point, PointReader, is_point, nested, starts_list, text_runs
from documents.markup.tables import is_row, read_table, write_table

Lines: TypeAlias = Sequence[str]

_HEADING = re.compile(r"(#{1,6}) +(\S.*)")
_LEVELS = {1: 3, 2: 3, 3: 3, 4: 4, 5: 4, 6: 4}
_LONGEST_HEADING = 70


def is_mark(line: str) -> bool:
    """Return whether a line without its indentation is structure of the markup."""
    return line.startswith(">") or is_row(line) or is_point(line) or bool(_HEADING.fullmatch(line))


def is_structure(line: str) -> bool:
    """Return whether a line could mean anything but ordinary text, in the markup or in a referat."""
    return is_mark(line) or referat.is_structure(line)


def escape(line: str) -> str:
    """Return a line of ordinary text so that it reads as such."""
    return "\\" + line if is_structure(line) and not line.startswith("\\") else line


def looks_like_heading(line: str) -> bool:
    """Return whether a paragraph of this one line, with a paragraph after it, is a heading without any mark."""
    return 1 < len(line) <= _LONGEST_HEADING and line[0].isupper() and line[-1] not in ".,;:!?…\\"


# Writing


def write(blocks: Sequence[b.Block], *, bare_headings: bool = False) -> list[str]:
    """Return canonical blocks as lines; `bare_headings` must be what the reader will be told."""
    lines: list[str] = []
    for place, block in enumerate(blocks):
        lines += [""] if place else []
        followed = place + 1 < len(blocks) and isinstance(blocks[place + 1], b.Paragraph)
        lines += _write_block(block, may_look_like_heading=bare_headings and followed)
    return lines


def _write_block(block: b.Block, *, may_look_like_heading: bool = False) -> list[str]:
    match block:
        case b.Heading(level, inline):
            return [f"{'#' * level} {write_inline(inline)}"]
        case b.List():
            return list(_write_list(block, 0))
        case b.Quote(blocks):
            return [f"> {line}".rstrip(" ") for line in write(blocks)]
        case b.Table():
            return write_table(block)
        case b.Paragraph(inline):
            lines = [escape(line) for line in _text_lines(inline)]
            is_heading = may_look_like_heading and len(lines) == 1 and looks_like_heading(lines[0])
            return ["\\" + lines[0]] if is_heading else lines


def _write_list(block: b.List, depth: int) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        first, *rest = _text_lines(item.inline)
        sign = f"{number}." if block.ordered else "-"
        is_plain = is_point(f"{sign} {first}")  # not so where it is a date: "1. januar"
        yield f"{'  ' * depth}{sign} {first if is_plain else chr(92) + first}"
        yield from (f"{'  ' * depth}  {escape(line)}" for line in rest)
        for below in item.lists:
            yield from _write_list(below, depth + 1)


def _text_lines(inline: b.Inline) -> list[str]:
    """Return the lines of a text; each but the last ends with the backslash of its line break."""
    return write_inline(inline).replace("\n", "\\\n").split("\n")


# Reading


def read(lines: Lines, *, bare_headings: bool = False) -> tuple[b.Block, ...]:
    """Return the blocks of lines in the markup; never fails, since anything else is a paragraph.

    With `bare_headings`, a short line alone before a paragraph is a heading (old documents mark them so).
    """
    return b.joined(_read_blocks(lines, bare_headings, 0))


def _read_blocks(lines: Lines, bare_headings: bool, depth: int) -> Iterator[b.Block]:
    place = 0
    while place < len(lines):
        line = lines[place].strip(" ")
        end = place + 1
        if line.startswith(">") and depth < b.MAX_DEPTH:
            end = _end_of(lines, place, lambda one: one.startswith(">"))
            yield from _read_quote(lines[place:end], depth)
        elif is_row(line):
            end = _end_of(lines, place, is_row)
            yield from read_table([one.strip(" ") for one in lines[place:end]])
        elif heading := _HEADING.fullmatch(line):
            yield from _heading(_LEVELS[len(heading[1])], heading[2])
        elif starts_list(line) and depth < b.MAX_DEPTH:
            end, points = _read_points(lines, place, b.MAX_DEPTH - depth)
            yield from nested(points)
        elif line and bare_headings and _is_bare_heading(lines, place):
            yield from _heading(3, line)
        elif line:
            end = _end_of_paragraph(lines, place)
            yield from b.paragraphs(text_runs(lines[place:end]))
        place = end


def _read_quote(lines: Lines, depth: int) -> Iterator[b.Quote]:
    """A quotation at the greatest depth loses all its marks at once."""
    deepest = depth + 1 == b.MAX_DEPTH
    inner = [line.strip(" ").lstrip("> ") if deepest else _unquoted(line.strip(" ")) for line in lines]
    blocks = b.joined(_read_blocks(inner, False, depth + 1))
    if blocks:
        yield b.Quote(blocks)


def _unquoted(line: str) -> str:
    return line.removeprefix(">").removeprefix(" ")


def _heading(level: int, text: str) -> Iterator[b.Heading]:
    inline = b.flat_line(read_runs(text))
    if inline:
        yield b.Heading(level, inline)


def _is_bare_heading(lines: Lines, place: int) -> bool:
    """The line stands alone, and the next text is a paragraph that looks like no heading itself."""
    if not looks_like_heading(lines[place].strip(" ")):
        return False
    following = next((at for at in range(place + 1, len(lines)) if lines[at].strip(" ")), place)
    line = lines[following].strip(" ")
    return following > place + 1 and not is_mark(line) and not looks_like_heading(line)


def _read_points(lines: Lines, place: int, max_depth: int) -> tuple[int, list[Point]]:
    """Read points until a line that belongs to none; blank lines between points do not end a list."""
    reader = PointReader(max_depth)
    end = place
    for at in range(place, len(lines)):
        line = lines[at]
        if not line.strip(" "):
            continue
        takes_text = not _starts_block(line.strip(" ")) and reader.points
        if not reader.take_point(line) and not (takes_text and reader.take_text(line, after_blank=at > end)):
            break
        end = at + 1
    return end, reader.points


def _end_of(lines: Lines, place: int, belongs: Callable[[str], bool]) -> int:
    return next((at for at in range(place, len(lines)) if not belongs(lines[at].strip(" "))), len(lines))


def _end_of_paragraph(lines: Lines, place: int) -> int:
    """A paragraph ends before a blank line and before a line that starts another block."""
    return _end_of(lines, place + 1, lambda line: bool(line) and not _starts_block(line))


def _starts_block(line: str) -> bool:
    return starts_list(line) if is_point(line) else is_mark(line)
