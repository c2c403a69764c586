"""What an audience may read or has read: text that is no secret to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from agenda.richtext import plain_text
from documents.content import ClosedStub, Entry, ItemSection, MeetingDocument
from documents.leak_check.phrases import STANDARD
from documents.leak_check.words import bare_title, stream, tokens

_LEAD = re.compile(r"^ (?:ad \d{1,2} )?(?:at )?")
_LABEL = re.compile(r"<(h3|h4|th|td|caption)\b[^>]*>(.*?)</\1>", re.DOTALL)


@dataclass(frozen=True)
class Told:
    """The texts of the documents an audience reads, by what they are. Compared as letters and digits."""

    titles: frozenset[str] = field(repr=False)
    bilag: frozenset[str] = field(repr=False)
    cases: frozenset[str] = field(repr=False)
    labels: frozenset[str] = field(repr=False)
    phrases: frozenset[str] = field(repr=False)
    said: str = field(repr=False)
    names: str = field(repr=False)
    before: str = field(repr=False)

    @classmethod
    def to(cls, documents: Sequence[MeetingDocument], phrases: Collection[str]) -> Told:
        """Of the document that is about to be shown; those after it have been issued to the audience before."""
        entries = [entry for document in documents for entry in document.entries]
        sections = [entry for entry in entries if isinstance(entry, ItemSection)]
        return cls(
            titles=frozenset(stream(form(entry.title)) for entry in entries for form in (str, bare_title)),
            bilag=frozenset(stream(one.title) for section in sections for one in section.bilag),
            cases=frozenset(stream(entry.case_number) for entry in entries if entry.case_number),
            labels=frozenset(map(stream, _labels(sections))),
            phrases=frozenset(map(_phrase, (*STANDARD, *phrases))),
            said="\n".join(tokens(text) for document in documents for text in _said(document)),
            names="\n".join(tokens(text) for document in documents for text in _names(document)),
            before="\n".join(
                stream(text) for one in documents[1:] for entry in one.entries for text in texts_of(entry)
            ),
        )

    def is_title(self, text: str) -> bool:
        """Whether it is the title, or public title, of an item they may read of."""
        return stream(text) in self.titles

    def is_bilag(self, text: str) -> bool:
        """Whether it is the title of a bilag they may read."""
        return stream(text) in self.bilag

    def is_case(self, text: str) -> bool:
        """Whether it is a case number they are shown."""
        return stream(text) in self.cases

    def is_label(self, text: str) -> bool:
        """Whether it is a heading or a cell of a table in an item they may read."""
        return stream(text) in self.labels

    def is_standard(self, text: str) -> bool:
        """Whether it is a standard phrase, with or without "at"."""
        return _phrase(text) in self.phrases

    def is_said(self, text: str) -> bool:
        """Whether it is part of a public title, a public decision or the heading of the document."""
        return tokens(text) in self.said

    def is_known_name(self, text: str) -> bool:
        """Whether they meet this name as a proposer or in the list of those present."""
        return tokens(text) in self.names

    def stands_before(self, text: str) -> bool:
        """Whether it stands in what has been issued to them before."""
        return stream(text) in self.before


def texts_of(entry: Entry) -> Iterator[str]:
    """Yield every text of an entry, as plain text."""
    yield entry.title
    yield entry.case_number or ""
    if isinstance(entry, ClosedStub):
        yield plain_text(entry.public_decision)
        return
    yield from names_of(entry)
    yield from map(plain_text, rich_texts(entry))
    yield from entry.recommendations
    yield from (one.title for one in entry.bilag)
    if entry.closed:
        yield entry.closed.public_title
        yield plain_text(entry.closed.public_decision)


def rich_texts(section: ItemSection) -> Iterator[str]:
    """Yield what is written at length of an item."""
    yield from (section.background, section.decision)
    yield from (one.text for one in section.dissents)
    yield from (one.text for one in section.corrections)


def names_of(section: ItemSection) -> Iterator[str]:
    """Yield whom an item names beside its text."""
    yield from (section.proposer, section.presenter, *section.names)


def _said(document: MeetingDocument) -> Iterator[str]:
    yield from (document.heading, document.forum, document.municipality)
    for entry in document.entries:
        if isinstance(entry, ClosedStub):
            yield entry.public_title
            yield plain_text(entry.public_decision)


def _names(document: MeetingDocument) -> Iterator[str]:
    yield from (one.who for one in document.attendance)
    sections = (entry for entry in document.entries if isinstance(entry, ItemSection))
    yield from (name for section in sections for name in names_of(section))


def _labels(sections: Sequence[ItemSection]) -> Iterator[str]:
    for section in sections:
        for html in rich_texts(section):
            yield from (plain_text(found[2]) for found in _LABEL.finditer(html))


def _phrase(text: str) -> str:
    """A phrase counts as the same after "at", and after the "Ad 1." of a decision on more than one recommendation."""
    return _LEAD.sub("", tokens(text)).strip()
