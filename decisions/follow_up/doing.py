"""What somebody does, and what is done: present, passive, "skal" and what comes after "at"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from decisions.follow_up import asking, phrases, words
from decisions.follow_up.findings import Finding, Shape, Verdict
from decisions.follow_up.frames import Frame
from decisions.follow_up.kinds import Kind
from decisions.follow_up.names import Named
from decisions.follow_up.values import Responsible, Role, Span
from decisions.follow_up.verbs import Form, Verb
from decisions.follow_up.view import View

_FORUMS_OWN = frozenset({"følge", "støtte", "rose", "takke", "lytte", "give"})
_TO_OTHERS = asking.BIDDING | {"aftale", "overlade"}
_REPORTING = frozenset({
    "vurdere", "oplyse", "orientere", "forvente", "bemærke", "mene", "forklare", "fortælle", "understrege",
    "nævne", "bekræfte", "foreslå", "anbefale", "redegøre", "tilkendegive", "overveje", "planlægge", "meddele",
    "konstatere", "finde",
})  # fmt: skip
_BEGINNING = frozenset({"starte", "stoppe", "begynde", "slutte"})
_APPOINTING = frozenset({"udpege", "vælge", "ansætte"})
_HOLDING = frozenset({"holde", "afholde", "aflyse", "flytte", "lægge", "placere", "genoptage"})
_OPENING = frozenset({"åbne", "lukke", "påbegynde", "starte", "opstarte"})
"""From when something is open, or goes on, is news."""
_KEPT_UP = frozenset({
    "følge", "evaluere", "revidere", "opdatere", "afrapportere", "gennemgå", "forelægge", "fremlægge", "gøre",
    "ajourføre", "drøfte", "justere", "revurdere", "rapportere", "samle", "måle",
})  # fmt: skip
"""What is said to happen every year is a task where it is one of these, or is said to be done by somebody."""
_THAT_IS_DONE = frozenset({"sikre", "påse", "meddele"})
_STEPS = frozenset({"få", "følge", "føre", "notere", "træffe", "tælle", "henvise"})
_NO_STEPS = frozenset({
    "afvente", "fastholde", "støtte", "godkende", "tiltræde", "anbefale", "fortsætte", "imødekomme", "afvise",
    "behandle", "bruge",
})  # fmt: skip


_GIVEN_BY_SOMEBODY = frozenset({"indstille", "foreslå", "bekræfte", "anbefale", "begrunde", "udtale"})
"""Said of an opinion, save where it is to be given by a day."""


# Somebody does something


def active(view: View) -> Verdict:
    """ "HR sender notatet"."""
    if view.verb is None or view.verb.form is not Form.PRESENT:
        return None
    if phrases.SENT_ON.search(view.text) and not view.subject:
        return Finding(view.clause, Shape.DONE, 0.7, (), view.finite)
    found = asking.asked(view) or asking.wished(view) or _happens(view)
    return found or _does(view, view.finite or 0, view.verb) or False


def _happens(view: View) -> Finding | None:
    """ "Tilbagemelding sker senest den 1. maj": something handed in, and when."""
    first = view.deliverable_after(-1)
    somebody = any(one.sure for one in view.subject)
    if first is None or view.finite is None or first > view.finite or not view.is_dated or somebody:
        return None
    happens = view.verb is not None and view.verb.infinitive == "ske"
    return Finding(view.clause, Shape.THING, 0.7, (), first) if happens else None


def _does(view: View, place: int, verb: Verb) -> Finding | None:
    who = tuple(view.subject or _somebody(view, verb))
    if not (who or view.has_plain_subject):
        return None
    if view.is_body and (verb.infinitive in words.DECIDING or verb.infinitive in _FORUMS_OWN | _TO_OTHERS):
        return _decides(view, place, verb)
    if not _is_deed(view, place, verb):
        return None
    return Finding(view.clause, Shape.DOES, 0.9 if who else 0.6, who, place)


def _decides(view: View, place: int, verb: Verb) -> Finding | None:
    """Deciding is work for a body when it is said when."""
    if not view.is_dated or verb.infinitive in _TO_OTHERS or _only_leads_on(view, place):
        return None
    if verb.infinitive in words.DECIDING and _is_up_to_the_council(view, view.subject):
        return None
    return Finding(view.clause, Shape.DOES, 0.7, tuple(view.subject), place)


_ELECTED = ("byråd", "kommunalbestyrelse", "regionsråd", "folketing")


def _is_up_to_the_council(view: View, who: Sequence[Named]) -> bool:
    """Whether the day is in the council's own calendar; by when it has to decide is another matter."""
    names = [one.name.lower() for named in who for one in named.who]
    is_due = any(one.role is Role.FIRM for one in view.times)
    return bool(names) and not is_due and all(one.startswith(_ELECTED) for one in names)


