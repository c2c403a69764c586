"""The value as JSON, for snapshots and for the API: missing text is "", a missing value None, times "08:30"."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeAlias

from django.utils.crypto import salted_hmac

from documents.content import (
    Attendee,
    Bilag,
    ClosedStub,
    Closure,
    Correction,
    Dissent,
    Guest,
    ItemKind,
    ItemPresence,
    ItemSection,
    Kind,
    MeetingDocument,
    Origin,
    Outcome,
    Presence,
    Stay,
)

JSON: TypeAlias = dict[str, Any]


def to_json(document: MeetingDocument) -> JSON:
    """Return the document as JSON values."""
    return {
        "kind": document.kind.value,
        "forum": document.forum,
        "date": document.date.isoformat(),
        "start": _clock(document.start),
        "place": document.place,
        "municipality": document.municipality,
        "attendance": [{"who": one.who, "presence": one.presence.value} for one in document.attendance],
        "version": document.version,
        "changes": document.changes,
        "order": list(document.order),
        "adds_to": document.adds_to.isoformat() if document.adds_to else None,
        "items": [_stub_json(e) if isinstance(e, ClosedStub) else _item_json(e) for e in document.entries],
    }


def digest(document: JSON) -> str:
    """Return a digest of what `to_json` says: another one means another document."""
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def keyed_digest(document: MeetingDocument, salt: str) -> str:
    """The same of a document, with a key, so that nothing of what it says can be guessed by trying."""
    text = json.dumps(to_json(document), sort_keys=True)
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()


def from_json(data: Mapping[str, Any]) -> MeetingDocument:
    """Return the document that `to_json` described, now or in an earlier version; KeyError or ValueError if it is
    none."""
    adds_to = data.get("adds_to")
    return MeetingDocument(
        kind=Kind(data["kind"]),
        forum=data["forum"],
        date=date.fromisoformat(data["date"]),
        start=_time(data["start"]),
        place=data["place"],
        municipality=data["municipality"],
        attendance=tuple(Attendee(one["who"], Presence(one["presence"])) for one in data["attendance"]),
        entries=tuple(_stub(item) if item["stub"] else _item(item) for item in data["items"]),
        version=data.get("version"),
        changes=data.get("changes", ""),
        order=tuple(data.get("order", ())),
        adds_to=date.fromisoformat(adds_to) if adds_to else None,
    )


def _clock(moment: time | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _item_json(item: ItemSection) -> JSON:
    return {
        "number": item.number,
        "title": item.title,
        "case_number": item.case_number,
        "closed": item.closed is not None,
        "stub": False,
        "proposer": item.proposer,
        "background": item.background,
        "recommendations": list(item.recommendations),
        "decision": item.decision,
        "attachments": [one.title for one in item.bilag if not one.closed],
        "closed_attachments": [one.title for one in item.bilag if one.closed],
        "attachment_keys": [one.key for one in item.bilag],
        "closure": _closure_json(item.closed),
        **_planned_json(item),
        **_recorded_json(item),
        "preliminary": item.preliminary,
        "withdrawn": item.withdrawn,
        "key": item.key,
    }


def _closure_json(closure: Closure | None) -> JSON | None:
    if closure is None:
        return None
    return {
        "public_title": closure.public_title,
        "shows_case_number": closure.shows_case_number,
        "legal_ground": closure.legal_ground,
        "public_decision": closure.public_decision,
    }


def _planned_json(item: ItemSection) -> JSON:
    origin = item.continues
    return {
        "kind": item.kind and item.kind.value,
        "continues": origin
        and {"number": origin.number, "date": origin.day.isoformat(), "key": origin.key or None},
        "begins": _clock(item.begins),
        "minutes": item.minutes,
        "presenter": item.presenter,
        "guests": [
            {"who": one.who, "arrives": _clock(one.arrives), "leaves": _clock(one.leaves)}
            for one in item.guests
        ],
    }


def _recorded_json(item: ItemSection) -> JSON:
    return {
        "outcomes": [outcome and outcome.value for outcome in item.outcomes],
        "recused": list(item.recused),
        "presences": [
            {"who": one.who, "stay": one.stay.value, "at": _clock(one.at)} for one in item.presences
        ],
        "dissents": [{"who": one.who, "text": one.text} for one in item.dissents],
        "corrections": [{"text": one.text, "date": one.day.isoformat()} for one in item.corrections],
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
        **_planned(data),
        **_recorded(data),
        preliminary=data["preliminary"],
        withdrawn=data["withdrawn"],
        key=data["key"],
    )


def _planned(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an agenda says; snapshots of version 0.2 have none of it."""
    kind, origin = data.get("kind"), data.get("continues")
    return {
        "kind": ItemKind(kind) if kind else None,
        "continues": Origin(origin["number"], date.fromisoformat(origin["date"]), origin["key"] or "")
        if origin
        else None,
        "begins": _time(data.get("begins")),
        "minutes": data.get("minutes"),
        "presenter": data.get("presenter", ""),
        "guests": tuple(
            Guest(one["who"], _time(one["arrives"]), _time(one["leaves"])) for one in data.get("guests", ())
        ),
    }


def _recorded(data: Mapping[str, Any]) -> dict[str, Any]:
    """What minutes say beside the decision; snapshots of version 0.2 have at most who was recused."""
    return {
        "outcomes": tuple(outcome and Outcome(outcome) for outcome in data.get("outcomes", ())),
        "recused": tuple(data.get("recused", ())),
        "presences": tuple(
            ItemPresence(one["who"], Stay(one["stay"]), _time(one["at"])) for one in data.get("presences", ())
        ),
        "dissents": tuple(Dissent(one["who"], one["text"]) for one in data.get("dissents", ())),
        "corrections": tuple(
            Correction(one["text"], date.fromisoformat(one["date"])) for one in data.get("corrections", ())
        ),
    }


def _stub(data: Mapping[str, Any]) -> ClosedStub:
    return ClosedStub(
        number=data["number"],
        public_title=data["title"],
        case_number=data["case_number"],
        public_decision=data["decision"],
        withdrawn=data["withdrawn"],
        key=data["key"],
    )
