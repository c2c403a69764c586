"""Who acts among the words around a verb."""

from __future__ import annotations

from collections.abc import Iterator

from decisions.follow_up import words
from decisions.follow_up.names import Named
from decisions.follow_up.tokens import Token

TOGETHER = frozenset({
    "samarbejde med", "sammen med", "fællesskab med", "samråd med", "samspil med", "med bistand", "bistået af",
})  # fmt: skip
PREPOSITIONS = frozenset({
    "til", "fra", "for", "hos", "med", "af", "i", "på", "om", "ved", "over", "under", "mod", "blandt", "mellem",
    "efter", "inden", "før", "via", "vedr", "vedrørende", "omkring", "jf", "overfor", "inkl", "herunder",
    "angående", "som", "bag",
})  # fmt: skip
_BETWEEN_ACTORS = frozenset({"og", ",", "i", "samarbejde", "med", "sammen"})


def two_before(tokens: list[Token], place: int) -> str:
    return " ".join(one.word for one in tokens[max(0, place - 2) : place])


def acting(tokens: list[Token]) -> Iterator[Named]:
    """Names that are not led by a preposition, and those that the others act together with."""
    led = False
    for place, token in enumerate(tokens):
        if token.named is None or token.named.owner:
            led = led and token.word in ("og", ",")
            continue
        before, after = tokens[place - 1].word if place else "", tokens[place + 1 : place + 2]
        if (
            not token.named.sure
            and after
            and after[0].word not in words.ADVERBS | _BETWEEN_ACTORS | PREPOSITIONS
        ):
            continue  # "Eventuelle bemærkninger"
        led = led or (before in PREPOSITIONS and two_before(tokens, place) not in TOGETHER)
        if not led:
            yield token.named


def up_to_object(tokens: list[Token]) -> list[Token]:
    """ "Orienterer HR direktionen": of two names side by side, the second is what the first does it to."""
    ends = (i for i, one in enumerate(tokens) if i and one.named and tokens[i - 1].named)
    return tokens[: next(ends, len(tokens))]


def is_near_verb(token: Token) -> bool:
    return bool(token.named or token.time) or token.word in words.ADVERBS or token.word in _BETWEEN_ACTORS
