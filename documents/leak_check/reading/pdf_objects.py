"""All objects of a PDF but the marks on its pages: bookmarks, metadata, links, notes, fields, files."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias
from urllib.parse import unquote

import pikepdf
from django.utils.translation import gettext as _

from documents.leak_check.reading.markup import all_text
from documents.leak_check.reading.pieces import (
    MEMBER_BYTES,
    Budget,
    Embedded,
    Passage,
    Piece,
    Trouble,
    Unreadable,
    broken,
    too_large,
)

Id: TypeAlias = tuple[int, int]
_INSIDE: Id = (0, 0)
"""The id of what stands inside another object."""
_SCRIPTS = {"/JS", "/XFA"}
_STANDARD = 24
"""Names up to this length are the format's own words; longer ones may be somebody's."""


class Walk:
    """One walk through all objects."""

    def __init__(self, pdf: pikepdf.Pdf, budget: Budget) -> None:
        self.pdf = pdf
        self.budget = budget
        self.info: Id = _id(pdf.trailer.get("/Info"))
        self.page_of = dict(_pages_of(pdf))
        self.files: dict[Id, str] = {}
        self.words, self.rest = _words_by_key(), _("skjulte data i filen")

    def pieces(self) -> Iterator[Piece]:
        """Yield a passage for each string, and each file that is embedded."""
        streams = []
        for thing in [*self.pdf.objects, self.pdf.trailer]:
            yield from self._strings(thing, _id(thing), "")
            if isinstance(thing, pikepdf.Stream):
                streams.append(thing)
            elif _lacks_letters(thing):
                yield Trouble(_("Filen bruger en skrifttype, hvis bogstaver kontrollen ikke kan læse."))
        for stream in streams:
            try:
                yield from self._stream(stream)
            except (zlib.error, pikepdf.PdfError):
                yield Trouble(broken())

    def _strings(self, thing: Any, owner: Id, key: str, depth: int = 0) -> Iterator[Piece]:
        """Yield what stands directly in an object and in what is written inside it."""
        if depth > 100:
            raise Unreadable(too_large())
        if isinstance(thing, pikepdf.String | pikepdf.Name):
            yield from self._words(thing, owner, key)
        elif isinstance(thing, pikepdf.Array):
            for one in thing:
                yield from self._inner(one, owner, key, depth)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            self._note_file(thing)
            for name, one in thing.items():
                yield from self._name(name, owner)
                yield from self._inner(one, owner, _told(thing, name, key), depth)

    def _inner(self, thing: Any, owner: Id, key: str, depth: int) -> Iterator[Piece]:
        """An object that stands elsewhere is met there; a string is needed here, where its key tells what it is."""
        if not getattr(thing, "is_indirect", False):
            yield from self._strings(thing, owner, key, depth + 1)
        elif isinstance(thing, pikepdf.String):
            yield from self._words(thing, owner, key)
        elif isinstance(thing, pikepdf.Stream) and key in _SCRIPTS:
            yield Passage(_decoded(bounded(thing, self.budget)), _("script i filen"))

    def _words(self, thing: Any, owner: Id, key: str) -> Iterator[Piece]:
        if isinstance(thing, pikepdf.Name):
            yield from self._name(str(thing), owner)
            return
        text = str(thing)
        self.budget.spend(len(text))
        if text.strip():
            text = f"{text}\n{unquote(text)}" if "%" in text else text
            yield Passage(text, self._part(owner, key), rest=not key)

    def _name(self, name: str, owner: Id) -> Iterator[Piece]:
        if len(name) > _STANDARD:
            self.budget.spend(len(name))
            yield Passage(name, self._part(owner, ""))

    def _part(self, owner: Id, key: str) -> str:
        page = self.page_of.get(owner) if owner != _INSIDE else None
        where = _(" på side %(number)d") % {"number": page} if page else ""
        if self.info == owner != _INSIDE:
            return _("metadata: %(key)s") % {"key": key.lstrip("/")}
        return self.words.get(key, self.rest) + where

    def _note_file(self, thing: Any) -> None:
        if "/EF" in thing and isinstance(thing["/EF"], pikepdf.Dictionary):
            name = next((str(thing[key]) for key in ("/UF", "/F") if key in thing), "")
            self.files.update({_id(one): name for one in thing["/EF"].values()})

    def _stream(self, stream: pikepdf.Stream) -> Iterator[Piece]:
        if _id(stream) in self.files or stream.get("/Type") == "/EmbeddedFile":
            name = self.files.get(_id(stream), "") or _("uden navn")
            yield Embedded(bounded(stream, self.budget), name)
        elif stream.get("/Type") == "/Metadata" or stream.get("/Subtype") == "/XML":
            yield from _metadata(bounded(stream, self.budget))
        elif stream.get("/Subtype") != "/Image":
            bounded(
                stream, self.budget
            )  # so that no page grows too large, or is passed over because it is broken


def bounded(stream: pikepdf.Stream, budget: Budget) -> bytes:
    """Return the bytes of the stream; Unreadable before a small one has become a very large one."""
    if stream.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in stream:
        opener = zlib.decompressobj()
        data = opener.decompress(stream.read_raw_bytes(), MEMBER_BYTES + 1)
        if not opener.eof and len(data) <= MEMBER_BYTES:
            raise zlib.error
    elif "/Filter" not in stream:
        data = stream.read_raw_bytes()
    else:
        data = stream.read_bytes()
    if len(data) > MEMBER_BYTES:
        raise Unreadable(too_large())
    budget.spend(len(data))
    return data


def _metadata(data: bytes) -> Iterator[Piece]:
    try:
        yield Passage(all_text(data), _("metadata: XMP"))
    except Unreadable:
        yield Passage(_decoded(data), _("metadata: XMP"))
        yield Trouble(broken())


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return data.decode(encoding, "replace")


def _pages_of(pdf: pikepdf.Pdf) -> Iterator[tuple[Id, int]]:
    """Yield what is laid on the pages, and what it does when it is clicked, with the page's number."""
    for number, page in enumerate(pdf.pages, 1):
        yield _id(page.obj), number
        for one in page.get("/Annots", ()):
            yield _id(one), number
            if isinstance(one, pikepdf.Dictionary) and "/A" in one:
                yield _id(one["/A"]), number


