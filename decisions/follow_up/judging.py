"""Whether a clause gives somebody something to do."""

from __future__ import annotations

from collections.abc import Callable

from decisions.follow_up import asking, doing, having, phrases, verbs, words
from decisions.follow_up.findings import Finding, Shape, Verdict
from decisions.follow_up.frames import Frame
from decisions.follow_up.kinds import Kind
from decisions.follow_up.names import Named
from decisions.follow_up.patterns import pattern
from decisions.follow_up.returning import returns
from decisions.follow_up.values import Role
from decisions.follow_up.verbs import Form
from decisions.follow_up.view import View


def judge(view: View) -> Finding | None:
    """Return the task that the clause gives, if any: the first rule that knows tells."""
    if view.governor is Frame.TOLD or view.is_denied or _is_what_a_plan_says(view):
        return None
    verdicts = (rule(view) for rule in _RULES)
    verdict = next((one for one in verdicts if one is not None), None)
    if not isinstance(verdict, Finding):
        return None
    named = {one.name for who in verdict.who for one in who.who} - {"alle"}
    to_nobody = view.governor is Frame.STRESSED or doing.is_only_encouraged(view)
    return None if to_nobody and not named else verdict


def _is_what_a_plan_says(view: View) -> bool:
    """ "HR gennemgik planen, hvorefter systemet tages i brug den 1. maj": what was told, and nobody acts."""
    host = view.clause.host
    if view.clause.link not in ("hvorefter", "hvorpå") or host is None or view.subject or view.agents:
        return False
    told = View(host).verb
    by_past = told is not None and told.form is Form.PAST and told.infinitive in _TOLD_OF
    return by_past or (not view.is_dated and any(one.role is Role.START for one in view.times))


_TOLD_OF = frozenset(
    {
        "gennemgå",
        "redegøre",
        "orientere",
        "oplyse",
        "præsentere",
        "fremlægge",
        "fortælle",
        "forklare",
        "beskrive",
    }
)


def comes_back(view: View) -> Finding | None:
    """ "… retter oversigten, så den kan behandles igen den 23. januar": it is corrected, and comes up again."""
    verb = view.infinitive_verb if view.verb and view.verb.form is Form.MODAL else view.verb
    passive = verb is not None and verb.form is Form.PASSIVE
    again = passive and view.is_dated and phrases.AGAIN.search(view.text) is not None
    return Finding(view.clause, Shape.RETURN, 0.8) if again and not view.is_denied else None


def promised(view: View) -> Finding | None:
    """What somebody does may be said of an opinion or a state ("HR bekræfter, at …"); with a deadline it is work."""
    verb, acting = view.verb, any(one.sure and not one.body for one in view.subject)
    if verb is None or not acting or view.governor is Frame.TOLD or view.is_denied or _idle(view) is False:
        return None
    place = view.infinitive if verb.form is Form.MODAL else view.finite
    if verb.form not in (Form.PRESENT, Form.MODAL) or verb.infinitive in _BARE or place is None:
        return None
    return Finding(view.clause, Shape.DOES, 0.7, tuple(view.subject), place)


_BARE = frozenset({"være", "have", "blive", "kunne", "måtte", "forvente", "mene"})


_AT_ONCE = frozenset({"snarest", "straks", "hurtigst", "herefter", "derefter", "efterfølgende"})
_OWN_AFFAIRS = frozenset({"holde", "flytte", "starte", "stoppe", "skifte"})
_SENT = pattern(
    r" (?:sende[rs]?|sendte|(?:over|videre|frem|tilbage)?send(?:es|t)|overdrage[rst]|overlade[rs]|overladt|"
    r"henvise[rs]|henvist|uddelegere[rst]|videregive[rst]|visitere[rst]|bidrager) "
)


def received(view: View) -> Finding | None:
    """ "Oversendt til HR, der svarer snarest": who is sent a thing, and what they do with it at once or by a day.

    What they always do ("sendes til HR, der behandler klager") is no task.
    """
    clause, host, verb = view.clause, view.clause.host, view.verb
    if clause.link not in ("der", "som") or host is None or verb is None or verb.form is not Form.PRESENT:
        return None
    if verb.infinitive in _OWN_AFFAIRS or _idle(view) is False:
        return None
    who, due = _receiver(View(host)), view.is_dated or any(one.word in _AT_ONCE for one in view.tokens)
    if who is None or not due or verb.infinitive not in words.ACTIONS or view.is_denied:
        return None
    return Finding(clause, Shape.DOES, 0.8, (who,), view.finite)


