"""The text of a paragraph with its formats and links, as it reads once all tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from agenda.richtext import link_target
from documents.reading.proposals.elements import (
    MATH,
    MC,
    R_ID,
    Element,
    W,
    find,
    is_empty_control,
    is_on,
    name_of,
    value,
)
from documents.reading.proposals.pieces import Left, LeftOut

_STRONG, _EMPHASIS = {"strong", "stærk"}, {"emphasis", "fremhæv"}
_GONE = {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr"}
_CHANGED = {"ins", "del", "moveFrom", "moveTo"}
_SIGNS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_COUNTED = {
    "object": Left.EMBEDDED, "footnoteReference": Left.FOOTNOTE, "endnoteReference": Left.FOOTNOTE,
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    text: str
    bold: bool = False
    leaning: bool = False
    href: str = ""

    @property
    def html(self) -> str:
        html = escape(self.text).replace("\n", "<br>")
        html = f"<em>{html}</em>" if self.leaning else html
        html = f"<strong>{html}</strong>" if self.bold else html
        return f'<a href="{escape(self.href)}">{html}</a>' if self.href else html


class Runs:
    """Reads the runs of one part of the document. `left` counts what is not read."""

    def __init__(self, styles: Mapping[str, Any], part: Any, left: LeftOut) -> None:
        self.styles, self.part, self.left = styles, part, left

    def of(self, parent: Element, href: str = "") -> Iterator[Run]:
        """Yield the runs inside an element, in links, insertions and controls too."""
        for child in parent:
            name = name_of(child)
            self.left[Left.TRACKED] += name in _CHANGED
            if name == "r":
                yield from self._run(child, href)
            elif str(child.tag).startswith(MATH):
                self.left[Left.PICTURE] += 1
            elif self._is_read(child, name):
                yield from self.of(child, self._target(child) if name == "hyperlink" else href)

    def _is_read(self, child: Element, name: str) -> bool:
        return name not in _GONE and not (name == "sdt" and is_empty_control(child)) and len(child) > 0

    def _target(self, link: Element) -> str:
        """Where a link leads, if it is to a page or an address of mail; one within the document leads nowhere."""
        key = link.get(R_ID)
        if not key or key not in self.part.rels or not self.part.rels[key].is_external:
            return ""
        target = link_target(str(self.part.rels[key].target_ref))
        self.left[Left.LINK] += not target
        return target

    def _run(self, run: Element, href: str) -> Iterator[Run]:
        text = "".join(self._words(run))
        if is_on(find(run, "rPr/vanish")):
            self.left[Left.HIDDEN] += bool(text.strip())
        elif text:
            style = self.styles.get(value(run, "rPr/rStyle"))
            called = (style.name or "").casefold() if style is not None else ""
            bold = is_on(find(run, "rPr/b")) or called in _STRONG
            yield Run(text, bold, is_on(find(run, "rPr/i")) or called in _EMPHASIS, href)

    def _words(self, run: Element) -> Iterator[str]:
        for child in run:
            name = name_of(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name in _COUNTED:
                self.left[_COUNTED[name]] += 1
            elif name in ("drawing", "pict") or child.tag == f"{MC}AlternateContent":
                is_box = any(True for _one in child.iter(f"{W}txbxContent"))
                self.left[Left.TEXT_BOX if is_box else Left.PICTURE] += 1
