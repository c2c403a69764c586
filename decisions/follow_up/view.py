"""One clause as the judge looks at it: its verb, who acts, what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from decisions.follow_up import frames, verbs, words
from decisions.follow_up.actors import PREPOSITIONS, TOGETHER, acting, is_near_verb, two_before, up_to_object
from decisions.follow_up.frames import Frame
from decisions.follow_up.kinds import Clause, Kind
from decisions.follow_up.names import Named
from decisions.follow_up.tokens import Token
from decisions.follow_up.values import Time
from decisions.follow_up.verbs import Form, Verb

_OBJECTS = frozenset(
    {
        " det ",
        " dette ",
        " den ",
        " dem ",
        " disse ",
        " den opgave ",
        " denne opgave ",
        " opgaven ",
        " arbejdet ",
    }
)
_NOT_DONE = frozenset({"være", "blive", "hedde", "gælde", "berøre", "vedrøre", "kræve", "betyde"})
_UP_TO = frozenset({"til", "indtil", "frem", "senest"})
_OF_SOMETHING = ("ingen", "elsen", "else", "analyse", "evaluering", "vurdering", "undersøgelse")
_PARTICLES = frozenset(
    {"rundt", "sammen", "op", "ud", "ind", "igennem", "ned", "frem", "videre", "over", "tilbage"}
)


@dataclass(frozen=True)
class View:
    """A clause, read once."""

    clause: Clause

    @cached_property
    def tokens(self) -> list[Token]:
        """The clause's words."""
        return self.clause.tokens

    @cached_property
    def text(self) -> str:
        """The words in small letters, one blank around each; a name is written out, a time is "¤"."""
        return _written(self.tokens)

    @cached_property
    def plain(self) -> str:
        """The text without who acts, when and the adverbs between: "indgår HR herefter aftale" is "indgår aftale"."""
        extra = [one.span for one in self.subject]
        return _written(
            [
                one
                for one in self.tokens
                if one.word and one.word not in words.ADVERBS and not (one.named and one.named.span in extra)
            ]
        )

    @cached_property
    def opening(self) -> str:
        """The words before the verb, written so too."""
        return _written(self.tokens[: self.finite or 0])

    # Times

    @cached_property
    def times(self) -> list[Time]:
        """The times in the clause."""
        return [one.time for one in self.tokens if one.time]

    @cached_property
    def is_dated(self) -> bool:
        """Whether a deadline stands in it."""
        return any(time.is_deadline for time in self.times)

    def is_up_to(self, place: int) -> bool:
        """Whether "til" leads to the time there: "til næste møde", "til efter ferien"."""
        time, before = self.tokens[place].time, self.tokens[place - 1].word if place else ""
        return time is not None and (before in _UP_TO or time.mark.split(" ")[0] in _UP_TO)

    # Verbs

    @cached_property
    def finite(self) -> int | None:
        """The place of the finite verb; one that is not known may be guessed after a name, or from its -es."""
        sure = next((place for place in range(len(self.tokens)) if self._is_finite(place)), None)
        if sure is not None or self.clause.kind is Kind.TO:
            return sure
        unknown = (i for i, one in enumerate(self.tokens) if not one.named and one.verb is None)
        return next((i for i in unknown if verbs.guess_passive(self.tokens[i].word)), None)

    def _is_finite(self, place: int) -> bool:
        token = self.tokens[place]
        before = self.tokens[place - 1] if place else self.clause.label
        if token.is_finite or token.verb or token.named or before is None or token.word in words.ADVERBS:
            return token.is_finite
        named = before.named
        return named is not None and named.sure and verbs.guess_present(token.word) is not None

    @cached_property
    def verb(self) -> Verb | None:
        """The finite verb."""
        if self.finite is None:
            return None
        token = self.tokens[self.finite]
        return token.verb or verbs.guess_present(token.word) or verbs.guess_passive(token.word)

    @cached_property
    def infinitive(self) -> int | None:
        """The place of the infinitive that follows a modal, or that the clause after "at" begins with."""
        start = 0 if self.finite is None else self.finite + 1
        after = range(start, len(self.tokens))
        verbs_after = (i for i in after if self._is_infinitive(i))
        known = next((i for i in verbs_after if two_before(self.tokens, i + 1) != "i samarbejde"), None)
        if known is not None:
            return known
        guessed = next((i for i in after if self._may_be_verb(i)), None)
        return guessed if guessed is not None and _guess(self.tokens[guessed].word) else None

    def _is_infinitive(self, place: int) -> bool:
        token = self.tokens[place]
        return token.is_form(Form.INFINITIVE, Form.PASSIVE) or token.word in words.DEPONENTS

    def _may_be_verb(self, place: int) -> bool:
        token = self.tokens[place]
        return bool(token.word) and not token.named and token.word not in words.ADVERBS

    @cached_property
    def infinitive_verb(self) -> Verb | None:
        """What is done, said in the infinitive."""
        if self.infinitive is None:
            return None
        token = self.tokens[self.infinitive]
        if token.word in words.DEPONENTS:  # "findes" after "skal" is a passive after all
            return Verb(token.word.removesuffix("s"), Form.PASSIVE)
        return token.verb or _guess(token.word)

    @cached_property
    def is_denied(self) -> bool:
        """Whether it says that something is not so."""
        return frames.is_denied(self.text)

    # Words by their place

    def is_form(self, place: int, *forms: Form) -> bool:
        """Whether a verb stands there in one of the forms."""
        return place < len(self.tokens) and self.tokens[place].is_form(*forms)

    def is_word(self, place: int) -> bool:
        """Whether a word stands there that is neither a time nor a sign."""
        return place < len(self.tokens) and self.tokens[place].word[:1].isalpha()

    def participle_after(self, place: int) -> int | None:
        """Return the place of the first participle after that one."""
        return next((i for i in range(place + 1, len(self.tokens)) if self.is_form(i, Form.PARTICIPLE)), None)

    def deliverable_after(self, place: int) -> int | None:
        """Return the place of the first noun after that one that is something handed in."""
        after = range(place + 1, len(self.tokens))
        return next((i for i in after if words.is_deliverable(self.tokens[i].word)), None)

    def place_of(self, word: str) -> int | None:
        """Return where the word first stands after the verb."""
        after = range((self.finite or 0) + 1, len(self.tokens))
        return next((i for i in after if self.tokens[i].word == word), None)

    # Who

    @cached_property
    def subject(self) -> list[Named]:
        """Who acts: named before the verb, or right after it where the sentence is inverted.

        A clause that begins with its verb goes on with the subject of the one before.
        """
        view = self
        while view.clause.sharing and view.begins_with_verb:
            view = View(view.clause.sharing)
        return view._own_subject()

    def _own_subject(self) -> list[Named]:
        if self.finite is None:
            named = [one.named for one in self.tokens if one.named]
            return named if len(named) == len(self.tokens) else []
        if self.has_subject_before and not self.begins_with_object:
            return list(acting(self.tokens[: self.finite]))
        return list(acting(up_to_object(list(takewhile(is_near_verb, self.tokens[self.finite + 1 :])))))

    @property
    def begins_with_object(self) -> bool:
        """ "Det gør HR": what is done stands first, and who does it right after the verb."""
        if self.verb is None or self.verb.form is not Form.PRESENT:
            return False
        if self.opening not in _OBJECTS and not self._is_thing_first:
            return False
        after = next(
            (one for one in self.tokens[(self.finite or 0) + 1 :] if one.word not in words.ADVERBS), None
        )
        acting = after is not None and after.named is not None and after.named.sure and not after.named.owner
        return acting and self.verb.infinitive not in _NOT_DONE

    @property
    def _is_thing_first(self) -> bool:
        """ "Opslaget sørger HR for": a thing, before what only people do."""
        before = [one for one in self.tokens[: self.finite or 0] if one.word not in words.ADVERBS]
        alone = len(before) == 1 and before[0].word.endswith(("en", "et", "ne"))
        sure = alone and before[0].named is not None and before[0].named.sure
        after = [one.word for one in self.tokens[(self.finite or 0) + 1 :] if not one.time]
        left = any(
            word in ("for", "af") and [*after, "."][i + 1] in (",", ".") for i, word in enumerate(after)
        )
        return alone and not sure and (left or self._is_made(before[0].word))

    def _is_made(self, word: str) -> bool:
        return (
            words.is_deliverable(word) and self.verb is not None and self.verb.infinitive in words.PEOPLE_ONLY
        )

    @property
    def begins_with_verb(self) -> bool:
        """Whether its first word is a verb."""
        first = next((one for one in self.tokens if one.named or one.word.isalnum()), None)
        return first is not None and first.verb is not None

    @property
    def has_subject_before(self) -> bool:
        """Whether more than adverbs and what a preposition begins stands before the verb."""
        before = self.tokens[: self.finite or 0]
        if before and before[0].word in PREPOSITIONS:
            return False
        return any(one.named or self._is_noun(one) for one in before)

    def _is_noun(self, token: Token) -> bool:
        return token.word.isalpha() and token.verb is None and token.word not in words.ADVERBS

    @cached_property
    def is_body(self) -> bool:
        """Whether one who acts is a body that meets and decides."""
        return any(one.body for one in self.subject)

    @cached_property
    def has_plain_subject(self) -> bool:
        """Whether "vi" acts, or "man" in what was decided."""
        if self.clause.sharing and self.begins_with_verb:
            return View(self.clause.sharing).has_plain_subject
        near = self.tokens[max(0, (self.finite or 0) - 2) : (self.finite or 0) + 2]
        decided = ("man", "de") if self.clause.kind is Kind.THAT else ()
        acting = ("vi", "jeg", "hver", *decided, *(("han", "hun") if self.is_dated else ()))
        return any(one.word in acting for one in near)

    @cached_property
    def companions(self) -> list[Named]:
        """Those who are named as acting along: "i samarbejde med HR"."""
        return [
            one.named
            for i, one in enumerate(self.tokens)
            if one.named and two_before(self.tokens, i) in TOGETHER
        ]

    @cached_property
    def owners(self) -> list[Named]:
        """Those in the genitive: "HR's opgave"."""
        return [one.named for one in self.tokens if one.named and one.named.owner]

    @cached_property
    def agents(self) -> list[Named]:
        """Who a passive is done by: "udarbejdes af HR og Jura"; not "med deltagelse af HR"."""
        places = (i for i, one in enumerate(self.tokens) if one.word == "af")
        starts = (
            i + 1 for i in places if i and (_may_end_passive(self.tokens[i - 1]) or self._ends_object(i - 1))
        )
        return [named for start in starts for named in self._in_a_row(start)]

    def _ends_object(self, place: int) -> bool:
        """Whether a noun after the verb does not go on with "af": "i høring af HR", "ansøgeren af HR"."""
        if self.finite is None or place <= self.finite:
            return False
        word, before = self.tokens[place].word, self.tokens[place - 1].word
        made = word.endswith(("ingen", "elsen", "analysen"))
        in_phrase = before == "i" and self.tokens[place].verb is None and not word.endswith(_OF_SOMETHING)
        return in_phrase or (word.endswith(("en", "et", "ne")) and not made)

    def _in_a_row(self, start: int) -> Iterator[Named]:
        for token in self.tokens[start:]:
            if token.named is None and token.word not in ("og", ",", "samt"):
                return
            if token.named:
                yield token.named

    def receivers(self, *prepositions: str) -> list[Named]:
        """Return those who are named right after one of the prepositions."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return [one.named for before, one in pairs if one.named and before.word in prepositions]

    def named_after(self, place: int) -> list[Named]:
        """Return those who are named after that place."""
        return [one.named for one in self.tokens[place + 1 :] if one.named]

    def named_between(self, place: int) -> list[Named]:
        """Return those who are named between the verb and that place."""
        return [one.named for one in self.tokens[self.finite or 0 : place] if one.named]

    @cached_property
    def began(self) -> Clause:
        """The clause that this one goes on with: "om at følge op og at vende tilbage"."""
        clause = self.clause
        while clause.sharing and clause.kind is not Kind.MAIN:
            clause = clause.sharing
        while (host := clause.host) and _goes_on(clause, host):
            clause = host
        return clause

    @cached_property
    def governor(self) -> Frame:
        """What the clause that it hangs on makes of it.

        Said outright, it is decided, save in a list that something else leads to.
        """
        clause = self.began
        if clause.kind is Kind.MAIN:
            return clause.frame or Frame.DECIDED
        if clause.host is None or not clause.host.tokens:
            return (clause.host.frame if clause.host else None) or Frame.TOLD
        before = View(clause.host)
        frame = frames.frame_of(before.text) or Frame.TOLD
        only_somebodys = frame is Frame.WISHED and before.subject and not before.is_body
        return Frame.TOLD if only_somebodys else frame


def _goes_on(clause: Clause, host: Clause) -> bool:
    """Whether "og at" goes on with what an earlier "at" began."""
    began = host.kind in (Kind.THAT, Kind.TO)
    link = clause.link.split(" ")[0]
    if link == "," and _wants_more(host):
        return False
    return began and link in ("og", "samt", "men", "eller", ",")


def _wants_more(clause: Clause) -> bool:
    """Whether what follows completes it: "at HR sørger for, at …" is not a list."""
    last = next((one for one in reversed(clause.tokens) if one.word.isalpha()), None)
    return last is not None and (last.word in PREPOSITIONS or last.is_finite or last.is_form(Form.INFINITIVE))


def _written(tokens: list[Token]) -> str:
    return "".join(f" {one.word or '¤'}" for one in tokens) + " "


def _guess(word: str) -> Verb | None:
    return verbs.guess_infinitive(word) or verbs.guess_passive(word)


def _may_end_passive(token: Token) -> bool:
    return bool(token.verb or token.named or token.time) or token.word in words.ADVERBS | _PARTICLES
