"""One sentence: the tasks in it, each with who and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from decisions.follow_up import dating, following, phrases, phrasing, words
from decisions.follow_up.clauses import divide
from decisions.follow_up.findings import Finding, Shape, Task
from decisions.follow_up.following import Arrival
from decisions.follow_up.frames import Frame
from decisions.follow_up.judging import comes_back, decided, judge, promised, received
from decisions.follow_up.kinds import SAID, Clause, Kind
from decisions.follow_up.merging import merged, take_in
from decisions.follow_up.names import Named, Names
from decisions.follow_up.parting import each_seen_to, parted
from decisions.follow_up.patterns import Today, pattern
from decisions.follow_up.pronouns import resolved
from decisions.follow_up.times import find_times
from decisions.follow_up.tokens import Token, tokenize
from decisions.follow_up.values import Responsible, Time
from decisions.follow_up.view import View

LONGEST = 1500
"""A longer sentence is no sentence, and is not read."""


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
    times: Sequence[Time] = ()
    named: Sequence[Named] = ()
    arrivals: Sequence[Arrival] = ()


def _is_told(sentence: str) -> bool:
    """A question, a quotation, or "cyklerne leveres i uge 23, oplyste HR"."""
    asks = sentence.lstrip()[:1] in _QUOTES or sentence.rstrip().endswith("?")
    return asks or _SO_SAID.search(sentence) is not None


_SO_SAID = pattern(
    r", (?:oplyste|oplyser|fortalte|forklarede|bemærkede|nævnte|mente|vurderede|forsikrede) [^,]+$"
)
_QUOTES = ('"', "”", "“", "»", "«")
_WHO = pattern(r"(?<!\w)(?:ansvarlige?|ansv\.?|tovholder|udføres af|opgaveansvarlig)(?: er)?: ?$")
_CHARGED = pattern(
    r" (?:er|bliver) (?:fortsat |også |begge )?ansvarlige?(?: herfor| for (?:det|dette))?\.?\s*$"
)
_WHEN = pattern(r"^\(?(?:tids|svar)?(?:frist|deadline)")


def read_sentence(
    sentence: str,
    names: Names,
    today: Today,
    frame: Frame | None,
    earlier: Sequence[Named] = (),
    *,
    heading: Sequence[Named] = (),
    is_due: bool = False,
) -> Read:
    """Return the tasks of a sentence, and what its labels say of it or of the sentence before.

    `earlier` are those named in the sentence before. `is_due` where the next sentence gives a deadline: then what
    somebody does is taken for a task.
    """
    if len(sentence) > LONGEST or _is_told(sentence):
        return Read([], Labels())
    times, named = find_times(sentence, today), resolved(sentence, names.find(sentence), earlier)
    labels = _labels(sentence, named, times)
    tokens = tokenize(sentence, named, times)
    clauses = divide(tokens, _beginning(frame, heading))
    findings = _without_askers([found for one in clauses if (found := _found(one))])
    if is_due and not findings:
        findings = [found for one in clauses if one.kind is Kind.MAIN and (found := promised(View(one)))][:1]
    findings = [part for one in each_seen_to(findings, clauses) for part in parted(one)]
    if any(one.kind is Kind.CONDITION for one in clauses):
        findings = [one for one in findings if one.who]
    tasks = merged([_task(sentence, one, clauses, findings) for one in findings])
    _due_by_clause(tasks, clauses)
    _due_together(sentence, tasks, times)
    waiting = [one for one in following.arrivals(clauses) if not _is_bound(one, tasks)]
    return Read(_labelled(tasks, labels), labels, times, named, waiting)


def _found(clause: Clause) -> Finding | None:
    if clause.kind is Kind.RELATIVE:
        return received(View(clause)) or decided(View(clause))
    if clause.kind is Kind.PURPOSE and clause.link == "så":
        return comes_back(View(clause))
    return judge(View(clause)) if clause.kind in SAID else None


def _due_by_clause(tasks: Sequence[Task], clauses: Sequence[Clause]) -> None:
    """Give the tasks that have no day the one that a clause after them says of them all."""
    for one in clauses:
        time = dating.said_alone(one)
        for task in tasks if time else ():
            if task.time is None and task.start < one.tokens[0].start:
                task.time = time


_TOGETHER = pattern(
    r"[,–] (?:begge dele|begge|alle dele|alle tre|det hele|alt sammen|alt|samlet)(?: skal ske)? ?$"
)


def _due_together(sentence: str, tasks: Sequence[Task], times: Sequence[Time]) -> None:
    """ "HR retter listen, og Jura orienterer lederne, begge dele senest den 1. maj"."""
    said = [one for one in times if one.is_deadline and _TOGETHER.search(sentence[: one.span.start])]
    for task in tasks if said else ():
        task.time = task.time or said[0]
        task.text = re.sub(r",? (?:begge dele|alle dele|det hele|alt sammen)$", "", task.text)


def _beginning(frame: Frame | None, heading: Sequence[Named]) -> Clause:
    """The clause that a sentence begins with: that of whoever the words before its list name."""
    first = Clause(Kind.MAIN, frame=frame, begun=True)
    if heading:
        first.link = ":"
        first.sharing = Clause(Kind.MAIN, tokens=[Token(0, 0, "", named=one) for one in heading])
    return first


def heading_of(sentence: str, found: Read) -> list[Named]:
    """ "Jura og HR:" before a list says who has its items; their place is not in the items' sentences."""
    rest = sentence
    for one in found.named:
        rest = rest.replace(sentence[one.span.start : one.span.end], "", 1)
    if not found.named or not sentence.rstrip().endswith(":") or rest.replace(" og ", "").strip(" ,:"):
        return []
    return [replace(one, who=tuple(Responsible(who.name) for who in one.who)) for one in found.named]