def _is_deed(view: View, place: int, verb: Verb) -> bool:
    if verb.infinitive in words.STATES - {"mødes"} and not _goes(view):
        return verb.infinitive in _GIVEN_BY_SOMEBODY and _is_due(view, place)
    known = verb.infinitive in words.ACTIONS
    if not known and not all(one.sure for one in view.subject):
        return False
    if _only_leads_on(view, place) and (view.is_body or not known or verb.infinitive in _REPORTING):
        return False  # "HR vurderer, at …" is an opinion, where "HR vurderer sagen" is work
    if verb.infinitive == "mødes":
        return view.is_dated and not view.is_body and " med " in view.text
    if verb.infinitive in _BEGINNING:
        return view.is_word(place + 1)
    return verb.infinitive != "arbejde" or view.is_dated or " videre " in view.text


def _goes(view: View) -> bool:
    """Whether a verb that is mostly a state goes with words that make work of it: "indgår herefter aftale"."""
    return bool(phrases.GOES.search(view.text) or phrases.GOES.search(view.plain))


def _is_due(view: View, place: int) -> bool:
    """ "HR indstiller en kandidat senest fredag" is work, where "HR indstiller, at …" is an opinion."""
    return any(time.role is Role.FIRM for time in view.times) and not _only_leads_on(view, place)


def _only_leads_on(view: View, place: int) -> bool:
    """Whether an "at" follows, with nothing but small words between."""
    after = view.tokens[place + 1 :]
    small = all(one.word in (",", "om", "til", "på", "gerne") or one.word in words.ADVERBS for one in after)
    return small and view.clause.leads_on


def _somebody(view: View, verb: Verb) -> list[Named]:
    """Who is no department, but does what only people do: "driften melder tilbage"."""
    opening = view.opening.split()
    definite = (
        len(opening) == 1 and opening[0].endswith(("en", "et", "ne")) and opening[0] not in words.OUTSIDERS
    )
    if not definite or verb.infinitive not in words.PEOPLE_ONLY:
        return []
    span = Span(view.tokens[0].start, view.tokens[0].end)
    return [Named(span, (Responsible(opening[0], span),))]


# Something is done


def passive(view: View) -> Verdict:
    """ "Notatet sendes"."""
    if view.verb is None or view.verb.form is not Form.PASSIVE:
        return None
    return asking.wished(view) or _done(view, view.finite or 0, view.verb, 0.8) or False


def becoming(view: View) -> Verdict:
    """ "Bliver udarbejdet" is said of what is to come."""
    if view.verb is None or view.verb.infinitive != "blive" or view.verb.form is not Form.PRESENT:
        return None
    return _becomes(view, view.finite or 0) or False


def _becomes(view: View, start: int) -> Finding | None:
    place = view.participle_after(start)
    verb = view.tokens[place].verb if place is not None else None
    return _done(view, place, verb, 0.6) if place is not None and verb else None


def _done(view: View, place: int, verb: Verb, confidence: float) -> Finding | None:
    """By whom is said with "af", or not at all."""
    if sent := asking.sent_back(view):
        return sent
    if verb.infinitive in asking.BIDDING:
        return asking.bidden(view, place)
    if not _is_work(view, verb):
        return None
    return Finding(view.clause, Shape.DONE, confidence, tuple(view.agents or view.companions), place)


