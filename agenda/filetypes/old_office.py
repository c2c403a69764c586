"""The office formats from before 2007, which are small file systems (OLE). Told apart by the names in them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from agenda.filetypes.refusals import Unacceptable, locked, macros, mail, unknown

ENTRY = 128
"""Names stand in entries of 128 bytes, at a multiple of 128 from the beginning of the file."""
PIECE = 8192 * ENTRY
_FORMATS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_LOCKED = {"EncryptedPackage", "EncryptionInfo"}
_MACROS = {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA"}
_MAIL = {"__properties_version1.0", "__nameid_version1.0"}
_SOUGHT = {*_FORMATS, *_LOCKED, *_MACROS, *_MAIL}


def old_office_format(file: IO[bytes]) -> str:
    """Return "doc", "xls" or "ppt"; Unacceptable for what is none of them, and for one with macros or a password."""
    names = _names(file)
    if names & _LOCKED:
        raise Unacceptable(locked())
    if names & _MACROS:
        raise Unacceptable(macros())
    if names & _MAIL:
        raise Unacceptable(mail())
    found = next((suffix for name, suffix in _FORMATS.items() if name in names), "")
    if not found:
        raise Unacceptable(unknown())
    return found


def _names(file: IO[bytes]) -> set[str]:
    """Return those of the names sought that stand in an entry anywhere, so that none can be hidden."""
    found: set[str] = set()
    file.seek(0)
    while piece := file.read(PIECE):
        found |= {name for name in _SOUGHT - found if _has_entry(piece, name)}
    return found


def _has_entry(piece: bytes, name: str) -> bool:
    return any(place % ENTRY == 0 for place in _places(piece, _entry_start(name)))


def _entry_start(name: str) -> bytes:
    """An entry begins with its name in UTF-16, filled up to 64 bytes, and the name's length in bytes."""
    spelt = f"{name}\0".encode("utf-16-le")
    return spelt.ljust(64, b"\0") + struct.pack("<H", len(spelt))


def _places(piece: bytes, start: bytes) -> Iterator[int]:
    place = piece.find(start)
    while place >= 0:
        yield place
        place = piece.find(start, place + 1)
