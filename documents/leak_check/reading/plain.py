"""Text in its many wrappings, and the words that can be picked out of files nobody can read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
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
_TAG = re.compile(r"<[/!?]?(?P<name>\w{0,20})[^<>]{0,5000}>")
_INLINE = {"a", "abbr", "b", "em", "font", "i", "mark", "span", "strong", "sub", "sup", "tspan", "u", "wbr"}
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
    """Yield text, and what stands in tags and comments, of a web page or a drawing in SVG.

    No parser is asked: pages made to be slow to parse are not slow here, and what is written wrongly is read too.
    """
    budget.spend(len(content))
    page = decoded(content)
    tags = [found[0] for found in _TAG.finditer(page) if " " in found[0]]
    yield Passage(unescape(_TAG.sub(_tag_sign, page)), _("teksten"))
    yield Passage(unescape("\n".join(tags)), _("link, beskrivelse eller kommentar"))


def _tag_sign(found: re.Match[str]) -> str:
    return "" if found["name"].lower() in _INLINE else "\n"


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
    yield Passage(
        "\n".join(f"{name}: {value}" for name, value in message.items()),
        _("mailens emne, afsender eller modtagere"),
    )
    for part in message.walk():
        if isinstance(part, EmailMessage) and not part.is_multipart():
            body = part.get_payload(decode=True)
            suffix = {"text/html": ".html", "text/plain": ".txt"}.get(part.get_content_type(), "")
            if isinstance(body, bytes) and body:
                yield Embedded(body, part.get_filename() or _("mailens tekst") + suffix)


def loose_words(content: bytes, budget: Budget) -> Passage:
    """Return what looks like words in a file that is no text: names, descriptions, old formats' running text."""
    budget.spend(len(content))
    latin = [run.decode("cp1252", "replace") for run in _LATIN.findall(content)]
    latin += [run.decode("utf-8", "ignore") for run in _LATIN.findall(content)]
    wide = [run.decode("utf-16-le", "replace") for run in _WIDE.findall(content)]
    return Passage("\n".join(latin + wide), _("metadata eller skjulte data"))
