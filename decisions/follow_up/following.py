"""Clauses that only say when the thing of an earlier task is to be there: "den skal være i luften i uge 16"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from decisions.follow_up import dating, phrases, words
from decisions.follow_up.actors import PREPOSITIONS
from decisions.follow_up.findings import Shape, Task
from decisions.follow_up.frames import Frame
from decisions.follow_up.kinds import Clause, Kind
from decisions.follow_up.patterns import pattern
from decisions.follow_up.results import is_deed_of, is_named_by
from decisions.follow_up.tokens import Token
from decisions.follow_up.values import Role, Time
from decisions.follow_up.verbs import Form, Verb
from decisions.follow_up.view import View

_IT = frozenset({"den", "det", "de", "dette", "denne", "disse"})
_WORK = frozenset({"resultatet", "resultaterne", "arbejdet", "opgaven", "konklusionen", "konklusionerne"})
_REPORT = frozenset({
    "tilbagemelding", "afrapportering", "rapportering", "tilbagemeldingen", "afrapporteringen", "svar", "besked",
    "resultat", "konklusion", "resultater", "konklusioner",
})  # fmt: skip
"""To tell of a work ends it, whatever the work is."""
_HAPPENS = frozenset(
    {"ske", "foregå", "foreligge", "komme", "følge", "lande", "udkomme", "ligge", "stå", "gå"}
)
_CARRIED_OUT = frozenset({
    "foretage", "gennemføre", "udføre", "afslutte", "færdiggøre", "udarbejde", "levere", "aflevere", "give",
    "iværksætte", "effektuere", "løse", "lave", "skrive", "lægge", "omdele", "uddele", "lancere", "offentliggøre",
    "publicere", "udgive", "trykke", "afsende", "udsende", "rundsende", "indsende", "fremsende", "sende", "oversende",
    "indberette", "udrulle", "opsætte", "montere", "installere", "idriftsætte", "ibrugtage", "afvikle", "nå",
    "tilendebringe", "indgive", "indlevere", "tilsende", "tilstille", "videresende", "bekendtgøre",
    "indbringe", "holde", "afholde", "fuldføre", "klare", "ordne",
})  # fmt: skip
_GOES_OUT = frozenset({
    "sende", "udsende", "rundsende", "afsende", "indsende", "fremsende", "oversende", "offentliggøre", "aflevere",
    "indlevere", "publicere", "lægge", "indgive",
})  # fmt: skip
_OF_RESULT = frozenset({"forelægge", "fremlægge", "præsentere", "vise"})
_READY = frozenset({"klar", "klart", "klare", "færdig", "færdigt", "færdige", "parat"})
"""What "klar i uge 53." begins with, said alone of the work before it."""
_AWAITED = pattern(r" (?:forventes|ventes|påregnes|skønnes|bebudes|planlægges) ")
_MOVES = pattern(
    r" (?:kommer?|går?) (?:[^ ]+ )?(?:ud|på|i|op|ned|hjem|live|online) | "
    r"(?:ligge[rs]?|står?) (?:[^ ]+ )?(?:klare?t?|færdige?t?|parate?|på|i|hos) "
)


_MUST_OUT = pattern(
    r" skal [^¤,]*?(?:ud|op|hjem|i trykken|i brug|i drift|i høring|på nettet|på gaden) (?:[^¤,]* )?¤"
)
_TOLD_BACK = pattern(
    r" (?:der|og) (?:[^ ]+ ){0,2}?(?:meldes|gives|afrapporteres|rapporteres|afleveres|fremlægges|vendes|skal) [^,]*?"
    r"(?:tilbage|tilbagemelding|(?:af)?rapportering|svar|besked|(?:af)?rapporteres) "
)
_OF_ALL = pattern(
    r" (?:det|dette|arbejdet|opgaven) (?:[^ ]+ ){0,2}?"
    r"(?:sker?|gøres|løses|udføres|gennemføres|afsluttes|gjort|sket|løst) "
)
"""What is said so of all the work before it is read by `binding`."""


_HELD = pattern(r" (?:af)?holdes ")
_ARRANGES = pattern(
    r"(?:arrangere|indkalde|invitere|planlægge|aftale|booke|afholde|holde|tilrettelægge|forberede)(?!\w)"
)
_HAPPENING = pattern(r" (?:sker?|foregår?|finder sted|finde sted) ")
"""Said of work, not of a thing: "oprydningen sker i marts"; what "forberede flytningen" is about happens later."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A clause that says when something is to be there, and what: the words of its subject up to a preposition."""

    clause: Clause
    time: Time
    thing: tuple[str, ...]
    of: tuple[str, ...] = ()

    @property
    def is_pronoun(self) -> bool:
        """Whether it says "den", "resultatet" or "tilbagemelding", which may be of any work: the one just before."""
        return not self.of and len(self.thing) == 1 and self.thing[0] in _IT | _WORK | _REPORT

    @property
    def goes_out(self) -> bool:
        """Whether it is sent or laid out: in "HR gør et nyt forsøg, og udbuddet sendes ud i maj" by who acts before."""
        view = View(self.clause)
        passive = (
            view.verb is not None and view.verb.form is Form.PASSIVE and view.verb.infinitive in _GOES_OUT
        )
        return passive and not self.of and view.has_subject_before

    def is_of(self, task: Task) -> bool:
        """Whether the thing is what the task brings about."""
        if task.returns or task.finding is None or task.finding.clause is self.clause:
            return False
        if self.is_pronoun:
            return _HELD.search(View(self.clause).text) is None or bool(_ARRANGES.match(task.text))
        said = (*self.thing[-1:], *self.of[-1:])
        if _HELD.search(View(self.clause).text) and not _ARRANGES.match(task.text):
            return False
        if _HAPPENING.search(View(self.clause).text):
            return any(is_deed_of(word, task.text) for word in said)
        return any(_is_definite(word) and is_named_by(word, task.text) for word in said)


