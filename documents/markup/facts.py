"""The lines below the title of an item that say when, by whom and with whom it is taken. Writing and reading.

Each fact is one line, and a line is one fact or none: what is written is read back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from agenda.characters import plain_line
from documents.content import Guest, ItemKind, ItemPresence, ItemSection, Origin, Outcome, Stay
from documents.markup.dates import DATE, parse_date

KIND_WORDS = {
    ItemKind.DECISION: "Til beslutning",
    ItemKind.DISCUSSION: "Til drøftelse",
    ItemKind.ORIENTATION: "Til orientering",
}
STAY_WORDS = {
    Stay.CAME_LATE: "Kom under punktet",
    Stay.LEFT: "Gik under punktet",
    Stay.AWAY: "Deltog ikke i punktet",
    Stay.GUEST: "Deltog som gæst i punktet",
}
OUTCOME_WORDS = {
    Outcome.APPROVED: "Godkendt",
    Outcome.APPROVED_WITH_CHANGE: "Godkendt med ændring",
    Outcome.DISCUSSED: "Drøftet",
    Outcome.NOTED: "Taget til efterretning",
    Outcome.POSTPONED: "Udsat",
    Outcome.REJECTED: "Ikke godkendt",
    Outcome.LAPSED: "Bortfaldet",
}
PRESENTER = "Forelægges af"
GUEST = "Gæst"


@dataclass(frozen=True)
class Planned:
    begins: time | None
    minutes: int | None


@dataclass(frozen=True)
class Presenter:
    who: str


Fact: TypeAlias = ItemKind | Origin | Planned | Presenter | Guest | ItemPresence

_CLOCK = "[0-9]{1,2}[.:][0-9]{2}"
_KINDS = {words.casefold(): kind for kind, words in KIND_WORDS.items()}
_OUTCOMES = {words.casefold(): outcome for outcome, words in OUTCOME_WORDS.items()}
_OUTCOME = re.compile(r"(?:([1-9][0-9]{0,4})\. )?(.*)")
_STAYS = {words.casefold(): stay for stay, words in STAY_WORDS.items()}
_ORIGIN = re.compile(rf"Fortsat fra punkt ([1-9][0-9]{{0,4}}) den ({DATE})", re.IGNORECASE)
_PLANNED = re.compile(
    rf"(?:kl\.? (?P<begins>{_CLOCK}))?(?: ?\(?(?P<minutes>[0-9]{{1,5}}) minut(?:ter)?\)?)?", re.IGNORECASE
)
_PRESENTER = re.compile(rf"{PRESENTER}: (\S.*)", re.IGNORECASE)
_GUEST = re.compile(
    rf"{GUEST}(?: fra kl\. (?P<arrives>{_CLOCK}))?(?: til kl\. (?P<leaves>{_CLOCK}))?: (?P<who>\S.*)",
    re.IGNORECASE,
)
_PRESENCE = re.compile(
    rf"(?P<stay>{'|'.join(STAY_WORDS.values())})(?: kl\. (?P<at>{_CLOCK}))?: (?P<who>\S.*)", re.IGNORECASE
)


# Writing


def write(item: ItemSection) -> Iterator[str]:
    """Yield the facts of an item, each a line."""
    if item.kind:
        yield KIND_WORDS[item.kind]
    if item.continues:
        yield origin(item.continues)
    if item.begins or item.minutes is not None:
        yield _planned_line(item)
    if item.presenter:
        yield f"{PRESENTER}: {item.presenter}"
    for guest in item.guests:
        yield f"{GUEST}{_at(' fra kl.', guest.arrives)}{_at(' til kl.', guest.leaves)}: {guest.who}"
    for one in item.presences:
        yield f"{STAY_WORDS[one.stay]}{_at(' kl.', one.at)}: {one.who}"


def origin(earlier: Origin) -> str:
    """Return "Fortsat fra punkt 3 den 17-09-2015"."""
    return f"Fortsat fra punkt {earlier.number} den {earlier.day:%d-%m-%Y}"


def minutes_in_words(minutes: int) -> str:
    return f"{minutes} {'minut' if minutes == 1 else 'minutter'}"


def _planned_line(item: ItemSection) -> str:
    begins = f"Kl. {item.begins:%H:%M}" if item.begins else ""
    if item.minutes is None:
        return begins
    taken = minutes_in_words(item.minutes)
    return f"{begins} ({taken})" if begins else taken


def _at(words: str, moment: time | None) -> str:
    return f"{words} {moment:%H:%M}" if moment else ""


# Reading


def read(line: str) -> Fact | None:
    """Return the fact that a line states; None if it states none."""
    line = plain_line(line)
    found = (reader(line) for reader in _READERS)
    return next((fact for fact in found if fact is not None), None)


def outcome(line: str) -> tuple[int, Outcome] | None:
    """Read "2. Godkendt med ændring": the number of the recommendation, and what became of it.

    Without a number it is that of an item which has no recommendation: 1.
    """
    found = _OUTCOME.fullmatch(plain_line(line).rstrip("."))
    known = _OUTCOMES.get(found[2].casefold()) if found else None
    return (int(found[1] or 1), known) if found and known else None


def _kind(line: str) -> Fact | None:
    return _KINDS.get(line.casefold())


def _origin(line: str) -> Fact | None:
    found = _ORIGIN.fullmatch(line)
    try:
        return Origin(int(found[1]), parse_date(found[2])) if found else None
    except ValueError:
        return None


def _planned(line: str) -> Fact | None:
    found = _PLANNED.fullmatch(line)
    if not found or not line:
        return None
    minutes = int(found["minutes"]) if found["minutes"] else None
    return _timed(lambda: Planned(_time(found["begins"]), minutes))


def _presenter(line: str) -> Fact | None:
    found = _PRESENTER.fullmatch(line)
    return Presenter(found[1]) if found else None


def _guest(line: str) -> Fact | None:
    found = _GUEST.fullmatch(line)
    return (
        _timed(lambda: Guest(found["who"], _time(found["arrives"]), _time(found["leaves"])))
        if found
        else None
    )


def _presence(line: str) -> Fact | None:
    found = _PRESENCE.fullmatch(line)
    if not found:
        return None
    stay = _STAYS[found["stay"].casefold()]
    return _timed(lambda: ItemPresence(found["who"], stay, _time(found["at"])))


def _timed(fact: Callable[[], Fact]) -> Fact | None:
    """Return the fact; None if it names a time that does not exist."""
    try:
        return fact()
    except ValueError:
        return None


def _time(text: str | None) -> time | None:
    hour, minute = re.split("[.:]", text) if text else ("", "")
    return time(int(hour), int(minute)) if text else None


_READERS: tuple[Callable[[str], Fact | None], ...] = (_kind, _origin, _planned, _presenter, _guest, _presence)
