"""A meeting document drawn as a Word file, with real headings, lists, tables and a table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from itertools import chain
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor

from agenda import blocks as b
from agenda.richtext import parse
from documents.content import ClosedStub, Dissent, Entry, MeetingDocument
from documents.drawing.paper import Fact, PaperItem, paper
from documents.drawing.tables import even
from documents.drawing.word import (
    Lists,
    add_field,
    add_link,
    mark_left,
    packed,
    put_in_list,
    repeat_as_head,
    speak,
    writable,
)

INK, TINT = "1F3A4D", "EEF1F4"
ITEM, PART, SUB = 1, 2, 3
DECISION, QUOTE, BODY, ABOUT = "Beslutning", "Quote", "Normal", "Oplysninger"
LONGEST_PROPERTY = 255
LABEL_WIDTH = Cm(3.2)


def draw_docx(document: MeetingDocument, *, draft: bool = False) -> bytes:
    """Return the Word file; `draft` marks it "Kladde". The same document gives the same bytes."""
    drawer = _Drawer(document, draft=draft)
    drawer.draw()
    return packed(drawer.word)


class _Drawer:
    def __init__(self, document: MeetingDocument, *, draft: bool) -> None:
        self.document, self.paper = document, paper(document, draft=draft)
        self.word = docx.Document()
        self.lists = Lists(self.word)

    def draw(self) -> None:
        self._set_up()
        self._heading()
        if self.paper.has_contents:
            self._contents()
        for entry, item in zip(self.document.entries, self.paper.items, strict=True):
            self._item(entry, item)

    # The file as a whole

    def _set_up(self) -> None:
        speak(self.word, "da-DK")
        self._properties()
        _set_styles(self.word.styles)
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.6)
        self.word.styles["Header"].font.size = self.word.styles["Footer"].font.size = Pt(8.5)
        section.header.paragraphs[0].text = writable(self.paper.title)
        footer = section.footer.paragraphs[0]
        footer.add_run("Side ")
        add_field(footer, "PAGE", "1")
        footer.add_run(" af ")
        add_field(footer, "NUMPAGES", "1")

    def _properties(self) -> None:
        """What a file says of itself: never the title of an item."""
        known = self.word.core_properties
        known.title, known.subject, author = (
            writable(text)[:LONGEST_PROPERTY]
            for text in (self.paper.title, self.paper.subject, self.paper.author)
        )
        known.author = known.last_modified_by = author
        known.language, known.comments, known.keywords = "da-DK", "", ""
        known.created = known.modified = datetime.combine(self.document.date, self.document.start or time())
        known.revision = 1

    def _heading(self) -> None:
        if self.paper.municipality:
            self._plain(self.paper.municipality, ABOUT)
        self._plain(f"{self.paper.heading}{f' ({self.paper.mark})' if self.paper.mark else ''}", "Title")
        self._facts(self.paper.facts)

    def _contents(self) -> None:
        """The titles stand there already; Word works out the pages when the file is opened."""
        self._plain("Indholdsfortegnelse", "TOC Heading")
        titles = "\n".join(f"{one.label}: {one.contents_title}" for one in self.paper.items)
        add_field(self.word.add_paragraph(), 'TOC \\o "1-1" \\h \\z \\u', writable(titles), dirty=True)

    # One item

    def _item(self, entry: Entry, item: PaperItem) -> None:
        self._plain(f"{item.label}: {item.title}", f"Heading {ITEM}")
        about = [item.note, *item.about, f"Sagsnr. {item.case_number}" if item.case_number else ""]
        for line in filter(None, (*about, item.closed)):
            self._plain(line, ABOUT)
        self._facts(item.closure)
        if item.bilag:
            self._part("Bilag")
            lines = (f"{one.label} {one.title}{f' ({one.note})' if one.note else ''}" for one in item.bilag)
            self._points(lines, ordered=False)
        if isinstance(entry, ClosedStub):
            self._decision(item, entry.public_decision, ())
            return
        if item.background and item.background_heading:
            self._part(item.background_heading)
        self._blocks(parse(entry.background), BODY, PART)
        self._proposal(item)
        self._decision(item, entry.decision, entry.dissents)
        for statement, correction in zip(item.corrections, entry.corrections, strict=True):
            self._part(statement.heading)
            self._blocks(parse(correction.text), BODY, SUB)

    def _proposal(self, item: PaperItem) -> None:
        if item.proposal:
            self._part("INDSTILLING")
            self._plain(item.proposal)
            self._points(item.recommendations, ordered=True)

    def _decision(self, item: PaperItem, html: str, dissents: Sequence[Dissent]) -> None:
        if not (self.document.kind.is_of_minutes and item.is_decided):
            return
        self._part(self.paper.decision_heading)
        for line in (*item.came_and_went, *item.outcomes):
            self._plain(line, DECISION)
        self._blocks(parse(html), DECISION, SUB)
        for statement, dissent in zip(item.dissents, dissents, strict=True):
            self._plain(statement.heading, f"Heading {SUB}")
            self._blocks(parse(dissent.text), DECISION, SUB)

    def _part(self, words: str) -> None:
        self._plain(words, f"Heading {PART}")

    def _facts(self, facts: Iterable[Fact]) -> None:
        """Each label with its lines, which stand under one another."""
        for fact in facts:
            paragraph = self.word.add_paragraph(style=ABOUT)
            paragraph.paragraph_format.left_indent = LABEL_WIDTH
            paragraph.paragraph_format.first_line_indent = -LABEL_WIDTH
            paragraph.paragraph_format.tab_stops.add_tab_stop(LABEL_WIDTH)
            lines = fact.lines or tuple(b.plain(one) for one in _inlines(parse(fact.rich)))
            paragraph.add_run(writable(f"{fact.label}:\t")).bold = True
            paragraph.add_run(writable("\n".join(lines)))

    # Texts

    def _plain(self, text: str, style: str = BODY) -> Any:
        return self.word.add_paragraph(writable(text), style=style)

    def _points(self, texts: Iterable[str], *, ordered: bool) -> None:
        number = self.lists.start(ordered=ordered)
        for text in texts:
            put_in_list(self._plain(text, "List Paragraph"), number, 0)

    def _blocks(self, blocks: Sequence[b.Block], style: str, level: int) -> None:
        """Headings begin at `level`, and none is skipped."""
        is_below = False
        for block in blocks:
            match block:
                case b.Paragraph(inline):
                    self._inline(self.word.add_paragraph(style=style), inline)
                case b.Heading(depth, inline):
                    deeper = level + (depth > 3 and is_below)
                    is_below = is_below or depth == 3
                    self._inline(self.word.add_paragraph(style=f"Heading {deeper}"), inline)
                case b.List():
                    self._list(block, style, 0)
                case b.Quote(inner):
                    self._blocks(inner, QUOTE, level)
                case b.Table():
                    self._table(block)

    def _list(self, block: b.List, style: str, level: int) -> None:
        number = self.lists.start(ordered=block.ordered)
        for point in block.items:
            paragraph = self.word.add_paragraph(style="List Paragraph" if style == BODY else style)
            put_in_list(paragraph, number, level)
            self._inline(paragraph, point.inline)
            for below in point.lists:
                self._list(below, style, level + 1)

    def _inline(self, paragraph: Any, inline: b.Inline) -> None:
        for one in inline:
            run = add_link(paragraph, one.href) if one.href else paragraph.add_run()
            run.text = writable(one.text)
            run.bold, run.italic = one.strong or None, one.em or None

    def _table(self, table: b.Table) -> None:
        if table.caption:
            self._inline(self.word.add_paragraph(style="Caption"), table.caption)
        rows = even(table)
        drawn = self.word.add_table(len(rows.head) + len(rows.body), rows.width, style="Table Grid")
        cells, width = drawn._cells, rows.width
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(chain(rows.head, rows.body)):
            column = 0
            for cell in row:
                while (index, column) in taken:
                    column += 1
                last = (index + cell.rowspan - 1) * width + column + cell.colspan - 1
                taken |= {
                    (index + down, column + right)
                    for down in range(cell.rowspan)
                    for right in range(cell.colspan)
                }
                merged = cells[index * width + column]
                if last != index * width + column:
                    merged = merged.merge(cells[last])
                self._cell(merged.paragraphs[0], cell, is_head=index < len(rows.head))
        for row in drawn.rows[: len(rows.head)]:
            repeat_as_head(row)
        self.word.add_paragraph(style=ABOUT)

    def _cell(self, paragraph: Any, cell: b.Cell, *, is_head: bool) -> None:
        self._inline(paragraph, cell.inline)
        if is_head or cell.header:
            for run in paragraph.runs:
                run.bold = True


def _inlines(blocks: Iterable[b.Block]) -> Iterable[b.Inline]:
    """Yield the texts of blocks, one after another."""
    for block in blocks:
        match block:
            case b.Paragraph(inline) | b.Heading(_, inline):
                yield inline
            case b.List(_, items):
                for item in items:
                    yield item.inline
                    yield from _inlines(item.lists)
            case b.Quote(inner):
                yield from _inlines(inner)
            case b.Table(_, head, body):
                yield from (cell.inline for row in chain(head, body) for cell in row)


def _set_styles(styles: Any) -> None:
    ink = RGBColor.from_string(INK)
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 11)):
        font = styles[name].font
        font.name, font.size, font.color.rgb = "Calibri", Pt(size), ink
    about = styles.add_style(ABOUT, WD_STYLE_TYPE.PARAGRAPH)
    about.base_style, about.font.size = styles["Normal"], Pt(10)
    about.paragraph_format.space_after = Pt(2)
    decision = styles.add_style(DECISION, WD_STYLE_TYPE.PARAGRAPH)
    decision.base_style = styles["Normal"]
    mark_left(decision, INK, TINT)
