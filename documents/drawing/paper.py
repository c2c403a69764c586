"""A meeting document in the words of its paper: labels, sentences, choices. The template has no rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from documents.content import ClosedStub, Entry, ItemSection, Kind, MeetingDocument, Presence
from documents.drawing import sentences
from documents.drawing.prose import SECTION, prose
from documents.drawing.tables import even_table
from people.danish import when

DRAFT = "Kladde"
BACKGROUND = "Baggrund"
WITHDRAWN = "Punktet udgår"
CLOSED = "LUKKET PUNKT"
RUNNING_LENGTH = 60
# A decision of some ten lines is kept on one page; a longer one may be split, or it would leave a hole.
SHORT_DECISION = 900

NOTHING = SafeString()

SUBJECTS = {
    Kind.AGENDA: "Dagsorden til",
    Kind.SUPPLEMENT: "Tillægsdagsorden til",
    Kind.MINUTES: "Referat af",
    Kind.EXCERPT: "Protokoludskrift af",
}
ATTENDANCE = {
    Presence.PRESENT: "Deltagere",
    Presence.DEPUTY: "Stedfortrædere",
    Presence.GUEST: "Gæster",
    Presence.APOLOGIES: "Afbud",
    Presence.ABSENT: "Fraværende",
}


@dataclass(frozen=True)
class Fact:
    """A label and what stands beside it: plain lines, or rich text."""

    label: str
    lines: tuple[str, ...] = ()
    rich: str = ""

    @property
    def text(self) -> SafeString:
        plain = format_html_join("", "<p>{}</p>", ((line,) for line in self.lines))
        return plain + prose(self.rich, even_table)


@dataclass(frozen=True)
class PaperBilag:
    label: str
    title: str
    note: str = ""


@dataclass(frozen=True)
class Statement:
    """A text under a heading of its own."""

    heading: str
    text: SafeString


@dataclass(frozen=True)
class PaperItem:
    """One punkt. A stub fills the first four fields, the case number and the decision, and has nothing else.

    `text_page` says whether the original's paging gives the punkt a page for its text.
    """

    number: int
    label: str
    title: str
    note: str = ""
    about: tuple[str, ...] = ()
    case_number: str = ""
    bilag: tuple[PaperBilag, ...] = ()
    closed: str = ""
    closure: tuple[Fact, ...] = ()
    text_page: bool = False
    background_heading: str = ""
    background: SafeString = NOTHING
    proposal: str = ""
    recommendations: tuple[str, ...] = ()
    came_and_went: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    decision: SafeString = NOTHING
    dissents: tuple[Statement, ...] = ()
    corrections: tuple[Statement, ...] = ()

    @property
    def anchor(self) -> str:
        return f"punkt-{self.number}"

    @property
    def running(self) -> str:
        return shorten(f"{self.label}: {self.title}")

    @property
    def contents_title(self) -> str:
        """The title in the table of contents, with what a reader should know before turning the page."""
        notes = [self.closed and "lukket", self.note and "udgår"]
        fresh = [note for note in notes if note and note not in self.title.casefold()]
        return f"{self.title} ({', '.join(fresh)})" if fresh else self.title

    @property
    def is_decided(self) -> bool:
        """Whether anything is to stand under the heading of the decision."""
        return bool(self.came_and_went or self.outcomes or self.decision or self.dissents)

    @property
    def decision_is_short(self) -> bool:
        return len(self.decision) + sum(len(one.text) for one in self.dissents) < SHORT_DECISION


@dataclass(frozen=True)
class Paper:
    """All that the template needs."""

    title: str
    author: str
    subject: str
    municipality: str
    heading: str
    mark: str
    facts: tuple[Fact, ...]
    items: tuple[PaperItem, ...]
    decision_heading: str
    has_contents: bool

    @property
    def heading_parts(self) -> tuple[str, str]:
        """What and whose it is, and its day, which is kept on one line."""
        what, _d, day = self.heading.rpartition(" d. ")
        return what, f"d. {day}"


def paper(document: MeetingDocument, *, draft: bool = False) -> Paper:
    """Return the document as its paper says it."""
    mark = DRAFT if draft else ""
    return Paper(
        title=f"{mark}: {document.heading}" if mark else document.heading,
        author=document.municipality or document.forum,
        subject=f"{SUBJECTS[document.kind]} møde i {document.forum} {when(document.date, document.start)}",
        municipality=document.municipality,
        heading=document.heading,
        mark=mark,
        facts=tuple(_facts(document)),
        items=tuple(_item(entry, document.kind) for entry in document.entries),
        decision_heading=document.decision_heading,
        has_contents=bool(document.entries) and document.kind is not Kind.EXCERPT,
    )


def shorten(text: str, length: int = RUNNING_LENGTH) -> str:
    """Return text that fits a running header, cut at a word where there is one."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    at_word, _, _ = cut.rpartition(" ")
    return f"{(at_word if len(at_word) > length // 2 else cut).rstrip(' ,;:–-')}…"