def arrivals(clauses: Sequence[Clause]) -> list[Arrival]:
    """Return what the clauses of a sentence say of when things are there."""
    return [found for one in clauses if (found := _arrival(one, clauses))]


def _arrival(clause: Clause, clauses: Sequence[Clause]) -> Arrival | None:
    view = _with_awaited(clause, clauses)
    time = dating.deadline_of(view.times)
    if time is None and (time := _time_inside(clause, clauses)):
        word = clause.tokens[0].word
        return Arrival(clause, time, (word,)) if _is_said(view) and _is_definite(word) else None
    if time is None or time.role is Role.REPEATED or not _is_said(view) or _acts(view):
        return None
    if (first := view.tokens[0].word) in _READY | _REPORT and view.verb is None:
        return Arrival(clause, time, ("det",) if first in _READY else (first,))
    if _OF_ALL.search(view.text):
        return None
    if view.opening == " der " and _TOLD_BACK.search(view.text):
        return Arrival(clause, time, ("tilbagemelding",))
    thing, of = _subject(view)
    definite = bool(thing) and (_is_definite(thing[-1]) or (len(thing) > 1 and thing[0] in _IT))
    is_thing = definite or (bool(thing) and thing[-1] in _IT | _WORK | _REPORT)
    return Arrival(clause, time, thing, of) if is_thing and _is_to_be_there(view, thing) else None


def _time_inside(clause: Clause, clauses: Sequence[Clause]) -> Time | None:
    """ "Oplægget, som direktionen ser på mødet den 1. maj, skal indeholde …": when it is needed stands inside."""
    if clause.kind is not Kind.MAIN or [one.word for one in clause.tokens[1:2]] != [","]:
        return None
    inside = (View(one) for one in clauses if one.kind is Kind.RELATIVE and one.host is clause)
    asked = (
        one for one in inside if one.is_body and one.verb and one.verb.form in (Form.PRESENT, Form.MODAL)
    )
    return next((time for one in asked if (time := dating.deadline_of(one.times))), None)


def _with_awaited(clause: Clause, clauses: Sequence[Clause]) -> View:
    """ "Planen ventes at ligge klar i maj" is said in two clauses."""
    view = View(clause)
    if clause.kind is Kind.MAIN and _AWAITED.search(view.text):
        more = [
            token for one in clauses if one.kind is Kind.TO and one.host is clause for token in one.tokens
        ]
        return View(Clause(clause.kind, clause.link, clause.host, tokens=[*clause.tokens, *more]))
    return view


def _is_said(view: View) -> bool:
    said = view.clause.kind is Kind.MAIN or (view.clause.kind is Kind.THAT and view.governor is Frame.DECIDED)
    return said and view.governor is not Frame.TOLD and not view.is_denied


def _acts(view: View) -> bool:
    """Whether somebody is named who does it: then it is a task of theirs."""
    return any(one.sure for one in view.subject) or bool(view.agents or view.companions)


