"""The pieces of a Word document put where they belong in a proposal, by headings, labels, cells and controls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from agenda.case_numbers import USUAL, found_in, tidied
from agenda.characters import plain_line
from agenda.recommending import lines as recommendation_lines
from agenda.richtext import clean
from documents.content import ItemKind
from documents.markup.lines import opens_proposal, proposal
from documents.proposal_form import HINTS, LINES, LONGEST_NAME, Part, is_form_heading, part_called
from documents.reading.proposals.pieces import Control, Paragraph, Piece, Table, html_of, paragraphs_in
from documents.reading.proposals.result import Proposal
from documents.reading.recommendations import read_recommendations

_LABELLED = re.compile(rf"(?P<name>[^:\t]{{1,{LONGEST_NAME}}})(?::|\t)\s*(?P<rest>.*)", re.DOTALL)
_BILAG_NUMBER = re.compile(
    r"(?:bilag\s*)?(?:nr\.?\s*)?\d{1,2}(?:\.\d{1,2})?\s*[.:)–-]*\s+|[-–•*]\s+", re.IGNORECASE
)
_NONE = {"ingen", "ingen bilag", "nej", "-", "–", "intet"}
_HINTS = {plain_line(hint) for hint in HINTS.values()}
"""What the empty template says, dropped where it still stands."""


@dataclass
class _Places:
    """What has been put where so far. `current` is the part that unlabelled text belongs to."""

    parts: dict[Part, list[Piece]] = field(default_factory=lambda: {part: [] for part in Part})
    loose: list[Piece] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    current: Part | None = None

    def take(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            match piece:
                case Control():
                    self._control(piece)
                case Table():
                    self._table(piece)
                case Paragraph():
                    self._paragraph(piece)

    def put(self, part: Part, pieces: Sequence[Piece]) -> None:
        """A part of one line takes the first text there is; a second one has no place."""
        filled = [one for one in paragraphs_in(pieces) if one.text and one.text not in _HINTS]
        if part in LINES and filled:
            rest = filled if self.parts[part] else filled[1:]
            self.unplaced += [one.text for one in rest]
            self.parts[part] = self.parts[part] or [filled[0]]
        elif filled:
            self.parts[part] += [
                one for one in pieces if not (isinstance(one, Paragraph) and one.text in _HINTS)
            ]

    def _control(self, control: Control) -> None:
        part = part_called(control.name)
        if part is None:
            self.take(control.pieces)
        else:
            self.put(part, control.pieces)

    # Tables: rows of a name and what it stands for, or data of the text

    def _table(self, table: Table) -> None:
        if self._is_form(table):
            for row in table.rows:
                self._form_row([(cell.text, cell.pieces) for cell in row])
        else:
            self._add(table)

    def _is_form(self, table: Table) -> bool:
        """In the middle of a text one cell called "Afdeling" makes no form of a table of figures."""
        named = sum(part_called(cell.text) is not None for row in table.rows for cell in row[:1])
        in_text = self.current in (Part.BACKGROUND, Part.RECOMMENDATIONS)
        return named >= 2 and named * 2 > len(table.rows) if in_text else named > 0

    def _form_row(self, cells: list[tuple[str, tuple[Piece, ...]]]) -> None:
        if len(cells) == 1:
            self.take(cells[0][1])
            return
        while cells:
            name, *cells = cells
            part = part_called(name[0])
            if part is not None and cells and part_called(cells[0][0]) is None:
                value, *cells = cells
                self.put(part, value[1])
            elif part is not None:
                self.current = part
            else:
                value_text = " ".join(text for text, _pieces in cells if text)
                self._say(
                    f"{name[0].rstrip(':')}: {value_text}"
                    if value_text and name[0]
                    else name[0] or value_text
                )
                return

    # Paragraphs

    def _paragraph(self, one: Paragraph) -> None:
        if not one.text or one.text in _HINTS:
            return
        if self._opens_part(one) or self._names_part(one):
            return
        if one.heading or one.titled:
            self._heading(one)
        elif self.current is not Part.RECOMMENDATIONS and _opens_recommendations(one):
            self.current = Part.RECOMMENDATIONS
            self.put(Part.RECOMMENDATIONS, [one])
        else:
            self._add(one)

    def _opens_part(self, one: Paragraph) -> bool:
        """Whether it is the name of a part and nothing else; below it stands the part."""
        part = None if one.list_id else part_called(one.text)
        if part is Part.BACKGROUND and self.parts[part] and one.heading:
            self.parts[part].append(one)  # one after another: "Resumé", "Sagsfremstilling"
        if part is not None:
            self.current = part
        return part is not None

    def _names_part(self, one: Paragraph) -> bool:
        """Whether it is a name and, after a colon, what it stands for: "Sagsnr.: 26/4711"."""
        found = None if one.list_id else _LABELLED.fullmatch(one.text)
        part = part_called(found["name"]) if found else None
        if found is None or part is None or not found["rest"] or self._is_running_text(part):
            return False
        rest = found["rest"]
        self.put(part, [Paragraph(rest, rest)] if part in LINES else [_without_name(one, rest)])
        self.current = None if part in LINES else part
        return True

    def _is_running_text(self, part: Part) -> bool:
        """In the middle of the background "Afdeling: Kultur" says nothing of the proposal, but a case number may."""
        return (
            self.current is Part.BACKGROUND
            and part in LINES
            and (part is not Part.CASE or bool(self.parts[part]))
        )

    def _heading(self, one: Paragraph) -> None:
        """A heading of the author's own: the first may be the title, and the others part the background."""
        if is_form_heading(one.text):
            return
        if not (self.headings or self.parts[Part.TITLE] or self.parts[Part.BACKGROUND] or self.current):
            self.headings.append(one.text)
            return
        self.current = Part.BACKGROUND
        self._add(one if one.heading else Paragraph(one.text, one.html, heading=2))

    def _add(self, piece: Piece) -> None:
        if self.current is None:
            self.loose.append(piece)
        elif self.current in LINES and self.parts[self.current]:
            self.current = None
            self.loose.append(piece)
        else:
            self.put(self.current, [piece])

    def _say(self, text: str) -> None:
        if text:
            self.unplaced.append(text)


