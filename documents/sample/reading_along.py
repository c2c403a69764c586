"""A draft agenda of the sample that waits for its chair, and that others have been asked to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from agenda.models import AgendaItem, Agreement, Meeting
from agenda.services.agreements import ask_chair
from agenda.services.comments import comment, settle_comment
from agenda.services.rounds import ask_readers
from people.models import User


def read_along(
    meeting: Meeting,
    row: dict[str, Any],
    items: Sequence[AgendaItem],
    people: Mapping[str, User],
    day: Callable[[int], date],
    *,
    by: User,
) -> None:
    """Do what the meeting's row says of it; nothing where it says nothing."""
    if row.get("asks_chair"):
        ask_chair(meeting, Agreement.Kind.AGENDA, by=by)
    if "reading" not in row:
        return
    reading = row["reading"]
    readers = [people[key] for key in reading["readers"]]
    ask_readers(meeting, readers, due=day(reading["due"]), message=reading["message"], by=by)
    for one in reading["comments"]:
        said = comment(items[one["item"] - 1], one["text"], by=people[one["person"]])
        if "reply" in one:
            settle_comment(said, taken=True, reply=one["reply"], by=by)