def _is_work(view: View, verb: Verb) -> bool:
    name = verb.infinitive
    if name in words.DECIDING - {"tage"}:
        discussed = name in ("drøfte", "behandle") and (" på " in view.text or " med " in view.text)
        return (view.is_dated or discussed or bool(view.agents)) and not _is_up_to_the_council(
            view, view.agents
        )
    if name == "høre":
        return not _is_by_others(view)
    if (name == "følge" and " op " in view.text) or _goes(view):
        return True
    if name in words.EFFECTS or name in words.STATES or _holds_always(view):
        return False
    return not (_is_notice(view, name) or _is_beginning(view, name) or _is_by_others(view))


def _is_beginning(view: View, name: str) -> bool:
    """ "Der åbnes for tilmelding fra den 1. juni"."""
    only_from = bool(view.times) and all(one.role is Role.START for one in view.times)
    return name in _OPENING and only_from and not view.agents


def _is_notice(view: View, name: str) -> bool:
    """What is said of a meeting, of who was chosen, or of work that goes on anyway."""
    if name == "flytte" and phrases.GATHERING.search(view.opening):
        return True
    if name in _HOLDING:
        return _is_about_a_meeting(view)
    decided = view.clause.kind is Kind.THAT
    if (
        not decided
        and view.times
        and all(one.role is Role.REPEATED for one in view.times)
        and name not in _KEPT_UP
    ):
        return not view.agents and not view.opening.startswith(" der ")
    if name in _APPOINTING:
        return bool(view.subject)
    if view.opening == " det " and view.clause.leads_on:
        return name not in _THAT_IS_DONE
    return name == "arbejde" and " på " in view.text


def _is_about_a_meeting(view: View) -> bool:
    """ "Næste møde holdes den …" and "mødet aflyses" tell when it is, and give no task."""
    first = view.tokens[0].time
    is_next = (
        first is not None and first.period.rule in ("next-meeting", "meeting-in-week") and view.finite == 1
    )
    return is_next or phrases.MEETING.search(view.opening) is not None or _is_known_event(view)


def _is_known_event(view: View) -> bool:
    """ "Medarbejderdagen afholdes den …" tells of one that is planned; "der afholdes en temadag" is to be arranged."""
    outright = view.clause.kind is Kind.MAIN and view.verb is not None and view.verb.form is not Form.MODAL
    if not outright or view.agents or any(one.role in (Role.FIRM, Role.REPEATED) for one in view.times):
        return False
    said = view.tokens if view.has_subject_before else view.tokens[(view.finite or 0) + 1 :]
    first = next((one.word for one in said if one.word and one.word not in words.ADVERBS), "")
    return first in _KNOWN or phrases.DEFINITE_ONE.fullmatch(first) is not None


_KNOWN = frozenset({"første", "de", "den", "det", "vores", "årets", "næste", "kommende"})


def _is_by_others(view: View) -> bool:
    """ "Udføres af et eksternt firma"; "efter planloven fremlægges forslaget"."""
    outright = view.verb is not None and view.verb.form is Form.PASSIVE and phrases.DONE_BY.search(view.text)
    return not view.agents and bool(outright or phrases.BY_LAW.search(view.text))


def _holds_always(view: View) -> bool:
    """ "Henvendelser besvares inden ti dage" and "alle brud skal anmeldes" are rules for all days to come."""
    first = view.opening.split()[:2]
    every = first[:1] in (["alle"], ["ethvert"], ["enhver"]) and not view.is_dated and not view.subject
    return every or bool(phrases.GENERIC & set(first))


# "Skal", "vil" and "bør"


def modal(view: View) -> Verdict:
    """ "HR skal sende notatet"; what can or may be done is no task, and what ought to be is hardly one."""
    if view.verb is None or view.verb.form is not Form.MODAL:
        return None
    if view.verb.infinitive in ("kunne", "måtte") and not _must(view):
        return False
    found = asking.wished(view) or _needed(view)
    if found and view.verb.infinitive == "burde":
        return replace(found, confidence=0.3)
    return found or False


def _must(view: View) -> bool:
    """ "Var enige om, at der må ryddes op" says that it is needed; alone, "må" allows."""
    host, verb = view.clause.host, view.infinitive_verb
    agreed = host is not None and phrases.AGREED.search(View(host).text) is not None
    passive = verb is not None and verb.form is Form.PASSIVE and view.verb is not None
    return agreed and passive and view.opening == " der " and view.tokens[view.finite or 0].word == "må"