def placed(body: Sequence[Piece], head: Sequence[Piece], patterns: Sequence[str] = USUAL) -> Proposal:
    """Return the proposal that the pieces make; what the page head names is asked where the body says nothing."""
    places, above = _Places(), _Places()
    places.take(body)
    above.take(head)
    _settle_loose(places)
    parts = places.parts
    recommended = read_recommendations(list(_lines(parts[Part.RECOMMENDATIONS])))
    points, leftovers = recommended.points, recommended.leftovers
    if not points:
        points, leftovers = leftovers, []
    title = _line(parts[Part.TITLE]) or next(iter(places.headings), "")
    return Proposal(
        title=title,
        case_number=_case_number(_line(parts[Part.CASE]) or _line(above.parts[Part.CASE]), patterns),
        proposer=_line(parts[Part.PROPOSER]) or recommended.proposer or _line(above.parts[Part.PROPOSER]),
        kind=_kind(_line(parts[Part.KIND])),
        closed=_closed(_line(parts[Part.CLOSED])),
        background=clean(html_of(parts[Part.BACKGROUND])),
        recommendations=tuple(recommendation_lines("\n".join(points))),
        bilag=tuple(_bilag(parts[Part.BILAG])),
        unplaced=(*places.unplaced, *leftovers, *(one for one in places.headings if one != title)),
    )


def _settle_loose(places: _Places) -> None:
    """What stands under no name: a first line is the title where there is none, the rest the background."""
    loose, parts = places.loose, places.parts
    first = loose[0] if loose else None
    if (
        not parts[Part.TITLE]
        and not places.headings
        and isinstance(first, Paragraph)
        and _may_be_title(first)
    ):
        parts[Part.TITLE], loose = [first], loose[1:]
    if not parts[Part.BACKGROUND]:
        parts[Part.BACKGROUND] = loose
    else:
        places.unplaced += [one.text for one in paragraphs_in(loose) if one.text]


def _may_be_title(one: Paragraph) -> bool:
    return (
        len(one.text) <= 200
        and not one.list_id
        and not one.text.endswith(".")
        and not is_form_heading(one.text)
    )


def _opens_recommendations(one: Paragraph) -> bool:
    """ "Det indstilles, at …" and "X indstiller,": in the middle of a text, not every sentence with the word in it."""
    if one.list_id:
        return False
    found = proposal(one.text)
    return opens_proposal(one.text) is not None or (found is not None and found.rest.startswith("at "))


def _without_name(one: Paragraph, rest: str) -> Paragraph:
    """The paragraph without its name; formats are lost where the name cannot be cut off its HTML."""
    name = one.text[: len(one.text) - len(rest)]
    cut = one.html.find(rest[:20])
    is_plain = one.html.startswith(name.rstrip()[:10]) and cut >= 0
    return Paragraph(rest, one.html[cut:] if is_plain else rest)


def _lines(pieces: Iterable[Piece]) -> Iterator[str]:
    """The paragraphs as lines of a printed text, with their numbers, parted by empty lines."""
    number = 0
    for one in paragraphs_in(pieces):
        number = number + 1 if one.list_id and one.level == 1 else 0 if not one.list_id else number
        mark = "" if not one.list_id else f"{number}. " if one.ordered and one.level == 1 else "• "
        for line in one.lines:
            yield f"{mark}{line}"
            mark = ""
        yield ""


def _line(pieces: Sequence[Piece]) -> str:
    return next((one.text for one in paragraphs_in(pieces) if one.text), "")


def _case_number(text: str, patterns: Sequence[str]) -> str:
    return next(found_in(text, patterns), "") or tidied(text, patterns)


def _kind(text: str) -> str:
    """The kind that is named, if it is one alone: the template's own line names all three."""
    stems = {ItemKind.DECISION: "beslut", ItemKind.DISCUSSION: "drøft", ItemKind.ORIENTATION: "orient"}
    found = [kind for kind, stem in stems.items() if stem in text.casefold()]
    return found[0] if len(found) == 1 else ""


def _closed(text: str) -> bool | None:
    word = text.casefold().strip(" .")
    if re.match(r"luk|ja|fortrolig|ikke[- ]offentlig", word) and "åb" not in word:
        return True
    if re.match(r"åb|nej|offentlig|ikke (?:luk|fortrolig)", word) and "luk" not in word.removeprefix(
        "ikke luk"
    ):
        return False
    return None


def _bilag(pieces: Iterable[Piece]) -> Iterator[str]:
    for one in paragraphs_in(pieces):
        name = _BILAG_NUMBER.sub("", one.text, count=1) if _BILAG_NUMBER.match(one.text) else one.text
        if name and name.casefold().rstrip(".") not in _NONE:
            yield name
