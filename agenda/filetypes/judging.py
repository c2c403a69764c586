"""Whether a file may be a bilag, and of what type it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

import pikepdf

from agenda.characters import plain_line
from agenda.filetypes import refusals
from agenda.filetypes.archives import office_format
from agenda.filetypes.old_office import old_office_format
from agenda.filetypes.refusals import Unacceptable
from agenda.filetypes.signatures import HEAD, Start, holds_pdf, start_of
from agenda.filetypes.texts import is_text
from agenda.filetypes.virus_test import TestString

PIECE = 256 * 1024
LONGEST_TITLE = 150

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "odt": f"{_ODF}text",
    "ods": f"{_ODF}spreadsheet",
    "odp": f"{_ODF}presentation",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "csv": "text/csv",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "tif": "image/tiff",
    "webp": "image/webp",
}
SUFFIXES = {kind: suffix for suffix, kind in CONTENT_TYPES.items()}
_PICTURES = {
    Start.PNG: "png", Start.JPEG: "jpg", Start.GIF: "gif", Start.TIFF: "tif", Start.WEBP: "webp",
}  # fmt: skip
_REFUSED = {
    Start.PROGRAM: refusals.program,
    Start.OTHER_ARCHIVE: refusals.archive,
    Start.OTHER_PICTURE: refusals.picture,
}
_SPELT_OTHERWISE = {"jpeg": "jpg", "tiff": "tif", "text": "txt", "md": "txt", "log": "txt"}


@dataclass(frozen=True)
class FileType:
    """What a file is; `suffix` is how its name should end, without the dot."""

    suffix: str

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.suffix]


def judged(file: BinaryIO, size: int, name: str, megabytes: int) -> FileType:
    """Return the type of a file of so many bytes; Unacceptable with a sentence if it cannot be taken.

    Its name is only asked whether a text is a list of values. The file is read a piece at a time.
    """
    if size == 0:
        raise Unacceptable(refusals.empty())
    if size > megabytes * 1024 * 1024:
        raise Unacceptable(refusals.too_large(megabytes))
    _look_for_test_string(file)
    file.seek(0)
    head = file.read(HEAD)
    try:
        return FileType(_suffix(file, head, size, name))
    finally:
        file.seek(0)


def _look_for_test_string(file: BinaryIO) -> None:
    test = TestString()
    file.seek(0)
    while piece := file.read(PIECE):
        test.see(piece)


def _suffix(file: BinaryIO, head: bytes, size: int, name: str) -> str:
    match start_of(head):
        case Start.PDF:
            return _pdf(file)
        case Start.ZIP:
            return office_format(file, size)
        case Start.OLE:
            return old_office_format(file)
        case Start.RTF:
            return "rtf"
        case Start.UNKNOWN:
            return _pdf(file) if holds_pdf(head) else _text(file, name)
        case start if start in _PICTURES:
            return _PICTURES[start]
        case start:
            raise Unacceptable(_REFUSED[start]())


def _pdf(file: BinaryIO) -> str:
    """A PDF that opens without a password; one that only forbids copying does."""
    file.seek(0)
    try:
        with pikepdf.open(file) as opened:
            if not opened.pages:
                raise Unacceptable(refusals.broken())
    except pikepdf.PasswordError as error:
        raise Unacceptable(refusals.locked()) from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise Unacceptable(refusals.broken()) from error
    return "pdf"


def _text(file: BinaryIO, name: str) -> str:
    if not is_text(file):
        raise Unacceptable(refusals.unknown())
    return "csv" if suffix_of(name) == "csv" else "txt"


def suffix_of(name: str) -> str:
    """Return how the name ends, in the spelling used here; "" if it has no such end."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    return _SPELT_OTHERWISE.get(suffix, suffix)


def title_of(name: str) -> str:
    """Return what a file is called as a title: no folders, no suffix, no underscores, and no longer than a line."""
    last = re.split(r"[/\\]", name)[-1]
    stem = PurePath(last).stem if suffix_of(last) in CONTENT_TYPES else last
    title = plain_line(stem.replace("_", " ")).strip(". ")
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(' ,.-')}…"
