"""The XML of text documents and presentations: text joined over its runs, and what of it does not show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from documents.leak_check.reading.markup import Attributes, Handler, feed, spoken
from documents.leak_check.reading.pieces import Passage

_BREAKS = {
    "p", "h", "br", "cr", "tab", "tc", "tr", "c", "row", "si", "comment", "table-cell", "table-row", "line-break",
    "s", "annotation", "footnote", "endnote", "txbxContent", "property", "creator", "title", "subject", "keywords",
    "description", "lastModifiedBy", "category", "contentStatus", "lpstr", "Company", "Manager", "Template",
    "user-defined", "initial-creator", "keyword", "definedName", "v", "cm", "author", "text",
}  # fmt: skip
_DELETED = {"del", "moveFrom", "deletion"}
_ADDED = {"ins", "moveTo"}
_NOTES = {"annotation"}
_OFF = {"0", "false", "none"}


class _Prose(Handler):
    """Collects what shows, what is hidden, both of them read on, and what stood there before tracked changes."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.before: list[str] = []
        self.hidden: list[str] = []
        self.both: list[str] = []
        self.notes: list[str] = []
        self.beside: list[str] = []
        self.deleted = self.added = self.noted = 0
        self.vanish = self.changed = False

    def start(self, name: str, attributes: Attributes) -> None:
        self.deleted += name in _DELETED
        self.added += name in _ADDED
        self.noted += name in _NOTES
        self.changed = self.changed or name in _DELETED
        if name == "r":
            self.vanish = False
        elif name in ("vanish", "webHidden", "specVanish"):
            self.vanish = attributes.get("val", "1") not in _OFF
        self.beside += [f"{value}\n" for value in spoken(name, attributes)]
        if name == "noBreakHyphen":
            self.text("-")

    def end(self, name: str) -> None:
        self.deleted -= name in _DELETED
        self.added -= name in _ADDED
        self.noted -= name in _NOTES
        if name == "r":
            self.vanish = False
        if name in _BREAKS:
            for one in (self.shown, self.before, self.both, self.notes):
                one.append("\n")
            self.hidden += ["\n"] if self.hidden else []

    def text(self, data: str) -> None:
        if self.noted:
            self.notes.append(data)
            return
        if not self.added:
            self.before.append(data)
        if not self.deleted:
            self.both.append(data)
            (self.hidden if self.vanish else self.shown).append(data)


def office_xml(name: str, data: bytes) -> Iterator[Passage]:
    """Yield the texts of one XML member of an office file; Unreadable if it is not XML."""
    prose = _Prose()
    feed(data, prose)
    yield Passage("".join(prose.hidden), _("skjult tekst"))
    yield Passage("".join(prose.notes), _("kommentar"))
    yield Passage("".join(prose.beside), _beside(name), rest=name == "xl/workbook.xml")
    part = part_of(name)
    yield Passage("".join(prose.shown), part or _("skjulte data i filen"), rest=not part)
    if prose.hidden:
        yield Passage("".join(prose.both), _("skjult tekst"), rest=True)
    if prose.changed:
        yield Passage("".join(prose.before), _("sporet ændring"), rest=True)


def part_of(name: str) -> str:
    """Return what the secretary calls a member of an office file, "" if she never meets it."""
    path = PurePosixPath(name)
    if path.parent.name == "docProps" or path.name == "meta.xml":
        return _("metadata")
    known = (part for start, part in _parts().items() if path.name.lower().startswith(start))
    return next(known, "")


def _parts() -> dict[str, str]:
    return {
        "document": _("teksten"),
        "content": _("teksten"),
        "comments": _("kommentar"),
        "threadedcomment": _("kommentar"),
        "person": _("kommentar"),
        "header": _("sidehoved"),
        "footer": _("sidefod"),
        "footnotes": _("fodnote"),
        "endnotes": _("slutnote"),
        "slide": _("dias"),
        "notesslide": _("noter til dias"),
        "styles": _("sidehoved"),
        "item": _("brugerdefinerede data"),
    }


def _beside(name: str) -> str:
    """In a list of relations attributes are addresses, elsewhere names and descriptions."""
    return _("adressen i et link") if name.endswith(".rels") else _("navn eller beskrivelse i filen")
