"""A decision's text read from beginning to end: what one sentence says of the next."""

from __future__ import annotations

from dataclasses import dataclass

from decisions.follow_up import words
from decisions.follow_up.findings import Shape
from decisions.follow_up.frames import Frame, frame_of
from decisions.follow_up.names import Names
from decisions.follow_up.patterns import Today, pattern
from decisions.follow_up.reading import Labels, Task, read_sentence
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


def suggest(decision: DecisionText) -> tuple[Suggestion, ...]:
    """Return the tasks that the text of a decision seems to give, in its order.

    Background and recommendations give none. A deadline is never made up: where the text names none, or one that is
    not in the calendar given, there is none. Source of the rules: `docs/follow-up.md`.
    """
    if decision.section is not Section.DECISION:
        return ()
    return _Reader(decision).read()


@dataclass(slots=True)
class _Placed:
    """A task and where its sentence begins in the folded text."""

    task: Task
    offset: int
    who_offset: int
    time_offset: int


class _Reader:
    def __init__(self, decision: DecisionText) -> None:
        self.decision = decision
        self.folded = fold(decision.text)
        self.names = Names(decision.departments, decision.people)
        later = sorted({day for day in decision.calendar if day > decision.meeting})
        self.today = Today(decision.meeting, tuple(later))
        self.placed: list[_Placed] = []
        self.frame: Frame | None = None

    def read(self) -> tuple[Suggestion, ...]:
        for sentence in sentences(self.folded.text):
            self._read(sentence)
        return tuple(self._suggestion(one) for one in self.placed)

    def _read(self, sentence: Sentence) -> None:
        text = self.folded.text[sentence.start : sentence.end]
        found = read_sentence(text, self.names, self.today, self.frame if sentence.is_item else None)
        if not sentence.is_item:
            self.frame = frame_of(f" {text.lower()} ") if _LEADS_TO_LIST.search(text) else None
        earlier = self.placed[-1] if self.placed else None
        placed = [_Placed(one, sentence.start, sentence.start, sentence.start) for one in found.tasks]
        if earlier and placed:
            self._lend(earlier, placed[0], text)
        self.placed += placed
        if not placed:
            self._label(found.labels, text, sentence.start)

    def _lend(self, earlier: _Placed, later: _Placed, text: str) -> None:
        """ "Dette oplæg behandles igen den 22. oktober": the task before has to be done by then."""
        if earlier.task.time is None and later.task.time and _speaks_of(text, self._text_of(earlier)):
            earlier.task.time, earlier.time_offset = later.task.time, later.time_offset

    def _text_of(self, placed: _Placed) -> str:
        return self.folded.text[placed.offset + placed.task.start : placed.offset + placed.task.end].lower()

    def _label(self, labels: Labels, text: str, offset: int) -> None:
        """A sentence that only says who and when says it of the task before, or of the whole item."""
        if not (labels.who or labels.time):
            return
        if not self.placed:
            title = self.decision.title or "Følge op på punktet"
            self.placed.append(_Placed(Task(title, 0, len(text.rstrip()), None, 0.6), offset, offset, offset))
        last = self.placed[-1]
        if labels.who and not last.task.who:
            last.task.who, last.who_offset = list(labels.who), offset
        if labels.time and labels.time.is_deadline and last.task.time is None:
            last.task.time, last.time_offset = labels.time, offset

    def _suggestion(self, placed: _Placed) -> Suggestion:
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


_LEADS_TO_LIST = pattern(r"(?:[:,;]| at| at:| følgende:?)\s*$")
_POINTS_BACK = pattern(
    r"^(?:(?:dette|denne|disse|det|den) (?P<noun>\w+)|(?P<definite>\w{4,}(?:en|et|ne)))\b[^.]*?\b"
    r"(?:forelægges|behandles|drøftes|fremlægges|præsenteres|sendes|udsendes|genoptages|tages|sættes|afleveres|skal)\b"
)


def _speaks_of(text: str, earlier: str) -> bool:
    """Whether a sentence begins with what the task before it brings about."""
    found = _POINTS_BACK.search(text)
    if not found:
        return False
    noun = (found["noun"] or found["definite"]).lower()
    stem = noun if found["noun"] else noun[:-2]
    return words.is_deliverable(noun) and len(stem) > 2 and stem in earlier


def _looks(time: Time) -> tuple[Look, ...]:
    """What to look at; a time that is none of the task's only where the text has put it in the past."""
    if time.role in (Role.NONE, Role.START):
        return tuple(one for one in time.period.look if one is Look.PAST)
    return time.period.look
