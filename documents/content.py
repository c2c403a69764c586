"""The value that every face of a meeting is drawn from.

A `MeetingDocument` is built once for one scope and then only drawn. It holds no database ids that matter:
`key` is a stable id for links and is not compared, so a document read back from a file equals the one drawn.
Rich text is the HTML subset of `agenda.richtext`; everything else is plain text on one line. Times are Danish clock
time. `documents.as_json` keeps and reads it as JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias

from agenda.clock import span
from people.danish import listed


class Kind(StrEnum):
    """A supplement has the items that came after the agenda; an excerpt is one item of the minutes."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    SUPPLEMENT = "supplement"
    EXCERPT = "excerpt"

    @property
    def is_of_minutes(self) -> bool:
        """Whether it says what was decided."""
        return self in (Kind.MINUTES, Kind.EXCERPT)


class ItemKind(StrEnum):
    """What an item is put to the forum for."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    ORIENTATION = "orientation"


class Outcome(StrEnum):
    """What became of one recommendation."""

    APPROVED = "approved"
    APPROVED_WITH_CHANGE = "approved_with_change"
    DISCUSSED = "discussed"
    NOTED = "noted"
    POSTPONED = "postponed"
    REJECTED = "rejected"
    LAPSED = "lapsed"


class Presence(StrEnum):
    PRESENT = "present"
    DEPUTY = "deputy"
    GUEST = "guest"
    APOLOGIES = "apologies"
    ABSENT = "absent"


@dataclass(frozen=True)
class Attendee:
    """One person at the meeting, named as the minutes name them ("Karen Holm, kommunaldirektør")."""

    who: str
    presence: Presence


class Stay(StrEnum):
    """How somebody was there for a part of one item, or for it alone."""

    CAME_LATE = "came_late"
    LEFT = "left"
    AWAY = "away"
    GUEST = "guest"


@dataclass(frozen=True)
class ItemPresence:
    who: str
    stay: Stay
    at: time | None = None


@dataclass(frozen=True)
class Guest:
    """Somebody who is to come for one item."""

    who: str
    arrives: time | None = None
    leaves: time | None = None


@dataclass(frozen=True)
class Dissent:
    """What a member asked to have recorded. `text` is rich text."""

    who: str
    text: str


@dataclass(frozen=True)
class Correction:
    """What was put right after the minutes had been approved. `text` is rich text."""

    text: str
    day: date


@dataclass(frozen=True)
class Origin:
    """The item of an earlier meeting that this one goes on with."""

    number: int
    day: date
    key: str = field(default="", compare=False)


@dataclass(frozen=True)
class Bilag:
    """One attachment as a document names it. `title` is plain text without line breaks."""

    title: str
    closed: bool = False
    key: str = field(default="", compare=False)


@dataclass(frozen=True)
class Closure:
    """Why and how an item is closed; only editions that show the item in full carry it."""

    public_title: str
    shows_case_number: bool = False
    legal_ground: str = ""
    public_decision: str = ""


@dataclass(frozen=True)
class ItemSection:
    """An item that this scope may read. `bilag` holds the open ones first, then the closed ones.

    An agenda says when the item begins, for how many minutes, who presents it and who comes for it; only minutes say
    what follows the decision: `outcomes` (one for each recommendation, or one of the item
    where it has none; or nothing), who took no part (`recused`),
    who came and went, who dissented, and what was corrected since.
    """

    number: int
    title: str
    case_number: str | None = None
    proposer: str = ""
    background: str = ""
    recommendations: tuple[str, ...] = ()
    decision: str = ""
    bilag: tuple[Bilag, ...] = ()
    closed: Closure | None = None
    kind: ItemKind | None = None
    continues: Origin | None = None
    begins: time | None = None
    minutes: int | None = None
    presenter: str = ""
    guests: tuple[Guest, ...] = ()
    outcomes: tuple[Outcome | None, ...] = ()
    recused: tuple[str, ...] = ()
    presences: tuple[ItemPresence, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    corrections: tuple[Correction, ...] = ()
    preliminary: bool = False
    withdrawn: bool = False
    key: str = field(default="", compare=False)

    @property
    def label(self) -> str:
        return f"{self.number} (foreløbig)" if self.preliminary else str(self.number)

    @property
    def has_text(self) -> bool:
        return bool(self.background or self.recommendations or self.decision)

    @property
    def recusal(self) -> str:
        """What the minutes say of those who took no part; "" where everybody did."""
        if not self.recused:
            return ""
        return f"{listed(self.recused)} deltog ikke i behandlingen af punktet på grund af inhabilitet."

    @property
    def names(self) -> tuple[str, ...]:
        """Whom the item names beside its texts: guests, those who came and went, and those who dissented."""
        people = (*(one.who for one in self.guests), *(one.who for one in self.presences))
        return (*people, *(one.who for one in self.dissents))

    @property
    def clock(self) -> str:
        """When it is planned for: "08:45–09:00"; "" where the meeting has no start."""
        return span(self.begins, self.minutes) if self.begins else ""

    def numbered_bilag(self) -> Iterator[tuple[str, Bilag]]:
        """Yield ("2.1", open bilag) …, then ("2.L1", closed bilag) …: no gap tells what a reader lacks."""
        counts = {False: 0, True: 0}
        for one in self.bilag:
            counts[one.closed] += 1
            yield f"{self.number}.{'L' if one.closed else ''}{counts[one.closed]}", one


Day: TypeAlias = date

NOT_SHARED = "Ikke delt"
"""What an outsider to an open item meets instead of its title: somebody recused, or let in to another item."""


@dataclass(frozen=True)
class ClosedStub:
    """All that a reader without access is told of an item."""

    number: int
    public_title: str
    case_number: str | None = None
    public_decision: str = ""
    withdrawn: bool = False
    key: str = field(default="", compare=False)

    @property
    def label(self) -> str:
        return str(self.number)

    @property
    def title(self) -> str:
        return self.public_title

    @property
    def is_closed(self) -> bool:
        """False for an open item that this reader may not read."""
        return self.public_title != NOT_SHARED


Entry: TypeAlias = ItemSection | ClosedStub

HEADINGS = {
    Kind.AGENDA: "DAGSORDEN",
    Kind.MINUTES: "REFERAT",
    Kind.SUPPLEMENT: "TILLÆGSDAGSORDEN",
    Kind.EXCERPT: "PROTOKOLUDSKRIFT",
}


@dataclass(frozen=True)
class MeetingDocument:
    """One agenda or one set of minutes, for one scope.

    `version` is None until it is issued, and `changes` says what a later version changed. `order` is that of the room,
    as numbers, where it is another than theirs. `adds_to` is the day that the agenda of a supplement was sent out.
    """

    kind: Kind
    forum: str
    date: date
    start: time | None = None
    place: str = ""
    municipality: str = ""
    attendance: tuple[Attendee, ...] = ()
    entries: tuple[Entry, ...] = ()
    version: int | None = None
    changes: str = ""
    order: tuple[int, ...] = ()
    adds_to: Day | None = None

    @property
    def heading(self) -> str:
        return f"{HEADINGS[self.kind]} {self.forum} d. {self.date:%d-%m-%Y}"

    @property
    def decision_heading(self) -> str:
        return f"BESLUTNING I {self.forum.upper()} DEN {self.date:%d-%m-%Y}"
