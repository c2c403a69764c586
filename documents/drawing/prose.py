"""Rich text as HTML to be read, on paper and on the page.

The blocks of `agenda.richtext` stand as a person wrote them; here no heading level is skipped, and a link holds
bare text, as PDF/UA demands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from agenda import blocks as b
from agenda.richtext import parse, to_html

SECTION = 3


def prose(html: str, table: Callable[[b.Table], str], level: int = SECTION) -> SafeString:
    """Return rich text with its uppermost headings at `level` and its tables as `table` writes them.

    Of whatever `html` holds, only the stored subset is left; "" if nothing is to be seen.
    """
    return mark_safe(_Writer(table, level).write(parse(html)))  # noqa: S308 (to_html escapes every text)


def running_text(inline: b.Inline) -> str:
    """Return text without a block around it, as HTML."""
    bare = (b.Run(run.text.replace("\n", " "), href=run.href) if run.href else run for run in inline)
    return to_html([b.Paragraph(tuple(bare))]).removeprefix("<p>").removesuffix("</p>")


@dataclass
class _Writer:
    """`is_below` says whether an h3 has come: only then may an h4 stand a level deeper."""

    table: Callable[[b.Table], str]
    level: int
    is_below: bool = False

    def write(self, blocks: Iterable[b.Block]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: b.Block) -> str:
        match block:
            case b.Paragraph(inline):
                return f"<p>{running_text(inline)}</p>"
            case b.Heading(level, inline):
                name = f"h{self.level + (level > SECTION and self.is_below)}"
                self.is_below = self.is_below or level == SECTION
                return f"<{name}>{running_text(inline)}</{name}>"
            case b.List(ordered, items):
                name = "ol" if ordered else "ul"
                points = (f"<li>{running_text(one.inline)}{self.write(one.lists)}</li>" for one in items)
                return f"<{name}>{''.join(points)}</{name}>"
            case b.Quote(blocks):
                return f"<blockquote>{self.write(blocks)}</blockquote>"
            case b.Table():
                return self.table(block)