def _facts(document: MeetingDocument) -> Iterator[Fact]:
    moment = when(document.date, document.start)
    yield _plain("Mødedato", moment[0].upper() + moment[1:])
    if document.place:
        yield _plain("Mødested", document.place)
    yield from (_plain(label, text) for label, text in sentences.edition(document))
    for presence, label in ATTENDANCE.items():
        if names := [one.who for one in document.attendance if one.presence is presence]:
            yield _plain(label, *names)


def _plain(label: str, *lines: str) -> Fact:
    return Fact(label, lines)


def _item(entry: Entry, kind: Kind) -> PaperItem:
    decided = kind.is_of_minutes
    return _stub(entry, decided) if isinstance(entry, ClosedStub) else _section(entry, decided)


def _stub(stub: ClosedStub, decided: bool) -> PaperItem:
    return PaperItem(
        number=stub.number,
        label=f"Punkt {stub.label}",
        title=stub.public_title,
        note=WITHDRAWN if stub.withdrawn else "",
        case_number=stub.case_number or "",
        decision=_decision(stub.public_decision, decided),
    )


def _section(item: ItemSection, decided: bool) -> PaperItem:
    came_and_went = tuple(sentences.came_and_went(item))
    return PaperItem(
        number=item.number,
        label=f"Punkt {item.label}",
        title=item.title,
        note=WITHDRAWN if item.withdrawn else "",
        about=tuple(_about(item)),
        case_number=item.case_number or "",
        bilag=tuple(_bilag(item)),
        closed=CLOSED if item.closed else "",
        closure=tuple(_closure(item, decided)),
        text_page=item.has_text or bool(came_and_went) or not (item.closed or item.withdrawn),
        background_heading="" if item.background.startswith("<h") else BACKGROUND,
        background=prose(item.background, even_table),
        proposal=_proposal(item),
        recommendations=item.recommendations,
        came_and_went=came_and_went,
        outcomes=tuple(_outcomes(item)),
        decision=_decision(item.decision, decided),
        dissents=tuple(
            Statement(f"Særstandpunkt fra {one.who}", _decision(one.text, decided)) for one in item.dissents
        ),
        corrections=tuple(
            Statement(f"RETTELSE DEN {one.day:%d-%m-%Y}", _decision(one.text, decided))
            for one in item.corrections
        ),
    )


def _about(item: ItemSection) -> Iterator[str]:
    """What stands below the title, in the order it is wanted in before the meeting."""
    said = (
        sentences.plan(item),
        sentences.guests(item),
        sentences.origin(item.continues) if item.continues else "",
    )
    yield from filter(None, said)


def _outcomes(item: ItemSection) -> Iterator[str]:
    """What became of each recommendation, where the decision cannot say it of all at once."""
    if item.decision and len(set(item.outcomes)) == 1:
        return
    for number, word in sentences.outcomes(item):
        yield f"Indstilling {number}: {word}." if len(item.outcomes) > 1 else f"{word}."


def _proposal(item: ItemSection) -> str:
    if item.proposer:
        return f"{item.proposer} indstiller,"
    return "Det indstilles," if item.recommendations else ""


def _bilag(item: ItemSection) -> Iterator[PaperBilag]:
    for label, one in item.numbered_bilag():
        yield PaperBilag(label, one.title, "lukket" if one.closed else "")


def _closure(item: ItemSection, decided: bool) -> Iterator[Fact]:
    """What a full edition says of a closed item: why it is closed, and what everybody else is shown."""
    if item.closed is None:
        return
    if item.closed.legal_ground:
        yield _plain("Hjemmel", item.closed.legal_ground)
    yield _plain("Offentlig titel", item.closed.public_title)
    if decided and prose(item.closed.public_decision, even_table):
        yield Fact("Offentlig beslutning", rich=item.closed.public_decision)


def _decision(html: str, decided: bool) -> SafeString:
    """The decision stands under a heading of its own, so its headings are one level down."""
    return prose(html, even_table, SECTION + 1) if decided else NOTHING
