"""The minutes as their editors write them: items in the order of the room, what is done of each, and one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import (
    AgendaItem,
    Attendance,
    ItemComment,
    ItemPresence,
    Meeting,
    Recommendation,
    TextVersion,
)
from agenda.room import in_room_order
from agenda.services.attendance import OPEN_FOR_NAMES
from agenda.services.room import OPEN_FOR_ORDER
from agenda.services.versions import Mark, newest
from decisions.models import Decision, Dissent, Outcome, StandardPhrase
from decisions.services.approval import is_to_be_changed
from decisions.services.postponing import resumed
from decisions.services.recording import TEXT, WHOLE, holds_text, save_text
from decisions.services.sentences import sentences_of
from documents.content import NOT_SHARED
from people.models import User

State = AgendaItem.State

OUTCOME_KEYS = tuple(enumerate(Outcome, start=1))
"""The digit that chooses each outcome."""


class Progress:
    """How far the minutes of an item have come."""

    NOT_BEGUN, BEGUN, DONE, OFF, HIDDEN = "not_begun", "begun", "done", "off", "hidden"
    WORDS: dict[str, Promise] = {
        NOT_BEGUN: gettext_lazy("ikke begyndt"),
        BEGUN: gettext_lazy("begyndt"),
        DONE: gettext_lazy("færdigt"),
        OFF: gettext_lazy("udgår"),
        HIDDEN: gettext_lazy("du er inhabil"),
    }


@dataclass(frozen=True)
class Line:
    """One item in the list beside; `title` is the public one where the screen is shown to the room."""

    item: AgendaItem
    title: str
    progress: str

    @property
    def words(self) -> Promise:
        return Progress.WORDS[self.progress]

    @property
    def can_be_taken(self) -> bool:
        return self.progress not in (Progress.OFF, Progress.HIDDEN)


@dataclass(frozen=True)
class Choice:
    """What is put to the forum, and what became of it; `place` as in `set_outcomes`."""

    place: int
    text: str
    outcome: str
    approves: Meeting | None = None

    @property
    def name(self) -> str:
        return f"outcome-{self.place}"


@dataclass
class Session:
    """The page of one meeting, for one of its editors. `in_the_room`: others can see the screen."""

    meeting: Meeting
    by: User
    in_the_room: bool = False

    @property
    def words(self) -> str:
        """What its page is called: as the button that leads there."""
        return _("Godkendelse og rettelser") if self.meeting.minutes_are_out else _("Skriv referat")

    @property
    def is_open(self) -> bool:
        return self.meeting.state == Meeting.State.IN_SESSION

    @property
    def takes_names(self) -> bool:
        """Whether the list of those present can be written."""
        return self.meeting.state in OPEN_FOR_NAMES

    @property
    def is_approved(self) -> bool:
        return self.meeting.state == Meeting.State.MINUTES_APPROVED

    @cached_property
    def is_to_be_changed(self) -> bool:
        return is_to_be_changed(self.meeting)

    @property
    def takes_corrections(self) -> bool:
        return self.is_approved or self.is_to_be_changed

    @cached_property
    def has_rounds(self) -> bool:
        """Whether the members have been asked to approve the minutes by a click."""
        return self.meeting.approval_rounds.exists()

    @cached_property
    def lines(self) -> list[Line]:
        edited = AgendaItem.objects.edited_by(self.by).filter(meeting=self.meeting)
        mine = set(edited.values_list("pk", flat=True))
        return [self._line(item, item.pk in mine) for item in self._items()]

    def _items(self) -> list[AgendaItem]:
        items = AgendaItem.objects.listed_for(self.by).filter(meeting=self.meeting).order_by("number")
        written = items.select_related("decision").prefetch_related("recommendations__result")
        return in_room_order(written)

    def _line(self, item: AgendaItem, mine: bool) -> Line:
        if not mine:
            return Line(item, item.public_title if item.closed else _(NOT_SHARED), Progress.HIDDEN)
        title = item.public_title if item.closed and self.in_the_room else item.title
        return Line(item, title, progress(item))

    @property
    def takes_order(self) -> bool:
        """Whether the order of the room can be changed."""
        return self.meeting.state in OPEN_FOR_ORDER

    @cached_property
    def in_room(self) -> list[Line]:
        """The items that the room takes, those included that this editor is recused from."""
        return [line for line in self.lines if line.item.state != State.WITHDRAWN]

    @property
    def has_own_order(self) -> bool:
        """Whether the room takes the items in another order than that of their numbers."""
        return any(line.item.room_position is not None for line in self.in_room)

    @cached_property
    def taken(self) -> list[Line]:
        """The items that minutes are taken of."""
        return [line for line in self.lines if line.can_be_taken]

    @property
    def done(self) -> int:
        return sum(line.progress == Progress.DONE for line in self.taken)

    @cached_property
    def attendance(self) -> list[Attendance]:
        return list(self.meeting.attendance.select_related("user"))

    @property
    def first_to_take(self) -> Line | None:
        """Where to go on: the first item that is not done."""
        waiting = (line for line in self.taken if line.progress != Progress.DONE)
        return next(waiting, self.taken[0] if self.taken else None)


@dataclass
class ItemTaking:
    """One item of the session, open to be written."""

    session: Session
    item: AgendaItem

    @cached_property
    def at(self) -> int:
        """Where the item stands among those that minutes are taken of; -1 where it has been taken off."""
        keys = [line.item.pk for line in self.session.taken]
        return keys.index(self.item.pk) if self.item.pk in keys else -1

    @property
    def line(self) -> Line:
        return next(line for line in self.session.lines if line.item.pk == self.item.pk)

    @property
    def previous(self) -> Line | None:
        return self.session.taken[self.at - 1] if self.at > 0 else None

    @property
    def next(self) -> Line | None:
        following = self.session.taken[self.at + 1 :] if self.at >= 0 else []
        return following[0] if following else None

    @cached_property
    def decision(self) -> Decision:
        return decision_of(self.item)

    @cached_property
    def mark(self) -> Mark:
        return Mark.of(newest(self.item, TEXT))

    @cached_property
    def choices(self) -> list[Choice]:
        return list(_choices(self.item)) or [Choice(WHOLE, "", self.decision.outcome)]

    @property
    def outcomes(self) -> tuple[tuple[int, Outcome], ...]:
        return OUTCOME_KEYS

    @cached_property
    def presences(self) -> list[ItemPresence]:
        return list(self.item.presences.all())

    @cached_property
    def recused(self) -> list[str]:
        recusals = self.item.recusals.filter(lifted_at__isnull=True).select_related("user")
        return [one.user.full_name for one in recusals]

    @cached_property
    def dissents(self) -> list[Dissent]:
        return list(self.decision.dissents.all()) if self.decision.pk else []

    @cached_property
    def remarks(self) -> list[ItemComment]:
        """What the chair has said of the draft."""
        found = self.item.comments.filter(kind=ItemComment.Kind.MINUTES)
        return list(found.select_related("by", "settled_by"))

    @cached_property
    def resumed(self) -> AgendaItem | None:
        return resumed(self.item)

    @cached_property
    def offered(self) -> list[str]:
        """What can be put into the decision: the forum's sentences, and then its phrases."""
        sentences = dict.fromkeys(sentences_of(self.item.forum_id, self.item.kind).values())
        phrases = StandardPhrase.objects.filter(forum=self.item.forum_id).values_list("text", flat=True)
        return list(dict.fromkeys((*sentences, *phrases)))

    @property
    def window_title(self) -> str:
        """What a browser keeps in its history: of a closed item the public title."""
        return self.item.public_title if self.item.closed else self.item.title

    @property
    def is_shielded(self) -> bool:
        """Whether the room would read what is closed."""
        return self.item.closed and self.session.in_the_room


