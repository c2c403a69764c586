"""What was issued, with one thing closed, opened or added and nothing else changed. Pure functions on the value.

A new edition is made of the stored snapshot and never of the database, where other things may have changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from typing import Any, TypeAlias

from agenda.clock import begins
from documents.content import Attendee, Bilag, Closure, Correction, Entry, ItemSection, Kind, MeetingDocument
from people.danish import when

Amendment: TypeAlias = Callable[[MeetingDocument], MeetingDocument]


def with_closures(key: str, closures: Mapping[Kind, Closure] | None) -> Amendment:
    """Return how to close one item, or close it in other words; with None, how to open it.

    The agenda and the minutes are told apart because only the minutes carry a public decision.
    """

    def amend(document: MeetingDocument) -> MeetingDocument:
        closed = closures[document.kind] if closures else None
        return _with_section(document, key, lambda section: replace(section, closed=closed))

    return amend


def with_bilag(key: str, bilag_key: str, closed: bool, positions: Mapping[str, int]) -> Amendment:
    """Return how to close or open one bilag of an item.

    `positions` says where each bilag of the item stands, so that the numbers become those the page shows.
    """

    def moved(section: ItemSection) -> ItemSection:
        marked = (replace(one, closed=closed) if one.key == bilag_key else one for one in section.bilag)
        return replace(section, bilag=tuple(sorted(marked, key=order)))

    def order(one: Bilag) -> tuple[bool, int]:
        return one.closed, positions.get(one.key, 0)

    return lambda document: _with_section(document, key, moved)


def with_new_bilag(key: str, bilag: Bilag) -> Amendment:
    """Return how to put a bilag last on an item, among the open ones or the closed ones."""

    def added(section: ItemSection) -> ItemSection:
        return replace(section, bilag=tuple(sorted((*section.bilag, bilag), key=lambda one: one.closed)))

    return lambda document: _with_section(document, key, added)


def with_correction(key: str, correction: Correction) -> Amendment:
    """Return how to print a correction with the minutes of an item, and to say that it is new."""

    def corrected(section: ItemSection) -> ItemSection:
        return replace(section, corrections=(*section.corrections, correction))

    def amend(document: MeetingDocument) -> MeetingDocument:
        numbers = [entry.number for entry in document.entries if entry.key == key]
        if not document.kind.is_of_minutes or not numbers:
            return document
        told = replace(document, changes=f"Rettelse til punkt {numbers[0]}.")
        return _with_section(told, key, corrected)

    return amend


def with_withdrawal(key: str) -> Amendment:
    """Return how to take an item off what was sent out, and to say so; the clock runs on without it."""

    def amend(document: MeetingDocument) -> MeetingDocument:
        numbers = [entry.number for entry in document.entries if entry.key == key]
        if document.kind.is_of_minutes or not numbers:
            return document
        document = _with_section(document, key, partial(replace, withdrawn=True, begins=None))
        order = tuple(number for number in document.order if number not in numbers)
        told = replace(document, order=order, changes=f"Punkt {numbers[0]} udgår.")
        return told if told.kind is Kind.SUPPLEMENT else _timed(told)

    return amend


def _timed(document: MeetingDocument) -> MeetingDocument:
    """A whole agenda with the clock run anew."""
    sections = {one.number: one for one in document.entries if isinstance(one, ItemSection)}
    taken = [sections[number] for number in document.order or sections if not sections[number].withdrawn]
    moments = begins(document.start, (one.minutes for one in taken))
    clock = {one.number: at if one.minutes else None for one, at in zip(taken, moments, strict=True)}
    timed = (
        replace(one, begins=clock.get(one.number)) if isinstance(one, ItemSection) else one
        for one in document.entries
    )
    return replace(document, entries=tuple(timed))


def with_revision(
    items: Mapping[str, Mapping[str, Any]], attendance: tuple[Attendee, ...] | None, changes: str
) -> Amendment:
    """Return how to write the minutes anew, and to say what is changed: of each item the fields that are another, and
    who was there, None where that stays."""

    def amend(document: MeetingDocument) -> MeetingDocument:
        if document.kind is not Kind.MINUTES:
            return document
        there = document.attendance if attendance is None else attendance
        document = replace(document, attendance=there, changes=changes)
        for key, fields in items.items():
            document = _with_section(document, key, partial(replace, **fields))
        return document

    return amend


def with_slot(day: date, start: time | None, place: str) -> Amendment:
    """Return how to move the meeting, and to say from where; what is planned for a time of its day moves along."""

    def amend(document: MeetingDocument) -> MeetingDocument:
        entries = tuple(
            replace(one, begins=_moved(one.begins, document.start, start))
            if isinstance(one, ItemSection)
            else one
            for one in document.entries
        )
        moved = replace(document, date=day, start=start, place=place, entries=entries)
        return moved if moved == document else replace(moved, changes=_moved_from(document))

    return amend


def _moved_from(document: MeetingDocument) -> str:
    there = f", {document.place}" if document.place else ""
    return f"Mødet er flyttet fra {when(document.date, document.start)}{there}."


def _moved(moment: time | None, was: time | None, start: time | None) -> time | None:
    """A moment of a meeting that began at one time and begins at another; unknown where either is."""
    if moment is None or was is None or start is None:
        return None
    later = datetime.combine(date.min, start) - datetime.combine(date.min, was)
    return (datetime.combine(date(2000, 1, 1), moment) + later).time()


def _with_section(
    document: MeetingDocument, key: str, change: Callable[[ItemSection], ItemSection]
) -> MeetingDocument:
    def amended(entry: Entry) -> Entry:
        return change(entry) if isinstance(entry, ItemSection) and entry.key == key else entry

    return replace(document, entries=tuple(map(amended, document.entries)))
