"""The value that every face of a meeting is drawn from.

A `MeetingDocument` is built once for one scope and then only drawn. It holds no database ids that matter:
`key` is a stable id for links and is not compared, so a document read back from a file equals the one drawn.
Rich text is the HTML subset of `agenda.richtext`; everything else is plain text on one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeAlias

from people.danish import listed

JSON: TypeAlias = dict[str, Any]


class Kind(StrEnum):
    AGENDA = "agenda"
    MINUTES = "minutes"


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

    `recused` names those who took no part in it; only minutes say so.
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
    recused: tuple[str, ...] = ()
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

    def numbered_bilag(self) -> Iterator[tuple[str, Bilag]]:
        """Yield ("2.1", open bilag) …, then ("2.L1", closed bilag) …: no gap tells what a reader lacks."""
        counts = {False: 0, True: 0}
        for one in self.bilag:
            counts[one.closed] += 1
            yield f"{self.number}.{'L' if one.closed else ''}{counts[one.closed]}", one


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


@dataclass(frozen=True)
class MeetingDocument:
    """One agenda or one set of minutes, for one scope. `start` is Danish clock time."""

    kind: Kind
    forum: str
    date: date
    start: time | None = None
    place: str = ""
    municipality: str = ""
    attendance: tuple[Attendee, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def heading(self) -> str:
        word = "REFERAT" if self.kind is Kind.MINUTES else "DAGSORDEN"
        return f"{word} {self.forum} d. {self.date:%d-%m-%Y}"

    @property
    def decision_heading(self) -> str:
        return f"BESLUTNING I {self.forum.upper()} DEN {self.date:%d-%m-%Y}"


def to_json(document: MeetingDocument) -> JSON:
    """Return the document as JSON values: missing text is "", a missing value None, times "08:30"."""
    return {
        "kind": document.kind.value,
        "forum": document.forum,
        "date": document.date.isoformat(),
        "start": document.start.strftime("%H:%M") if document.start else None,
        "place": document.place,
        "municipality": document.municipality,
        "attendance": [{"who": one.who, "presence": one.presence.value} for one in document.attendance],
        "items": [_stub_json(e) if isinstance(e, ClosedStub) else _item_json(e) for e in document.entries],
    }


def from_json(data: Mapping[str, Any]) -> MeetingDocument:
    """Return the document that `to_json` described; KeyError or ValueError if it is none."""
    return MeetingDocument(
        kind=Kind(data["kind"]),
        forum=data["forum"],
        date=date.fromisoformat(data["date"]),
        start=time.fromisoformat(data["start"]) if data["start"] else None,
        place=data["place"],
        municipality=data["municipality"],
        attendance=tuple(Attendee(one["who"], Presence(one["presence"])) for one in data["attendance"]),
        entries=tuple(_stub(item) if item["stub"] else _item(item) for item in data["items"]),
    )


def _item_json(item: ItemSection) -> JSON:
    closure = item.closed
    return {
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number,
        "closed": closure is not None,
        "stub": False,
        "proposer": item.proposer,
        "background": item.background,
        "recommendations": list(item.recommendations),
        "decision": item.decision,
        "attachments": [one.title for one in item.bilag if not one.closed],
        "closed_attachments": [one.title for one in item.bilag if one.closed],
        "attachment_keys": [one.key for one in item.bilag],
        "closure": closure
        and {
            "public_title": closure.public_title,
            "shows_case_number": closure.shows_case_number,
            "legal_ground": closure.legal_ground,
            "public_decision": closure.public_decision,
        },
        "recused": list(item.recused),
        "preliminary": item.preliminary,
        "withdrawn": item.withdrawn,
        "key": item.key,
    }


def _stub_json(stub: ClosedStub) -> JSON:
    """A stub keeps the keys of an item, so that a reader of the JSON needs no second shape."""
    empty = _item_json(ItemSection(stub.number, stub.public_title, stub.case_number, key=stub.key))
    return empty | {
        "closed": stub.is_closed,
        "stub": True,
        "decision": stub.public_decision,
        "withdrawn": stub.withdrawn,
    }


def _item(data: Mapping[str, Any]) -> ItemSection:
    titles = [(title, False) for title in data["attachments"]]
    titles += [(title, True) for title in data["closed_attachments"]]
    keys = data["attachment_keys"]
    return ItemSection(
        number=data["number"],
        title=data["title"],
        case_number=data["case_number"],
        proposer=data["proposer"],
        background=data["background"],
        recommendations=tuple(data["recommendations"]),
        decision=data["decision"],
        bilag=tuple(Bilag(title, closed, key) for (title, closed), key in zip(titles, keys, strict=True)),
        closed=Closure(**data["closure"]) if data["closure"] else None,
        recused=tuple(data.get("recused", ())),  # snapshots of version 0.2 have none
        preliminary=data["preliminary"],
        withdrawn=data["withdrawn"],
        key=data["key"],
    )


def _stub(data: Mapping[str, Any]) -> ClosedStub:
    return ClosedStub(
        number=data["number"],
        public_title=data["title"],
        case_number=data["case_number"],
        public_decision=data["decision"],
        withdrawn=data["withdrawn"],
        key=data["key"],
    )
