"""Published minutes as their editors write them anew: what is changed so far, and one item of it at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agenda.models import AgendaItem, Meeting, TextVersion
from agenda.services.attendance import Note, Row, named
from agenda.services.versions import Mark, newest
from decisions.models import Revision
from decisions.services.recording import WHOLE
from decisions.services.revisions import (
    TEXT,
    Anew,
    attended_anew,
    changed,
    holds_text,
    revision_of,
    save_text,
    written_anew,
)
from decisions.services.written import Written, rows_of
from documents import agreeing
from documents.attending import attending
from documents.content import Kind
from documents.editions import next_version
from documents.forms.versions import Lines
from documents.minute_taking import Choice
from documents.revised import told
from people.models import User


@dataclass(frozen=True)
class Line:
    item: AgendaItem
    changed: bool


@dataclass
class Revising:
    """The page of one meeting, for one of its editors."""

    meeting: Meeting
    by: User

    @cached_property
    def revision(self) -> Revision | None:
        return revision_of(self.meeting)

    @property
    def version(self) -> int:
        """The number that the next version will have."""
        return next_version(self.meeting, Kind.MINUTES)

    @cached_property
    def lines(self) -> list[Line]:
        """The items that the editor may write on."""
        anew = {one.item.pk for one in self.anew.items}
        return [Line(item, item.pk in anew) for item in items(self.meeting, self.by)]

    @cached_property
    def anew(self) -> Anew:
        return changed(self.meeting)

    @property
    def attendance_changed(self) -> bool:
        return self.anew.attendance is not None

    @cached_property
    def chair(self) -> agreeing.Standing | None:
        """How it stands with the chair, where she is to see the version or has been asked to."""
        return agreeing.standing_of_version(self.meeting) if self.anew else None

    @property
    def is_held(self) -> bool:
        """Whether the chair keeps it back."""
        return self.chair is not None and self.chair.is_required and not self.chair.is_agreed

    @cached_property
    def told(self) -> list[str]:
        """What the version says of itself beside the words of the editor."""
        return list(told(self.anew))


def items(meeting: Meeting, by: User) -> list[AgendaItem]:
    found = AgendaItem.objects.edited_by(by).filter(meeting=meeting, state=AgendaItem.State.PUBLISHED)
    return list(found.order_by("number"))


@dataclass
class ItemRevising:
    """One item, open to be written anew."""

    item: AgendaItem
    revision: Revision

    @cached_property
    def now(self) -> Written:
        return written_anew(self.item, self.revision)

    @property
    def mark(self) -> Mark:
        return Mark.of(newest(self.item, TEXT))

    @property
    def choices(self) -> list[Choice]:
        texts = list(self.item.recommendations.values_list("text", flat=True))
        outcomes = [one.value if one else "" for one in self.now.outcomes]
        if not texts:
            return [Choice(WHOLE, "", outcomes[0])]
        return [Choice(place, *pair) for place, pair in enumerate(zip(texts, outcomes, strict=True), start=1)]

    @property
    def window_title(self) -> str:
        """What a browser keeps in its history: of a closed item the public title."""
        return self.item.public_title if self.item.closed else self.item.title


@dataclass(frozen=True)
class RevisedText:
    """The text of a decision written anew, for `agenda.views.saving.answer`."""

    item: AgendaItem
    by: User
    rich: bool = True

    def holds(self, text: str) -> bool:
        return holds_text(self.item, text)

    def save(self, text: str, *, base: Mark, anew: bool) -> TextVersion | None:
        return save_text(self.item, text, base=base, by=self.by, anew=anew)


def listed(revision: Revision) -> list[Row]:
    """Those on the list as it will be."""
    return rows_of(attended_anew(revision.meeting, revision))


def attendee_rows(lines: Lines) -> list[Row]:
    """Those that the lines name; a user who is new on the list is called as lists call them."""
    return [
        (named(user) if user and who == user.full_name else who, user, said["presence"])
        for said, who, user in _meant(lines, ())
    ]


def stay_rows(lines: Lines, there: Sequence[Row]) -> list[Note]:
    return [(who, user, said["kind"], said["at"]) for said, who, user in _meant(lines, there)]


def voice_rows(lines: Lines, there: Sequence[Row]) -> list[tuple[str, User | None, str]]:
    return [(who, user, said["text"]) for said, who, user in _meant(lines, there)]


def _meant(lines: Lines, there: Sequence[Row]) -> Iterator[tuple[dict[str, Any], str, User | None]]:
    """Yield each line with the name and the user; a name that is only spelled otherwise is still theirs."""
    kept = lines.kept()
    known = User.objects.in_bulk([before["user"] for _said, before in kept if before.get("user")])
    for said, before in kept:
        who, user = said["who"], known.get(before.get("user", 0))
        if who != before.get("who"):
            who, found = attending(there, who)
            user = found or user
        yield said, who, user
