"""Reads a referat or an agenda in plain text: ours (`documents.drawing.text`) and those of other systems."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from agenda.characters import tidy
from documents.content import Entry, MeetingDocument
from documents.markup import lines as referat
from documents.reading.items import Occasion, RawItem, read_item
from documents.reading.preamble import (
    Preamble,
    contents_titles,
    has_leader,
    is_contents_heading,
    read_preamble,
)
from documents.reading.result import Reading, UnreadableFile

__all__ = ["Reading", "UnreadableFile", "read_text"]

MAX_LINES = 50_000
MAX_ITEMS = 500
MAX_SIGNS = 50_000

TOO_MUCH = "Filen har over {} og kan ikke være et referat."
NO_ITEMS = "Filen har ingen punkter af formen »Punkt 1: Titel« og kan ikke læses som et referat."
SAME_NUMBER = "Punkt {} står mere end én gang; denne tekst er ikke taget med: »{}«"
NOT_PLACED = (
    "Teksten fra »{}« til næste punkt ligner et punkt, men kan ikke læses; den er ikke taget med: »{}«"
)
OUT_OF_ORDER = "Punkt {} står efter punkt {}."
CONTENTS_COUNT = "Indholdsfortegnelsen har {} punkter, men referatet har {}."
CONTENTS_TITLE = "Indholdsfortegnelsens »{}« svarer ikke til titlen på punkt {}: »{}«."
CONTENTS_MORE = "»{}« står i indholdsfortegnelsen, men ikke som punkt."

_LINE_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_NUMBER = re.compile("[0-9]{1,5}(?=[.)])")
_SIGNS = "*_[|\\"


def read_text(text: str) -> Reading:
    """Return the document in `text`; UnreadableFile if it is no referat or agenda, or absurdly large."""
    lines = _lines(text)
    items = _item_places(lines)
    if not items:
        raise UnreadableFile(NO_ITEMS)
    strays = _stray_places(lines, items)
    first = min([items[0], *strays])
    preamble = read_preamble([line.strip(" ") for line in lines[:first]])
    ends = sorted({*items, *strays, len(lines)})
    for start in strays:
        end = ends[bisect_right(ends, start)]
        preamble.problems.append(_not_placed([line.strip(" ") for line in lines[start:end]]))
    return _read_items(preamble, list(_raw_items(lines, items, strays)))


def _not_placed(lines: Sequence[str]) -> str:
    return NOT_PLACED.format(lines[0], "\n".join(filter(None, lines)))


def _lines(text: str) -> list[str]:
    """Return tidy lines with their indentation."""
    lines = _LINE_BREAK.sub("\n", text.removeprefix("\ufeff")).split("\n")
    if len(lines) > MAX_LINES:
        raise UnreadableFile(TOO_MUCH.format("50.000 linjer"))
    if sum(map(text.count, _SIGNS)) > MAX_SIGNS:
        raise UnreadableFile(TOO_MUCH.format("50.000 specialtegn"))
    return [_tidy_line(line.expandtabs(4)) for line in lines]


def _tidy_line(line: str) -> str:
    """Keep the indentation, also behind the marks of a quotation."""
    text = line.lstrip(" >")
    return (line[: len(line) - len(text)] + tidy(text)).rstrip(" ")


def _item_places(lines: Sequence[str]) -> list[int]:
    """Return where items begin. A table of contents may list them in the very same words."""
    places = [at for at, line in enumerate(lines) if referat.item_heading(line.strip(" "))]
    if places and any(is_contents_heading(line.strip(" ")) for line in lines[: places[0]]):
        while places and has_leader(lines[places[0]]):
            places.pop(0)
        numbers = [_heading(lines, at).number for at in places]
        if numbers and numbers[0] in numbers[1:]:
            places = places[numbers.index(numbers[0], 1) :]
    places = _in_order(lines, places)
    if len(places) > MAX_ITEMS:
        raise UnreadableFile(TOO_MUCH.format("500 punkter"))
    return places


def _in_order(lines: Sequence[str], places: Sequence[int]) -> list[int]:
    """Leave out loose headings whose number does not go on from the one before."""
    kept, last = [], 0
    for at in places:
        heading = _heading(lines, at)
        if not heading.loose or heading.number > last:
            kept.append(at)
            last = heading.number
    return kept


def _stray_places(lines: Sequence[str], items: Sequence[int]) -> list[int]:
    """Return where something begins that may be an item, but cannot be read as one."""
    has_contents = any(is_contents_heading(line.strip(" ")) for line in lines[: items[0]])
    known, strays, numbers = set(items), [], set[int]()
    for at in range(items[0] if has_contents else 0, len(lines)):
        line = lines[at].strip(" ")
        if at in known:
            numbers.clear()
            continue
        number = referat.odd_numbered_heading(lines[at])
        is_closed_number = number is not None and number > 1 and number - 1 not in numbers
        if is_closed_number or referat.odd_item_heading(line) or referat.item_heading(line):
            strays.append(at)
        elif found := _NUMBER.match(line):
            numbers.add(int(found[0]))
    return strays


def _heading(lines: Sequence[str], at: int) -> referat.ItemHeading:
    heading = referat.item_heading(lines[at].strip(" "))
    if heading is None:
        raise ValueError(lines[at])
    return heading


def _raw_items(lines: Sequence[str], places: Sequence[int], strays: Sequence[int]) -> Iterator[RawItem]:
    ends = sorted({*places, *strays, len(lines)})
    for start in places:
        end = ends[bisect_right(ends, start)]
        yield RawItem(_heading(lines, start), lines[start + 1 : end])


def _read_items(preamble: Preamble, items: Sequence[RawItem]) -> Reading:
    empty = MeetingDocument(preamble.kind, preamble.forum, preamble.date)
    occasion = Occasion(preamble.forum, preamble.date, empty.decision_heading)
    entries: dict[int, Entry] = {}
    problems = [*preamble.problems, *_contents_problems(preamble, items)]
    for item in items:
        number = item.heading.number
        if number in entries:
            whole = [item.heading.title, *(line.strip(" ") for line in item.lines)]
            problems.append(SAME_NUMBER.format(number, "\n".join(filter(None, whole))))
            continue
        last = max(entries, default=0)
        problems += [OUT_OF_ORDER.format(number, last)] if number < last else []
        entries[number], found = read_item(item, occasion)
        problems += found
    return Reading(_document(preamble, tuple(entries.values())), tuple(problems))


def _document(preamble: Preamble, entries: tuple[Entry, ...]) -> MeetingDocument:
    return MeetingDocument(
        kind=preamble.kind,
        forum=preamble.forum,
        date=preamble.date,
        start=preamble.start,
        place=preamble.place,
        municipality=preamble.municipality,
        attendance=tuple(preamble.attendance),
        entries=entries,
        version=preamble.version,
        changes=preamble.changes,
        order=preamble.order,
        adds_to=preamble.adds_to,
    )


def _contents_problems(preamble: Preamble, items: Sequence[RawItem]) -> Iterator[str]:
    titles = contents_titles(preamble.contents)
    if not titles:
        return
    if len(titles) != len(items):
        yield CONTENTS_COUNT.format(len(titles), len(items))
    for title, item in zip(titles, items, strict=False):
        if _bare(title) != _bare(item.heading.title):
            yield CONTENTS_TITLE.format(title, item.heading.number, item.heading.title)
    for title in titles[len(items) :]:
        yield CONTENTS_MORE.format(title)


def _bare(title: str) -> str:
    return referat.key(title).rstrip(" .…")
