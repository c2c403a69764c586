"""The vocabulary of decisions, read from the text files in `vocabulary/`; each says in Danish what its words are."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "vocabulary"


def _words(name: str) -> frozenset[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


ACTIONS = _words("actions")
STATES = _words("states")
DEPONENTS = _words("deponents")
EFFECTS = _words("effects")
DECIDING = frozenset({
    "drøfte", "behandle", "førstebehandle", "andenbehandle", "godkende", "beslutte", "vedtage", "tiltræde", "tage",
})  # fmt: skip
"""What a forum does with an item; work for somebody only when it is said when."""

DELIVERABLES = (*_words("deliverables"), "business case")
NOUNS_TOO = _words("nouns_too")
NEVER_VERBS = _words("never_verbs")
ADVERBS = _words("adverbs")
NOUN_LEADERS = _words("noun_leaders")
NOT_RELATIVE = _words("not_relative")
NOTING = _words("noting")
FINDING_OUT = _words("finding_out")
SUBJECTS = frozenset({"vi", "de", "der", "man", "jeg", "han", "hun", "den", "det", "alle"})
NOT_NAMES = _words("not_names")
FIELDS = _words("fields")
OUTSIDERS = _words("outsiders")
PEOPLE_ONLY = _words("people_only")
FIRST_NAMES = _words("first_names")


def single(stem: str) -> str:
    """Return the stem as it is written without an ending: "overblik" for the "overblikk" of "overblikket"."""
    return stem[:-1] if stem[-2:-1] == stem[-1:] and stem[-1:] in "bdfgklmnprst" else stem


def is_deliverable(word: str) -> bool:
    """Whether the noun, or the end of a longer one, is something that is handed in; plural and definite too."""
    for ending in ("", "en", "et", "er", "erne", "ne", "n", "t"):
        stem = single(word.removesuffix(ending))
        if stem.endswith(DELIVERABLES) and (not ending or stem != word):
            return True
    return False
