"""Workbooks (xlsx): the cells of each sheet, also of those that are hidden."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.leak_check.reading.markup import Attributes, Handler, feed
from documents.leak_check.reading.pieces import Passage

_WORKBOOK = "xl/workbook.xml"


@dataclass
class _Names(Handler):
    """The workbook's own list: sheets with their state, and names given to cells."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), hidden))
        elif name == "definedName":
            self.defined.append(attributes.get("name", "") + "\n")

    def text(self, data: str) -> None:
        self.defined.append(data + "\n")


@dataclass
class _Relations(Handler):
    targets: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


@dataclass
class _Strings(Handler):
    """The texts that all sheets share, each joined over its runs."""

    found: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.found.append("")

    def text(self, data: str) -> None:
        if self.found:
            self.found[-1] += data


@dataclass
class _Formats(Handler):
    """Which cell styles fill up with zeros to ten digits, as one shows numbers that begin with a zero."""

    codes: dict[str, str] = field(default_factory=dict)
    padded: list[bool] = field(default_factory=list)
    inside: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            code = self.codes.get(attributes.get("numFmtId", ""), "")
            self.padded.append(re.sub(r"[^0#]", "", code) == "0" * 10)

    def end(self, name: str) -> None:
        self.inside = self.inside and name != "cellXfs"


class _Cells(Handler):
    """The cells of one sheet; what stands in hidden rows and columns by itself."""

    def __init__(self, strings: list[str], padded: list[bool]) -> None:
        self.strings, self.padded = strings, padded
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.columns: list[tuple[int, int]] = []
        self.row_hidden = self.cell_hidden = self.shared = self.pads = False
        self.inside: list[str] = []
        self.value = ""

    def start(self, name: str, attributes: Attributes) -> None:
        self.inside.append(name)
        if name == "col" and attributes.get("hidden") in ("1", "true"):
            self.columns.append((int(attributes.get("min", 0)), int(attributes.get("max", 0))))
        elif name == "row":
            self.row_hidden = attributes.get("hidden") in ("1", "true")
        elif name == "c":
            self._start_cell(attributes)

    def _start_cell(self, attributes: Attributes) -> None:
        self.value = ""
        self.shared = attributes.get("t") == "s"
        style = attributes.get("s", "")
        self.pads = style.isdecimal() and int(style) < len(self.padded) and self.padded[int(style)]
        column = _column(attributes.get("r", ""))
        self.cell_hidden = self.row_hidden or any(low <= column <= high for low, high in self.columns)

    def end(self, name: str) -> None:
        if self.inside:
            self.inside.pop()
        if name == "v" and self.shared:
            self.value = self._of_shared(self.value.strip())
        elif name == "v" and self.pads:
            self.value = self.value.zfill(10)
        if name in ("c", "f") or (name not in ("t", "r", "v", "is") and self.value):
            self._settle()

    def _settle(self) -> None:
        (self.hidden if self.cell_hidden else self.shown).append(self.value + "\n")
        self.value = ""

    def _of_shared(self, number: str) -> str:
        return self.strings[int(number)] if number.isdecimal() and int(number) < len(self.strings) else ""

    def text(self, data: str) -> None:
        self.value += data


class Workbook:
    """The members of a workbook that must be read together."""

    def __init__(self, read: Callable[[str], bytes], names: Collection[str]) -> None:
        self.read, self.names = read, names

    def pieces(self) -> Iterator[Passage]:
        """Yield each sheet's name and cells, and the names of cells."""
        book, relations = _Names(), _Relations()
        strings, formats = _Strings(), _Formats()
        self._feed(_WORKBOOK, book)
        self._feed("xl/_rels/workbook.xml.rels", relations)
        self._feed("xl/sharedStrings.xml", strings)
        self._feed("xl/styles.xml", formats)
        yield Passage("".join(book.defined), _("navn på celler"))
        for title, key, hidden in book.sheets:
            cells = _Cells(strings.found, formats.padded)
            target = posixpath.normpath(posixpath.join("/xl", relations.targets.get(key, "")))
            self._feed(target.lstrip("/"), cells)
            yield from _sheet(title, hidden, cells)

    def _feed(self, name: str, handler: Handler) -> None:
        if name in self.names:
            feed(self.read(name), handler)


def _sheet(title: str, hidden: bool, cells: _Cells) -> Iterator[Passage]:
    part = _("skjult ark »%(title)s«") if hidden else _("ark »%(title)s«")
    yield Passage(title, _("navn på ark"))
    yield Passage("".join(cells.shown), part % {"title": title})
    yield Passage("".join(cells.hidden), _("skjult række eller kolonne i ark »%(title)s«") % {"title": title})


def _column(reference: str) -> int:
    """Return 3 for "C7"."""
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
