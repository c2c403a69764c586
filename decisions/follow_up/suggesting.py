"""A decision's text read from beginning to end: what one sentence says of the next."""

from __future__ import annotations

from collections.abc import Sequence

from decisions.follow_up import following
from decisions.follow_up.binding import Placed, Said, bound
from decisions.follow_up.findings import Shape, Task
from decisions.follow_up.following import Arrival
from decisions.follow_up.frames import Frame, frame_of
from decisions.follow_up.merging import is_empty
from decisions.follow_up.names import Named, Names
from decisions.follow_up.patterns import NUMBER, Today, pattern
from decisions.follow_up.reading import Labels, Read, heading_of, read_sentence
from decisions.follow_up.text import Sentence, fold, sentences
from decisions.follow_up.values import (
    DecisionText,
    Look,
    Responsible,
    Return,
    Role,
    Section,
    Span,
    Suggestion,
    Time,
)

_FAR = 12
"""So many tasks back a thing may be spoken of."""
_TELLING = 3000
"""In so many characters from its beginning a text says which body the forum is."""


def suggest(decision: DecisionText) -> tuple[Suggestion, ...]:
    """Return the tasks that the text of a decision seems to give, in its order.

    Background and recommendations give none. A deadline is never made up: where the text names none, or one that is
    not in the calendar given, there is none. Source of the rules: `docs/follow-up.md`.
    """
    if decision.section is not Section.DECISION:
        return ()
    return _Reader(decision).read()


