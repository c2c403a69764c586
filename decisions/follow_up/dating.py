"""Which of the times around a task is its deadline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from decisions.follow_up import phrases, words
from decisions.follow_up.almanac import DAY
from decisions.follow_up.frames import Frame
from decisions.follow_up.kinds import Clause, Kind
from decisions.follow_up.patterns import pattern
from decisions.follow_up.values import Role, Time
from decisions.follow_up.verbs import Form
from decisions.follow_up.view import View

_HANDED_IN = pattern(
    r" (?:(?:forelægge|fremlægge|præsentere|sende|udsende|fremsende|afrapportere|behandle|drøfte|aflevere|træffe)[sr]?|"
    r"(?:godkende|vedtage|uddele|omdele|offentliggøre|rundsende|indsende|medtage)[sr]?|afslutte[st]?|afsluttet|gennemført|foreligger?|"
    r"tage[rs]? (?:endeligt? )?(?:stilling|beslutning)|"
    r"klare?t?|færdige?t?|indgår?|på plads|i drift|tages op|sættes|implementeret) "
)
"""What is meant to be done with the task's result; only such a purpose has the task's deadline."""


def attached(clauses: Sequence[Clause], to: Clause, tasks: Iterable[Clause]) -> list[Clause]:
    """Return the clauses that hang on this one, and not on another task nearer to them."""
    others = [one for one in tasks if one is not to]
    return [one for one in clauses if _hangs_on(one, to, others)]


def _hangs_on(clause: Clause, to: Clause, others: list[Clause]) -> bool:
    step: Clause | None = clause.host if clause.kind is not Kind.MAIN else None
    while step is not None and step is not to:
        if step in others or step.kind is Kind.MAIN:
            return False
        step = step.host
    return step is to and clause not in others


def times_of(clause: Clause, hanging: Sequence[Clause]) -> list[Time]:
    """Return the times that may be the task's: its own first, then those of what hangs on it."""
    view = View(clause)
    found = _without_content(view)
    for one in hanging:
        found += _lent(one)
    if clause.kind in (Kind.TO, Kind.THAT) and clause.host and view.governor in (Frame.ASKED, Frame.CHARGED):
        found += View(clause.host).times
    return found


_STRETCHES = ("month", "quarter", "half-year", "year")


def _without_content(view: View) -> list[Time]:
    """ "Redegør for fraværet i 3. kvartal på mødet den 14. oktober": a stretch over by then is what is told of."""
    pairs = list(zip(view.tokens, view.tokens[1:], strict=False))
    days = [one.period.last for one in view.times if one.is_deadline and one.period.first == one.period.last]
    told = [
        one.time
        for before, one in pairs
        if one.time and one.time.period.rule in _STRETCHES and one.time.role is Role.DEADLINE
        if before.word.isalpha() and not before.verb and before.word not in words.ADVERBS
        if any(day and one.time.period.last and one.time.period.last < day for day in days)
    ]
    return [one for one in view.times if one not in told]


def _lent(clause: Clause) -> list[Time]:
    view = View(clause)
    match clause.kind:
        case Kind.THAT | Kind.TO | Kind.ASIDE if not _is_content(clause):
            return view.times
        case Kind.RELATIVE if (
            _comes_up(view) or _is_done(view) or _is_given(view) or _is_there(view) or _may_be_used(view)
        ):
            return view.times
        case Kind.PURPOSE if _HANDED_IN.search(view.text) or phrases.IS_THERE.search(view.text):
            return view.times
        case Kind.QUESTION if clause.link in ("hvoraf", "hvori") and _is_part(view):
            return view.times
        case Kind.TIMING if clause.link in ("inden", "før") and not _is_counted_from(clause):
            return [
                _day_before(one)
                for one in view.times
                if one.is_deadline and one.period.rule in ("date", "weekday", *_ABOUT)
            ]
    return []


def _is_done(view: View) -> bool:
    done = (words.ACTIONS | {"skulle"} | words.DECIDING) - _STARTING
    return view.verb is not None and view.verb.form is not Form.PAST and view.verb.infinitive in done


_COMES = pattern(
    r" (?:kommer|ses|vises|tages op|er med) (?:op |med |frem |retur |tilbage )?¤ |"
    r" (?:vi|direktionen|chefforum|ledelsen|forummet|direktørerne) "
    r"(?:får|ser|har|modtager|drøfter|behandler) (?:det |den )?¤ "
)


def _comes_up(view: View) -> bool:
    """ "… en plan, som kommer på næste møde", "… et notat, som vi får til mødet den 24. januar"."""
    return _COMES.search(view.text) is not None


def _is_given(view: View) -> bool:
    """ "… et forslag, som direktionen får forelagt på mødet den 11. marts"."""
    verb = view.verb
    gets = verb is not None and verb.infinitive in ("få", "modtage") and verb.form is Form.PRESENT
    return gets and view.is_body