def _told(thing: Any, name: str, above: str) -> str:
    """Return the key that tells what a string is: that of its dictionary, or an outer one that says more."""
    if name == "/Title" and ("/Parent" in thing or "/Dest" in thing):
        return "/Outlines"
    return above if above in ("/Names", "/Dests") or above in _SCRIPTS else name


def _words_by_key() -> dict[str, str]:
    """What the secretary calls the parts of a file, by the keys they stand under."""
    return {
        **dict.fromkeys(("/V", "/DV", "/TU", "/TM", "/Opt", "/T"), _("formularfelt")),
        **dict.fromkeys(("/Alt", "/ActualText", "/E"), _("tekst til oplæsning")),
        **dict.fromkeys(("/Contents", "/RC", "/Subj"), _("kommentar")),
        **dict.fromkeys(("/URI", "/Dest", "/D"), _("adressen i et link")),
        **dict.fromkeys(("/F", "/UF"), _("filnavn på indlejret fil")),
        **dict.fromkeys(("/Names", "/Dests"), _("navn i filen")),
        "/Outlines": _("bogmærke"),
        "/Desc": _("beskrivelse af indlejret fil"),
        "/JS": _("script i filen"),
    }


def _lacks_letters(thing: Any) -> bool:
    """Whether it is a font that numbers its glyphs without saying which letters they are."""
    return (
        isinstance(thing, pikepdf.Dictionary)
        and thing.get("/Type") == "/Font"
        and thing.get("/Subtype") == "/Type0"
        and "/ToUnicode" not in thing
        and str(thing.get("/Encoding", "")).startswith("/Identity")
    )


def _id(thing: Any) -> Id:
    """Return the number of an object that stands by itself."""
    return thing.objgen if isinstance(thing, pikepdf.Object) else _INSIDE