class _Reader:
    def __init__(self, decision: DecisionText) -> None:
        self.decision = decision
        self.folded = fold(decision.text)
        self.names = Names(decision.departments, decision.people)
        later = sorted({day for day in decision.calendar if day > decision.meeting})
        self.today = Today(decision.meeting, tuple(later), self.folded.text[:_TELLING])
        self.placed: list[Placed] = []
        self.frame: Frame | None = None
        self.run = 0
        self.just: list[Placed] = []
        self.silent: Sentence | None = None
        self.lead: list[Placed] = []
        self.named: Sequence[Named] = ()
        self.heading: Sequence[Named] = ()

    def read(self) -> tuple[Suggestion, ...]:
        for sentence in sentences(self.folded.text):
            self._read(sentence)
        return tuple(self._suggestion(one) for one in self.placed)

    def _read(self, sentence: Sentence) -> None:
        text = self.folded.text[sentence.start : sentence.end]
        frame = self.frame if sentence.is_item else None
        heading = self.heading if sentence.is_item else ()
        found = read_sentence(text, self.names, self.today, frame, self.named, heading=heading)
        self.named = found.named or self.named
        if not sentence.is_item:
            self.heading = heading_of(text, found)
            self.frame = frame_of(f" {text.lower()} ") if _LEADS_TO_LIST.search(text) else None
        placed = _placed(found, sentence)
        if not sentence.is_item:
            self.lead = placed if _ANNOUNCES.search(text) else []
        elif placed and self.lead:
            self.placed, self.lead = [one for one in self.placed if one not in self.lead], []
        if found.labels.time and not placed and self.silent:
            self._read_as_due(self.silent)
        if self._arrive(found, sentence, placed) and not placed:
            return
        if self.placed:
            placed = bound(self.placed[-1], self._said(text, sentence, found, placed))
        placed = [one for one in placed if not is_empty(one.task)]
        self._go_on(found, sentence, placed)
        if not self.placed and (found.labels.who or found.labels.time):
            self._of_the_item(found.labels, text, sentence.start)

    def _arrive(self, found: Read, sentence: Sentence, placed: list[Placed]) -> bool:
        """Give earlier tasks the days that this sentence says of their things; whether it did."""
        said = [one for one in found.arrivals if not sentence.is_item or following.is_report(one)]
        came = [one for one in said if self._take_day(one, sentence, placed)]
        return bool(came)

    def _take_day(self, arrival: Arrival, sentence: Sentence, placed: list[Placed]) -> bool:
        tasks, just = [one.task for one in self.placed[-_FAR:]], [one.task for one in self.just]
        meant = following.bind(arrival, tasks, just)
        if meant is None:
            return False
        earlier = next(one for one in (*self.just, *self.placed[-_FAR:]) if one.task is meant)
        for own in [one for one in placed if following.is_only_when(arrival, one.task)]:
            earlier.take_in(own)
            placed.remove(own)
        meant.time, earlier.time_offset = arrival.time, sentence.start
        return True

    def _said(self, text: str, sentence: Sentence, found: Read, placed: list[Placed]) -> Said:
        is_item, run = sentence.is_item, self.placed[self.run :]
        return Said(text, sentence.start, found, placed, is_item, bool(run), run, self.just)

    def _go_on(self, found: Read, sentence: Sentence, placed: list[Placed]) -> None:
        """Remember what the next sentence may speak of."""
        self.silent = None if found.tasks else sentence
        self.placed += placed
        if not found.tasks:
            self.run = len(self.placed)
        self.just = placed

    def _read_as_due(self, sentence: Sentence) -> None:
        """ "HR bekræfter, at planen følges. Frist: 1. maj": the deadline makes a task of the sentence before."""
        text = self.folded.text[sentence.start : sentence.end]
        found = read_sentence(text, self.names, self.today, None, is_due=True)
        self.just = _placed(found, sentence)
        self.placed += self.just

    def _of_the_item(self, labels: Labels, text: str, offset: int) -> None:
        """A text that only says who and when says it of the whole item."""
        title = self.decision.title or "Følge op på punktet"
        one = Placed(Task(title, 0, len(text.rstrip()), None, 0.6), offset, offset, offset)
        one.label(labels, offset)
        self.placed.append(one)

    def _suggestion(self, placed: Placed) -> Suggestion:
        task, time = placed.task, placed.task.time
        period = time.period if time else None
        looks = {look for one in (task.times if time is None else [time]) for look in _looks(one)}
        first = period.first if period and period.first != period.last else None
        return Suggestion(
            task=task.text,
            span=self.folded.original(placed.offset + task.start, placed.offset + task.end),
            responsible=tuple(self._responsible(one, placed.who_offset) for one in task.who)
            or self._proposer(task),
            deadline=period.last if period else None,
            deadline_from=first,
            rule=period.rule if period else None,
            deadline_span=self._span(time, placed.time_offset),
            confidence=round(task.confidence * (period.confidence if period else 1), 2),
            look=tuple(sorted(looks)),
            every_months=task.every_months,
            returns_to_agenda=Return(period.first or period.last if period else None)
            if task.returns
            else None,
        )

    def _span(self, time: Time | None, offset: int) -> Span | None:
        return self.folded.original(offset + time.span.start, offset + time.span.end) if time else None

    def _responsible(self, one: Responsible, offset: int) -> Responsible:
        span = one.span and self.folded.original(offset + one.span.start, offset + one.span.end)
        return Responsible(one.name, span)

    def _proposer(self, task: Task) -> tuple[Responsible, ...]:
        """Who proposed the item is who brings the forum what it is to be given."""
        given = task.finding is not None and task.finding.shape is Shape.GIVEN
        return (Responsible(self.decision.proposer),) if given and self.decision.proposer else ()


def _placed(found: Read, sentence: Sentence) -> list[Placed]:
    return [Placed(one, sentence.start, sentence.start, sentence.start) for one in found.tasks]


_LEADS_TO_LIST = pattern(r"(?:[:,;]| at| at:| følgende:?)\s*$")


_ANNOUNCES = pattern(
    rf"\b(?:følgende|disse|nedenstående|flere|{NUMBER})(?: (?!og )[\w-]+)? ?:\s*$|\bfølgende(?: [\w-]+){{0,3}} ?:?\s*$"
)
"""What only leads to a list gives no task beside those of its items: "at sætte gang i tre ting:"."""


def _looks(time: Time) -> tuple[Look, ...]:
    """What to look at; a time that is none of the task's only where the text has put it in the past."""
    if time.role in (Role.NONE, Role.START):
        return tuple(one for one in time.period.look if one is Look.PAST)
    return time.period.look
