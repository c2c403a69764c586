"""Text in its many wrappings, and the words that can be picked out of files nobody can read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _

from documents.leak_check.reading.pieces import (
    Budget,
    Embedded,
    Passage,
    Piece,
    Trouble,
    Unreadable,
    broken,
    unknown,
)

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LATIN = re.compile(rb"[\x20-\x7e\xa0-\xff]{5,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){5,}")
_TAG = re.compile(r"<[^>]*>")
_RTF = re.compile(
    r"\\'(?P<hex>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,6})\??|\\(?P<word>[a-z]+)-?\d* ?|\\(?P<sign>[^a-z])|(?P<brace>[{}])"
)
_RTF_BREAKS = {"par", "line", "cell", "row", "tab", "sect", "page"}


def read_text(content: bytes, budget: Budget) -> Iterator[Piece]:
    """Yield the text; Unreadable if it is none."""
    budget.spend(len(content))
    text = decoded(content)
    if len(_CONTROL.findall(text[:100_000])) > 4:
        raise Unreadable(unknown())
    yield Passage(text, _("teksten"))


def decoded(content: bytes) -> str:
    """Return text as UTF-8 or UTF-16, or in Windows' own characters where it is neither."""
    mark = next((name for bom, name in _BOMS.items() if content.startswith(bom)), "utf-8")
    try:
        return content.decode(mark)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_html(content: bytes, budget: Budget) -> Iterator[Piece]:
    """Yield text, attributes and comments of a web page or a drawing in SVG."""
    budget.spend(len(content))
    page = _Page()
    page.feed(decoded(content))
    page.close()
    yield Passage("".join(page.shown), _("teksten"))
    yield Passage("\n".join(page.beside), _("linkmål, beskrivelse eller kommentar"))


class _Page(HTMLParser):
    _INLINE = {
        "a",
        "abbr",
        "b",
        "em",
        "font",
        "i",
        "mark",
        "span",
        "strong",
        "sub",
        "sup",
        "tspan",
        "u",
        "wbr",
    }

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.beside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.beside += [value for _name, value in attrs if value]
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.shown += [] if tag in self._INLINE else ["\n"]

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.beside.append(_TAG.sub("", data))


def read_json(content: bytes, budget: Budget) -> Iterator[Piece]:
    """Yield the values and keys; Unreadable if it is not JSON."""
    budget.spend(len(content))
    try:
        yield Passage("\n".join(_values(json.loads(decoded(content)))), _("teksten"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(broken()) from error


def _values(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        yield from thing
        thing = list(thing.values())
    if isinstance(thing, list):
        for one in thing:
            yield from _values(one)
    elif thing is not None:
        yield str(thing)


def read_rtf(content: bytes, budget: Budget) -> Iterator[Piece]:
    """Yield the text of Rich Text Format, with its metadata, hidden text and field codes in it."""
    budget.spend(len(content))
    text = _RTF.sub(_rtf_sign, content.decode("cp1252", "replace").replace("\r", "").replace("\n", ""))
    yield Passage(text, _("teksten"))
    if "\\pict" in content.decode("latin-1") or "\\object" in content.decode("latin-1"):
        yield Trouble(_("Filen indeholder billeder eller andre filer, som kontrollen ikke kan læse."))


def _rtf_sign(found: re.Match[str]) -> str:
    if found["hex"]:
        return bytes.fromhex(found["hex"]).decode("cp1252", "replace")
    if found["code"]:
        return chr(int(found["code"]) % 0x10000)
    if found["brace"]:
        return ""
    if found["sign"]:
        return {"~": " ", "_": "-", "-": "", "*": ""}.get(found["sign"], found["sign"])
    return "\n" if found["word"] in _RTF_BREAKS else ""


def read_mail(content: bytes, budget: Budget) -> Iterator[Piece]:
    """Yield headers, and bodies and attached files as files of their own."""
    budget.spend(len(content))
    message = message_from_bytes(content, policy=policy.default)
    yield Passage("\n".join(f"{name}: {value}" for name, value in message.items()), _("brevhoved"))
    for part in message.walk():
        if isinstance(part, EmailMessage) and not part.is_multipart():
            body = part.get_payload(decode=True)
            suffix = {"text/html": ".html", "text/plain": ".txt"}.get(part.get_content_type(), "")
            if isinstance(body, bytes) and body:
                yield Embedded(body, part.get_filename() or _("brevtekst") + suffix)


def loose_words(content: bytes, budget: Budget) -> Passage:
    """Return what looks like words in a file that is no text: names, descriptions, old formats' running text."""
    budget.spend(len(content))
    latin = [run.decode("cp1252", "replace") for run in _LATIN.findall(content)]
    latin += [run.decode("utf-8", "ignore") for run in _LATIN.findall(content)]
    wide = [run.decode("utf-16-le", "replace") for run in _WIDE.findall(content)]
    return Passage("\n".join(latin + wide), _("metadata eller skjulte data"))
