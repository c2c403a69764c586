"""One sentence: the tasks in it, each with who and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from decisions.follow_up import dating, phrasing
from decisions.follow_up.clauses import SAID, Clause, Kind, divide
from decisions.follow_up.findings import Finding, Shape
from decisions.follow_up.frames import Frame
from decisions.follow_up.judging import judge
from decisions.follow_up.names import Named, Names
from decisions.follow_up.patterns import Today, pattern
from decisions.follow_up.times import find_times
from decisions.follow_up.tokens import tokenize
from decisions.follow_up.values import Responsible, Time
from decisions.follow_up.view import View

LONGEST = 1500
"""A longer sentence is no sentence, and is not read."""


@dataclass(slots=True)
class Task:
    """A task while the text is being read; places are those of the sentence."""

    text: str
    start: int
    end: int
    finding: Finding | None
    confidence: float
    who: list[Responsible] = field(default_factory=list)
    time: Time | None = None
    times: Sequence[Time] = ()
    every_months: int | None = None

    @property
    def returns(self) -> bool:
        return self.finding is not None and self.finding.shape is Shape.RETURN


@dataclass(frozen=True, slots=True)
class Labels:
    """What "Ansvarlig: HR" and "Frist: 1. december" say."""

    who: tuple[Responsible, ...] = ()
    time: Time | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a sentence gave."""

    tasks: list[Task]
    labels: Labels


_QUOTES = ('"', "”", "“", "»", "«")
_WHO = pattern(r"(?<!\w)(?:ansvarlige?|ansv\.?|tovholder|udføres af|opgaveansvarlig)(?: er)?: ?$")
_WHEN = pattern(r"^\(?(?:tids|svar)?(?:frist|deadline)")


def read_sentence(sentence: str, names: Names, today: Today, frame: Frame | None) -> Read:
    """Return the tasks of a sentence, and what its labels say of it or of the sentence before."""
    if len(sentence) > LONGEST or sentence.lstrip()[:1] in _QUOTES or sentence.rstrip().endswith("?"):
        return Read([], Labels())
    times, named = find_times(sentence, today), names.find(sentence)
    labels = _labels(sentence, named, times)
    tokens = tokenize(sentence, named, times)
    clauses = divide(tokens, frame)
    findings = _without_askers([found for one in clauses if one.kind in SAID and (found := judge(View(one)))])
    if any(one.kind is Kind.CONDITION for one in clauses):
        findings = [one for one in findings if one.who]
    tasks = _merged([_task(sentence, one, clauses, findings) for one in findings])
    return Read(_labelled(tasks, labels), labels)


def _labels(sentence: str, named: Sequence[Named], times: Sequence[Time]) -> Labels:
    who = [one for one in named if _WHO.search(sentence[: one.span.start][-30:])]
    when = [one for one in times if _is_labelled(sentence, one)]
    return Labels(tuple(person for one in who for person in one.who), when[0] if when else None)


def _is_labelled(sentence: str, time: Time) -> bool:
    """ "Frist: 1. december" and "(frist den 1. december)"; not "om fristen den 1. december kan flyttes"."""
    said, before = sentence[time.span.start : time.span.end], sentence[: time.span.start].rstrip()
    return bool(_WHEN.search(said)) and (":" in said or before[-1:] in ("", "(", ","))


def _labelled(tasks: list[Task], labels: Labels) -> list[Task]:
    if tasks and labels.who and not tasks[-1].who:
        tasks[-1].who = list(labels.who)
    if tasks and labels.time and tasks[-1].time is None and labels.time.is_deadline:
        tasks[-1].time = labels.time
    return tasks


_ASKING = frozenset({"bede", "anmode", "pålægge", "opfordre", "aftale", "ønske", "bemyndige"})


def _without_askers(findings: list[Finding]) -> list[Finding]:
    """ "X beder HR om at …" and "HR har til opgave at …" are one task, HR's; so is "HR har ansvaret for, at …"."""
    charged = {id(one.clause) for one in findings if one.shape is Shape.CHARGE}
    said = [one for one in findings if one.clause.kind is not Kind.THAT or id(one.clause.host) not in charged]
    asked = {id(one.clause.host) for one in said if one.clause.kind in (Kind.TO, Kind.THAT)}
    return [
        one
        for one in said
        if id(one.clause) not in asked or not (one.shape is Shape.CHARGE or _verb(one) in _ASKING)
    ]


def _verb(finding: Finding) -> str:
    verb = View(finding.clause).verb
    return verb.infinitive if verb else ""


def _task(sentence: str, finding: Finding, clauses: Sequence[Clause], findings: Sequence[Finding]) -> Task:
    hanging = dating.attached(clauses, finding.clause, [one.clause for one in findings])
    times = dating.times_of(finding.clause, hanging)
    conditional = any(one.kind is Kind.CONDITION for one in clauses)
    tokens = finding.clause.tokens
    deadline = dating.deadline_of(times)
    return Task(
        text=phrasing.task_text(sentence, finding, hanging, deadline),
        start=min(one.start for one in tokens),
        end=max(one.end for one in tokens),
        finding=finding,
        confidence=round(finding.confidence * (0.6 if conditional else 1), 2),
        who=_who(finding),
        time=deadline,
        times=times,
        every_months=dating.repetition_of(times),
    )


def _who(finding: Finding) -> list[Responsible]:
    """Those of the clause itself, those it goes on with, those who act along, and a leader who is named."""
    view = View(finding.clause)
    named = list(finding.who)
    sharing = finding.clause.sharing
    while not named and sharing and finding.shape not in (Shape.RETURN, Shape.THING, Shape.GIVEN):
        named, sharing = list(View(sharing).subject or _asked(sharing)), sharing.sharing
    named += [one for one in view.companions if one not in named]
    named = named or _leaders(view)
    who = [person for one in named for person in one.who]
    return who or ([Responsible("sekretariatet")] if finding.shape is Shape.RETURN else [])


def _asked(clause: Clause) -> Sequence[Named]:
    found = judge(View(clause))
    return found.who if found else ()


def _leaders(view: View) -> list[Named]:
    """ "Med Dagtilbud som tovholder", "udpege HR som tovholder", "med HR for bordenden"."""
    found = zip(view.tokens, view.tokens[1:], view.tokens[2:], strict=False)
    return [one.named for one, word, role in found if one.named and (word.word, role.word) in _LEADING]


_LEADING = frozenset(
    {("for", "bordenden")}
    | {
        ("som", role)
        for role in ("tovholder", "tovholdere", "projektleder", "ansvarlig", "projektejer", "formand")
    }
)


_IT = frozenset({"den", "det", "dem", "disse", "dette", "resultatet", "resultaterne", "svaret", "svarene"})


def _merged(tasks: list[Task]) -> list[Task]:
    """ "Udarbejder en plan og forelægger den" is one task, unless each part has a time of its own."""
    merged: list[Task] = []
    for task in tasks:
        before = merged[-1] if merged else None
        if before and _is_same(before, task):
            before.text = f"{before.text} og {task.text[:1].lower()}{task.text[1:]}"
            before.end, before.time = task.end, before.time or task.time
            before.every_months = before.every_months or task.every_months
        else:
            merged.append(task)
    return merged


def _is_same(before: Task, task: Task) -> bool:
    if (
        before.finding is None
        or task.finding is None
        or task.finding.clause.sharing is not before.finding.clause
    ):
        return False
    if (before.time and task.time) or before.returns or task.returns or task.finding.shape is not Shape.DOES:
        return False
    after = task.finding.clause.tokens[(task.finding.place or 0) + 1 :][:3]
    return any(one.word in _IT for one in after)
