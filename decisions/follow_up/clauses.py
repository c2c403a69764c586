"""A sentence divided into clauses: what is said outright, and what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from decisions.follow_up import words
from decisions.follow_up.kinds import COLONS, SAID, WITH_INFINITIVE, Clause, Kind, may_be_present
from decisions.follow_up.tokens import Token
from decisions.follow_up.verbs import Form, guess_infinitive, guess_passive

_OPENERS = {
    **dict.fromkeys(("hvis", "såfremt", "medmindre", "forudsat"), Kind.CONDITION),
    **dict.fromkeys(("når", "mens", "imens", "efterhånden"), Kind.TIMING),
    **dict.fromkeys(("da", "fordi", "eftersom", "selvom", "skønt"), Kind.REASON),
    **dict.fromkeys(("hvem", "hvad", "hvilken", "hvilket", "hvilke", "hvordan", "hvorvidt"), Kind.QUESTION),
    **dict.fromkeys(("hvorfor", "hvornår", "hvor", "hvoraf", "hvormed"), Kind.QUESTION),
    **dict.fromkeys(("idet", "hvorefter", "hvorpå", "ligesom"), Kind.MAIN),
}
_AT_LINKS = {
    **dict.fromkeys(("for", "så", "således"), Kind.PURPOSE),
    **dict.fromkeys(("ved", "uden", "fremfor"), Kind.MEANS),
    "efter": Kind.TIMING,
}
_BEFORE_MAIN = (Kind.TIMING, Kind.CONDITION, Kind.REASON)
_CHARGED_FOR = frozenset(
    {"ansvar", "ansvaret", "ansvarlig", "ansvarlige", "sørger", "sørge", "sørges", "opgaven", "opgave"}
)
_SEEING_TO = frozenset(
    {"sørger", "sikrer", "ansvarlig", "ansvarlige", "ansvaret", "står", "påser", "foranlediger"}
)
_JOINS = frozenset({"og", "men", "samt", "eller", ","})
_STOPS = frozenset({",", ":", "(", ")", "at", "som", "der", "så", *_OPENERS})
_NOUNS_TOO = frozenset({
    "aftale", "arbejde", "støtte", "møde", "leje", "hjælpe", "dele", "råde", "svare", "pleje", "styrke", "tale",
    "handle",
})  # fmt: skip
_AHEAD = 8
"""How many words on a verb is looked for after a subject that may begin a clause."""


def divide(tokens: Sequence[Token], first: Clause) -> list[Clause]:
    """Return the clauses of a sentence in order, beginning with the one that is begun."""
    divider = _Divider(tokens, first)
    for place in range(len(tokens)):
        divider.take(place)
    return [
        one for one in divider.clauses if any(token.word.isalnum() or not token.word for token in one.tokens)
    ]


def _may_be_infinitive(token: Token) -> bool:
    return token.is_form(Form.INFINITIVE) or (
        token.named is None
        and token.word not in words.NOUN_LEADERS
        and guess_infinitive(token.word) is not None
    )


def _above_infinitives(clause: Clause) -> Clause:
    """ "Får til opgave at undersøge sagen og giver svar i maj": a finite verb goes on with no infinitive."""
    while clause.kind is Kind.TO and clause.host:
        clause = clause.host
    return clause


def _waits(clause: Clause) -> bool:
    """ "HR skal, i samarbejde med Jura, finde …": whether "skal" still waits for its infinitive."""
    return _has_modal(clause) and not any(
        one.is_form(Form.INFINITIVE, Form.PASSIVE, Form.PARTICIPLE) for one in clause.tokens
    )


def _is_past(clause: Clause) -> bool:
    return any(one.is_form(Form.PAST) for one in clause.tokens)


def _has_modal(clause: Clause) -> bool:
    return any(one.is_form(Form.MODAL) for one in clause.tokens)


class _Divider:
    """Walks through a sentence once and puts each word into the clause that is open."""

    def __init__(self, tokens: Sequence[Token], first: Clause) -> None:
        self.tokens = tokens
        self.open = first
        self.clauses = [self.open]
        self.outside: Clause | None = None

    def take(self, place: int) -> None:
        word = self.tokens[place].word
        if word == "(":
            self.outside = self.outside or self.open
            self._begin(Clause(Kind.ASIDE, "(", host=self.open))
        elif word == ")":
            self.open, self.outside = self.outside or self.open, None
        elif word in COLONS and not self._is_due_after(place):
            self._begin(
                Clause(Kind.MAIN, word, host=self.open, sharing=self.open if self._is_label() else None)
            )
        elif self._is_back_in_host(place):
            self._begin(self.open.host or self.open)
            self.open.add(self.tokens[place])
        elif begun := self._joined(place) if word in _JOINS else self._subordinate(place):
            self._begin(begun)
        else:
            self.open.add(self.tokens[place])

    def _is_back_in_host(self, place: int) -> bool:
        """ "Mulighederne for at udvide forsøget afdækkes": the verb is not that of "at", which has its own."""
        token, host = self.tokens[place], self.open.host
        if host is None or host.has_verb or not host.tokens or not self.open.has_verb:
            return False
        return self.open.kind in WITH_INFINITIVE and token.is_form(Form.PRESENT, Form.PASSIVE, Form.MODAL)

    def _is_due_after(self, place: int) -> bool:
        """ "HR – afklarer behovet – 1. oktober": after the verb's words, only when."""
        following = self.tokens[place + 1 : place + 3]
        ends = all(one.word in (".", ";") for one in following[1:])
        says = self.open.has_verb or (self.open.label and self.open.tokens)
        return bool(says and following) and following[0].time is not None and ends

    def _is_label(self) -> bool:
        """Whether only a name stands before the colon: "HR: udsender notatet"."""
        return bool(self.open.tokens) and all(one.named for one in self.open.tokens)

    def _begin(self, clause: Clause) -> None:
        if not clause.begun:
            clause.begun = True
            self.clauses.append(clause)
        self.open = clause

    def _word(self, place: int) -> str:
        return self.tokens[place].word if 0 <= place < len(self.tokens) else ""

    # og, men, komma

    def _joined(self, place: int) -> Clause | None:
        """A clause that "og" or a comma begins; None where it only joins words."""
        here, comma = self.open, self._word(place) == "," or self._word(place - 1) == ","
        first = self._after_adverbs(place + 1)
        if here.kind is Kind.RELATIVE and self._word(place + 1) == "som":  # "…, som HR laver, og som …"
            first = None
        if self._only_says_when(place, first) or self._is_inserted(place, first):
            return self._outer()
        opens = first is None or first.word in _OPENERS or self._word(place + 1) == "så"
        if first is None or opens or not (here.has_verb or here.kind not in SAID):
            return None
        if first.is_finite and first.word not in words.NOUNS_TOO:
            if comma and (main := self._waiting()):
                return main
            outer = self._what_was_done(first) or (self._outer() if comma else here)
            if first.is_form(Form.PRESENT, Form.MODAL):
                outer = _above_infinitives(outer)
            return self._inverted(place, outer) or self._going_on(outer)
        if first.is_form(Form.INFINITIVE) and first.word not in _NOUNS_TOO and self._wants_infinitive():
            return self._going_on(here) if not _waits(here) else None
        return self._with_subject(place, first, comma=comma)

    def _only_says_when(self, place: int, first: Token | None) -> bool:
        """ "HR afklarer, hvordan det skal ske, inden for en uge": when is said of what HR does."""
        ends = first is None or first.word in (".", ",", ";")
        return (
            ends
            and self.open.kind not in SAID
            and place + 1 < len(self.tokens)
            and bool(self.tokens[place + 1].time)
        )

    def _what_was_done(self, first: Token) -> Clause | None:
        """ "Var enige om, at der ryddes op, og lod HR stå for det": the past goes on with what the forum did."""
        host = self.open.host if self.open.kind is Kind.THAT else None
        said = host is not None and any(one.is_form(Form.PAST) for one in host.tokens)
        return host if said and first.is_form(Form.PAST) and not _is_past(self.open) else None

    def _inverted(self, place: int, outer: Clause) -> Clause | None:
        """ "HR finder to, og når de er på plads, sætter Jura kurset i gang": after "og når …", somebody else acts."""
        after_comma = self._word(place) == "," and self.open.kind in _BEFORE_MAIN and self.open.was_joined
        names = [one.named for one in self.tokens[place + 2 : place + 3] if one.named]
        acts = bool(names) and names[0].sure and not names[0].owner
        return Clause(outer.kind, outer.link, host=outer.host) if after_comma and acts else None

    def _waiting(self) -> Clause | None:
        """The main clause that a sentence beginning with "da …" waits for: "…, blev det aftalt"."""
        main, first = self.clauses[0], self.tokens[0].word
        return main if not main.tokens and first in _OPENERS else None

    def _is_inserted(self, place: int, first: Token | None) -> bool:
        """ "HR skal, når tallene foreligger, sende en plan": after the comma, the verb that "skal" waits for."""
        outer = self._outer()
        waits = outer is not self.open and _has_modal(outer) and not outer.leads_on
        return self._word(place) == "," and waits and first is not None and first.is_form(Form.INFINITIVE)

    def _going_on(self, clause: Clause) -> Clause:
        if not clause.has_verb:
            return clause
        return Clause(clause.kind, clause.link, host=clause.host, sharing=clause)

    def _outer(self) -> Clause:
        """What a comma closes back to: the clause that what is open hangs on."""
        clause = self.open
        while clause.kind not in SAID and clause.host:
            clause = clause.host
        return clause

    def _wants_infinitive(self) -> bool:
        """Whether another infinitive would go on with what "at" or "skal" began."""
        return self.open.kind is Kind.TO or _has_modal(self.open)

    def _with_subject(self, place: int, first: Token, *, comma: bool) -> Clause | None:
        start = self.tokens.index(first, place)
        between_names = first.named is not None and self.tokens[place - 1].named is not None
        if (self._word(place) == "," and not first.named) or (between_names and not self.open.has_verb):
            return None
        if not self._verb_follows(start, near=self._word(place) == ","):
            return None
        if comma and self._is_outright_again(first):
            return Clause(Kind.MAIN)
        kind, like = (Kind.MAIN, None) if self.open.kind is Kind.MAIN else (self.open.kind, self.open)
        if comma and self.open.kind not in SAID:
            outer = self._outer()
            return Clause(outer.kind, outer.link, host=outer.host)
        return Clause(kind, like.link if like else "", host=like.host if like else self.open.host)

    def _is_outright_again(self, first: Token) -> bool:
        """ "Chefforum noterede sig, at tallene falder, og HR følger op": what is noted ends where somebody acts.

        Not where somebody acts in what is noted too: "…, at Jura laver en plan, og HR betaler".
        """
        host, open_in = self.open.host, self.open.kind is Kind.THAT
        acts = first.named is not None and first.named.sure and not first.named.body
        if not (acts and open_in and host and self._word(self.tokens.index(first) - 1) == "og"):
            return False
        noted = any(one.word in words.NOTING for one in host.tokens) or self._sees_to(host)
        return noted and not any(one.named for one in self.open.tokens[:3])

    def _sees_to(self, host: Clause) -> bool:
        """ "HR sørger for, at varmen skrues ned, og Jura opdaterer siden": each has a work of their own."""
        acting = any(one.named and one.named.sure and not one.named.body for one in host.tokens)
        return acting and any(one.word in _SEEING_TO for one in host.tokens)

    def _verb_follows(self, start: int, *, near: bool) -> bool:
        for place in range(start + 1, min(start + (2 if near else _AHEAD), len(self.tokens))):
            token = self.tokens[place]
            before = self.tokens[place - 1].named
            guessed = before is not None and before.sure and may_be_present(token)
            if token.is_finite or guessed or self._may_be_passive(place):
                return True
            if token.word in _STOPS and token.word:
                return False
            following = self.tokens[place + 1 : place + 2]
            if token.word == "og" and following and following[0].is_finite:
                return False  # "består af HR og Jura og afleverer": neither of them
        return False

    def _may_be_passive(self, place: int) -> bool:
        """ "Og cykelstien indvies den 1. maj": an unknown word in -es, and then when."""
        token, following = self.tokens[place], self.tokens[place + 1 : place + 2]
        plain = token.named is None and token.verb is None and guess_passive(token.word) is not None
        return plain and bool(following) and following[0].time is not None

    def _after_adverbs(self, place: int) -> Token | None:
        for token in self.tokens[place : place + 6]:
            if token.time is None and token.word not in words.ADVERBS:
                return token
        return None

    # at, der, som, hvis, …

    def _subordinate(self, place: int) -> Clause | None:
        word = self._word(place)
        if word == "at":
            return self._at(place)
        if word in ("mens", "imens", "hvorimod") and self._is_contrast(place):
            outer = self._outer()
            return Clause(outer.kind, outer.link, host=outer.host)
        if word in _OPENERS and not self._is_part_of_phrase(place):
            kind = Kind.REASON if word == "idet" and place == 0 else _OPENERS[word]
            joined = self._word(place - 1) in ("og", "men", "samt")
            return Clause(kind, word, host=self.open, was_joined=joined)
        if word in ("der", "som") and (one := self._is_stressed()):
            return Clause(self.open.kind, self.open.link, self.open.host, tokens=one, frame=self.open.frame)
        subordinate = {
            "der": Kind.RELATIVE if self._is_relative(place) else None,
            "som": Kind.RELATIVE if self._is_som(place) else None,
            "så": Kind.PURPOSE if self._is_so_that(place) else None,
            "om": Kind.QUESTION if self._is_whether(place) else None,
        }.get(word)
        if word in ("inden", "før", "indtil") and self._verb_follows(place, near=False):
            subordinate = Kind.TIMING
        return Clause(subordinate, word, host=self.open) if subordinate else None

    def _is_contrast(self, place: int) -> bool:
        """ "HR holder kurset, mens Jura svarer lederne" says what each does; "mens" hardly tells when."""
        following = self.tokens[place + 1 : place + 2]
        other = following[0].named if following else None
        acting = other is not None and other.sure and other.who[0].name[:1].isupper()
        first = next((one.named for one in self._outer().tokens if one.named), None)
        return acting and first is not None and self._word(place - 1) == "," and self._outer().has_verb

    def _is_stressed(self) -> list[Token]:
        """ "Det er HR, der sender notatet" says that HR sends it."""
        said = [one for one in self.open.tokens if one.word != "," and one.word not in words.ADVERBS]
        stressed = [one.word for one in said[:2]] in (["det", "er"], ["det", "bliver"])
        row = said[2::2]
        joined = all(one.word == "og" for one in said[3::2]) and all(one.named for one in row)
        return said[2:] if stressed and row and joined else []

    def _at(self, place: int) -> Clause:
        before, charged = self._word(place - 1), self._is_charge(place)
        link = f"{before} at"
        kind = None if charged else _AT_LINKS.get(before)
        if before == "på" and self._word(place - 2) == "henblik":
            kind = Kind.PURPOSE
        first = self._after_adverbs(place + 1)
        plain = Kind.TO if first and self._is_infinitive(first) else Kind.THAT
        host = self._outer() if before == "og" and self._is_closed_by_og(place, plain) else self.open
        host.leads_on = True
        return Clause(kind or plain, link, host=host)

    def _is_infinitive(self, first: Token) -> bool:
        """ "At genhuse dem", where "at varme og lys slukkes" has its verb later."""
        later = first.verb is None and self._verb_follows(self.tokens.index(first), near=False)
        return _may_be_infinitive(first) and not later

    def _is_charge(self, place: int) -> bool:
        """ "Har ansvaret for at", "står for at"; its subject may come between: "står HR for at"."""
        if self._word(place - 1) != "for":
            return False
        before = self._word(place - 2)
        stands = {"står", "stå"} & {before, self._word(place - 3)}
        goes_on = before in ("og", "samt") and self.open.kind is Kind.TO and self.open.link.endswith("for at")
        return before in _CHARGED_FOR or bool(stands) or goes_on

    def _is_closed_by_og(self, place: int, plain: Kind) -> bool:
        """ "At afklare, hvorvidt det kan ske, og at svare": what "og at" goes on with is not the question."""
        return self.open.kind not in SAID and (plain is Kind.TO or self._word(place - 2) == ",")

    def _is_part_of_phrase(self, place: int) -> bool:
        """ "Da" and "hvor" may stand for something else ("hvor som helst"); "mens" never does."""
        return (
            self._word(place) == "da"
            and self._word(place - 1) not in ("", ",", "og")
            and bool(self.open.tokens)
        )

    def _is_relative(self, place: int) -> bool:
        before = self.tokens[place - 1] if place else None
        if before is None or not self.open.tokens or before.word in ("og", "men", "samt", "eller"):
            return False
        if before.word == ",":
            return place > 1
        is_noun = before.named is not None or (before.verb is None and before.word not in words.ADVERBS)
        return is_noun and before.word != "" and before.word.isalpha()

    def _is_som(self, place: int) -> bool:
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        if (
            following
            and following.named
            and following.word.isalpha()
            and not following.word.endswith(("en", "et", "ne"))
        ):
            return self._word(place - 1) == "," and self._row_acts(place + 1)  # som dagtilbudschef
        return (
            place > 0
            and self._word(place + 1) not in words.NOT_RELATIVE
            and self._verb_follows(place, near=False)
        )

    def _row_acts(self, place: int) -> bool:
        """ "…, som HR og Jura er tovholdere på": a row of names, and right after it what they do."""
        while (
            self._word(place + 1) == "og"
            and self.tokens[place + 2 : place + 3]
            and self.tokens[place + 2].named
        ):
            place += 2
        following = self.tokens[place + 1 : place + 2]
        return bool(following) and following[0].is_finite

    def _is_so_that(self, place: int) -> bool:
        if self._word(place + 1) in ("snart", "vidt", "hurtigt", "længe"):
            return False
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        starts = following is not None and (following.named is not None or following.word in words.SUBJECTS)
        return self._word(place - 1) == "," or (starts and bool(self.open.tokens))

    def _is_whether(self, place: int) -> bool:
        before = self.tokens[place - 1] if place else None
        asking = (
            before is not None and before.verb is not None and before.verb.infinitive in words.FINDING_OUT
        )
        return (self._word(place - 1) == "," or asking) and self._verb_follows(place, near=False)
