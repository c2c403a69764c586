"""A meeting document as a web page: the value, with addresses and facts about files laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import ClassVar, Protocol, TypeAlias
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.blocks import Table
from agenda.filetypes.judging import SUFFIXES
from agenda.richtext import to_html
from documents.content import Bilag, ClosedStub, ItemSection, Kind, MeetingDocument, Presence
from documents.drawing import sentences
from documents.drawing.prose import prose

FILE_WORDS = {
    "pdf": ("PDF", "file-pdf"),
    **dict.fromkeys(("doc", "docx"), ("Word", "file-word")),
    **dict.fromkeys(("xls", "xlsx"), ("Excel", "file-excel")),
    **dict.fromkeys(("ppt", "pptx"), ("PowerPoint", "file")),
    **dict.fromkeys(("odt", "ods", "odp"), ("OpenDocument", "document")),
    "rtf": ("RTF", "document"),
    "txt": (gettext_lazy("Tekst"), "document"),
    "csv": ("CSV", "file-excel"),
    "png": ("PNG", "file-image"),
    "jpg": ("JPEG", "file-image"),
    "gif": ("GIF", "file-image"),
    "tif": ("TIFF", "file-image"),
    "webp": ("WebP", "file-image"),
}
PRESENCE_WORDS = {
    Presence.PRESENT: gettext_lazy("Deltagere"),
    Presence.DEPUTY: gettext_lazy("Stedfortrædere"),
    Presence.GUEST: gettext_lazy("Gæster"),
    Presence.APOLOGIES: gettext_lazy("Afbud"),
    Presence.ABSENT: gettext_lazy("Fraværende"),
}


class StoredFile(Protocol):
    """What the page has to know of a file: `agenda.Attachment` has it."""

    content_type: str
    size: int


class Issued(Protocol):
    """What the page has to know of an issued paper: `documents.models.IssuedDocument` has it."""

    kind: str
    version: int
    issued_at: datetime


@dataclass(frozen=True)
class BilagLine:
    """One bilag as a line of the list; without a file there is no `url`."""

    label: str
    title: str
    closed: bool
    url: str = ""
    word: str = ""
    icon: str = "document"
    size: int = 0


@dataclass(frozen=True)
class Resumed:
    """The item of a later meeting that goes on with one."""

    number: int
    day: date
    url: str


@dataclass(frozen=True)
class Beside:
    """What stands beside the value, by the key of an item, as far as the reader may read it: why the item was
    withdrawn, the address of the one it goes on with, and those that go on with it."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    resumed: Mapping[str, tuple[Resumed, ...]] = field(default_factory=dict)


NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class ItemPart:
    """An item shown in full. `recommendations` are texts, each with what became of it; `outcome` is that of an item
    without any, where the decision does not say it in words."""

    entry: ItemSection
    url: str
    background: SafeString
    decision: SafeString
    bilag: tuple[BilagLine, ...]
    about: tuple[str, ...]
    recommendations: tuple[tuple[str, str], ...]
    came_and_went: tuple[str, ...]
    outcome: str
    dissents: tuple[tuple[str, SafeString], ...]
    corrections: tuple[tuple[date, SafeString], ...]
    withdrawal_reason: str
    origin: str
    resumed: tuple[Resumed, ...]
    template: ClassVar[str] = "documents/_item.html"

    @property
    def closed(self) -> bool:
        return self.entry.closed is not None

    @property
    def is_decided(self) -> bool:
        """Whether there is anything to say under "Beslutning"."""
        return bool(self.came_and_went or self.outcome or self.entry.decision or self.dissents)

    @property
    def window_title(self) -> str:
        """What a browser keeps in its history: of a closed item the public title, whoever reads it."""
        return self.entry.closed.public_title if self.entry.closed else self.entry.title

    @property
    def anchor(self) -> str:
        return f"item-{self.entry.number}"


@dataclass(frozen=True)
class StubPart:
    """An item as those see it who may not read it."""

    entry: ClosedStub
    url: str
    decision: SafeString
    template: ClassVar[str] = "documents/_stub.html"

    @property
    def closed(self) -> bool:
        return self.entry.is_closed

    @property
    def window_title(self) -> str:
        return self.entry.public_title

    @property
    def anchor(self) -> str:
        return f"item-{self.entry.number}"


Part: TypeAlias = ItemPart | StubPart


@dataclass(frozen=True)
class Neighbourhood:
    """One part and the two beside it."""

    part: Part
    previous: Part | None
    next: Part | None


@dataclass(frozen=True)
class Download:
    words: str
    url: str


def parts(
    document: MeetingDocument,
    meeting_id: int,
    files: Mapping[str, StoredFile],
    beside: Beside = NOTHING_BESIDE,
) -> tuple[Part, ...]:
    """Return the parts of the page in order; `files` holds the bilag that have a file, by their key."""
    return tuple(
        _stub(entry, meeting_id) if isinstance(entry, ClosedStub) else _item(entry, meeting_id, files, beside)
        for entry in document.entries
    )


