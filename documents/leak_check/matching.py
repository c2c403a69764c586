"""Finding hidden texts in the passages of a file.

Texts of some length are looked for as one row of letters and digits, which no way of setting a text changes; short
ones as whole words; case numbers as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise, product

from documents.leak_check.reading.pieces import Passage
from documents.leak_check.secrets import Secret, Source
from documents.leak_check.words import folded, rejoined, stream, tokens

LONG = 20
SENSITIVE_LONG = 8
_RUNNING_LINES = 8
"""How many lines of a page's head and foot may stand between two parts of a sentence."""

_NEAREST = 10
"""How many lines on each side of a turn a short text may stand on."""


class Hay:
    """One text that is searched, in the forms that are compared."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def stream(self) -> str:
        return stream(self.text)

    @cached_property
    def tokens(self) -> str:
        whole = rejoined(self.text)
        return tokens(self.text) + ("" if whole == self.text else "\n" + tokens(whole))

    @cached_property
    def folded(self) -> str:
        return folded(self.text)


class Needle:
    """One hidden text, ready to be looked for."""

    def __init__(self, secret: Secret) -> None:
        self.secret = secret
        self.stream = stream(secret.text)
        self.is_case = secret.source is Source.CASE_NUMBER
        enough = SENSITIVE_LONG if secret.source is Source.SENSITIVE else LONG
        self.is_long = secret.stops and not self.is_case and len(self.stream) >= enough
        self.tokens = tokens(secret.text)
        self.genitive = self.tokens.rstrip() + "s " if secret.source is Source.SENSITIVE else self.tokens

    def is_in(self, hay: Hay) -> bool:
        """Whether the text holds it."""
        if self.is_long:
            return self.stream in hay.stream
        if self.is_case:
            return self.stream in hay.stream and bool(self._case.search(hay.folded))
        return self.tokens in hay.tokens or self.genitive in hay.tokens

    @cached_property
    def _case(self) -> re.Pattern[str]:
        """The number as it is written; in names of files "26-118" is "26/118"."""
        signs = (_sign(sign) for sign in folded(self.secret.text).strip())
        after = "" if len(self.stream) > 6 else r"(?![-/.]\d)"
        return re.compile(rf"(?<![^\W_])(?<!\d[-/.]){''.join(signs)}(?![^\W_]){after}")


def _sign(sign: str) -> str:
    if sign.isspace():
        return r"[\s_-]*"
    if sign in "/-\u2010":
        return r"\s*[-/_\u2010\u2013]\s*"
    return re.escape(sign) if sign.isalnum() else rf"\s*{re.escape(sign)}\s*"


class Search:
    """All passages of one file, searched once for each hidden text."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = [(passage, Hay(passage.text)) for passage in passages]
        self.whole = Hay("")
        self.whole.stream = "\n".join(hay.stream for _passage, hay in self.passages)
        self.whole.tokens = "\n".join(hay.tokens for _passage, hay in self.passages)
        pages = pairwise(passage for passage in passages if passage.page)
        self.turns = [_Turn(first, second) for first, second in pages if second.page == first.page + 1]

    def parts(self, needle: Needle) -> list[str]:
        """Return the parts of the file that hold it; parts that repeat others are told only by themselves."""
        found = [*self._within(needle), *self._across(needle)]
        own = [passage.part for passage in found if not passage.rest]
        return list(dict.fromkeys(own or [passage.part for passage in found]))

    def _within(self, needle: Needle) -> Iterator[Passage]:
        form = needle.stream in self.whole.stream if needle.is_long or needle.is_case else None
        if form is None:
            form = needle.tokens in self.whole.tokens or needle.genitive in self.whole.tokens
        if form:
            yield from (passage for passage, hay in self.passages if needle.is_in(hay))

    def _across(self, needle: Needle) -> Iterator[Passage]:
        if needle.secret.stops and not needle.is_case:
            yield from (turn.first for turn in self.turns if turn.holds(needle))


class _Turn:
    """Two pages that follow each other, with or without what stands at the foot of one and the head of the other."""

    def __init__(self, first: Passage, second: Passage) -> None:
        self.first = first
        self.above, self.below = Hay(first.text), Hay(second.text)
        lines = [line for line in first.text.split("\n") if line.strip()]
        self.ends = [lines[: len(lines) - count] for count in range(min(_RUNNING_LINES, len(lines)) + 1)]
        lines = [line for line in second.text.split("\n") if line.strip()]
        self.starts = [lines[count:] for count in range(min(_RUNNING_LINES, len(lines)) + 1)]

    def holds(self, needle: Needle) -> bool:
        """Whether the text begins on the first page and ends on the second."""
        middle = len(needle.stream) // 2
        halves = needle.stream[:middle] in self.above.stream or needle.stream[middle:] in self.below.stream
        if not halves or needle.is_in(self.above) or needle.is_in(self.below):
            return False
        if needle.is_long:
            reach = len(needle.stream)
            return any(needle.stream in end[-reach:] + start[:reach] for end, start in self._streams)
        return any(needle.is_in(hay) for hay in self._joined)

    @cached_property
    def _streams(self) -> list[tuple[str, str]]:
        """The pages as letters and digits: each way of leaving out lines at the foot with each at the head."""
        ends, starts = ([stream("\n".join(lines)) for lines in ways] for ways in (self.ends, self.starts))
        return list(product(ends, starts))

    @cached_property
    def _joined(self) -> list[Hay]:
        """The same as texts, for what is short: it stands within the lines nearest to the turn."""
        ways = product(self.ends, self.starts)
        return [Hay("\n".join([*end[-_NEAREST:], *start[:_NEAREST]])) for end, start in ways]
