"""Whether a word stands for what a task brings about: "planen", "opfølgningen" of "følge op", "svaret" of "svare"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from decisions.follow_up import words

_ENDINGS = ("erne", "ene", "ens", "ets", "en", "et", "ne", "n", "t")
_MADE_OF_VERBS = ("else", "ning", "ing", "sel", "s")
_PARTICLES = (
    "tilbage",
    "sammen",
    "gennem",
    "igennem",
    "over",
    "frem",
    "ned",
    "ind",
    "til",
    "op",
    "ud",
    "af",
    "om",
)
_OF_STRONG_VERBS = {"gang": "gå", "valg": "vælg", "salg": "sælg", "tag": "tage"}


def is_named_by(noun: str, text: str) -> bool:
    """Whether the definite noun is said of what is in the text, itself or as what its verb is called.

    "Skemaet" is named by "lave et fælles skema", "børsen" by "oprette en byttebørs", "rettelserne" by "oplysninger
    rettes", "oprydningen" by "rydde op i kælderen".
    """
    made, stems = text.lower(), _stems(noun)
    return (
        any(_ends_a_word(stem, made) for stem in stems) or is_deed_of(noun, text) or _goes_with(stems, made)
    )


def is_deed_of(noun: str, text: str) -> bool:
    """Whether the definite noun is made of a verb in the text: "oprydningen" of "rydde op i kælderen"."""
    return any(_is_deed(stem, text.lower()) for stem in _stems(noun))


def _goes_with(stems: Sequence[str], made: str) -> bool:
    """Whether it is what such a work always brings about: "navnet" of whom somebody is to "udpege"."""
    return any(_begins_a_word(verb, made) for stem in stems for verb in _BROUGHT_ABOUT.get(stem, ()))


_BROUGHT_ABOUT = {
    "navn": ("udpeg", "find", "vælg", "indstil", "peg"),
    "brev": ("skriv", "orienter", "informer", "tilskriv"),
    "mail": ("skriv", "orienter", "informer"),
    "tal": ("opgør", "beregn", "mål", "tæl", "træk"),
    "invitation": ("inviter", "indkald"),
    "svar": ("besvar", "undersøg", "spørg", "afklar", "skriv"),
    "materiale": ("forbered", "saml"),
    "udbud": ("udbyd",),
}
"""The beginnings of verbs, by the noun of what comes out of them."""


def _stems(noun: str) -> tuple[str, ...]:
    """The noun without what makes it definite, in each way that it may be divided."""
    found = (noun.removesuffix(one) for one in _ENDINGS if noun.endswith(one))
    return tuple(words.single(one) for one in found if len(one) > 2)


_ABOUT = re.compile(
    r"(?<!\w)(?:for|om|til|fra|hos|ved|efter|under|på)(?: (?:den|det|de|alle)(?: \w+)?)? [\w-]*$"
)
"""What a thing is about is not what is made: "en plan for flytningen" is a plan."""


@lru_cache(maxsize=1024)
def _word_of(stem: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(stem)}{re.escape(stem[-1])}?(?:e|er|en|et|n|t|ne|erne|ene)?s?(?!\w)")


def _ends_a_word(stem: str, made: str) -> bool:
    return any(not _ABOUT.search(made[: one.start()]) for one in _word_of(stem).finditer(made))


def _is_deed(stem: str, made: str) -> bool:
    """ "Udsendels(e)" of "udsende" and of "sende ud"."""
    ending = next(
        (one for one in _MADE_OF_VERBS if stem.removesuffix("e").endswith(one.removesuffix("e"))), None
    )
    for noun, verb in _OF_STRONG_VERBS.items():
        if stem.endswith(noun) and _begins_a_word(stem.removesuffix(noun) + verb, made):
            return True
    if ending is None:
        return False
    root = stem.removesuffix("e").removesuffix(ending.removesuffix("e"))
    if len(root) > 2 and _begins_a_word(root, made):
        return True
    parted = ((one, root.removeprefix(one)) for one in _PARTICLES if root.startswith(one))
    return any(len(rest) > 2 and _begins_a_word(rest, made) and _has_word(one, made) for one, rest in parted)


def _begins_a_word(root: str, made: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(root)}(?!\w*(?:ning|else|ing))", made) is not None


def _has_word(particle: str, made: str) -> bool:
    return re.search(rf"(?<!\w)i?{particle}(?!\w)", made) is not None