def around(found: Sequence[Part], key: str) -> Neighbourhood | None:
    """Return the part with that key between its neighbours; None if it is not there."""
    padded = [None, *found, None]
    for previous, part, following in zip(padded, found, padded[2:], strict=False):
        if part.entry.key == key:
            return Neighbourhood(part, previous, following)
    return None


def downloads(meeting_id: int, issued: Sequence[Issued], *, edits: bool) -> list[Download]:
    """Return a link for each paper that has been issued, the minutes first; as Word files for those who edit."""
    kinds = {one.kind for one in issued}
    minutes = Download(_("Hent referat (PDF)"), reverse("minutes_pdf", args=[meeting_id]))
    agenda = Download(_("Hent dagsorden (PDF)"), reverse("agenda_pdf", args=[meeting_id]))
    found = [one for kind, one in ((Kind.MINUTES, minutes), (Kind.AGENDA, agenda)) if kind in kinds]
    for one in (one for one in issued if one.kind == Kind.SUPPLEMENT):
        words = _("Hent tillægsdagsorden af %(day)s (PDF)") % {"day": f"{localdate(one.issued_at):%d-%m-%Y}"}
        found.append(Download(words, reverse("supplement_pdf", args=[meeting_id, one.version])))
    if edits and Kind.MINUTES in kinds:
        found.append(Download(_("Hent referat (Word)"), reverse("minutes_docx", args=[meeting_id])))
    elif edits and Kind.AGENDA in kinds:
        found.append(Download(_("Hent dagsorden (Word)"), reverse("agenda_docx", args=[meeting_id])))
    return found


def kind_word(document: MeetingDocument) -> str:
    return _("Referat") if document.kind is Kind.MINUTES else _("Dagsorden")


def attendance(document: MeetingDocument) -> list[tuple[str, list[str]]]:
    """Return ("Deltagere", [names]) and so on, leaving out what nobody was."""
    groups = [
        (str(word), [one.who for one in document.attendance if one.presence is presence])
        for presence, word in PRESENCE_WORDS.items()
    ]
    return [(word, names) for word, names in groups if names]


def rich(html: str, place: str) -> SafeString:
    """Return rich text for a page: its headings begin at h3, under the item's h2.

    Each table may be scrolled sideways on a narrow screen, with the keyboard too, and is named after its
    `place` ("punkt 3").
    """
    numbers = count(1)

    def region(table: Table) -> str:
        label = escape(_("Tabel %(number)d i %(place)s") % {"number": next(numbers), "place": place})
        opening = f'<div class="table-region" role="region" tabindex="0" aria-label="{label}">'
        return f"{opening}{to_html([table])}</div>"

    return prose(html, region)


def _item(entry: ItemSection, meeting_id: int, files: Mapping[str, StoredFile], beside: Beside) -> ItemPart:
    place = _("punkt %(number)d") % {"number": entry.number}
    decided = _("beslutningen til punkt %(number)d") % {"number": entry.number}
    became = dict(sentences.outcomes(entry))
    return ItemPart(
        entry=entry,
        url=_address(entry, meeting_id),
        background=rich(entry.background, place),
        decision=rich(entry.decision, decided),
        bilag=tuple(_bilag(entry, files)),
        about=tuple(filter(None, (sentences.plan(entry), sentences.guests(entry)))),
        recommendations=tuple(
            (text, became.get(number, "")) for number, text in enumerate(entry.recommendations, start=1)
        ),
        came_and_went=tuple(sentences.came_and_went(entry)),
        outcome="" if entry.recommendations or entry.decision else became.get(1, ""),
        dissents=tuple((one.who, rich(one.text, decided)) for one in entry.dissents),
        corrections=tuple((one.day, rich(one.text, decided)) for one in entry.corrections),
        withdrawal_reason=beside.reasons.get(entry.key, ""),
        origin=beside.origins.get(entry.key, ""),
        resumed=beside.resumed.get(entry.key, ()),
    )


def _stub(entry: ClosedStub, meeting_id: int) -> StubPart:
    place = _("beslutningen til punkt %(number)d") % {"number": entry.number}
    return StubPart(entry, _address(entry, meeting_id), rich(entry.public_decision, place))


def _address(entry: ItemSection | ClosedStub, meeting_id: int) -> str:
    return reverse("item", args=[meeting_id, UUID(entry.key)]) if entry.key else ""


def _bilag(entry: ItemSection, files: Mapping[str, StoredFile]) -> Iterator[BilagLine]:
    for label, one in entry.numbered_bilag():
        yield _line(label, one, files.get(one.key))


def _line(label: str, bilag: Bilag, file: StoredFile | None) -> BilagLine:
    if file is None:
        return BilagLine(label, bilag.title, bilag.closed)
    word, icon = file_word(file.content_type)
    url = reverse("attachment", args=[UUID(bilag.key)])
    return BilagLine(label, bilag.title, bilag.closed, url, word, icon, file.size)


def file_word(content_type: str) -> tuple[str, str]:
    """Return what a type of file is called, and its icon."""
    word, icon = FILE_WORDS.get(SUFFIXES.get(content_type, ""), (gettext_lazy("Fil"), "document"))
    return str(word), icon
