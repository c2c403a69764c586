"""Scopes: the set of items and bilag that an edition shows in full."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from agenda.models import AgendaItem, Attachment, Meeting
from documents.content import NOT_SHARED, Bilag, ClosedStub, Entry, ItemSection, MeetingDocument
from people.models import Viewer


@dataclass(frozen=True)
class Scope:
    """Ids (as text) of what is shown in full. Compared and stored by `digest`."""

    items: frozenset[str]
    attachments: frozenset[str]

    @property
    def digest(self) -> str:
        """SHA-256 over the sorted ids, in hex."""
        return hashlib.sha256("\n".join(self.listed()).encode()).hexdigest()

    def __or__(self, other: Scope) -> Scope:
        """What either of them shows."""
        return Scope(self.items | other.items, self.attachments | other.attachments)

    def listed(self) -> list[str]:
        return sorted(self.items) + sorted(self.attachments)

    def within(self, document: MeetingDocument) -> Scope:
        """What of this scope the document can show at all."""
        return self.among(full(document).listed())

    def among(self, shown: Iterable[str]) -> Scope:
        """What of this scope is one of these ids of items and bilag."""
        ids = frozenset(shown)
        return Scope(self.items & ids, self.attachments & ids)


def of(user: Viewer, meeting: Meeting) -> Scope:
    """What the gate lets the user read of the meeting, asked afresh."""
    return _scope(
        AgendaItem.objects.visible_to(user).filter(meeting=meeting).values_list("pk", flat=True),
        Attachment.objects.visible_to(user).filter(item__meeting=meeting).values_list("pk", flat=True),
    )


def had_they_been_open(user: Viewer, meeting: Meeting, items: set[UUID], bilag: set[UUID]) -> Scope:
    """What the gate would let the user read of the meeting, had these items and bilag not been closed."""
    readable = AgendaItem.objects.visible_if_open(user, items).filter(meeting=meeting)
    files = Attachment.objects.visible_if_open(user, items, bilag).filter(item__meeting=meeting)
    return _scope(readable.values_list("pk", flat=True), files.values_list("pk", flat=True))


def everything(meeting: Meeting) -> Scope:
    """All items and bilag of the meeting, drafts too."""
    return _scope(
        meeting.items.values_list("pk", flat=True),
        Attachment.objects.filter(item__meeting=meeting).values_list("pk", flat=True),
    )


def full(document: MeetingDocument) -> Scope:
    """All that the document shows."""
    sections = _sections(document)
    return _scope(
        (section.key for section in sections), (one.key for section in sections for one in section.bilag)
    )


def public(document: MeetingDocument) -> Scope:
    """The open items that have been published, and their open bilag."""
    sections = [
        section for section in _sections(document) if section.closed is None and not section.preliminary
    ]
    return _scope(
        (section.key for section in sections),
        (one.key for section in sections for one in section.bilag if not one.closed),
    )


def narrowed(document: MeetingDocument, scope: Scope) -> MeetingDocument:
    """Return the document as the scope may see it: other items become stubs, other bilag are not there."""
    entries = (_entry(entry, scope) for entry in document.entries)
    return replace(document, entries=tuple(entry for entry in entries if entry is not None))


def _entry(entry: Entry, scope: Scope) -> Entry | None:
    """A draft outside the scope is not there at all; a published item outside it is a stub."""
    if isinstance(entry, ClosedStub):
        return entry
    if entry.key in scope.items:
        return replace(entry, bilag=_kept(entry.bilag, scope))
    return None if entry.preliminary else stub(entry)


def _kept(bilag: Iterable[Bilag], scope: Scope) -> tuple[Bilag, ...]:
    return tuple(one for one in bilag if one.key in scope.attachments)


def stub(section: ItemSection) -> ClosedStub:
    """Return all that may be told of an item to somebody who may not read it."""
    closure = section.closed
    if closure is None:
        return ClosedStub(section.number, NOT_SHARED, withdrawn=section.withdrawn, key=section.key)
    return ClosedStub(
        section.number,
        closure.public_title,
        section.case_number if closure.shows_case_number else None,
        closure.public_decision,
        withdrawn=section.withdrawn,
        key=section.key,
    )


def _sections(document: MeetingDocument) -> list[ItemSection]:
    return [entry for entry in document.entries if isinstance(entry, ItemSection)]


def _scope(items: Iterable[object], attachments: Iterable[object]) -> Scope:
    return Scope(frozenset(map(str, items)), frozenset(map(str, attachments)))