def _is_bound(arrival: Arrival, tasks: list[Task]) -> bool:
    """Give the day to the task in the same sentence whose thing it is; False where it may be one before it."""
    start = arrival.clause.tokens[0].start
    own = next((one for one in tasks if following.is_only_when(arrival, one)), None)
    earlier = [one for one in tasks if one is not own and one.start < start]
    if any(arrival.time in (one.time, *one.times) for one in earlier):
        return True
    meant = following.bind(arrival, earlier, earlier)
    if meant is None:
        return arrival.is_pronoun and bool(earlier)
    if own:
        take_in(meant, own)
        tasks.remove(own)
    meant.time = arrival.time
    return True


def _labels(sentence: str, named: Sequence[Named], times: Sequence[Time]) -> Labels:
    who = [one for one in named if _WHO.search(sentence[: one.span.start][-30:])] or _only_charged(
        sentence, named
    )
    when = [one for one in times if _is_labelled(sentence, one)]
    return Labels(tuple(person for one in who for person in one.who), when[0] if when else None)


def _only_charged(sentence: str, named: Sequence[Named]) -> list[Named]:
    """ "HR og Jura er ansvarlige." says no more than "Ansvarlige: HR og Jura"."""
    said = _CHARGED.search(sentence)
    who = [one for one in named if said and one.span.end <= said.start()]
    between = sentence[: said.start()] if said else ""
    for one in who:
        between = between.replace(sentence[one.span.start : one.span.end], "", 1)
    return who if not between.replace(" og ", "").strip(" ,") else []


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
    said = [
        one for one in findings if one.clause.kind is not Kind.THAT or id(_began(one).host) not in charged
    ]
    asked = {id(one.clause.host) for one in said if one.clause.kind in (Kind.TO, Kind.THAT)}
    return [
        one
        for one in said
        if id(one.clause) not in asked or not (one.shape is Shape.CHARGE or _verb(one) in _ASKING)
    ]


def _began(finding: Finding) -> Clause:
    return View(finding.clause).began


def _verb(finding: Finding) -> str:
    verb = View(finding.clause).verb
    return verb.infinitive if verb else ""


def _task(sentence: str, finding: Finding, clauses: Sequence[Clause], findings: Sequence[Finding]) -> Task:
    others = [one.clause for one in findings if one.clause.kind is not Kind.PURPOSE]
    hanging = dating.attached(clauses, finding.clause, others)
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
        who=_who(finding, hanging),
        time=deadline,
        times=times,
        every_months=dating.repetition_of(times),
    )


def _who(finding: Finding, hanging: Sequence[Clause]) -> list[Responsible]:
    """Those of the clause itself, those it goes on with, those who act along, and a leader who is named."""
    view = View(finding.clause)
    named = list(finding.who)
    sharing = finding.clause.sharing
    while not named and sharing and finding.shape not in (Shape.RETURN, Shape.THING, Shape.GIVEN):
        named, sharing = list(View(sharing).subject or _asked(sharing)), sharing.sharing
    if not named and finding.clause.label and finding.clause.label.named:  # "HR: udkast til plan, 1. maj"
        named = [finding.clause.label.named]
    named += [one for one in view.companions if one not in named]
    named = (
        named or _leaders(view) or _in_charge(hanging) or _bringing(finding, hanging) or _seeing_to(hanging)
    )
    who = [person for one in named for person in one.who]
    return who or ([Responsible("sekretariatet")] if finding.shape is Shape.RETURN else [])


def _asked(clause: Clause) -> Sequence[Named]:
    found = judge(View(clause))
    return found.who if found else ()


def _bringing(finding: Finding, hanging: Sequence[Clause]) -> list[Named]:
    """ "Ønsker et oplæg, som HR fremlægger": who brings what was asked for."""
    if finding.shape not in (Shape.THING, Shape.GIVEN):
        return []
    views = (View(one) for one in hanging if one.kind is Kind.RELATIVE)
    acting = (
        one.subject for one in views if one.verb and one.verb.infinitive in words.ACTIONS and not one.is_body
    )
    return next((who for who in acting if who), [])


def _in_charge(hanging: Sequence[Clause]) -> list[Named]:
    """ "Der laves en plan, som HR er tovholder på"."""
    views = (View(one) for one in hanging if one.kind is Kind.RELATIVE and one.link in ("som", "hvor"))
    return next((one.subject for one in views if one.subject and phrases.HAS_CHARGE.search(one.text)), [])


def _seeing_to(hanging: Sequence[Clause]) -> list[Named]:
    """ "Der iværksættes en undersøgelse, hvilket varetages af HR"."""
    views = (View(one) for one in hanging if one.link == "hvilket")
    return next((one.agents or one.subject for one in views), [])


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
