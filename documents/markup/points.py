"""The points of a list in the text markup: from lines to nested lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from agenda import blocks as b
from documents.markup.inline import read_runs
from people.danish import MONTHS

# "1. januar" at the beginning of a line is a date in running text, not a point.
_POINT = re.compile(rf"(?:[-–•*·▪◦]|([0-9]{{1,5}})[.)](?! *(?:{'|'.join(MONTHS)})\b)) +(\S.*)", re.IGNORECASE)


@dataclass(slots=True)
class _Level:
    """A list that is open, how far it is indented, and the number of its last point (0 for a bullet)."""

    indent: int
    number: int


@dataclass(slots=True)
class Point:
    """A point as read: how deep it stands, whether it opens a new list there, and its lines."""

    depth: int
    ordered: bool
    is_first: bool
    lines: list[str] = field(default_factory=list)


def is_point(line: str) -> bool:
    """Return whether a line without its indentation looks like a point."""
    return _POINT.fullmatch(line) is not None


def starts_list(line: str) -> bool:
    """Return whether the point can be the first of a list: a bullet or number 1."""
    found = _POINT.fullmatch(line)
    return found is not None and (not found[1] or int(found[1]) == 1)


class PointReader:
    """Takes the lines of a list one by one; knows which lists are open."""

    def __init__(self, max_depth: int) -> None:
        self.max_depth = max_depth
        self.levels: list[_Level] = []
        self.points: list[Point] = []

    def take_point(self, raw: str) -> bool:
        """Take the line if it is a point that fits here: a numbered list starts at 1 and counts on."""
        found = _POINT.fullmatch(raw.strip(" "))
        if not found:
            return False
        number, indent = int(found[1] or 0), _indent(raw)
        depth = self._depth(indent)
        last = self.levels[depth].number if depth < len(self.levels) else -1
        goes_on = number == 0 == last or 0 < last == number - 1
        if number > 1 and not goes_on:
            return False
        self.levels[depth:] = [_Level(indent, number)]
        self.points.append(Point(depth, number > 0, not goes_on, [found[2]]))
        return True

    def take_text(self, raw: str, *, after_blank: bool) -> bool:
        """Take the line as more text of the last point; after a blank line only if it is indented below it."""
        if after_blank and _indent(raw) <= self.levels[-1].indent:
            return False
        lines = self.points[-1].lines
        if after_blank:
            lines[-1] += "\\"
        lines.append(raw)
        return True

    def _depth(self, indent: int) -> int:
        """Return the level that a point with this indentation stands on; one past the last opens a new one."""
        depth = sum(level.indent < indent for level in self.levels)
        deeper = depth == len(self.levels) and depth > 0
        return depth - 1 if deeper and depth >= self.max_depth else depth


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip(" "))


def nested(points: Sequence[Point], depth: int = 0) -> Iterator[b.List]:
    """Yield the lists that points in reading order make."""
    for one in _parted(points, lambda point: point.depth == depth and point.is_first):
        items: list[b.Item] = []
        for head, *below in _parted(one, lambda point: point.depth == depth):
            b.add_point(items, b.flat(text_runs(head.lines)), nested(below, depth + 1))
        yield b.List(one[0].ordered, tuple(items))


def _parted(points: Sequence[Point], starts: Callable[[Point], bool]) -> Iterator[Sequence[Point]]:
    """Part the points before each one that starts something; the first one does."""
    places = [place for place, point in enumerate(points) if starts(point)]
    for start, end in zip(places, [*places[1:], len(points)], strict=bool(places)):
        yield points[start:end]


def text_runs(lines: Sequence[str]) -> Iterator[b.Run]:
    """Yield the runs of lines that belong together: a backslash at the end of a line is a line break."""
    return read_runs("".join(map(_line_text, lines)))


def _line_text(raw: str) -> str:
    line = raw.strip(" ")
    if len(line) > 1 and line[0] == "\\" and not _is_punctuation(line[1]):
        line = line[1:]
    slashes = len(line) - len(line.rstrip("\\"))
    return line[:-1] + "\n" if slashes % 2 else line + " "


def _is_punctuation(char: str) -> bool:
    return char.isascii() and char.isprintable() and not char.isalnum() and char != " "
