"""Text as it comes, folded so that one form of words is one pattern, and divided into sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from decisions.follow_up.values import Span
from people.danish import MONTHS


@dataclass(frozen=True, slots=True)
class Folded:
    """Composed letters, single blanks, a line break only where a line ends; `starts` leads back to the original."""

    text: str
    starts: tuple[int, ...]

    def original(self, start: int, end: int) -> Span:
        """Return where in the text as it came these characters stand."""
        return Span(self.starts[start], self.starts[end])


_SOFT_HYPHEN = "\u00ad"


def fold(text: str) -> Folded:
    """Compose letters and their accents, and make each run of blanks one blank or one line break."""
    letters: list[str] = []
    starts: list[int] = []
    for place, letter in enumerate(text):
        if letter == _SOFT_HYPHEN:
            continue
        if letter.isspace():
            _add_blank(letters, starts, place, is_break=letter in "\n\r\f\v\u2028\u2029")
        elif letters and unicodedata.combining(letter):
            _compose(letters, letter)
        else:
            letters.append(_ARROWS.get(letter, letter))
            starts.append(place)
    return Folded(_LINE_GOES_ON.sub(" ", "".join(letters)), (*starts, len(text)))


_ARROWS = dict.fromkeys("→⇒➔➜", "–")
"""What stands between a name and what it is to do."""
_LINE_GOES_ON = re.compile(r"(?<![.:;!?,\n])\n(?=(?!at )[a-zæøå]{2})")
"""A line break that only the width of a page has made."""


def _add_blank(letters: list[str], starts: list[int], place: int, *, is_break: bool) -> None:
    if letters and letters[-1] in " \n":
        letters[-1] = "\n" if is_break else letters[-1]
    else:
        letters.append("\n" if is_break else " ")
        starts.append(place)


def _compose(letters: list[str], accent: str) -> None:
    composed = unicodedata.normalize("NFC", letters[-1] + accent)
    if len(composed) == 1:
        letters[-1] = composed


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place in the folded text. An item of a list goes on with what the words before it began."""

    start: int
    end: int
    is_item: bool = False


_LABEL = re.compile(rf" ?(?:[-–—•*·●▪◦] ?|\(?\d{{1,2}}[.)] (?!(?i:{'|'.join(MONTHS)}))|\(?[a-zæøå]\) )")
_END = re.compile(r"[.!?][\"”»’)\]]*(?= [\"”»«(\[–-]*[A-ZÆØÅ0-9§])|;(?= )")
_GO_ON = frozenset({
    "afd", "adm", "ang", "aug", "bl.a", "ca", "d", "d.v.s", "dec", "dir", "dr", "dvs", "eks", "ekskl", "evt",
    "ex", "f.eks", "feb", "feks", "fr", "frk", "hhv", "hr", "ift", "inkl", "j.nr", "jan", "jf", "jvf", "kap",
    "kl", "kvt", "lb", "m.fl", "mht", "nov", "nr", "okt", "pga", "pkt", "pr", "prim", "primo", "sagsnr", "sept",
    "stk", "tlf", "ult", "vedr", "vha",
})  # fmt: skip
"""Words cut short that a sentence does not end with."""


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of each line of folded text."""
    start = 0
    for line in text.split("\n"):
        label = _LABEL.match(line)
        begin = start + (label.end() if label else 0)
        is_item = label is not None or line.startswith("at ")
        for place, (opens, closes) in enumerate(_parts(text, begin, start + len(line))):
            for first, last in _of_line(text, opens, closes):
                listed = is_item and text.startswith("at ", first)
                yield Sentence(first, last, listed or (first == opens and (is_item or place > 0)))
        start += len(line) + 1


_NUMBER = re.compile(r"(?<!\S)\(?(?:(?P<number>\d{1,2})|(?P<letter>[a-z]))\) (?=\S)")
_BEFORE_FIRST = re.compile(r"(?:[:;,]|\bat|\bfølgende) ?$")
_BEFORE_NEXT = re.compile(r"(?:[.,;:] ?|[.,;]? (?:og|samt) )$")


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a line, or what leads to its list and each item of it: "tre ting: 1) HR …, 2) Jura … og 3) …"."""
    begin = start
    for found in _numbers(text, start, end):
        joined = _BEFORE_NEXT.search(text, begin, found.start()) if begin > start else None
        yield begin, joined.start() if joined else found.start()
        begin = found.end()
    yield begin, end


def _numbers(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The numbers 1), 2), … or a), b), … of a list within a line; nothing where there are not two in order."""
    in_order: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text, start, end):
        before = text[max(start, found.start() - 12) : found.start()]
        place = int(found["number"]) if found["number"] else ord(found["letter"]) - ord("a") + 1
        stands = (_BEFORE_NEXT if in_order else _BEFORE_FIRST).search(before)
        if stands and place == len(in_order) + 1:
            in_order.append(found)
    return in_order if len(in_order) > 1 else []


def _of_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _END.finditer(text, start, end):
        near = text[max(begin, found.start() - 20) : found.start()]
        if found.group() == ";" or not _goes_on(near, text[found.end() + 1 : found.end() + 20]):
            yield begin, found.end()
            begin = found.end() + 1
    if text[begin:end].strip():
        yield begin, end


_NAMES = frozenset({"HR"})
"""Departments that are called as a word cut short."""
_CHOSEN = re.compile(r"[a-zæøå]{3,} [A-H]$")
"""A letter that tells which, as in "model A", is no initial."""


def _goes_on(sentence: str, following: str) -> bool:
    """Whether the full stop belongs to a number before a number or a month, or to a word cut short."""
    said = sentence.rsplit(" ", 1)[-1].strip('("”»')
    word = "" if said in _NAMES else said.lower()
    if word.isdecimal():
        return following[:1].isdecimal() or following.lower().startswith(MONTHS)
    if _CHOSEN.search(sentence):
        return False
    return word in _GO_ON or (len(word) == 1 and word.isalpha())
