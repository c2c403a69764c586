"""The lines before the first item: heading, date, place, who was there, and the table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from agenda.characters import plain_line
from documents.content import HEADINGS, Attendee, Day, Kind, Presence
from documents.markup import lines as referat
from documents.markup.dates import DATE, besides_when, find_date, find_time, find_weekday, parse_date
from documents.reading.result import UnreadableFile
from people.danish import WEEKDAYS

NO_HEADING = (
    "Filen ligner ikke et referat eller en dagsorden: "
    "der mangler en overskrift som »REFERAT Chefforum d. 17-09-2015«."
)
NO_SUCH_DAY = "Overskriften »{}« har en dato, der ikke findes."
NO_FORUM = "Overskriften »{}« siger ikke, hvilket forum der har holdt mødet."
UNPLACED = "Linjen »{}« står før det første punkt, men er ikke genkendt og er ikke taget med."
TWICE = "Linjen »{}« gentager noget, der allerede er oplyst, og er ikke taget med."
NO_DATE = "Linjen »Mødedato« mangler; datoen er taget fra overskriften."
BAD_DATE = "Datoen i »{}« findes ikke; datoen er taget fra overskriften."
OTHER_DATE = "Overskriften siger {}, men Mødedato siger {}; overskriftens dato er brugt."
OTHER_WEEKDAY = "Mødedato siger {}, men den {} er en {}."
MORE_DATE = "Linjen »Mødedato« siger mere end dag og tidspunkt: »{}«. Resten er ikke taget med."
NO_START = "Mødets starttidspunkt mangler."
NO_PLACE = "Mødestedet mangler."

_KINDS = {word.lower(): kind for kind, word in HEADINGS.items()}
_OWN_HEADING = re.compile(
    rf"({'|'.join(HEADINGS.values())}) (?P<forum>.+) d\. (?P<date>[0-9]{{2}}-[0-9]{{2}}-[0-9]{{4}})"
)
_HEADING = re.compile(
    rf"({'|'.join(_KINDS)})(?: (?:fra|af|til|for))?:?(?: møde(?:t)? (?:i|for|af))? "
    rf"(?P<forum>\S.{{0,200}}?)(?:,? (?:d\.|den))?,? (?P<date>{DATE})",
    re.IGNORECASE,
)
_NO_FORUM = re.compile(
    rf"(?:{'|'.join(_KINDS)}):?(?: (?:fra|af|til|for))?,? (?:(?:d\.|den) )?{DATE}", re.IGNORECASE
)
_WEEKDAY_LAST = re.compile(rf",? (?:{'|'.join(WEEKDAYS)})$", re.IGNORECASE)
_MEETING_LAST = re.compile(r"s møde$", re.IGNORECASE)
_LABELS = {
    "when": re.compile(r"(?:mødedato\b ?:?|(?:dato|tid|tidspunkt|starttidspunkt) ?:) ?(.*)", re.IGNORECASE),
    "where": re.compile(r"(?:mødested\b ?:?|(?:sted|lokale) ?:) ?(.*)", re.IGNORECASE),
    "municipality": re.compile(r"kommune ?: ?(.*)", re.IGNORECASE),
    "changes": re.compile(r"ændret ?: ?(.*)", re.IGNORECASE),
}
_VERSION = re.compile(r"udgave ([1-9][0-9]{0,4})", re.IGNORECASE)
_ORDER = re.compile(r"rækkefølge på mødet: ((?:[1-9][0-9]{0,4}, )*[1-9][0-9]{0,4})", re.IGNORECASE)
_ADDS_TO = re.compile(rf"tillæg til dagsordenen af ({DATE})", re.IGNORECASE)
_CONTENTS = {"indholdsfortegnelse", "indhold", "dagsordenspunkter", "punkter", "dagsorden"}
_PRESENCES = {
    Presence.PRESENT: ("deltagere", "deltager", "deltagerne var", "mødedeltagere", "til stede", "tilstede",
                       "tilstede var", "tilstedeværende", "tilstedeværende medlemmer", "medlemmer"),
    Presence.DEPUTY: ("stedfortrædere", "stedfortræder", "suppleanter", "suppleant"),
    Presence.GUEST: ("gæster", "gæst"),
    Presence.APOLOGIES: ("afbud", "afbud fra", "fraværende med afbud"),
    Presence.ABSENT: ("fraværende", "ikke til stede", "fraværende uden afbud"),
}  # fmt: skip
_PRESENCE_NAMES = {name: presence for presence, names in _PRESENCES.items() for name in names}
_PAGE = "0123456789ivxlcIVXLC "
_BULLET = re.compile(r"[-–•*·▪◦] +(\S.*)")


@dataclass
class Preamble:
    """What the lines before the first item say."""

    kind: Kind
    forum: str
    date: date
    start: time | None = None
    place: str = ""
    municipality: str = ""
    version: int | None = None
    changes: str = ""
    order: tuple[int, ...] = ()
    adds_to: Day | None = None
    attendance: list[Attendee] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def is_contents_heading(line: str) -> bool:
    """Return whether the line begins a table of contents."""
    return len(line) < 40 and line.rstrip(":").casefold() in _CONTENTS


def has_leader(line: str) -> bool:
    """Return whether the line of a table of contents ends with dots and perhaps a page number."""
    return line.rstrip(_PAGE).endswith(("..", "…"))


def contents_titles(lines: Sequence[str]) -> list[str]:
    """Return the titles in a table of contents; where dots lead to page numbers, a title may take two lines."""
    if not any(map(has_leader, lines)):
        return [_contents_title(line) for line in lines]
    titles, waiting = [], ""
    for line in lines:
        waiting = f"{waiting} {line}".lstrip(" ")
        if has_leader(line):
            titles.append(_contents_title(waiting))
            waiting = ""
    return [*titles, waiting] if waiting else titles


def _contents_title(line: str) -> str:
    shown = line.rstrip(_PAGE).rstrip(".… ") if has_leader(line) else line
    heading = referat.item_heading(shown)
    return heading.title if heading else shown


def read_preamble(lines: Sequence[str]) -> Preamble:
    """Read stripped lines; UnreadableFile if none of them is the heading of a referat or an agenda."""
    lines = [referat.spaced(line) for line in lines]
    for place, line in enumerate(lines):
        preamble = _read_heading(line)
        if preamble:
            _Reader(preamble).read([*lines[:place], *lines[place + 1 :]])
            return preamble
    raise UnreadableFile(NO_HEADING)


def _read_heading(line: str) -> Preamble | None:
    own = _OWN_HEADING.fullmatch(line)
    if not own and _NO_FORUM.fullmatch(line):
        raise UnreadableFile(NO_FORUM.format(line))
    if own:
        return _heading_of(own, line, plain_line(own["forum"]))
    found = _HEADING.fullmatch(line)
    return _heading_of(found, line, _forum(found["forum"])) if found else None


def _heading_of(found: re.Match[str], line: str, forum: str) -> Preamble:
    try:
        day = parse_date(found["date"])
    except ValueError:
        raise UnreadableFile(NO_SUCH_DAY.format(line)) from None
    return Preamble(_KINDS[found[1].lower()], forum, day)


def _forum(text: str) -> str:
    """Return the name of the forum in "Chefforum torsdag" and "Chefforums møde"."""
    name = _WEEKDAY_LAST.sub("", plain_line(text))
    return _MEETING_LAST.sub("", name)


class _Reader:
    """Fills a preamble line by line. `presence` is whose names are being listed; `label` waits for its value."""

    def __init__(self, preamble: Preamble) -> None:
        self.preamble = preamble
        self.presence: Presence | None = None
        self.in_contents = False
        self.label = ""
        self.seen: set[str] = set()

    def read(self, lines: Sequence[str]) -> None:
        for line in filter(None, lines):
            self._take(line)
        wanted = (("when", NO_DATE), ("start", NO_START), ("where", NO_PLACE))
        self.preamble.problems += [problem for name, problem in wanted if name not in self.seen]

    def _take(self, line: str) -> None:
        bullet = _BULLET.fullmatch(line)
        if self.in_contents:
            self.preamble.contents.append(line)
        elif bullet and self.presence:
            self._attend([plain_line(bullet[1])])
        elif not (self._take_heading(line) or self._take_label(line) or self._take_edition(line)):
            self._take_text(line)

    def _take_heading(self, line: str) -> bool:
        name, colon, names = line.partition(":")
        presence = _PRESENCE_NAMES.get(name.strip().casefold()) if colon or len(line) < 40 else None
        self.in_contents = is_contents_heading(line)
        if presence:
            self.presence = presence
            self._attend(_names(names))
        return self.in_contents or presence is not None

    def _take_label(self, line: str) -> bool:
        for label, pattern in _LABELS.items():
            found = pattern.fullmatch(line)
            if found:
                self.presence, self.label = None, label
                if found[1]:
                    self._take_value(found[1], line)
                return True
        return False

    def _take_edition(self, line: str) -> bool:
        """Take what tells this paper from others of the same meeting; each only once."""
        preamble = self.preamble
        version, order, adds_to = (pattern.fullmatch(line) for pattern in (_VERSION, _ORDER, _ADDS_TO))
        if version and preamble.version is None:
            preamble.version = int(version[1])
        elif order and not preamble.order:
            preamble.order = tuple(map(int, order[1].split(", ")))
        elif adds_to and preamble.adds_to is None and (day := _day(adds_to[1])):
            preamble.adds_to = day
        else:
            return False
        self.presence, self.label = None, ""
        return True

    def _take_text(self, line: str) -> None:
        if self.label:
            self._take_value(line, line)
        elif self.presence:
            self._attend(_names(line))
        else:
            self.preamble.problems.append(UNPLACED.format(line))

    def _attend(self, names: Sequence[str]) -> None:
        if self.presence:
            self.preamble.attendance += [Attendee(name, self.presence) for name in names]

    def _take_value(self, value: str, line: str) -> None:
        label, self.label = self.label, ""
        text = plain_line(value.removeprefix("\\"))
        if label == "when":
            self._take_when(value, line)
        elif label in self.seen:
            self.preamble.problems.append(TWICE.format(line))
        elif label == "where":
            self.preamble.place = "" if value == referat.NO_PLACE else text
        elif label == "changes":
            self.preamble.changes = text
        else:
            self.preamble.municipality = text
        self.seen.add(label)

    def _take_when(self, value: str, line: str) -> None:
        if value.endswith(referat.NO_START):
            self.seen.add("start")
            value = value.removesuffix(referat.NO_START)
        start = find_time(value)
        if start and "start" not in self.seen:
            self.seen.add("start")
            self.preamble.start = start
        elif "when" in self.seen:
            self.preamble.problems.append(TWICE.format(line))
        self._check_day(value, line)
        if re.search(r"\w", besides_when(value)):
            self.preamble.problems.append(MORE_DATE.format(line))

    def _check_day(self, value: str, line: str) -> None:
        mine = self.preamble.date
        weekday = find_weekday(value)
        try:
            day = find_date(value)
        except ValueError:
            self.preamble.problems.append(BAD_DATE.format(line))
            return
        if day and day != mine:
            self.preamble.problems.append(OTHER_DATE.format(f"{mine:%d-%m-%Y}", f"{day:%d-%m-%Y}"))
        elif weekday is not None and weekday != mine.weekday():
            names = WEEKDAYS[weekday], f"{mine:%d-%m-%Y}", WEEKDAYS[mine.weekday()]
            self.preamble.problems.append(OTHER_WEEKDAY.format(*names))


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _names(text: str) -> list[str]:
    """Return the people in a list on one line. A part in small letters is the title of the one before it."""
    parts = [part.strip(" ") for part in plain_line(text).split(";" if ";" in text else ",")]
    names: list[list[str]] = []
    for part in filter(None, parts):
        if names and part[0].islower():
            names[-1].append(part)
        else:
            names.append([part])
    return [", ".join(parts) for parts in names]