def decided(view: View) -> Finding | None:
    """ "Besluttede en kampagne, der sættes i gang i uge 14": what was decided is done then."""
    clause, host, verb = view.clause, view.clause.host, view.verb
    if clause.link not in ("der", "som") or host is None or verb is None or verb.form is not Form.PASSIVE:
        return None
    said = View(host)
    by_forum = said.verb is not None and said.verb.form is Form.PAST and said.verb.infinitive in _DECIDED
    if not by_forum or not said.is_body or said.is_denied or not view.is_dated or view.is_denied:
        return None
    return (
        Finding(clause, Shape.DONE, 0.7, tuple(view.agents), view.finite)
        if verb.infinitive in words.ACTIONS
        else None
    )


_DECIDED = frozenset({"beslutte", "vedtage", "aftale"})


def _receiver(sent: View) -> Named | None:
    """Who it ends with that something is sent to: "Oversendt til HR"."""
    kept = sent.verb is not None and sent.verb.form is Form.PASSIVE
    if not (kept or _SENT.search(sent.text)) or sent.governor is Frame.TOLD or sent.is_denied:
        return None
    to = [one for one in sent.tokens if one.named or one.word.isalpha()][-2:]
    who = to[-1].named if len(to) == 2 and to[0].word in ("til", "hos") else None
    return who if who and who.sure and not who.body else None


def _idle(view: View) -> Verdict:
    return False if phrases.IDLE.search(view.text) else None


def _nominal(view: View) -> Verdict:
    """No verb at all, but something that is handed in or held, and when: "Evaluering ultimo marts"."""
    if view.verb is not None or not view.is_dated or view.clause.kind is not Kind.MAIN:
        return False
    if phrases.UP_AGAIN.search(view.text):
        return Finding(view.clause, Shape.RETURN, 0.7)
    if (imperative := verbs.read(view.tokens[0].word + "e")) and imperative.infinitive in _IMPERATIVES:
        return Finding(view.clause, Shape.DOES, 0.6, (), 0)
    if _is_due_of_named(view):
        return Finding(view.clause, Shape.THING, 0.5, (), 0)
    return _thing(view) or False


def _thing(view: View) -> Finding | None:
    """What is handed in or held, as the words begin."""
    if view.participle_after(-1) is not None and " med " not in view.text:
        return None
    place = view.deliverable_after(-1)
    if (
        place is None
        or place > 3
        or _says_more(view, place)
        or (view.clause.label and not _begins(view, place))
    ):
        return None
    comes_back = view.tokens[place].word in _ITEMS
    return Finding(view.clause, Shape.RETURN if comes_back else Shape.THING, 0.5, (), place)


def _is_due_of_named(view: View) -> bool:
    """ "Byrådssekretariatet: program inden maj": whose it is and that it is due says enough, whatever it is."""
    label, first = view.clause.label, view.tokens[0]
    due = any(one.role in (Role.FIRM, Role.REPEATED) for one in view.times)
    is_thing = first.word.isalpha() and first.verb is None and first.time is None and not first.named
    return bool(label and label.named and due and is_thing) and first.word not in words.ADVERBS


_IMPERATIVES = words.ACTIONS - {"starte", "stoppe", "begynde", "slutte", "svare"}
"""Not "start den 1. juni", which tells when it is, nor "svar senest den 1. juni", which tells when it comes."""


def _begins(view: View, place: int) -> bool:
    """Whether the thing is what the words after a name begin with: "HR: udkast til plan", not "HR: gode tal i maj"."""
    return place == 0 or (place == 1 and view.tokens[0].word in words.NOUN_LEADERS)


def _says_more(view: View, place: int) -> bool:
    """Whether it only lists what was told before a colon, or has a verb that is not known."""
    host = view.clause.host
    told = view.clause.link == ":" and host is not None and View(host).verb is not None
    return told or any(one.word.endswith("er") and not one.named for one in view.tokens[1:place])


_ITEMS = frozenset({"punkt", "drøftelse", "behandling", "temadrøftelse", "genbehandling"})

_RULES: tuple[Callable[[View], Verdict], ...] = (
    returns,
    _idle,
    asking.charged,
    doing.to_do,
    doing.going_on,
    asking.past,
    doing.modal,
    doing.becoming,
    having.having,
    doing.passive,
    doing.active,
    _nominal,
)
