""" "Har", "får" and "er": what somebody is given, gets done, or is to have ready."""

from __future__ import annotations

from decisions.follow_up import asking, phrases, words
from decisions.follow_up.findings import Finding, Shape, Verdict
from decisions.follow_up.values import Role, Time
from decisions.follow_up.verbs import Form
from decisions.follow_up.view import View


def having(view: View) -> Verdict:
    """ "Chefforum får en status", "pedellen får sat låse i", "HR har til næste gang set på det"."""
    if view.verb is None or view.verb.form is not Form.PRESENT:
        return None
    if view.verb.infinitive not in ("være", "have", "få", "modtage", "foreligge", "ligge"):
        return None
    return (
        asking.has_asked(view)
        or _is_given(view)
        or _gets_done(view)
        or _will_have(view)
        or _has_ready(view)
        or _is_ready(view)
        or False
    )


def _is_ready(view: View) -> Finding | None:
    """ "Et udkast er klar den 22. oktober" and "planen foreligger inden jul", said of something handed in."""
    handed_in = any(words.is_deliverable(word) for word in view.opening.split())
    ready = phrases.IS_READY.search(view.text)
    return (
        Finding(view.clause, Shape.READY, 0.6, (), view.finite)
        if ready and handed_in and view.is_dated
        else None
    )


def _is_given(view: View) -> Finding | None:
    place = view.deliverable_after(view.finite or 0)
    told = view.is_dated and (" får besked " in view.text or " får direkte besked " in view.text)
    receives = view.verb and view.verb.infinitive in ("få", "modtage") and (view.is_body or told)
    return Finding(view.clause, Shape.GIVEN, 0.7, (), place) if receives and place is not None else None


def _gets_done(view: View) -> Finding | None:
    place = (view.finite or 0) + 1
    gets = view.verb and view.verb.infinitive == "få" and view.is_form(place, Form.PARTICIPLE)
    verb = view.tokens[place].verb if gets else None
    if verb is None or verb.infinitive in words.EFFECTS or not view.subject or view.is_body:
        return None
    return Finding(view.clause, Shape.DOES, 0.8, tuple(view.subject), place)


def _will_have(view: View) -> Finding | None:
    due = next((i for i, one in enumerate(view.tokens) if one.time and _is_ahead(one.time)), None)
    place = view.participle_after(due) if due is not None else None
    if place is None or not view.subject or not view.verb or view.verb.infinitive != "have":
        return None
    return Finding(view.clause, Shape.DOES, 0.7, tuple(view.subject), place)


def _has_ready(view: View) -> Finding | None:
    """ "HR samler bidragene og har dem klar til mødet den 1. maj"."""
    ready = view.is_dated and view.subject and not view.is_body and phrases.HAS_READY.search(view.text)
    return Finding(view.clause, Shape.DOES, 0.7, tuple(view.subject), view.finite) if ready else None


def _is_ahead(time: Time) -> bool:
    """Whether the time cannot be one gone by: "har den 3. maj sendt" is, "har senest den 3. maj sendt" is not."""
    return time.is_deadline and (time.role is Role.FIRM or time.period.rule == "next-meeting")
