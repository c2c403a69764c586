"""Numbers that look like CPR numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.leak_check.words import folded

_SPACE = r"[ \u00a0\u2007\u2009\u202f]"
_GAP = r"[ \t\u00a0\u2007\u2009\u202f]{0,9}"
_DASH = r"[-\u00ad\u2010-\u2015\u2212\ufe63\uff0d]"
_TOGETHER = rf"\d{{6}}(?:{_SPACE}?{_DASH}\s?|{_SPACE}|(?<=[^\W\d_]\s.{{6}})\n|)\d{{4}}"
_DOTTED = rf"(?<!\d[./-])\d\d(?P<sign>[./]|{_DASH})\d\d(?P=sign)\d\d{_GAP}{_DASH}\s?\d{{4}}"
_APART = rf"\d{{6}}{_GAP}{_DASH}?{_GAP}(?:\r?\n)?{_GAP}\d{{4}}"
_SPACED = rf"\d\d{_SPACE}\d\d{_SPACE}\d\d(?:{_SPACE}{{1,3}}|{_SPACE}?{_DASH}\s?)\d{{4}}"
_CPR = re.compile(rf"(?<!\d)(?:{_TOGETHER}|{_DOTTED}|(?P<loose>{_APART}|{_SPACED}))(?!\d)")
_NUMBER_BEFORE = re.compile(r"\d\s+$")
_NUMBER_AFTER = re.compile(r"[.,]\d|\s+\d")
_NEAR = 10
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@dataclass(frozen=True)
class Cpr:
    """Ten digits that begin with a day and a month. `certain`: modulus 11 fits, as it need not any longer."""

    digits: str = field(repr=False)
    certain: bool

    @property
    def masked(self) -> str:
        return f"{self.digits[:4]}xx-xxxx"


def cpr_numbers(text: str) -> Iterator[Cpr]:
    """Yield every ten digits with a valid day and month, written together or as 6 and 4, or 2, 2, 2 and 4.

    Days from 61 to 91 are those of replacement numbers. Ten digits in a longer row of digits are no hit. Parts that
    only a gap or the end of a line holds together may be figures of a table: among other figures, on the line or on
    those around it, they are a hit where modulus 11 fits.
    """
    text = folded(text)
    for found in _CPR.finditer(text):
        digits = "".join(str(int(digit)) for digit in found[0] if digit.isdecimal())
        certain = _fits_modulus_11(digits)
        if _begins_with_day(digits) and (certain or not found["loose"] or not _is_among_numbers(text, found)):
            yield Cpr(digits, certain)


def _begins_with_day(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= (day - 60 if day > 60 else day) <= 31 and 1 <= month <= 12


def _is_among_numbers(text: str, found: re.Match[str]) -> bool:
    """Whether a number stands next to it; on the lines around it too, if it is on two lines itself."""
    before = text[max(0, found.start() - _NEAR) : found.start()]
    after = text[found.end() : found.end() + _NEAR]
    if "\n" not in found[0]:
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return bool(_NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after))


def _fits_modulus_11(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0
