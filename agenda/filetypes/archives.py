"""Zip files, and the office formats that are zip files: unpacked within limits, a piece at a time, and kept nowhere."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from agenda.filetypes.refusals import Unacceptable, archive, bomb, broken, locked, macros, program, template
from agenda.filetypes.signatures import Start, start_of
from agenda.filetypes.virus_test import TestString

MAX_MEMBERS = 5000
MAX_DEPTH = 3
PIECE = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
ALWAYS = 64 * 1024 * 1024
TIMES = 30
AT_MOST = 1024 * 1024 * 1024
"""A file may unpack to 64 MB or thirty times its own size, but never to more than 1 GB."""

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}


@dataclass
class Room:
    """How many bytes may still be unpacked of one upload, whatever is inside what."""

    left: int

    @classmethod
    def of(cls, size: int) -> Room:
        return cls(min(max(ALWAYS, TIMES * size), AT_MOST))

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Unacceptable(bomb())


def office_format(file: IO[bytes], size: int) -> str:
    """Return "docx", "ods" and the like; Unacceptable for any other zip file, and for what may not be inside one."""
    try:
        with zipfile.ZipFile(file) as opened:
            _look_through(opened, Room.of(size), depth=1)
            return _format(opened)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise Unacceptable(broken()) from error
    except RuntimeError as error:  # zipfile's word for a member with a password
        raise Unacceptable(locked()) from error


def _look_through(opened: zipfile.ZipFile, room: Room, depth: int) -> None:
    members = opened.infolist()
    if len(members) > MAX_MEMBERS or depth > MAX_DEPTH:
        raise Unacceptable(bomb())
    for member in members:
        with opened.open(member) as stream, tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            start = Start.UNKNOWN
            for place, piece in enumerate(_pieces(stream, room)):
                start = start if place else _allowed(start_of(piece))
                if start is Start.ZIP:
                    kept.write(piece)
            if start is Start.ZIP:
                with zipfile.ZipFile(kept) as inner:
                    _look_through(inner, room, depth + 1)


def _pieces(stream: IO[bytes], room: Room) -> Iterator[bytes]:
    """Yield the member, whatever size it says it has."""
    test = TestString()
    while piece := stream.read(PIECE):
        room.take(len(piece))
        test.see(piece)
        yield piece


def _allowed(start: Start) -> Start:
    if start is Start.PROGRAM:
        raise Unacceptable(program())
    return start


def _format(opened: zipfile.ZipFile) -> str:
    names = opened.namelist()
    lowered = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lowered):
        raise Unacceptable(macros())
    if "[Content_Types].xml" in names:
        return _microsoft(names, opened.read("[Content_Types].xml"))
    if "mimetype" in names:
        return _open_document(opened.read("mimetype").decode("ascii", "replace"))
    raise Unacceptable(archive())


def _microsoft(names: list[str], types: bytes) -> str:
    if b"macroenabled" in types.lower():
        raise Unacceptable(macros())
    if b".template.main+xml" in types:
        raise Unacceptable(template())
    for folder, found in _FOLDERS.items():
        if any(name.startswith(folder) and name.endswith(".xml") for name in names):
            return found
    raise Unacceptable(archive())


def _open_document(kind: str) -> str:
    word = kind.strip().removeprefix(_OPEN_DOCUMENT)
    if word.endswith("-template"):
        raise Unacceptable(template())
    if not kind.startswith(_OPEN_DOCUMENT) or word not in _ODF:
        raise Unacceptable(archive())
    return _ODF[word]