def _is_there(view: View) -> bool:
    """ "… en redegørelse, der foreligger senest den 1. maj"; of what "foreligger den 1. maj" nobody says who waits."""
    there = view.verb is not None and view.verb.infinitive in ("foreligge", "være", "ligge")
    return bool(
        there
        and (_HANDED_IN.search(view.text) or phrases.IS_THERE.search(view.text))
        and (phrases.IS_THERE.search(view.text) or any(one.role is Role.FIRM for one in view.times))
    )


def _is_part(view: View) -> bool:
    """ "… fejlene, hvoraf de alvorligste skal være rettet ultimo marts"."""
    return view.verb is not None and view.verb.infinitive in words.ACTIONS | {"skulle", "være"}


def _may_be_used(view: View) -> bool:
    """ "… en løsning, som kan præsenteres på mødet den 11. marts"."""
    may = view.verb is not None and view.verb.infinitive == "kunne"
    return may and _HANDED_IN.search(view.text) is not None


_SAYS_WHEN = (_comes_up, _is_done, _is_given, _is_there, _may_be_used)


def _is_counted_from(clause: Clause) -> bool:
    """ "Tre måneder før aftalen udløber den 1. maj" is not the day before that."""
    before = clause.host.tokens[-1].word if clause.host and clause.host.tokens else ""
    return before.startswith(_UNITS)


_UNITS = ("dag", "uge", "måned", "mdr", "år", "hverdag", "arbejdsdag")
_STARTING = frozenset({"tiltræde", "starte", "begynde", "løbe", "åbne"})
_UNSURE = frozenset({Kind.CONDITION, Kind.REASON, Kind.TIMING, Kind.QUESTION, Kind.MEANS})
_TELLING = frozenset(
    {"orientere", "oplyse", "informere", "meddele", "minde", "gøre", "bekræfte", "skrive", "forklare"}
)


def _is_content(clause: Clause) -> bool:
    """Whether it is what is told ("minder om, at fristen er den 1. maj") or supposed ("forudsat at …")."""
    host = clause.host
    if host is None or clause.kind is Kind.ASIDE:
        return False
    if host.kind in _UNSURE:
        return True
    if clause.kind is Kind.TO:
        return False
    last = next((one.word for one in reversed(host.tokens) if one.word.isalpha()), "")
    verb = View(host).verb
    return last == "om" or bool(verb and verb.infinitive in _TELLING)


_ABOUT = ("primo", "medio", "ultimo")


def _day_before(time: Time) -> Time:
    """ "Inden planen offentliggøres den 7. december" is the day before, "medio januar" is about then.

    Of a whole month nothing is said.
    """
    first = time.period.first
    if first is None or time.role is Role.FIRM or time.period.rule in _ABOUT:
        return time
    period = replace(time.period, first=first - DAY, last=first - DAY, rule=f"before-{time.period.rule}")
    return replace(time, period=period, role=Role.FIRM)


_ALL_IT_SAYS = pattern(
    r"^ (?:(?:det|dette|denne|arbejdet|opgaven|opfølgningen) )?"
    r"(?:sker|gøres|løses|bliver|(?:gør|når|klarer|ordner) (?:de|han|hun|vi|man)|"
    r"(?:skal|bør) (?:det |dette )?(?:ske|gøres|løses|afsluttes|gennemføres|"
    r"være (?:sket|gjort|løst|afsluttet|færdigt?|klart?|gennemført|på plads))) (?:[^ ¤]+ ){0,2}¤ [.,]? ?$|"
    r"^ (?:svar|tids|afleverings)?(?:fristen|deadline)(?: herfor| for (?:dette|det|arbejdet|opgaven))? "
    r"er (?:sat til )?¤ [.,]? ?$"
)


def said_alone(clause: Clause) -> Time | None:
    """ "…, og det skal ske inden jul", "…, hvilket skal være sket senest 1. maj": when, and nothing else."""
    view = View(clause)
    if clause.kind not in (Kind.MAIN, Kind.THAT, Kind.TO, Kind.REASON) and clause.link != "hvilket":
        return None
    if view.governor is Frame.TOLD and clause.kind in (Kind.THAT, Kind.TO):
        return None
    return deadline_of(view.times) if _ALL_IT_SAYS.search(view.text) else None


_RANK = {Role.FIRST: 0, Role.FIRM: 1, Role.DEADLINE: 2, Role.REPEATED: 3}


def deadline_of(times: Sequence[Time]) -> Time | None:
    """Return the time that is the deadline: the first occasion, else what is said to be one, else what is named."""
    usable = [one for one in times if one.is_deadline]
    if any(one.role in (Role.START, Role.NONE) and one.period.rule.startswith("date") for one in times):
        usable = [
            one for one in usable if one.role is not Role.REPEATED
        ]  # "hvert halvår pr. 1. januar og 1. juli"
    return min(usable, key=lambda one: _RANK[one.role], default=None)


def repetition_of(times: Sequence[Time]) -> int | None:
    """Return after how many months the task comes again."""
    return next((one.period.every_months for one in times if one.period.every_months), None)
