"""The list paragraphs of Word as lists. Pure functions; static/site/word.js does the same when somebody pastes.

Word puts a list on the clipboard as paragraphs styled "mso-list:l0 level2 lfo1", each with its number or bullet as text
in a span marked "mso-list:Ignore".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import groupby

# Tags first and then what is in them, so that no text takes more than one look at each letter.
_PARAGRAPH = re.compile(r"<p\b[^<>]*>", re.IGNORECASE)
_STYLE = re.compile(r"mso-list:\s*l(\d{1,9})\s+level(\d)", re.IGNORECASE)
_END = re.compile(r"</p\s*>", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_SPAN = re.compile(r"<(/?)span\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NUMBER = re.compile(r"\(?(?:\d+|[ivxlcdm]+|[a-zæøå])[.)]", re.IGNORECASE)
_ONLY_BETWEEN = re.compile(r"(?:\s|&nbsp;|<![^<>]*>)*")


@dataclass(frozen=True)
class _Point:
    """One list paragraph: which list and level (from 1) Word says it has, and what it says."""

    name: str
    level: int
    ordered: bool
    html: str


def with_lists(html: str) -> str:
    """Return HTML in which Word's list paragraphs are ul and ol, nested as deep as their levels say."""
    if "mso-list" not in html.lower():
        return html
    written: list[str] = []
    for of_points, group in groupby(_parts(html), lambda part: isinstance(part, _Point)):
        parts = list(group)
        written.append(
            _lists([one for one in parts if isinstance(one, _Point)])
            if of_points
            else "".join(map(str, parts))
        )
    return "".join(written)


def _parts(html: str) -> Iterator[_Point | str]:
    """Yield the list paragraphs, and what stands between them unless it is white space within one list."""
    at = 0
    for tag in _PARAGRAPH.finditer(html):
        found = _STYLE.search(tag[0])
        if found is None or tag.start() < at:
            continue
        end = _END.search(html, tag.end())
        if end is None:
            break
        between = html[at : tag.start()]
        if not at or not _ONLY_BETWEEN.fullmatch(between):
            yield between
        yield _point(found, html[tag.end() : end.start()])
        at = end.end()
    yield html[at:]


def _point(found: re.Match[str], inner: str) -> _Point:
    marker, text = _without_marker(inner)
    ordered = _NUMBER.fullmatch(unescape(_TAG.sub("", marker)).strip("\u00a0 \r\n\t")) is not None
    return _Point(found[1], min(max(int(found[2]), 1), 9), ordered, text)


def _without_marker(inner: str) -> tuple[str, str]:
    """Part the number or bullet from the text; the span around it may have spans in it."""
    tags = list(_SPAN.finditer(inner))
    at = next((place for place, tag in enumerate(tags) if _IGNORED.search(tag[0])), None)
    if at is None:
        return "", inner
    start, depth, end = tags[at], 1, len(inner)
    for tag in tags[at + 1 :]:
        depth += -1 if tag[1] else 1
        if not depth:
            end = tag.end()
            break
    return inner[start.end() : end], inner[: start.start()] + inner[end:]


def _lists(points: list[_Point]) -> str:
    """Write points as lists: a new one begins where the level falls away or the kind of list changes."""
    written: list[str] = []
    open_lists: list[_Point] = []
    for point in points:
        while open_lists and not _goes_on(open_lists, point):
            written.append(_close(open_lists.pop()))
        if len(open_lists) == point.level:
            written.append("</li><li>")
        while len(open_lists) < point.level:
            written.append(f"{_open(point)}<li>")
            open_lists.append(point)
        written.append(point.html)
    written.extend(_close(one) for one in reversed(open_lists))
    return "".join(written)


def _goes_on(open_lists: list[_Point], point: _Point) -> bool:
    """Whether the innermost open list is one that the point stands in, or under."""
    last = open_lists[-1]
    deeper = len(open_lists) < point.level
    same = len(open_lists) == point.level and (last.name, last.ordered) == (point.name, point.ordered)
    return deeper or same


def _open(point: _Point) -> str:
    return "<ol>" if point.ordered else "<ul>"


def _close(point: _Point) -> str:
    return "</li></ol>" if point.ordered else "</li></ul>"
