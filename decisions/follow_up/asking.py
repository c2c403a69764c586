"""What is asked of somebody, wished for, sent back, or put in somebody's charge."""

from __future__ import annotations

from decisions.follow_up import phrases
from decisions.follow_up.findings import Finding, Shape, Verdict
from decisions.follow_up.frames import Frame
from decisions.follow_up.names import Named
from decisions.follow_up.verbs import Form
from decisions.follow_up.view import View

ASKING = frozenset({"bede", "anmode", "pålægge"})
BIDDING = ASKING | {"opfordre"}
_WISHING = frozenset({"ønske", "udbede", "efterspørge", "efterlyse", "imødese"})


def charged(view: View) -> Verdict:
    """ "HR er tovholder", "har ansvaret for", "ansvarlig er HR", "det er HR's opgave"."""
    if view.verb is None or view.verb.form is Form.PAST:
        return None
    if phrases.CHARGED_IS.search(view.text):
        return _charge(view, view.named_after(view.finite or 0))
    if view.owners and phrases.OWN_TASK.search(view.text):
        return _charge(view, view.owners)
    return _charge(view, view.subject) if phrases.CHARGED.search(view.text) else None


def _charge(view: View, who: list[Named]) -> Finding | bool:
    return Finding(view.clause, Shape.CHARGE, 0.8, tuple(who)) if who else False


def asked(view: View) -> Finding | None:
    """ "Bad HR om et notat", "beder HR undersøge sagen". Where an "at" follows, what comes after it is the task.

    Who asks nobody here ("HR anmoder ministeriet om et svar") has the asking to do.
    """
    if view.verb is None or view.verb.infinitive not in ASKING:
        return has_asked(view)
    verb, om = view.infinitive, view.place_of("om")
    if _asks_another_body(view):
        return Finding(view.clause, Shape.DOES, 0.7, tuple(view.subject), view.finite)
    if verb is not None and view.tokens[verb - 1].named:
        return Finding(view.clause, Shape.DOES, 0.8, tuple(view.named_between(verb)), verb)
    who = view.named_between(om) if om is not None else []
    if om is None or not view.is_word(om + 1) or (view.subject and not view.is_body and not who):
        return None
    return Finding(view.clause, Shape.THING, 0.8, tuple(who), om + 1)


def _asks_another_body(view: View) -> bool:
    """ "HR beder ældrerådet om gode råd": a department gives a council nothing to do; it is to ask."""
    asking = view.subject and all(one.sure and not one.body for one in view.subject)
    others = [one for one in view.named_after(view.finite or 0) if one not in view.subject][:1]
    return (
        bool(asking)
        and view.verb is not None
        and view.verb.form is Form.PRESENT
        and any(one.body for one in others)
    )


def has_asked(view: View) -> Finding | None:
    """ "HR blev bedt om et notat", "chefforum har bedt HR om et notat"."""
    place = view.participle_after(view.finite or 0)
    verb = view.tokens[place].verb if place is not None else None
    if verb is None or verb.infinitive not in ASKING:
        return None
    found = _thing_asked(view)
    by_itself = view.verb is not None and view.verb.infinitive == "have" and not view.is_body
    return None if found and by_itself and found.who == tuple(view.subject) else found


def bidden(view: View, place: int) -> Finding | None:
    """ "HR bedes undersøge sagen", "HR anmodes om et notat", "bemærkninger bedes sendt til HR"."""
    after = range(place + 1, len(view.tokens))
    following = next((i for i in after if view.is_form(i, Form.INFINITIVE)), None)
    if following is not None:
        return Finding(view.clause, Shape.DOES, 0.8, tuple(view.subject), following)
    if view.is_form(place + 1, Form.PARTICIPLE):
        return Finding(view.clause, Shape.DONE, 0.8, (), place + 1)
    return _thing_asked(view)


def _thing_asked(view: View) -> Finding | None:
    om = view.place_of("om")
    if om is None or not view.is_word(om + 1):
        return None
    after = [one for one in view.named_between(om) if one not in view.subject]
    return Finding(view.clause, Shape.THING, 0.8, tuple(after or view.subject), om + 1)


def wished(view: View) -> Finding | None:
    """ "Ønsker en opfølgning på næste møde": something that somebody hands in."""
    if view.verb is None:
        return None
    orders = view.verb.infinitive == "bestille" and view.is_body
    if not (
        view.verb.infinitive in _WISHING or orders or " gerne " in view.text or " ønske om " in view.text
    ):
        return None
    place = view.deliverable_after(view.finite or 0)
    who = tuple(view.receivers("fra"))
    return Finding(view.clause, Shape.THING, 0.6, who, place) if place is not None else None


def sent_back(view: View) -> Finding | None:
    """ "Blev sendt retur til HR": who receives it has to work on it."""
    if not phrases.SENT_BACK.search(view.text):
        return None
    who = view.receivers("til", "hos", "i")
    place = view.finite if view.verb and view.verb.form is Form.PASSIVE else view.participle_after(-1)
    return Finding(view.clause, Shape.DONE, 0.7, tuple(who[:1]), place) if who else None


def _left_to(view: View) -> Finding | None:
    """ "Lod HR stå for det": what was left to somebody is theirs to do."""
    who = view.named_between(view.infinitive or 0)
    if view.verb is None or view.verb.infinitive != "lade" or not who or not phrases.LEFT.search(view.text):
        return None
    return Finding(view.clause, Shape.CHARGE, 0.7, tuple(who), view.infinitive)


def past(view: View) -> Verdict:
    """What was done is no task, but what was asked for is."""
    if view.verb is None or view.verb.form is not Form.PAST:
        return None
    return asked(view) or wished(view) or sent_back(view) or _left_to(view) or False


def asked_of(view: View) -> tuple[Named, ...]:
    """Who the words before "at" ask: "beder HR om at"; the forum itself is asked nothing."""
    clause = view.began
    if clause.host is None or view.governor not in (Frame.ASKED, Frame.CHARGED):
        return ()
    host = View(clause.host)
    named = host.named_after(-1)
    others = [one for one in named if not one.body]
    return tuple(others or (named if len(named) == 1 and host.subject != named else []))
