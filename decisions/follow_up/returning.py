"""Items that come back to the forum."""

from __future__ import annotations

from decisions.follow_up import phrases
from decisions.follow_up.findings import Finding, Shape, Verdict
from decisions.follow_up.kinds import Kind
from decisions.follow_up.verbs import Form
from decisions.follow_up.view import View

_BROUGHT_UP = frozenset({"behandle", "drøfte", "sætte", "tage"})
_SINCE = ("fra", "siden")
_NOT_SAID = frozenset({"kunne", "måtte", "burde", "være", "have"})


def returns(view: View) -> Verdict:
    """The item comes up again: "genoptages", "behandles igen den …", "udsættes til næste møde"."""
    if is_put_off(view):
        return Finding(view.clause, Shape.RETURN, 0.9)
    verb = view.verb or (view.infinitive_verb if view.clause.kind is Kind.TO else None)
    if verb is None or verb.form is Form.PAST or verb.infinitive in _NOT_SAID:
        return None
    if view.opening == " mødet " or not _comes_up(view):
        return None
    return Finding(view.clause, Shape.RETURN, 0.9, tuple(one for one in view.subject if not one.body))


def _comes_up(view: View) -> bool:
    text = view.text
    if view.is_dated and (phrases.UP_AGAIN.search(text) or _is_for_a_meeting(view)):
        return True
    if phrases.AGAIN.search(text) or phrases.BACK_TO.search(text) or phrases.STANDING_ITEM.search(text):
        return True
    if view.is_dated and phrases.GOES_ON.search(text):
        return True
    if phrases.TAKEN_UP.search(text) and (view.is_dated or " møde " in text):
        return True
    return bool(phrases.ON_AGENDA.search(text)) and not phrases.OFF_AGENDA.search(text)


def _is_for_a_meeting(view: View) -> bool:
    """ "Behandles på næste møde", with nothing else said."""
    bare = not view.opening.strip() and view.verb is not None and view.verb.form is Form.PASSIVE
    to_a_meeting = any(one.period.rule in ("next-meeting", "meeting-in-month") for one in view.times)
    return bare and to_a_meeting and view.verb is not None and view.verb.infinitive in _BROUGHT_UP


def _was_put_off(view: View) -> bool:
    """ "Blev udsat på mødet i februar" tells when that was; only "blev udsat til mødet i maj" tells what is to come."""
    if view.verb is None or view.verb.form is not Form.PAST:
        return all(time.mark.startswith(_SINCE) for time in view.times)
    places = (place for place, one in enumerate(view.tokens) if one.time)
    return not any(view.is_up_to(place) for place in places) and not phrases.PUT_OFF_TO.search(view.text)


def is_put_off(view: View) -> bool:
    """Only to a time: "udsat" alone says nothing of when, and other things than items are put off too."""
    if not phrases.PUT_OFF.search(view.text) or not view.times or _was_put_off(view):
        return False
    return bool(phrases.THE_ITEM.search(view.text)) or not view.opening.strip(" ¤")
