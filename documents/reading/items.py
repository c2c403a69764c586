"""One item: its lines are sorted by the names of their headings, never by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from agenda.characters import plain_line
from agenda.richtext import to_html
from documents.content import (
    Bilag,
    ClosedStub,
    Closure,
    Correction,
    Dissent,
    Entry,
    Guest,
    ItemKind,
    ItemPresence,
    ItemSection,
    Origin,
    Outcome,
)
from documents.markup import blocks as markup
from documents.markup import facts
from documents.markup import lines as referat
from documents.markup.facts import Fact, Planned, Presenter
from documents.markup.lines import ItemHeading, Mark, Section
from documents.reading.recommendations import read_recommendations

NOT_A_POINT = (
    "Punkt {}: »{}« står under Indstilling, men er ikke et nummereret punkt; teksten er ikke taget med."
)
NOT_AN_OUTCOME = "Punkt {}: »{}« står under Udfald, men siger ikke, hvad en indstilling endte med."
PROSE_BILAG = "Punkt {}: »{}« står under Bilag, men ligner ikke en titel; teksten er lagt i baggrunden."
TAKEN_AS_CLOSED = (
    "Punkt {} har hverken tekst eller oplysning om, hvorvidt det er åbent; det er læst som et lukket punkt."
)
NO_TITLE = "Punkt {} har ingen titel."

T = TypeVar("T")

_BULLET = re.compile(r"[-–•*·▪◦] +(\S.*)")
_DEFAULT_PUBLIC_TITLE = "Lukket"
_CLOSING = (Mark.CLOSED, Mark.STUB)


@dataclass(frozen=True)
class Occasion:
    """Whose decision is this meeting's own; the decision of another forum or day is history."""

    forum: str
    day: date
    decision_heading: str


@dataclass(frozen=True)
class RawItem:
    heading: ItemHeading
    lines: Sequence[str]


def read_item(raw: RawItem, occasion: Occasion) -> tuple[Entry, list[str]]:
    """Return the item and what could not be placed. Lines keep their indentation."""
    sorter = _Sorter(raw.heading, occasion)
    for place, line in enumerate(raw.lines):
        sorter.take(line, _Following(raw.lines, place))
    sorter.finish()
    return _Finished(sorter).entry(), sorter.problems


@dataclass(frozen=True)
class _Following:
    lines: Sequence[str]
    place: int

    def is_point(self) -> bool:
        """Return whether the next line with text is a point of a recommendation."""
        rest = (self.lines[at].strip(" ") for at in range(self.place + 1, len(self.lines)))
        return referat.recommended_point(next(filter(None, rest), "")) is not None


