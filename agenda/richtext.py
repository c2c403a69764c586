"""The stored rich text: a small subset of HTML, always in one canonical form. Pure functions.

The subset is p, br, h3, h4, ul, ol, li, strong, em, a[href], blockquote, table, thead, tbody, tr,
th[scope, colspan, rowspan], td[colspan, rowspan] and caption. What it does not know keeps its text: b and i
become strong and em, h1 and h2 become h3, h5 and h6 become h4, any other block becomes a paragraph, and
blocks inside a point or a cell become lines of it. Word's list paragraphs become lists. Links are http, https or
mailto; of another link the text is left. nh3 removes what could do harm before the text is taken apart, and the
result is written anew from `agenda.blocks`, so nothing but the subset can be in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import TypeAlias, TypeVar

import nh3

from agenda import blocks as b
from agenda.characters import NBSP, tidy
from agenda.tagsoup import bare_lines, is_overwhelming, tamed
from agenda.wordlists import with_lists

_FORMATS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_HEADINGS = {"h1": 3, "h2": 3, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_TABLE_PARTS = {"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption"}
_BLOCKS = {
    "p", "div", "pre", "hr", "dl", "dt", "dd", "section", "article", "header", "footer", "main", "aside",
    "nav", "address", "figure", "figcaption", "center", "details", "summary", "fieldset", "legend", "form", "option",
}  # fmt: skip
_TAGS = {"br", "a", "ul", "ol", "li", "blockquote", *_FORMATS, *_HEADINGS, *_TABLE_PARTS, *_BLOCKS}
_VOID = {"br", "hr"}
_ATTRIBUTES = {"a": {"href"}, "th": {"scope", "colspan", "rowspan"}, "td": {"colspan", "rowspan"}}

_HREF = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)

_F = TypeVar("_F", bound="_Frame")
_Closer: TypeAlias = Callable[[], object]


def clean(html: str) -> str:
    """Return `html` as the canonical subset; "" if it holds no text. `clean(clean(x)) == clean(x)`."""
    return to_html(parse(html))


def parse(html: str) -> tuple[b.Block, ...]:
    """Return the blocks of any HTML, sanitised. Loose text becomes a paragraph."""
    html = tamed(with_lists(html.encode("utf-8", "replace").decode()))
    if is_overwhelming(html):
        return tuple(block for line in bare_lines(html) for block in b.paragraphs([b.Run(tidy(line))]))
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    builder = _Builder()
    builder.feed(safe)
    builder.close()
    return builder.blocks()


def to_html(blocks: Iterable[b.Block]) -> str:
    """Return canonical blocks as HTML without white space between the tags."""
    return "".join(map(_block_html, blocks))


def plain_text(html: str) -> str:
    """Return the text alone, for searching and checking: a line for each paragraph, point and cell."""
    return "\n".join(filter(None, map(b.plain, b.texts(parse(html)))))


def link_target(href: str) -> str:
    """Return an address that may stand in a link, or "" if it may not."""
    href = tidy(href).strip().replace(" ", "%20").replace(NBSP, "%C2%A0")
    return href if _HREF.fullmatch(href) else ""


def _block_html(block: b.Block) -> str:
    match block:
        case b.Paragraph(inline):
            return f"<p>{_inline_html(inline)}</p>"
        case b.Heading(level, inline):
            return f"<h{level}>{_inline_html(inline)}</h{level}>"
        case b.List(ordered, items):
            name = "ol" if ordered else "ul"
            return f"<{name}>{''.join(map(_item_html, items))}</{name}>"
        case b.Quote(blocks):
            return f"<blockquote>{to_html(blocks)}</blockquote>"
        case b.Table():
            return _table_html(block)


def _item_html(item: b.Item) -> str:
    return f"<li>{_inline_html(item.inline)}{to_html(item.lists)}</li>"


def _table_html(table: b.Table) -> str:
    caption = f"<caption>{_inline_html(table.caption)}</caption>" if table.caption else ""
    parts = (("thead", table.head), ("tbody", table.body))
    rows = (f"<{name}>{''.join(map(_row_html, rows))}</{name}>" for name, rows in parts if rows)
    return f"<table>{caption}{''.join(rows)}</table>"


def _row_html(row: b.Row) -> str:
    return f"<tr>{''.join(map(_cell_html, row))}</tr>"


def _cell_html(cell: b.Cell) -> str:
    name = "th" if cell.header else "td"
    scope = f' scope="{cell.scope}"' if cell.scope else ""
    spans = (("colspan", cell.colspan), ("rowspan", cell.rowspan))
    attributes = scope + "".join(f' {key}="{span}"' for key, span in spans if span > 1)
    return f"<{name}{attributes}>{_inline_html(cell.inline)}</{name}>"


def _inline_html(inline: b.Inline) -> str:
    """Nest links outside strong outside em, each as far as it reaches."""
    return "".join(
        _tagged("a", _strong_html(runs), href) if href else _strong_html(runs)
        for href, runs in groupby(inline, lambda run: run.href)
    )


def _strong_html(runs: Iterable[b.Run]) -> str:
    groups = ((strong, _em_html(group)) for strong, group in groupby(runs, lambda run: run.strong))
    return "".join(_tagged("strong", html) if strong else html for strong, html in groups)


def _em_html(runs: Iterable[b.Run]) -> str:
    return "".join(_tagged("em", _text_html(run.text)) if run.em else _text_html(run.text) for run in runs)


def _tagged(name: str, html: str, href: str = "") -> str:
    attribute = f' href="{escape(href)}"' if href else ""
    return f"<{name}{attribute}>{html}</{name}>"


def _text_html(text: str) -> str:
    """U+0338 would melt into a ">" before it as soon as somebody composes the whole HTML."""
    return escape(text, quote=False).replace("\u0338", "&#824;").replace("\n", "<br>")


# HTML to blocks: each open container is a frame, which knows what text and the end of a block mean in it.


class _Frame:
    """A container that is open. `runs` is the text waiting for the end of its block."""

    def __init__(self) -> None:
        self.runs: list[b.Run] = []

    def boundary(self) -> None:
        """Inside points and cells the end of a block is a line break."""
        self.runs.append(b.BREAK)


class _Flow(_Frame):
    """The text as a whole, or a quotation."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[b.Block] = []

    def boundary(self, level: int = 0) -> None:
        if level:
            line = b.flat_line(self.runs)
            self.blocks += [b.Heading(level, line)] if line else []
        else:
            self.blocks += b.paragraphs(self.runs)
        self.runs = []

    def add(self, *blocks: b.Block) -> None:
        self.boundary()
        self.blocks += blocks


