"""A sentence as a row of words, where a name or a time is one word however many it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from decisions.follow_up import verbs, words
from decisions.follow_up.names import Named
from decisions.follow_up.values import Time
from decisions.follow_up.verbs import FINITE, Form, Verb

GAP = "…"
"""The word that stands for those left out."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, a name or a time; `word` is in small letters, and empty for a time."""

    start: int
    end: int
    word: str
    named: Named | None = None
    time: Time | None = None
    verb: Verb | None = None

    @property
    def is_finite(self) -> bool:
        return self.verb is not None and self.verb.form in FINITE

    def is_form(self, *forms: Form) -> bool:
        return self.verb is not None and self.verb.form in forms


_WORD = re.compile(r"\w+(?:[.'’/-]\w+)*|[^\w\s]")


def tokenize(text: str, names: Sequence[Named], times: Sequence[Time]) -> list[Token]:
    """Return the words of one sentence in order."""
    found = list(_tokens(text, names, times))
    return [
        replace(token, verb=None) if _is_no_verb(found, place) else token for place, token in enumerate(found)
    ]


def _is_no_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word that could be a verb is an adjective ("de planlagte") or a noun ("alle aftaler") here."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if (
        token.is_form(Form.PAST)
        and token.word.endswith(("ede", "te"))
        and before
        and before.word in words.NOUN_LEADERS
    ):
        return after is not None and after.word not in words.ADVERBS | {"at", "om"}
    if token.word not in words.NOUNS_TOO:
        return False
    led = before is not None and (
        before.named is not None or before.word in words.SUBJECTS or before.word in words.ADVERBS
    )
    has_object = after is not None and (after.named is not None or after.word in _ARTICLES)
    return not led and not has_object


_ARTICLES = frozenset({"et", "en", "det", "den", "de"})


def _tokens(text: str, names: Sequence[Named], times: Sequence[Time]) -> Iterator[Token]:
    whole = {time.span.start: Token(time.span.start, time.span.end, "", time=time) for time in times}
    for named in names:
        start, end = named.span.start, named.span.end
        if not any(time.span.start < end and start < time.span.end for time in times):
            whole[start] = Token(start, end, text[start:end].lower(), named=named)
    place = 0
    while found := _WORD.search(text, place):
        token = whole.get(found.start()) or _plain(found, text, whole)
        yield token
        place = token.end


def _plain(found: re.Match[str], text: str, whole: dict[int, Token]) -> Token:
    """A word that stands for itself; it ends where a name or a time begins inside it."""
    end = next((place for place in range(found.start() + 1, found.end()) if place in whole), found.end())
    word = text[found.start() : end].lower()
    return Token(found.start(), end, word, verb=verbs.read(word))