class _Sorter:
    """Puts each line where the last heading says. `place` is where the next line goes."""

    def __init__(self, heading: ItemHeading, occasion: Occasion) -> None:
        self.heading = heading
        self.occasion = occasion
        self.place = Section.BACKGROUND
        self.in_head = True
        self.texts: dict[Section, list[str]] = {section: [] for section in Section}
        self.target = self.texts[self.place]
        self.said: list[Fact] = []
        self.dissents: list[tuple[str, list[str]]] = []
        self.corrections: list[tuple[date, list[str]]] = []
        self.bilag: list[Bilag] = []
        self.case_number: str | None = None
        self.marks: set[Mark] = {Mark.CLOSED} if heading.closed else set()
        self.closure: dict[str, str] = {}
        self.recused: list[str] = []
        self.is_foreign = False  # whether the item has something that our own drawer never writes
        self.is_closed_in_bold = False
        self.problems: list[str] = [] if heading.title else [NO_TITLE.format(heading.number)]

    def take(self, raw: str, following: _Following) -> None:
        line = raw.strip(" ")
        if self.in_head and self._take_said(line):
            return
        if self._take_heading(line, following) or (self.in_head and self._take_head(line)):
            return
        if self.place in (Section.BILAG, Section.CLOSED_BILAG):
            self._take_bilag(line)
        else:
            self.is_foreign |= self.in_head
            self.in_head = False
            self._heed(line)
            self.target.append(raw)

    def _take_said(self, line: str) -> bool:
        """Take a line that says when, by whom and with whom the item was taken; what can be only one thing, once."""
        fact = facts.read(line)
        is_single = isinstance(fact, ItemKind | Origin | Planned | Presenter)
        if fact is None or (is_single and any(type(one) is type(fact) for one in self.said)):
            return False
        self.said.append(fact)
        return True

    def _heed(self, line: str) -> None:
        """A line of text that says "Lukket" closes the item, wherever it stands. It stays in the text."""
        self.is_closed_in_bold |= referat.bold_mark(line) in _CLOSING
        if (mark := referat.mark(line)) in _CLOSING:
            self.marks.add(mark or Mark.CLOSED)

    def finish(self) -> None:
        if self.is_foreign and self.is_closed_in_bold:
            self.marks.add(Mark.CLOSED)

    def _take_heading(self, line: str, following: _Following) -> bool:
        return (
            self._take_section(referat.section(line), line)
            or self._take_addition(line)
            or self._take_decision_heading(line)
            or self._take_bare_proposal(line, following)
        )

    def _take_section(self, section: Section | None, line: str) -> bool:
        if section is None or (section is Section.PUBLIC_DECISION and Mark.CLOSED not in self.marks):
            return False
        self.is_foreign |= section is Section.TOPIC or line != referat.SECTION_NAMES[section][0]
        is_marker = section is Section.BACKGROUND and not self.texts[Section.BACKGROUND]
        if section is Section.TOPIC or (section is Section.BACKGROUND and not is_marker):
            self._go_to(Section.BACKGROUND, line)
        else:
            self._go_to(section)
        return True

    def _take_addition(self, line: str) -> bool:
        """Each dissent and each correction has a heading of its own."""
        who, day = referat.dissent_heading(line), referat.correction_heading(line)
        if who is not None:
            self._go_to(Section.DISSENT)
            self.target = []
            self.dissents.append((plain_line(who), self.target))
        elif day is not None:
            self._go_to(Section.CORRECTION)
            self.target = []
            self.corrections.append((day, self.target))
        return who is not None or day is not None

    def _take_decision_heading(self, line: str) -> bool:
        """A heading of this meeting leads to the decision; one of another forum or day is a topic."""
        found = referat.decision_heading(line)
        if not found:
            return False
        self.is_foreign |= line != self.occasion.decision_heading
        is_own = referat.key(line) == referat.key(self.occasion.decision_heading)
        if is_own or found.is_of(self.occasion.forum, self.occasion.day):
            self._go_to(Section.DECISION, line if self.texts[Section.DECISION] else "")
            return True
        if found.day or found.forum[:1].isupper():
            self._go_to(Section.BACKGROUND, line)
            return True
        return False

    def _take_bare_proposal(self, line: str, following: _Following) -> bool:
        """Some referater have no heading over "Det indstilles, at …"."""
        is_proposal = self.place is Section.BACKGROUND and referat.opens_proposal(line)
        if not is_proposal or not following.is_point():
            return False
        self._go_to(Section.PROPOSAL)
        self.texts[Section.PROPOSAL].append(line)
        return True

    def _go_to(self, section: Section, topic: str = "") -> None:
        self.place = section
        self.target = self.texts[section]
        self.in_head = False
        if topic:
            self.texts[section] += ["", f"### {topic}", ""]

    def _take_head(self, line: str) -> bool:
        """Before any section stand the case number, the marks and often the title once more."""
        return not line or self._take_fact(line) or referat.key(line) == referat.key(self.heading.title)

    def _take_fact(self, line: str) -> bool:
        """Take a mark, who took no part, how the item is closed, or its case number; the last two only once."""
        if mark := referat.mark(line):
            self.marks.add(mark)
            return True
        if name := referat.recused(line):
            self.recused.append(plain_line(name))
            return True
        field = referat.closure_field(line) if Mark.CLOSED in self.marks else None
        if field and field[0] not in self.closure:
            self.closure[field[0]] = field[1]
            return True
        number = referat.case_number(line) if self.case_number is None else None
        if number is not None:
            self.case_number = number
        return number is not None

    def _take_bilag(self, line: str) -> None:
        """One title in each line, until the title of the item is repeated or running text begins."""
        if line.startswith("\\"):
            self._add_bilag(line[1:])
        elif not line or referat.is_no_bilag(line) or self._take_fact(line):
            return
        elif referat.key(line) == referat.key(self.heading.title):
            self.place, self.in_head, self.is_foreign = Section.BACKGROUND, True, True
        elif referat.looks_like_prose(line):
            self.problems.append(PROSE_BILAG.format(self.heading.number, line))
            self._go_to(Section.BACKGROUND)
            self.target.append(line)
        else:
            bullet = _BULLET.fullmatch(line)
            self._add_bilag(bullet[1] if bullet else line)

    def _add_bilag(self, title: str) -> None:
        self.bilag.append(Bilag(plain_line(title), self.place is Section.CLOSED_BILAG))