def going_on(view: View) -> Verdict:
    """ "Skal udpege tre områder og forelægge dem": the second infinitive goes on with the same "skal"."""
    began = view.clause.sharing
    if began is None or view.finite is not None or view.clause.kind is Kind.TO:
        return None
    while View(began).finite is None and began.sharing:
        began = began.sharing
    if View(began).finite is None:  # "HR: udkast til plan" goes on with no verb
        return None
    return _needed(view) or False if modal(View(began)) else False


def _needed(view: View) -> Finding | None:
    """What "skal" is followed by: something done by somebody, something to be done, or ready."""
    place, verb = view.infinitive, view.infinitive_verb
    if place is None or verb is None or view.place_of("kunne") is not None:
        return None
    if verb.form is Form.PASSIVE:
        return _done(view, place, verb, 0.8)
    if verb.infinitive in ("være", "foreligge", "ligge") and _is_to_be_ready(view, place):
        return Finding(view.clause, Shape.READY, 0.8, tuple(view.subject), place)
    thing = view.deliverable_after(place)
    if verb.infinitive in ("være", "ske") and thing is not None and view.is_dated and not view.subject:
        return Finding(view.clause, Shape.THING, 0.7, (), thing)
    special = {"have": _to_have, "blive": _becomes}.get(verb.infinitive)
    return special(view, place) if special else _does(view, place, verb)


def _is_to_be_ready(view: View, place: int) -> bool:
    """ "Skal være klar", and "skal være tastet senest den 1. april"."""
    if phrases.MANNER.search(view.text):
        return False
    return bool(phrases.READY.search(view.text)) or (
        view.is_dated and view.participle_after(place) is not None
    )


def _to_have(view: View, place: int) -> Finding | None:
    """ "Skal have gennemført kurset" is to do it; "skal have en redegørelse" is to be given one."""
    who, done = tuple(view.subject), view.participle_after(place)
    if done is not None and view.is_body and view.verb and view.verb.infinitive == "ville":
        return Finding(view.clause, Shape.DOES, 0.7, (), done)  # who wants it done is not who does it
    if done is not None and (who or view.has_plain_subject):
        return Finding(view.clause, Shape.DOES, 0.8, who, done)
    if who and not view.is_body and view.is_dated and phrases.HAS_READY.search(view.text):
        return Finding(view.clause, Shape.DOES, 0.8, who, place)
    thing = view.deliverable_after(place)
    given = who and thing is not None and (who[0].body or view.is_dated)
    return Finding(view.clause, Shape.GIVEN, 0.7, (), thing) if given else None


# After "at"


def to_do(view: View) -> Verdict:
    """What comes after "at": decided by the forum, or asked of somebody."""
    if view.clause.kind is not Kind.TO or view.finite is not None:
        return None
    verb = view.infinitive_verb
    if verb is None or verb.infinitive in _NO_STEPS or phrases.LETS_BE.search(view.text):
        return False
    idle = (words.STATES | words.EFFECTS) - _STEPS
    if verb.infinitive in idle and not _goes(view) and not phrases.HAS_READY.search(view.text):
        return False
    who = asking.asked_of(view)
    if verb.infinitive in asking.ASKING | {"lade"}:  # "besluttede at bede HR om et notat"
        who = tuple(view.named_after(view.infinitive or 0)[:1])
    inside = view.clause.host is not None and view.clause.host.kind is Kind.RELATIVE
    if not who and (inside or is_only_encouraged(view) or _wishes_itself(view, verb)):
        return False
    return Finding(view.clause, Shape.DOES, 0.8, who, view.infinitive)


def _wishes_itself(view: View, verb: Verb) -> bool:
    """ "Chefforum ønsker at følge udviklingen": what the forum likes to do, where no day is said."""
    return view.governor is Frame.WISHED and verb.infinitive in _FORUMS_OWN and not view.is_dated


def is_only_encouraged(view: View) -> bool:
    """ "Chefforum opfordrer til, at møder holdes korte": asked of everybody, and so of nobody."""
    host = view.clause.host
    return host is not None and phrases.ENCOURAGED.search(View(host).text) is not None
