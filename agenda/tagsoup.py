"""Keeps HTML that would take minutes away from the HTML parser. `agenda.richtext` reads the rest.

A parser takes time in proportion to tags × depth, and more than that over rows of "&" and "<".
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

# What the parser is given at most; about a second of work.
_MAX_WORK = 2_000_000
_MAX_SIGNS = 200_000

_TAG = re.compile(r"<(/?)([a-z][^\s/<>]*)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_NOTE = re.compile(r"<[!?][^<>]*>")
_CODE_START = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_CODE_END = re.compile(r"</(?:script|style)\s*>", re.IGNORECASE)
# Inside these HTML has other rules; only their text is of use here.
_FOREIGN = re.compile(
    r"</?(?:select|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext|template|svg|math|object|applet"
    r"|marquee|button|frameset)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG_IN_TAG = re.compile(r"<[a-z/][^<>]*<", re.IGNORECASE)
# Tags that HTML closes by itself, so that a row of them is no nesting.
_SELF_CLOSING = {
    "p", "li", "tr", "td", "th", "dt", "dd", "br", "hr", "img", "option", "thead", "tbody", "tfoot", "col",
    "colgroup", "caption", "input", "meta", "link",
}  # fmt: skip


def tamed(html: str) -> str:
    """Return `html` without comments, scripts and styles, and without tags that change how HTML is read."""
    return _FOREIGN.sub(" ", _NOTE.sub(" ", _without_code(_without_comments(html))))


def is_overwhelming(html: str) -> bool:
    """Return whether tamed `html` would keep a parser busy for more than about a second."""
    return html.count("&") + html.count("<") > _MAX_SIGNS or _work(html) > _MAX_WORK


def bare_lines(html: str) -> list[str]:
    """Return the text between the tags, for HTML that is overwhelming."""
    return unescape(_ANY_TAG.sub("\n", html)).split("\n")


def _without_comments(html: str) -> str:
    head, *rest = html.split("<!--")
    return head + " ".join(part.partition("-->")[2] for part in rest)


def _without_code(html: str) -> str:
    head, *rest = _CODE_START.split(html)
    return head + " ".join(" ".join(_CODE_END.split(part, maxsplit=1)[1:]) for part in rest)


def _work(html: str) -> int:
    """Return tags × the depth they can reach at most."""
    trusted = not _TAG_IN_TAG.search(html)
    still_open: Counter[str] = Counter()
    tags = depth = deepest = 0
    for tags, tag in enumerate(_TAG.finditer(html), 1):  # noqa: B007
        name = tag[2].lower()
        step = 0 if name in _SELF_CLOSING else 1 if not tag[1] else -(trusted and still_open[name] > 0)
        still_open[name] += step
        depth += step
        deepest = max(deepest, depth)
    return tags * deepest
