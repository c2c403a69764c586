"""A meeting document as plain text, laid out like the referater that municipalities publish.

`documents.reading.text` reads it back to an equal document. Rich text is written in the markup of
`documents.markup`, and every other line that could be taken for something else gets a backslash in front.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from agenda.richtext import parse
from documents.content import Bilag, ClosedStub, Closure, Entry, ItemSection, MeetingDocument, Presence
from documents.markup import blocks as markup
from documents.markup import facts, lines
from documents.markup.lines import SECTION_NAMES, Mark, Section
from people.danish import when

PRESENCE_NAMES = {
    Presence.PRESENT: "Deltagere",
    Presence.DEPUTY: "Stedfortrædere",
    Presence.GUEST: "Gæster",
    Presence.APOLOGIES: "Afbud",
    Presence.ABSENT: "Fraværende",
}


def draw_text(document: MeetingDocument) -> str:
    """Return the document as text: paragraphs with a blank line between them, and a line break at the end.

    A document without items cannot be read back, for nothing in it tells that it is complete.
    """
    paragraphs = [*_preamble(document)]
    for entry in document.entries:
        paragraphs += _entry(entry, document)
    return "\n\n".join(paragraphs) + "\n"


def _preamble(document: MeetingDocument) -> Iterator[str]:
    yield document.heading
    held = when(document.date, document.start).capitalize()
    yield f"Mødedato {held}" if document.start else f"Mødedato {held} {lines.NO_START}"
    yield f"Mødested {_value(document.place) or lines.NO_PLACE}"
    if document.municipality:
        yield f"Kommune: {_value(document.municipality)}"
    yield from _edition(document)
    for presence, attendees in groupby(document.attendance, lambda one: one.presence):
        yield PRESENCE_NAMES[presence]
        yield "\n".join(f"- {one.who}" for one in attendees)


def _edition(document: MeetingDocument) -> Iterator[str]:
    """What tells this paper from others of the same meeting."""
    if document.adds_to:
        yield f"Tillæg til dagsordenen af {document.adds_to:%d-%m-%Y}"
    if document.version is not None:
        yield f"Udgave {document.version}"
    if document.changes:
        yield f"Ændret: {_value(document.changes)}"
    if document.order:
        yield f"Rækkefølge på mødet: {', '.join(map(str, document.order))}"


def _value(text: str) -> str:
    """Return the text after a label, which may not begin like a part of the label."""
    return "\\" + text if text.startswith(("\\", "(", ":")) else text


def _entry(entry: Entry, document: MeetingDocument) -> Iterator[str]:
    is_preliminary = isinstance(entry, ItemSection) and entry.preliminary
    yield f"Punkt {entry.number}{' (foreløbig)' if is_preliminary else ''}: {entry.title}".rstrip()
    yield from _marks(entry)
    if isinstance(entry, ItemSection):
        said = [*facts.write(entry), *(f"{lines.RECUSED}: {name}" for name in entry.recused)]
        yield from ["\n".join(said)] if said else []
    if entry.withdrawn:
        yield Mark.WITHDRAWN.value
    if entry.case_number is not None:
        is_plain = lines.is_case_number(entry.case_number)
        yield entry.case_number if is_plain else lines.CASE_LABEL + entry.case_number
    if isinstance(entry, ClosedStub):
        yield from _rich(document.decision_heading, entry.public_decision)
    else:
        yield from _content(entry, document)


def _marks(entry: Entry) -> Iterator[str]:
    """An item without text, or with a title that says "Lukket", is closed unless it says that it is open."""
    if isinstance(entry, ClosedStub):
        yield Mark.STUB.value
    elif entry.closed:
        yield Mark.CLOSED.value
        yield "\n".join(_closure(entry.closed))
    elif lines.looks_closed(entry.title) or not (entry.has_text or lines.is_other_business(entry.title)):
        yield Mark.OPEN.value


def _closure(closure: Closure) -> Iterator[str]:
    yield f"{lines.PUBLIC_TITLE}: {closure.public_title}".rstrip()
    if closure.legal_ground:
        yield f"{lines.LEGAL_GROUND}: {closure.legal_ground}"
    if closure.shows_case_number:
        yield f"{lines.SHOWS_CASE_NUMBER}: ja"


def _content(item: ItemSection, document: MeetingDocument) -> Iterator[str]:
    yield from _bilag(item, Section.BILAG, [one for one in item.bilag if not one.closed])
    yield from _bilag(item, Section.CLOSED_BILAG, [one for one in item.bilag if one.closed])
    yield from _rich(_name(Section.BACKGROUND), item.background, bare_headings=True)
    yield from _proposal(item)
    yield from _rich(document.decision_heading, item.decision)
    yield from _outcomes(item)
    for dissent in item.dissents:
        yield from _titled(f"SÆRSTANDPUNKT FRA {dissent.who}", dissent.text)
    for correction in item.corrections:
        yield from _titled(f"RETTELSE DEN {correction.day:%d-%m-%Y}", correction.text)
    if item.closed:
        yield from _rich(_name(Section.PUBLIC_DECISION), item.closed.public_decision)


def _bilag(item: ItemSection, section: Section, bilag: list[Bilag]) -> Iterator[str]:
    if bilag:
        yield _name(section)
    for one in bilag:
        yield "\\" + one.title if _needs_escape(one.title, item.title) else one.title


def _needs_escape(bilag_title: str, item_title: str) -> bool:
    return (
        bilag_title.startswith("\\")
        or lines.key(bilag_title) == lines.key(item_title)
        or lines.looks_like_prose(bilag_title)
        or lines.is_no_bilag(bilag_title)
        or markup.is_structure(bilag_title)
    )


def _proposal(item: ItemSection) -> Iterator[str]:
    if not (item.proposer or item.recommendations):
        return
    yield _name(Section.PROPOSAL)
    line = f"{item.proposer} indstiller," if item.proposer else "Det indstilles,"
    is_ambiguous = (
        line.startswith("\\") or lines.is_heading(line) or lines.recommended_point(line) is not None
    )
    yield "\\" + line if is_ambiguous else line
    if item.recommendations:
        yield "\n".join(f"{number}. {text}" for number, text in enumerate(item.recommendations, 1))


def _outcomes(item: ItemSection) -> Iterator[str]:
    said = [
        f"{f'{number}. ' if item.recommendations else ''}{facts.OUTCOME_WORDS[outcome]}"
        for number, outcome in enumerate(item.outcomes, 1)
        if outcome
    ]
    if said:
        yield _name(Section.OUTCOMES)
        yield "\n".join(said)


def _titled(heading: str, html: str) -> Iterator[str]:
    yield heading
    if html:
        yield "\n".join(markup.write(parse(html)))


def _rich(heading: str, html: str, *, bare_headings: bool = False) -> Iterator[str]:
    if html:
        yield heading
        yield "\n".join(markup.write(parse(html), bare_headings=bare_headings))


def _name(section: Section) -> str:
    return SECTION_NAMES[section][0]
