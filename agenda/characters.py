"""What a text may be made of, letter by letter. Pure functions.

Text is NFC. Every kind of white space and every control character is an ordinary space, except the
non-breaking space, which rich text keeps ("§ 17"). Letters that cannot be seen (zero-width spaces, soft
hyphens, direction marks) go, so that searching, comparing and drawing agree on what a text says.
"""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"

_SPACES = re.compile("[\x00-\x20\x7f-\x9f\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_IMPOSSIBLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_MARKS = "".join(char for char in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(char))
# UAX #15 (Stream-Safe Text Format): 30 marks on a letter at most. Longer rows take quadratic time to order.
_TOO_MANY_MARKS = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")


def tidy(text: str) -> str:
    """Return `text` in NFC with each stretch of white space as one space; U+00A0 stays. Idempotent."""
    text = _IMPOSSIBLE.sub("\ufffd", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", compose(text))


def compose(text: str) -> str:
    """Return `text` in NFC, with at most 30 combining marks in a row."""
    if text.isascii():
        return text
    if _TOO_MANY_MARKS.search(text):
        text = _TOO_MANY_MARKS.sub(r"\1", text)
    composed = unicodedata.normalize("NFC", text)
    return _TOO_MANY_MARKS.sub(r"\1", composed) if len(composed) > len(text) else composed


def plain_line(text: str) -> str:
    """Return `text` as one line (titles and the like): tidy, trimmed, U+00A0 as a space. Idempotent."""
    return _SPACES.sub(" ", tidy(text).replace(NBSP, " ")).strip(" ")


def plain_lines(text: str) -> str:
    """Return `text` as lines, each as `plain_line` has it, without empty ones before and after. Idempotent."""
    return "\n".join(plain_line(line) for line in text.splitlines()).strip()