class _Finished:
    """Makes the entry of what was sorted. In doubt an item is closed."""

    def __init__(self, sorter: _Sorter) -> None:
        self.sorter = sorter
        self.heading = sorter.heading
        self.background = self._rich(Section.BACKGROUND)
        self.decision = self._rich(Section.DECISION)
        self.public_decision = self._rich(Section.PUBLIC_DECISION)
        self.dissents = tuple(Dissent(who, _rich(lines)) for who, lines in sorter.dissents)
        self.corrections = tuple(Correction(_rich(lines), day) for day, lines in sorter.corrections)
        self.recommended = read_recommendations([one.strip(" ") for one in sorter.texts[Section.PROPOSAL]])
        sorter.problems += [
            NOT_A_POINT.format(self.heading.number, text) for text in self.recommended.leftovers
        ]
        self.outcomes = self._outcomes()

    def entry(self) -> Entry:
        if self._is_in_doubt():
            self.sorter.problems.append(TAKEN_AS_CLOSED.format(self.heading.number))
            return self._item(self._closure())
        if not self._is_closed():
            return self._item(None)
        return self._stub() if self._is_stub() else self._item(self._closure())

    def _rich(self, section: Section) -> str:
        return _rich(self.sorter.texts[section], bare_headings=section is Section.BACKGROUND)

    def _outcomes(self) -> tuple[Outcome | None, ...]:
        """One for each recommendation, or for the item where it has none; what says nothing of any is told."""
        known: dict[int, Outcome] = {}
        places = range(1, max(1, len(self.recommended.points)) + 1)
        for line in filter(None, (one.strip(" ") for one in self.sorter.texts[Section.OUTCOMES])):
            found = facts.outcome(line)
            if found and found[0] in places and found[0] not in known:
                known[found[0]] = found[1]
            else:
                self.sorter.problems.append(NOT_AN_OUTCOME.format(self.heading.number, line))
        return tuple(map(known.get, places)) if known else ()

    def _said(self, kind: type[T]) -> tuple[T, ...]:
        return tuple(fact for fact in self.sorter.said if isinstance(fact, kind))

    def _is_in_doubt(self) -> bool:
        """Return whether the item says nothing at all. It is closed, and nobody has said that its title is public."""
        title = self.heading.title
        is_told = self.sorter.marks & {Mark.CLOSED, Mark.STUB, Mark.OPEN} or referat.looks_closed(title)
        has_text = self.background or self.recommended.points or self.decision
        return not (is_told or has_text or referat.is_other_business(title))

    def _is_closed(self) -> bool:
        marks = self.sorter.marks
        if marks & {Mark.CLOSED, Mark.STUB}:
            return True
        return Mark.OPEN not in marks and referat.looks_closed(self.heading.title)

    def _is_stub(self) -> bool:
        """Return whether there is nothing that a reader without access may not see."""
        sorter = self.sorter
        decision = "" if Mark.STUB in sorter.marks else self.decision
        content = (
            self.background,
            self.recommended.points,
            self.recommended.proposer,
            sorter.bilag,
            sorter.recused,
            sorter.said,
            self.dissents,
            self.corrections,
            decision,
        )
        is_public = sorter.marks & {Mark.CLOSED, Mark.STUB} or referat.is_public_closed_title(
            self.heading.title
        )
        return bool(is_public) and not (any(content) or self.public_decision or sorter.closure)

    def _stub(self) -> ClosedStub:
        return ClosedStub(
            number=self.heading.number,
            public_title=plain_line(self.heading.title),
            case_number=self._case_number(),
            public_decision=self.decision,
            withdrawn=Mark.WITHDRAWN in self.sorter.marks,
        )

    def _item(self, closure: Closure | None) -> ItemSection:
        planned = next(iter(self._said(Planned)), Planned(None, None))
        return ItemSection(
            number=self.heading.number,
            title=plain_line(self.heading.title),
            case_number=self._case_number(),
            proposer=self.recommended.proposer,
            background=self.background,
            recommendations=tuple(self.recommended.points),
            decision=self.decision,
            bilag=tuple(sorted(self.sorter.bilag, key=lambda one: one.closed)),
            closed=closure,
            kind=next(iter(self._said(ItemKind)), None),
            continues=next(iter(self._said(Origin)), None),
            begins=planned.begins,
            minutes=planned.minutes,
            presenter=next((one.who for one in self._said(Presenter)), ""),
            guests=self._said(Guest),
            outcomes=self.outcomes,
            recused=tuple(self.sorter.recused),
            presences=self._said(ItemPresence),
            dissents=self.dissents,
            corrections=self.corrections,
            preliminary=self.heading.preliminary,
            withdrawn=Mark.WITHDRAWN in self.sorter.marks,
        )

    def _case_number(self) -> str | None:
        number = self.sorter.case_number
        return None if number is None else plain_line(number)

    def _closure(self) -> Closure:
        said = self.sorter.closure
        return Closure(
            public_title=plain_line(said.get(referat.PUBLIC_TITLE, _DEFAULT_PUBLIC_TITLE)),
            shows_case_number=said.get(referat.SHOWS_CASE_NUMBER, "").strip().lower() == "ja",
            legal_ground=plain_line(said.get(referat.LEGAL_GROUND, "")),
            public_decision=self.public_decision,
        )


def _rich(lines: Sequence[str], *, bare_headings: bool = False) -> str:
    return to_html(markup.read(lines, bare_headings=bare_headings))
