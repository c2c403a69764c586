"""Case numbers in the patterns that a municipality uses. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

USUAL = (
    r"\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}(?:-\d+){0,2}",
    r"\d{2}/\d{3,6}",
    r"(?:19|20)\d{2}-\d{5,6}",
)
"""KLE with a facet ("01.02.05-P16-12-15"), "15/7111", "2015-12345". A KLE number without a facet looks like a date."""


def found_in(text: str, patterns: Sequence[str] = USUAL) -> Iterator[str]:
    """Yield the case numbers in a text, each in its place and once. A pattern is a regular expression."""
    whole = "|".join(f"(?:{one})" for one in patterns)
    seen = set[str]()
    for found in re.finditer(rf"(?<![\w/.-])(?:{whole})(?![\w/]|[.-]\d)", text):
        if found.group() not in seen:
            seen.add(found.group())
            yield found.group()


def tidied(text: str, patterns: Sequence[str] = USUAL) -> str:
    """Return the one case number that somebody wrote with a label or a title around it; else the text itself."""
    numbers = list(found_in(text, patterns))
    return numbers[0] if len(numbers) == 1 else text


def recognised(text: str, patterns: Sequence[str] = USUAL) -> bool:
    return list(found_in(text, patterns)) == [text]
