"""Whom "han", "hun", "de" and "sidstnævnte" stand for: somebody named earlier in the sentence, or in the one before.

Where that cannot be told, they stand for nobody: no name is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from decisions.follow_up import verbs, words
from decisions.follow_up.names import Named
from decisions.follow_up.patterns import pattern
from decisions.follow_up.values import Responsible, Span
from decisions.follow_up.verbs import Form

_PRONOUN = pattern(
    r"(?<![\w-])(?:(?P<one>han|hun)|(?P<many>de)(?= (?P<verb>\w+))|"
    r"(?P<last>sidstnævnte)|(?P<first>førstnævnte))(?![\w-])"
)
_LED = pattern(r"(?<!\w)(?:fra|til|med|for|af|hos|på|om|i|ved|over|mod|mellem) $")
_ASKED = pattern(r"(?<!\w)(?:bad|beder|anmodede|anmoder|pålagde|pålægger|opfordrede|opfordrer|takkede) $")
_JOINED = re.compile(r"\s*(?:,|og|samt|,? sammen med|i samarbejde med)\s*")
_MANY = ("erne", "ene", "ere", "ledere", "chefer", "afdelinger", "skoler", "alle")


def resolved(sentence: str, named: Sequence[Named], earlier: Sequence[Named]) -> list[Named]:
    """Return those named in the sentence, pronouns among them under the names that they stand for."""
    found = [
        Named(Span(*match.span()), who)
        for match in _PRONOUN.finditer(sentence)
        if (who := _meant(match, sentence, named, earlier))
    ]
    return sorted([*named, *found], key=lambda one: one.span)


def _meant(
    match: re.Match[str], sentence: str, named: Sequence[Named], earlier: Sequence[Named]
) -> tuple[Responsible, ...]:
    before = [one for one in named if one.span.end <= match.start() and one.sure and not one.owner]
    span = Span(*match.span())
    if match["one"]:
        who = _person(sentence, before) or _only_person(earlier)
    elif match["many"]:
        who = _several(sentence, before) if _acts(match["verb"]) else ()
    else:
        who = before[-1 if match["last"] else -2].who if len(before) > 1 else ()
    return tuple(Responsible(one.name, span) for one in who)


def _acts(word: str) -> bool:
    """Whether "de" stands alone before a verb, as in "og de sender den", and not as in "de planer"."""
    verb = verbs.read(word)
    return verb is not None and verb.form in (Form.PRESENT, Form.MODAL) and word not in words.NOUNS_TOO


def _person(sentence: str, before: Sequence[Named]) -> tuple[Responsible, ...]:
    """Who is asked something; else the first person who is not led by a preposition, most often the subject."""
    people = [one for one in before if one.is_person]
    asked = [one for one in people if _ASKED.search(sentence[: one.span.start])]
    free = [one for one in people if not _LED.search(sentence[: one.span.start])]
    return next((one.who for one in asked or free or people), ())


def _only_person(earlier: Sequence[Named]) -> tuple[Responsible, ...]:
    people = {one.who[0].name: one.who for one in earlier if one.is_person and not one.owner}
    return next(iter(people.values())) if len(people) == 1 else ()


def _several(sentence: str, before: Sequence[Named]) -> tuple[Responsible, ...]:
    """The first row of names, where they are several: "Personale og Teknik", "skolelederne"."""
    who = tuple(person for one in _row(sentence, before) for person in one.who)
    return who if len(who) > 1 or any(one.name.lower().endswith(_MANY) for one in who) else ()


def _row(sentence: str, before: Sequence[Named]) -> Iterator[Named]:
    end = None
    for one in (one for one in before if not one.body):
        if end is not None and not _JOINED.fullmatch(sentence[end : one.span.start]):
            return
        end = one.span.end
        yield one
