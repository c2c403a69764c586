"""Rich text made fit for tagged paper.

The stored subset stands as a person wrote it; on paper it must also satisfy PDF/UA: no heading level is
skipped, a link holds bare text, a list holds nothing but points, and a table's rows are equally wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.safestring import SafeString, mark_safe

from documents.drawing.markup import INLINE, Child, Node, is_visible, parse, write
from documents.drawing.tables import even_table

SECTION = 3


def prose(html: str, level: int = SECTION) -> SafeString:
    """Return rich text as HTML for paper, its uppermost headings at `level`; "" if nothing is to be seen.

    Text without any markup becomes one paragraph.
    """
    blocks = list(_blocks(parse(html)))
    _level_headings(blocks, level)
    return mark_safe("".join(map(write, blocks)))  # noqa: S308 (write escapes every text)


def _blocks(children: Iterable[Child]) -> Iterator[Node]:
    """Yield the blocks that have something to show; loose text between blocks becomes paragraphs."""
    loose: list[Child] = []
    for child in children:
        if _is_inline(child):
            loose.append(child)
            continue
        yield from _paragraph(loose)
        loose = []
        if isinstance(child, Node) and is_visible(child):
            yield from _block(child)
    yield from _paragraph(loose)


def _is_inline(child: Child) -> bool:
    """Bold around whole lists or headings is no running text: what is inside keeps its shape."""
    return isinstance(child, str) or (child.tag in INLINE and all(map(_is_inline, child.children)))


def _paragraph(children: list[Child], tag: str = "p") -> Iterator[Node]:
    if any(map(is_visible, children)):
        yield Node(tag, _inline(children))


def _block(node: Node) -> Iterator[Node]:
    if node.tag in ("ul", "ol"):
        yield Node(node.tag, list(_points(node)))
    elif node.tag == "table":
        yield from even_table(node, lambda children: list(_flow(children)))
    elif node.tag == "blockquote":
        yield Node(node.tag, list(_blocks(node.children)))
    elif node.tag in ("p", "h3", "h4"):
        yield from _paragraph(node.children, node.tag)
    else:
        yield from _blocks(node.children)


def _points(node: Node) -> Iterator[Node]:
    """Yield a list's points; anything else in the list belongs to the point before it."""
    last: Node | None = None
    for child in filter(is_visible, node.children):
        if isinstance(child, Node) and child.tag == "li":
            if last:
                yield last
            last = Node("li", list(_flow(child.children)))
        else:
            last = last or Node("li")
            last.children += _flow([child])
    if last:
        yield last


def _flow(children: Iterable[Child]) -> Iterator[Child]:
    """Yield blocks, the first paragraph without its <p>: it stands beside the number, or fills the cell."""
    for index, block in enumerate(_blocks(children)):
        if index == 0 and block.tag == "p":
            yield from block.children
        else:
            yield block


def _inline(children: Iterable[Child]) -> list[Child]:
    """Return running text: links hold bare text, and a link without an address is text."""
    found: list[Child] = []
    for child in children:
        if isinstance(child, str):
            found.append(child)
        elif child.tag == "a":
            found.append(_link(child))
        elif child.tag in INLINE:
            found.append(Node(child.tag, _inline(child.children)))
        else:
            found += _inline(child.children)
    return found


def _link(node: Node) -> Child:
    address = node.attributes.get("href", "")
    outward = ":" in address
    return Node("a", [node.text], {"href": address}) if outward and is_visible(node) else node.text


def _level_headings(blocks: list[Node], level: int) -> None:
    """Let h3 stand at `level`, and h4 below it where an h3 has come before; otherwise beside it."""
    below = False
    for node in _headings(blocks):
        deeper = node.tag == "h4" and below
        below = below or node.tag == "h3"
        node.tag = f"h{level + deeper}"


def _headings(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.tag in ("h3", "h4"):
            yield node
        else:
            yield from _headings(node.nodes())
