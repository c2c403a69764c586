"""Reads a file from disk, after making sure that it is a text of reasonable size."""

from __future__ import annotations

from pathlib import Path

from documents.reading.result import Reading, UnreadableFile
from documents.reading.text import read_text

__all__ = ["Reading", "UnreadableFile", "read_file"]

MAX_BYTES = 10 * 1000 * 1000

MISSING = "Filen »{}« findes ikke."
NO_FILE = "»{}« er ikke en fil."
NO_ACCESS = "Filen »{}« kan ikke åbnes."
TOO_LARGE = "Filen »{}« fylder mere end 10 MB og kan ikke læses som et referat."
EMPTY = "Filen »{}« er tom."
BINARY = "Filen »{}« er ikke en tekstfil; gem referatet som ren tekst (UTF-8)."
NOT_UTF8 = "Filen »{}« er ikke i UTF-8; gem den som UTF-8 og prøv igen."

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_file(path: Path) -> tuple[bytes, Reading]:
    """Return the file as it is and what it says; UnreadableFile with one Danish sentence if that cannot be."""
    data = _load(path)
    return data, read_text(_decode(data, path.name))


def _load(path: Path) -> bytes:
    """Read at most one byte too many, so that a large or endless file costs nothing."""
    if not path.exists():
        raise UnreadableFile(MISSING.format(path.name))
    if not path.is_file():
        raise UnreadableFile(NO_FILE.format(path.name))
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        raise UnreadableFile(NO_ACCESS.format(path.name)) from None
    if len(data) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE.format(path.name))
    return data


def _decode(data: bytes, name: str) -> str:
    if not data.strip():
        raise UnreadableFile(EMPTY.format(name))
    if data.startswith(_UTF_16):
        raise UnreadableFile(NOT_UTF8.format(name))
    if b"\0" in data:
        raise UnreadableFile(BINARY.format(name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile((NOT_UTF8 if _is_text(data) else BINARY).format(name)) from None


def _is_text(data: bytes) -> bool:
    """Return whether the bytes are letters and line breaks in some older encoding."""
    control = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
    return len(data.translate(None, control)) == len(data)