def _is_to_be_there(view: View, thing: tuple[str, ...]) -> bool:
    verb, told = view.verb, thing[-1] in _REPORT | _WORK
    done = _CARRIED_OUT | (_OF_RESULT if told else frozenset())
    if verb is None or phrases.MANNER.search(view.text):
        return False
    match verb.form:
        case Form.PASSIVE:
            return verb.infinitive in done or _is_awaited(view)
        case Form.PRESENT:
            return _is_there(view, verb.infinitive)
        case Form.MODAL:
            return _MUST_OUT.search(view.text) is not None or _must_be_there(view, verb, done)
    return False


def _must_be_there(view: View, modal: Verb, done: frozenset[str]) -> bool:
    then = view.infinitive_verb
    if then is None:
        return False
    if modal.infinitive in ("kunne", "måtte"):
        return then.infinitive == "foreligge" or (then.infinitive == "være" and _is_ready(view))
    return then.infinitive in (done if then.form is Form.PASSIVE else _HAPPENS | {"være"}) or _is_awaited(
        view
    )


def _is_there(view: View, infinitive: str) -> bool:
    if infinitive == "være":
        return _is_ready(view)
    if infinitive in ("ligge", "stå", "komme", "gå"):
        return _MOVES.search(view.text) is not None
    return infinitive in _HAPPENS or (infinitive == "finde" and " sted " in view.text)


def _is_awaited(view: View) -> bool:
    return _AWAITED.search(view.text) is not None and (_is_ready(view) or " foreligge " in view.text)


def _is_ready(view: View) -> bool:
    return (
        phrases.IS_THERE.search(view.text) is not None or view.participle_after(view.finite or 0) is not None
    )


def _subject(view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of what is spoken of, before the verb or right after it; and those after "af" or "til"."""
    while view.begins_with_verb and view.clause.sharing and view.clause.kind is Kind.MAIN:
        view = View(view.clause.sharing)
    finite = view.finite or 0
    before = [one for one in view.tokens[:finite] if not one.time and one.word not in _SMALL]
    if not before or before[0].word in PREPOSITIONS:
        before = list(takewhile(_may_be_subject, view.tokens[finite + 1 :]))
    before = [one for one in before if one.word.isalpha() and one.word not in words.ADVERBS | _SMALL]
    border = next((i for i, one in enumerate(before) if one.word in PREPOSITIONS), len(before))
    return tuple(one.word for one in before[:border]), tuple(one.word for one in before[border + 1 :])


_SMALL = frozenset({"og", "men", "samt", "så", "heraf", "herfra", "heri", "deraf", "herom", "herpå"})


def _may_be_subject(token: Token) -> bool:
    return token.verb is None and token.time is None and token.word not in (",", ".")


def _is_definite(word: str) -> bool:
    return len(word) > 3 and word.endswith(("en", "et", "ne"))


def bind(arrival: Arrival, tasks: Sequence[Task], just: Sequence[Task]) -> Task | None:
    """Return the task that it gives its day to: the last one whose thing it speaks of, where that has no day.

    `just` are those right before it: a pronoun stands for the last of them and no other.
    """
    if arrival.is_pronoun:
        meant = just[-1] if just and _may_be_meant(arrival, just) else None
    else:
        meant = next((one for one in reversed(tasks) if arrival.is_of(one)), None)
    if meant is None and arrival.goes_out and tasks is just:
        last = just[-1:]
        meant = last[0] if last and last[0].who and not last[0].returns else None
        return meant if meant and meant.time is None else None
    is_open = meant is not None and meant.time is None and arrival.is_of(meant)
    return meant if is_open else None


def _may_be_meant(arrival: Arrival, just: Sequence[Task]) -> bool:
    """Of the works of several people, nobody can tell whose is to be told of."""
    return arrival.thing[0] not in _REPORT or len({tuple(who.name for who in one.who) for one in just}) == 1


def is_report(arrival: Arrival) -> bool:
    """Whether it says when the work before is told of, which an item of a list may say of the one before."""
    return arrival.thing[0] in _REPORT


def is_only_when(arrival: Arrival, task: Task) -> bool:
    """Whether the task that is found in the clause says no more than when the other is done."""
    if task.finding is None or task.finding.clause is not arrival.clause:
        return False
    return not task.who and task.finding.shape in (Shape.READY, Shape.DONE, Shape.THING)
