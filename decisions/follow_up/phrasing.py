"""The text of a task, from the words of the sentence that gave it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from decisions.follow_up import phrases, verbs, words
from decisions.follow_up.findings import Finding, Shape
from decisions.follow_up.kinds import Clause, Kind
from decisions.follow_up.patterns import pattern
from decisions.follow_up.tokens import GAP, Token
from decisions.follow_up.values import Role, Time
from decisions.follow_up.verbs import Form, Verb
from decisions.follow_up.view import View

_LONGEST = 240
_CARRIED = frozenset({Kind.RELATIVE, Kind.THAT, Kind.TO, Kind.QUESTION, Kind.PURPOSE, Kind.MEANS})
_FILLING = frozenset({"der", "vi", "man", "derfor", "herefter", "derefter", "samtidig", "også", "dog", GAP})
_ARTICLES = frozenset({"en", "et", "om"})


def task_text(sentence: str, finding: Finding, hanging: Sequence[Clause], deadline: Time | None) -> str:
    """Return what is to be done, beginning with a verb where there is one, without who and when."""
    sentence = _LABELS.sub(lambda found: " " * len(found.group()), sentence)
    view = View(finding.clause)
    if finding.shape is Shape.RETURN and not finding.who:
        return _finished(f"sætte {_item(sentence, view)} på dagsordenen")
    tokens = [*view.tokens, *(token for one in hanging if one.kind in _CARRIED for token in one.tokens)]
    end = max(token.end for token in tokens)
    told = next((one for one in tokens if one.time and one.time is deadline), None)
    if told and told not in view.tokens:
        sentence = f"{sentence[: told.start]}{' ' * (told.end - told.start)}{sentence[told.end :]}"
    maker = _THINGS.get(finding.shape, _deed)
    return _finished(maker(sentence, finding, view, end))


_LABELS = pattern(r"\([^()]*(?:ansvarlig|frist|deadline|tovholder)[^()]*\)")


# Deeds: the infinitive, then all else that is neither who nor when


def _deed(sentence: str, finding: Finding, view: View, end: int) -> str:
    place = view.finite if finding.place is None else finding.place
    place = place or 0
    verb = _verb_at(view, place)
    infinitive = verb.infinitive if verb else view.tokens[place].word
    start = _start(finding, view)
    left_out = [view.tokens[place], *_left_out(finding, view, place)]
    said = _without(sentence, start, end, left_out, list(_going_on(view, place)))
    if finding.shape in (Shape.DONE, Shape.READY):
        said = f"{_earlier_subject(sentence, view)} {_in_small(said, view)}"
    if finding.shape is Shape.DOES and view.begins_with_object:
        thing = _in_small(sentence[view.tokens[0].start : view.tokens[place - 1].end], view)
        said = (
            f"{said} {thing}"
            if said.endswith((" for", " af")) or said in ("", "for", "af")
            else f"{thing} {said}"
        )
    return f"{'få' if finding.shape is Shape.READY else infinitive} {said}"


def _verb_at(view: View, place: int) -> Verb | None:
    if place == view.infinitive:
        return view.infinitive_verb
    return view.tokens[place].verb or verbs.read(view.tokens[place].word + "e") or view.verb


def _going_on(view: View, place: int) -> Iterator[tuple[Token, str]]:
    """ "Sender rapporten og retter teksterne": the second verb, which elsewhere may be a noun, goes as the first."""
    if place != view.finite or view.verb is None or view.verb.form is not Form.PRESENT:
        return
    for number, token in enumerate(view.tokens[place + 1 :], place + 1):
        verb = verbs.read(token.word)
        joined = view.tokens[number - 1].word in _JOINING and verb is not None and verb.form is Form.PRESENT
        if joined and verb and _begins_object(view.tokens[number + 1 :]):
            yield token, verb.infinitive


_JOINING = frozenset({"og", "samt", "eller"})


def _begins_object(tokens: Sequence[Token]) -> bool:
    """Whether what follows can stand after a verb and not after a noun: "teksterne", "en tekst", "dem"."""
    first = next((one for one in tokens if one.word not in words.ADVERBS), None)
    if first is None or first.time or first.verb:
        return False
    return first.named is not None or first.word in _LEADING or _DEFINITE.search(first.word) is not None


_LEADING = frozenset({
    "en", "et", "den", "det", "dem", "de", "denne", "dette", "disse", "sin", "sit", "sine", "alle", "hinanden",
})  # fmt: skip
_DEFINITE = pattern(r"^(?!(?:for)?uden$|inden$|siden$|andet$|noget$|meget$)\w{3,}(?:en|et|ne)s?$")


def _in_small(text: str, view: View) -> str:
    """Without the capital that only the start of the sentence gave it."""
    first, named = re.match(r"\w+", text), view.tokens[0].named
    initials = first is not None and first.group().isupper() and len(first.group()) > 1
    is_name = named is not None and named.sure and named.who[0].name[:1].isupper()
    return text if initials or is_name else text[:1].lower() + text[1:]


def _earlier_subject(sentence: str, view: View) -> str:
    """ "Planen skal være færdig og drøftes": what is discussed stands in the clause before."""
    before = view
    while before.begins_with_verb and before.clause.sharing:
        before = View(before.clause.sharing)
    nouns = [one for one in before.tokens[: before.finite or 0] if not one.time and one.word not in _FILLING]
    if before is view or before.subject or not nouns:
        return ""
    return _in_small(sentence[nouns[0].start : nouns[-1].end], before)


def _start(finding: Finding, view: View) -> int:
    """Where what is done begins: with what stands before the verb only if that is what something is done to."""
    before_counts = finding.shape in (Shape.DONE, Shape.READY) and view.finite is not None
    return view.tokens[0 if before_counts else view.finite or 0].start


def _left_out(finding: Finding, view: View, place: int) -> Iterator[Token]:
    acting = {id(one) for one in (*finding.who, *view.companions)}
    acting |= {id(one) for one in view.subject} if finding.shape is Shape.DOES else set()
    for number, token in enumerate(view.tokens):
        when = token.time and (token.time.is_deadline or token.time.role is Role.REPEATED)
        if when or token.word in _FILLING or _is_helping(view, number, place):
            yield token
        elif token.named and id(token.named) in acting and not _is_receiver(view, number):
            yield from _with_its_preposition(view, number)
    if view.opening == " det " and view.clause.leads_on:
        yield view.tokens[0]


def _is_helping(view: View, number: int, place: int) -> bool:
    """Whether the word is a verb that only helps the one the task is about: "skal", "bliver", "have"."""
    helping = ("have", "blive", "være") if number < place else ()
    verb = view.tokens[number].verb
    return number == view.finite or bool(verb and verb.infinitive in helping)


def _is_receiver(view: View, number: int) -> bool:
    """Whether it is sent back to them: then the text says so."""
    return bool(phrases.SENT_BACK.search(view.text)) and number > 0 and view.tokens[number - 1].word != "af"


def _with_its_preposition(view: View, number: int) -> Iterator[Token]:
    """ "Af HR", "i samarbejde med HR", "HR og"."""
    yield view.tokens[number]
    back = number - 1
    while back >= 0 and view.tokens[back].word in (
        "af",
        "og",
        ",",
        "med",
        "samarbejde",
        "sammen",
        "i",
        "fællesskab",
    ):
        yield view.tokens[back]
        back -= 1


def _without(
    sentence: str, start: int, end: int, left_out: Sequence[Token], instead: Sequence[tuple[Token, str]] = ()
) -> str:
    """The words from start to end, less some, and with others in the place of some."""
    parts, place = [], start
    changed = [*((one, "") for one in left_out), *instead]
    for token, word in sorted(changed, key=lambda one: one[0].start):
        if start <= token.start < end:
            parts += [sentence[place : token.start], word]
            place = max(place, token.end)
    return "".join([*parts, sentence[place:end]]).strip()


# Things: what is asked for, without its article


def _thing(sentence: str, finding: Finding, view: View, end: int) -> str:
    place = finding.place or 0
    while place > 0 and _is_of_noun(view.tokens[place - 1]):
        place -= 1
    place += view.tokens[place].word in _ARTICLES and place + 1 < len(view.tokens)
    left_out = [one for one in view.tokens if one.time or (one.verb and one.verb.infinitive == "ske")]
    return _without(sentence, view.tokens[place].start, end, left_out)


def _is_of_noun(token: Token) -> bool:
    return token.word.isalpha() and not (token.verb or token.named or token.word in words.ADVERBS | {"om"})


def _given(sentence: str, finding: Finding, view: View, end: int) -> str:
    receiver = next((one for one in view.tokens if one.named), None)
    who = sentence[receiver.start : receiver.end] if receiver else ""
    who = who[:1].lower() + who[1:]
    start = view.tokens[finding.place or 0]
    begin = next((one for one in view.tokens[(view.finite or 0) + 1 :] if one.word in _ARTICLES), start)
    what = _without(sentence, min(begin.start, start.start), end, [one for one in view.tokens if one.time])
    return f"give {who} {what}"


def _charge(sentence: str, finding: Finding, view: View, end: int) -> str:
    if phrases.CHARGED_IS.search(view.text):
        of = [one for one in view.tokens[1 : view.finite or 0] if not one.time]
        return f"have ansvaret {sentence[of[0].start : of[-1].end] if of else ''}"
    if view.owners:
        after = view.tokens[(view.finite or 0) + 1 :]
        return f"have ansvaret for {sentence[after[-1].end : end].strip(' ,')}"
    return _deed(sentence, finding, view, end)


_THINGS = {Shape.THING: _thing, Shape.GIVEN: _given, Shape.CHARGE: _charge}


# Items


def _item(sentence: str, view: View) -> str:
    """What comes back, as the sentence calls it; "punktet" where that is nothing short."""
    before = [
        one for one in view.tokens[: view.finite or 0] if not one.time and one.word not in words.ADVERBS
    ]
    called = [one for one in before if one.word.isalpha() and not one.named and one.word not in ("der", "og")]
    if not called or len(called) != len(before) or len(called) > 4 or called[-1].word in words.SUBJECTS:
        return "punktet"
    text = sentence[called[0].start : called[-1].end]
    return text[:1].lower() + text[1:]


def _finished(text: str) -> str:
    """Close up signs, drop what is left over at the ends, begin with a capital, cut at a word."""
    text = re.sub(r"\s+([,.;:)])", r"\1", re.sub(r"\s+", " ", text))
    text = re.sub(r",(?:\s*,)+", ",", text).strip(" ,.;:–-(")
    text = re.sub(r"(?:,? (?:og|samt|men|inden|senest))+$", "", text)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return text[:1].upper() + text[1:]
