"""Text brought to one form, so that it can be found again however it was set, broken and encoded."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u034f\u061c\u202a-\u202e]")
_RING = re.compile(r"\s?\u02da")
_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011][^\S\n]{0,9}\n\s{0,99}(?=\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_SPELLED_OUT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_MARK = re.compile(r"^[A-ZÆØÅ][A-ZÆØÅ/.0-9]{0,11} [-–] (?=\S)")
_ID = re.compile(r"(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{24,})", re.IGNORECASE)


def folded(text: str) -> str:
    """Return the text composed, without case and without characters that do not show."""
    text = _RING.sub("\u030a", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def stream(text: str) -> str:
    """Return letters and digits alone, æ, ø and å spelled out as in addresses: what five words are compared as."""
    return _NOT_WORD.sub("", folded(text)).translate(_SPELLED_OUT)


def tokens(text: str) -> str:
    """Return the words in the same form, one space between and around them: what shorter texts are compared as."""
    return f" {_NOT_WORD.sub(' ', folded(text)).strip().translate(_SPELLED_OUT)} "


def rejoined(text: str) -> str:
    """Return the text with words put together again that were divided at the end of a line."""
    return _LINE_END_HYPHEN.sub("", text)


def bare_title(text: str) -> str:
    """Return a title without the forum's mark before it: "CF - Ny leder" becomes "Ny leder"."""
    return _MARK.sub("", text)


def count_words(text: str) -> int:
    """Return the number of words; "Skole & Fritid" has two."""
    return len(tokens(text).split())


def letters(text: str) -> int:
    """Return the number of letters."""
    return sum(map(str.isalpha, text))


def without_ids(text: str) -> str:
    """Return the text without the machine-made ids in metadata, whose digits mean nothing."""
    return _ID.sub(lambda found: found[0] if found[0].isdecimal() else " ", text)
