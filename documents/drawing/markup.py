"""Rich text as a small tree: parsed from the stored HTML subset, shaped by the drawers, written back escaped.

What is not in the subset is dropped here, whatever a value holds: scripts, images, styles and addresses that
are not links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

import nh3
from django.utils.html import escape

INLINE = {"strong", "em", "a", "br"}
BLOCKS = {"p", "h3", "h4", "ul", "ol", "li", "blockquote"}
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
RENAMED = {"b": "strong", "i": "em"}
ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto", "tel"}

Child: TypeAlias = "Node | str"


@dataclass
class Node:
    """One element; its children are elements and plain text."""

    tag: str
    children: list[Child] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(map(text_of, self.children))

    def nodes(self, *tags: str) -> Iterator[Node]:
        """Yield the child elements, or those with one of the tags."""
        for child in self.children:
            if isinstance(child, Node) and (not tags or child.tag in tags):
                yield child


def text_of(child: Child) -> str:
    return child if isinstance(child, str) else child.text


def is_visible(child: Child) -> bool:
    return bool(text_of(child).strip())


def parse(html: str) -> list[Child]:
    """Return the subset's elements and text in `html`; text without markup comes back as it is."""
    allowed = INLINE | BLOCKS | TABLE | set(RENAMED)
    reader = _Reader()
    reader.feed(nh3.clean(html, tags=allowed, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None))
    reader.close()
    return reader.open[0].children


def write(child: Child) -> str:
    """Return the HTML of a tree, every text and attribute escaped."""
    if isinstance(child, str):
        return escape(child)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in child.attributes.items())
    if child.tag == "br":
        return "<br>"
    return f"<{child.tag}{attributes}>{''.join(map(write, child.children))}</{child.tag}>"


class _Reader(HTMLParser):
    """Build the tree of what nh3 lets through, which is well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("root")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(RENAMED.get(tag, tag), attributes={name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag != "br":
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag != "br" and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
