"""A clause, and what it is to the one that it hangs on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from decisions.follow_up import words
from decisions.follow_up.frames import Frame
from decisions.follow_up.tokens import Token
from decisions.follow_up.verbs import Form, guess_passive, guess_present


class Kind(Enum):
    """What a clause is to the one it hangs on."""

    MAIN = "main"
    THAT = "that"  # at økonomichefen følger op
    TO = "to"  # at følge op
    RELATIVE = "relative"  # der følger op
    PURPOSE = "purpose"  # så sagen kan afsluttes; for at afslutte den
    CONDITION = "condition"  # hvis
    TIMING = "timing"  # når, inden
    QUESTION = "question"  # hvordan, hvorvidt
    REASON = "reason"  # da, fordi
    MEANS = "means"  # ved at, uden at
    ASIDE = "aside"  # in brackets


COLONS = (":", "–", "—")
SAID = frozenset({Kind.MAIN, Kind.THAT, Kind.TO})


@dataclass(slots=True, eq=False)
class Clause:
    """Words of a sentence that belong together; `link` is the word or words that join it to what came before.

    `host` is the clause it hangs on. `sharing` is the clause whose subject it goes on with ("… og sender den").
    `frame` is what the words before a list make of its items. `leads_on` where "at" follows.
    """

    kind: Kind
    link: str = ""
    host: Clause | None = None
    sharing: Clause | None = None
    tokens: list[Token] = field(default_factory=list)
    frame: Frame | None = None
    leads_on: bool = False

    was_joined: bool = False  # og når …
    has_verb: bool = False
    begun: bool = False

    @property
    def label(self) -> Token | None:
        """The name before its colon: "HR: afdækker behovet"."""
        return self.sharing.tokens[-1] if self.sharing and self.link in COLONS else None

    def add(self, token: Token) -> None:
        """Take a word in, and notice what makes this a clause: a finite verb, or the infinitive after "at"."""
        before = self.tokens[-1] if self.tokens else self.label
        named = before.named if before else None
        self.tokens.append(token)
        infinitive = self.kind in WITH_INFINITIVE and token.is_form(Form.INFINITIVE)
        guessed = named is not None and named.sure and may_be_present(token)
        guessed = guessed or (self.kind is Kind.THAT and _may_be_passive(token))
        self.has_verb = self.has_verb or token.is_finite or infinitive or guessed


WITH_INFINITIVE = frozenset({Kind.TO, Kind.PURPOSE, Kind.MEANS})


def _may_be_passive(token: Token) -> bool:
    return token.named is None and token.verb is None and guess_passive(token.word) is not None


def may_be_present(token: Token) -> bool:
    """Whether it may be what the one named before it does."""
    plain = token.named is None and token.verb is None and token.word not in words.ADVERBS
    return plain and guess_present(token.word) is not None
