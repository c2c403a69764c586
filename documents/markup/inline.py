"""Formats and links inside a line of the text markup: `**strong**`, `__emphasis__`, `[text](address)`.

`**` and `__` switch a format on and off. Those that have no partner, touch a space on their inner side or are part
of a longer row ("______") are ordinary text, so that old documents keep what they wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from agenda import blocks as b
from agenda.characters import tidy
from agenda.richtext import link_target

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<row>\*++|_++)"
    r"|\[(?P<text>(?:[^\[\]\\]++|\\.)*+)\]\((?P<href>(?:[^\s()\\]++|\\.)++)\)",
    re.DOTALL,
)
_SPECIAL = re.compile(r"[\\\[\]]|[*_](?=[*_])|(?<=[*_])[*_]|^[*_]|[*_]$")
_STRONG, _EM = "**", "__"


@dataclass(slots=True)
class _Part:
    """A stretch of text, or a switch: then `switch` is True as long as it can be one."""

    text: str
    href: str = ""
    switch: bool = False
    opens: bool = False
    closes: bool = False


def write_inline(inline: b.Inline) -> str:
    """Return canonical runs in the markup; a line break is still "\\n"."""
    written: list[str] = []
    last = b.Run("")
    for href, group in groupby(inline, lambda run: run.href):
        runs = list(group)
        written += [_switches(last, runs[0]), "[" if href else ""]
        for before, run in zip([runs[0], *runs], runs, strict=False):
            written += [_switches(before, run), _SPECIAL.sub(r"\\\g<0>", run.text)]
        last = runs[-1]
        written.append(f"]({_escape_href(href)})" if href else "")
    return "".join([*written, _switches(last, b.Run(""))])


def read_runs(text: str) -> Iterator[b.Run]:
    """Yield the draft runs of text in the markup; "\\n" is a line break."""
    parts = list(_parts(text, ""))
    _pair(parts)
    strong = em = False
    for part in parts:
        if part.switch:
            strong, em = strong ^ (part.text == _STRONG), em ^ (part.text == _EM)
        else:
            yield from _lines(part, strong, em)


def _switches(before: b.Run, after: b.Run) -> str:
    """Return what switches from one format to the other, with strong outside emphasis."""
    strong = _STRONG if before.strong != after.strong else ""
    em = _EM if before.em != after.em else ""
    return em + strong if before.em else strong + em


def _escape_href(href: str) -> str:
    return re.sub(r"[\\()]", r"\\\g<0>", href)


def _lines(part: _Part, strong: bool, em: bool) -> Iterator[b.Run]:
    for place, line in enumerate(part.text.split("\n")):
        if place:
            yield b.BREAK
        yield b.Run(tidy(line), strong, em, part.href)


def _parts(text: str, href: str) -> Iterator[_Part]:
    end = 0
    for token in _TOKEN.finditer(text):
        yield _Part(text[end : token.start()], href)
        yield from _token_parts(token, text, href)
        end = token.end()
    yield _Part(text[end:], href)


def _token_parts(token: re.Match[str], text: str, href: str) -> Iterator[_Part]:
    if token["escaped"]:
        yield _Part(token["escaped"], href)
    elif row := token["row"]:
        before, after = text[token.start() - 1 : token.start()], text[token.end() : token.end() + 1]
        yield _Part(row, href, len(row) == 2, after not in (" ", "\n"), before not in (" ", "\n"))
    elif target := link_target(re.sub(r"\\(.)", r"\1", token["href"])):
        yield from _parts(token["text"], target)
    else:
        yield _Part("[", href)
        yield from _parts(token["text"], href)
        yield _Part(f"]({token['href']})", href)


def _pair(parts: Iterable[_Part]) -> None:
    """Leave `switch` on where two of a kind belong together."""
    waiting: dict[str, _Part] = {}
    for part in parts:
        if not part.switch:
            continue
        if part.text in waiting and part.closes:
            waiting.pop(part.text)
        elif part.text not in waiting and part.opens:
            waiting[part.text] = part
        else:
            part.switch = False
    for part in waiting.values():
        part.switch = False
