"""Numbers that look like CPR numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.leak_check.words import folded

_SPACE = r"[ \u00a0\u2007\u2009\u202f]"
_DASH = r"[-\u00ad\u2010-\u2015\u2212\ufe63\uff0d]"
_CPR = re.compile(
    rf"(?<!\d)(?P<date>\d{{6}})"
    rf"(?:{_SPACE}?{_DASH}\s?|{_SPACE}|(?<=[^\W\d_]\s.{{6}})\n|)"
    rf"(?P<serial>\d{{4}})(?!\d)"
)
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
    """Yield every ten digits with a valid day and month, written together or as 6 and 4.

    Days from 61 to 91 are those of replacement numbers. A line may break after a hyphen, or between the parts where
    a word stands before them. Ten digits in a longer row of digits are no hit.
    """
    for found in _CPR.finditer(folded(text)):
        digits = "".join(str(int(digit)) for digit in found["date"] + found["serial"])
        day, month = int(digits[:2]), int(digits[2:4])
        if 1 <= (day - 60 if day > 60 else day) <= 31 and 1 <= month <= 12:
            yield Cpr(digits, _fits_modulus_11(digits))


def _fits_modulus_11(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0
