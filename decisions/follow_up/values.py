"""What goes in and what comes out: values, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum


class Section(StrEnum):
    """Where in the item a text stands. Only a decision gives tasks."""

    DECISION = "decision"
    BACKGROUND = "background"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class DecisionText:
    """One text of one item, and what is known around it.

    `calendar` holds the forum's meetings, in any order, past ones too. `departments` and `people` are names as the
    municipality writes them; without them names are known by their capitals.
    """

    text: str
    meeting: date
    title: str = ""
    proposer: str = ""
    section: Section = Section.DECISION
    calendar: Sequence[date] = ()
    departments: Sequence[str] = ()
    people: Sequence[str] = ()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters of `DecisionText.text` from `start` up to `end`."""

    start: int
    end: int


class Look(StrEnum):
    """Why somebody should look at a date before it is used."""

    WEEKDAY = "weekday"  # the weekday does not fit the date
    FAR = "far"  # more than half a year after the meeting
    PAST = "past"  # before the meeting; such a date is not used
    LOCAL = "local"  # municipalities place this holiday differently


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days that a text names; one day where `first` is `last`.

    `last` is None where the text does not say when it ends ("i sommerferien"). `before` is the day that "inden"
    means; the day before the first, unless said.
    """

    first: date | None
    last: date | None
    rule: str
    before: date | None = None
    confidence: float = 1.0
    look: tuple[Look, ...] = ()
    every_months: int | None = None


class Role(Enum):
    """What a time is to the sentence that it stands in."""

    DEADLINE = "deadline"
    FIRM = "firm"  # said to be one: senest, inden, frist
    FIRST = "first"  # the first of several: første gang
    REPEATED = "repeated"
    START = "start"  # fra, efter
    NONE = "none"  # of something else: referatet fra mødet den 3. september


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a sentence, its preposition and marker included in the span.

    `mark` are these words alone, in small letters: "til", "senest den".
    """

    span: Span
    period: Period
    role: Role
    mark: str = ""

    @property
    def is_deadline(self) -> bool:
        """Whether a day can be given for it."""
        return self.role not in (Role.START, Role.NONE) and self.period.last is not None


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who acts, as the text or the municipality writes it; no span where nobody is named in the text."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """The item comes back to the forum, on the first meeting from `day` on; None where the text gives no day."""

    day: date | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One task that the text seems to give. A person confirms it.

    `deadline` is the last day of the interval and `deadline_from` its first, None where it is one day; both days
    count. `rule` names the rule that gave the deadline, None without one. `confidence` is between 0 and 1.
    """

    task: str
    span: Span
    responsible: tuple[Responsible, ...] = ()
    deadline: date | None = None
    deadline_from: date | None = None
    rule: str | None = None
    deadline_span: Span | None = None
    confidence: float = 0.0
    look: tuple[Look, ...] = ()
    every_months: int | None = None
    returns_to_agenda: Return | None = field(default=None)
