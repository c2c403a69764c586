"""What a paper or a page says of an item beside its texts, in Danish. Pure functions on the value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from documents.content import Guest, ItemSection, MeetingDocument, Stay
from documents.markup.facts import KIND_WORDS, OUTCOME_WORDS, STAY_WORDS, origin
from people.danish import listed, long_date

__all__ = ["came_and_went", "edition", "guests", "order", "origin", "outcomes", "plan"]


def plan(item: ItemSection) -> str:
    """Return "Til drøftelse · kl. 08:35–09:00 · forelægges af Carl Østergaard", as much of it as is known."""
    when = f"kl. {item.clock}" if item.begins else ""
    taken = f"{item.minutes} min." if item.minutes and not item.begins else ""
    by = f"forelægges af {item.presenter}" if item.presenter else ""
    kind = KIND_WORDS[item.kind] if item.kind else ""
    said = " · ".join(filter(None, (kind, when, taken, by)))
    return said[:1].upper() + said[1:]


def guests(item: ItemSection) -> str:
    """Return "Gæster: Jens Poulsen (kl. 08:40–09:00); Anne Krag"; "" where nobody is to come."""
    word = "Gæst" if len(item.guests) == 1 else "Gæster"
    return f"{word}: {'; '.join(map(_guest, item.guests))}" if item.guests else ""


def came_and_went(item: ItemSection) -> Iterator[str]:
    """Yield what minutes say of those who were not there for all of the item, or only for it."""
    if item.recused:
        yield item.recusal
    for stay in Stay:
        if who := [f"{one.who}{_at(one.at)}" for one in item.presences if one.stay is stay]:
            yield f"{STAY_WORDS[stay]}: {'; '.join(who)}."


def outcomes(item: ItemSection) -> Iterator[tuple[int, str]]:
    """Yield the number of each recommendation of which it is known, and what became of it."""
    for number, outcome in enumerate(item.outcomes, start=1):
        if outcome is not None:
            yield number, OUTCOME_WORDS[outcome]


def edition(document: MeetingDocument) -> Iterator[tuple[str, str]]:
    """Yield what tells this paper from others of the same meeting, each under a label."""
    if document.adds_to:
        yield "Tillæg til", f"Dagsordenen, der blev udsendt den {long_date(document.adds_to)}"
    if document.version is not None and document.version > 1:
        yield "Udgave", f"{document.version}. udgave"
    if document.changes:
        yield "Ændret", document.changes
    if days := sorted({one.day for item in _sections(document) for one in item.corrections}):
        yield "Rettet", f"Med rettelser af {listed([long_date(day) for day in days])}"
    if document.order:
        yield "Rækkefølge", order(document)


def order(document: MeetingDocument) -> str:
    """Return "Punkterne behandles i rækkefølgen 1, 3 og 2"; "" where it is that of their numbers."""
    taken = "blev behandlet" if document.kind.is_of_minutes else "behandles"
    numbers = [str(one) for one in document.order]
    return f"Punkterne {taken} i rækkefølgen {listed(numbers)}" if numbers else ""


def _sections(document: MeetingDocument) -> Iterator[ItemSection]:
    return (entry for entry in document.entries if isinstance(entry, ItemSection))


def _guest(guest: Guest) -> str:
    match guest.arrives, guest.leaves:
        case time() as arrives, time() as leaves:
            return f"{guest.who} (kl. {arrives:%H:%M}–{leaves:%H:%M})"
        case time() as arrives, None:
            return f"{guest.who} (fra kl. {arrives:%H:%M})"
        case None, time() as leaves:
            return f"{guest.who} (til kl. {leaves:%H:%M})"
    return guest.who


def _at(moment: time | None) -> str:
    return f" (kl. {moment:%H:%M})" if moment else ""
