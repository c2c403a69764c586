"""Danish text divided into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"(?<=[.!?])[\"”»’)\]]*\s+(?=[\"”»«(\[–-]*[A-ZÆØÅ0-9§])")
_ABBREVIATIONS = {
    "adm", "afd", "afs", "alm", "ang", "bek", "bl", "ca", "cirk", "d", "dir", "div", "dr", "e", "eks",
    "ekskl", "evt", "f", "fhv", "fmd", "fork", "fr", "frk", "hhv", "hr", "inkl", "jf", "jfr", "jr", "jvf", "kap",
    "kbh", "kgl", "kl", "kr", "lb", "lic", "lok", "m", "maks", "mdr", "mht", "mia", "mio", "mv", "m.v",
    "nr", "n", "o", "obl", "opr", "osv", "p", "pct", "pga", "pkt", "pr", "prof", "s", "sagsnr",
    "sml", "sr", "stk", "str", "t", "tlf", "tr", "udg", "vedr", "vha", "vol", "årh",
}  # fmt: skip
_NOT_WORD = re.compile(r"[^\w.]")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of each line; "jf. § 5", "den 17. maj" and "m.v. i år" are not where one ends.

    Where a capital follows a word cut short nobody can tell: the parts are yielded too, if they are of some length.
    """
    for line in text.split("\n"):
        found = list(filter(None, _of_line(line, finely=False)))
        yield from found
        yield from (part for part in _of_line(line, finely=True) if part not in found and part.count(" ") > 3)


def _of_line(line: str, *, finely: bool) -> Iterator[str]:
    start = 0
    for found in _END.finditer(line):
        following = line[found.end()]
        if (finely and following.isupper()) or not _goes_on(line[start : found.start()].rstrip(), following):
            yield line[start : found.end()].strip()
            start = found.end()
    yield line[start:].strip()


def _goes_on(sentence: str, following: str) -> bool:
    """Whether the full stop at the end belongs to a number before a number, or to a word cut short."""
    if not sentence.endswith("."):
        return False
    word = _NOT_WORD.split(sentence.rsplit(maxsplit=1)[-1].lower())[-1].removesuffix(".")
    if word.isdecimal():
        return following.isdecimal()
    return word in _ABBREVIATIONS or len(word) == 1 or "." in word
