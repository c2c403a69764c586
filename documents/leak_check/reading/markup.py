"""XML read by expat as it comes: no tree, no entities, no address is followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias
from xml.parsers import expat

from documents.leak_check.reading.pieces import Unreadable, broken

Attributes: TypeAlias = Mapping[str, str]

SPOKEN = {
    "alt", "author", "caption", "creator", "date", "descr", "description", "display", "display-name", "displayname",
    "error", "errortitle", "href", "initials", "label", "location", "name", "prompt", "prompttitle", "string-value",
    "subject", "target", "text", "title", "tooltip", "userid",
}  # fmt: skip
"""Attributes that hold words somebody wrote. Others hold sizes and ids, which can look like CPR numbers."""
NAMED = {"alias", "tag", "statustext", "helptext", "docvar", "default", "listentry", "listitem", "result"}
"""Elements whose text stands in an attribute."""


class Handler:
    """Told what stands in the XML, by local names. Override what is of interest."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def feed(xml: bytes, handler: Handler) -> None:
    """Tell the handler what stands in the XML; Unreadable if it is not well-formed or declares entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, found: handler.start(
        local(name), {local(key): value for key, value in found.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(local(name))
    parser.CharacterDataHandler = handler.text
    parser.CommentHandler = handler.text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Unreadable(broken()) from error


def local(name: str) -> str:
    """Return the name without its namespace prefix."""
    return name.rpartition(":")[2]


def spoken(name: str, attributes: Attributes) -> Iterator[str]:
    """Yield the attributes that hold words."""
    for key, value in attributes.items():
        if value and (key.lower() in SPOKEN or name.lower() in NAMED):
            yield value


class _Everything(Handler):
    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self.found += ["\n", *(f"{value}\n" for value in attributes.values())]

    def end(self, name: str) -> None:
        self.found.append("\n")

    def text(self, data: str) -> None:
        self.found.append(data)


def all_text(xml: bytes) -> str:
    """Return all text and all attributes of the XML, a line for each element."""
    handler = _Everything()
    feed(xml, handler)
    return "".join(handler.found)


def _refuse(*_args: object) -> None:
    raise Unreadable(broken())