def _choices(item: AgendaItem) -> Iterator[Choice]:
    for place, one in enumerate(item.recommendations.all(), start=1):
        yield Choice(place, one.text, _outcome(one), one.approves)


def _outcome(recommendation: Recommendation) -> str:
    result = getattr(recommendation, "result", None)
    return result.outcome if result is not None else ""


def decision_of(item: AgendaItem) -> Decision:
    """The decision on an item; one that is not stored where nothing has been written."""
    found = getattr(item, "decision", None)
    return found if found is not None else Decision(item=item)


def progress(item: AgendaItem) -> str:
    """How far the minutes of the item are: done when there is a text, and an outcome for each recommendation."""
    if item.state == State.WITHDRAWN:
        return Progress.OFF
    text = bool(decision_of(item).text)
    said = [bool(_outcome(one)) for one in item.recommendations.all()]
    if text and all(said):
        return Progress.DONE
    return Progress.BEGUN if text or any(said) or decision_of(item).outcome else Progress.NOT_BEGUN


@dataclass(frozen=True)
class TextWithVersions:
    """As `documents.earlier.Versions` asks for one."""

    name: str
    label: Promise
    read: Callable[[AgendaItem], str]
    rich: bool = True


DECISION = TextWithVersions(TEXT, gettext_lazy("Beslutning"), lambda item: decision_of(item).text)


@dataclass(frozen=True)
class DecisionText:
    """The text of a decision, for `agenda.views.saving.answer`."""

    item: AgendaItem
    by: User
    rich: bool = True

    def holds(self, text: str) -> bool:
        return holds_text(self.item, text)

    def save(self, text: str, *, base: Mark, anew: bool) -> TextVersion | None:
        return save_text(self.item, text, base=base, by=self.by, anew=anew)