class _List(_Frame):
    def __init__(self, ordered: bool) -> None:
        super().__init__()
        self.ordered = ordered
        self.items: list[b.Item] = []

    def boundary(self) -> None:
        """Text that stands in a list without a point becomes one."""
        b.add_point(self.items, b.flat(self.runs), ())
        self.runs = []

    def add(self, *lists: b.List) -> None:
        """A list that stands in a list without a point belongs to the point before it."""
        self.boundary()
        last = self.items.pop() if self.items else b.Item(())
        b.add_point(self.items, last.inline, (*last.lists, *lists))

    def block(self) -> b.List:
        self.boundary()
        return b.List(self.ordered, tuple(self.items))


class _Item(_Frame):
    """A point. Text after a list in it goes to the end of that list, so that the reading order stays."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: b.Inline = ()
        self.lists: list[b.List] = []

    def add(self, *lists: b.List) -> None:
        self.settle()
        self.lists += [one for one in lists if one.items]

    def settle(self) -> None:
        text, self.runs = b.flat(self.runs), []
        if text and self.lists:
            self.lists.append(_with_tail(self.lists.pop(), text))
        elif text:
            self.inline = text


class _Table(_Frame):
    def __init__(self) -> None:
        super().__init__()
        self.in_head = False
        self.caption: list[b.Run] = []
        self.head: list[list[b.Cell]] = []
        self.body: list[list[b.Cell]] = []

    def start_row(self) -> None:
        (self.head if self.in_head else self.body).append([])

    def add(self, cell: b.Cell) -> None:
        rows = self.head if self.in_head else self.body
        if not rows:
            rows.append([])
        rows[-1].append(cell)

    def parts(self) -> Iterator[b.Table | b.Paragraph]:
        return b.table([*self.caption, *self.runs], map(tuple, self.head), map(tuple, self.body))


def _with_tail(one: b.List, text: b.Inline) -> b.List:
    """Return the list with `text` as a new line of its very last point."""
    *items, last = one.items
    if last.lists:
        last = b.Item(last.inline, (*last.lists[:-1], _with_tail(last.lists[-1], text)))
    else:
        last = b.Item(b.flat((*_draft(last.inline), b.BREAK, *_draft(text))), last.lists)
    return b.List(one.ordered, (*items, last))


def _draft(inline: b.Inline) -> Iterator[b.Run]:
    """Yield canonical runs with their line breaks as runs again."""
    for run in inline:
        for place, line in enumerate(run.text.split("\n")):
            if place:
                yield b.BREAK
            yield b.Run(line, run.strong, run.em, run.href)


class _Builder(HTMLParser):
    """Takes well-formed HTML from nh3. Each start tag leaves what its end tag has to do."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Flow()
        self.frames: list[_Frame] = [self.root]
        self.closers: list[_Closer] = []
        self.counts = {"strong": 0, "em": 0}
        self.hrefs = [""]

    def blocks(self) -> tuple[b.Block, ...]:
        self.root.boundary()
        return b.joined(self.root.blocks)

    def handle_data(self, data: str) -> None:
        run = b.Run(tidy(data), self.counts["strong"] > 0, self.counts["em"] > 0, self.hrefs[-1])
        self.frames[-1].runs.append(run)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        closer = self._open(tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID:
            self.closers.append(closer)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self.closers:
            self.closers.pop()()

    def _open(self, tag: str, attrs: dict[str, str]) -> _Closer:
        if tag == "br":
            self.frames[-1].runs.append(b.BREAK)
            return lambda: None
        if tag in _FORMATS:
            return self._open_format(_FORMATS[tag])
        if tag == "a":
            self.hrefs.append(link_target(attrs.get("href", "")))
            return self.hrefs.pop
        return self._open_block(tag, attrs)

    def _open_format(self, name: str) -> _Closer:
        self.counts[name] += 1

        def close() -> None:
            self.counts[name] -= 1

        return close

    def _open_block(self, tag: str, attrs: dict[str, str]) -> _Closer:
        """Open a container where it may stand; anywhere else, and for other blocks, only part the text."""
        frame = self.frames[-1]
        if isinstance(frame, _Table):
            return self._open_table_part(frame, tag, attrs)
        if tag in ("ul", "ol") and isinstance(frame, (_Flow, _List, _Item)) and self._may_nest():
            return self._push(_List(tag == "ol"), lambda one: frame.add(one.block()))
        if tag == "li" and isinstance(frame, _List):
            frame.boundary()
            return self._push(_Item(), lambda one: _close_item(frame, one))
        if isinstance(frame, _Flow):
            return self._open_in_flow(frame, tag)
        frame.boundary()
        return frame.boundary

    def _open_in_flow(self, frame: _Flow, tag: str) -> _Closer:
        frame.boundary()
        if tag == "blockquote" and self._may_nest():
            return self._push(_Flow(), lambda one: _close_quote(frame, one))
        if tag == "table":
            return self._push(_Table(), lambda one: frame.add(*one.parts()))
        level = _HEADINGS.get(tag, 0)
        return lambda: frame.boundary(level)

    def _open_table_part(self, table: _Table, tag: str, attrs: dict[str, str]) -> _Closer:
        if tag == "tr":
            table.start_row()
        elif tag in ("thead", "tbody", "tfoot"):
            table.in_head = tag == "thead" and not table.body
        elif tag == "caption":
            return self._push(_Frame(), lambda one: table.caption.extend([*one.runs, b.BREAK]))
        elif tag in ("td", "th"):
            return self._push(_Frame(), lambda one: table.add(_cell(one, tag, attrs)))
        return lambda: None

    def _push(self, frame: _F, close: Callable[[_F], object]) -> _Closer:
        self.frames.append(frame)

        def closer() -> None:
            self.frames.pop()
            close(frame)

        return closer

    def _may_nest(self) -> bool:
        nested = [frame for frame in self.frames[1:] if isinstance(frame, (_Flow, _List))]
        return len(nested) < b.MAX_DEPTH


def _close_item(frame: _List, item: _Item) -> None:
    item.settle()
    b.add_point(frame.items, item.inline, item.lists)


def _close_quote(frame: _Flow, quote: _Flow) -> None:
    quote.boundary()
    blocks = b.joined(quote.blocks)
    if blocks:
        frame.add(b.Quote(blocks))


def _cell(frame: _Frame, tag: str, attrs: dict[str, str]) -> b.Cell:
    return b.cell(
        frame.runs,
        header=tag == "th",
        scope=attrs.get("scope", "").lower(),
        colspan=_span(attrs.get("colspan", "")),
        rowspan=_span(attrs.get("rowspan", "")),
    )


def _span(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 5 else 1
