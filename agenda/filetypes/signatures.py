"""How files begin."""

from __future__ import annotations

import re
from enum import Enum, auto

HEAD = 4096
"""As much of a file's beginning as is asked for here."""


class Start(Enum):
    """What a file is by its first bytes; of text there is no sign."""

    PDF = auto()
    ZIP = auto()
    OLE = auto()
    RTF = auto()
    PNG = auto()
    JPEG = auto()
    GIF = auto()
    TIFF = auto()
    WEBP = auto()
    OTHER_PICTURE = auto()
    PROGRAM = auto()
    OTHER_ARCHIVE = auto()
    UNKNOWN = auto()


PICTURES = frozenset(
    {Start.PNG, Start.JPEG, Start.GIF, Start.TIFF, Start.WEBP, Start.OTHER_PICTURE},
)
_SIGNS = {
    Start.PDF: rb"%PDF-",
    Start.ZIP: rb"PK(?:\x03\x04|\x05\x06)",
    Start.OLE: rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    Start.RTF: rb"\{\\rtf",
    Start.PNG: rb"\x89PNG",
    Start.JPEG: rb"\xff\xd8\xff",
    Start.GIF: rb"GIF8",
    Start.TIFF: rb"II\*\x00|MM\x00\*",
    Start.WEBP: rb"RIFF.{4}WEBP",
    Start.OTHER_PICTURE: rb"BM.{4}\x00\x00\x00\x00|.{4}ftyp(?:hei|hev|mif|avif)"
    rb"|\xd7\xcd\xc6\x9a|\x01\x00\x00\x00.{36} EMF",
    Start.PROGRAM: rb"MZ.{0,62}\x00|\x7fELF|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe"
    rb"|#!\s*/|L\x00\x00\x00\x01\x14\x02\x00",
    Start.OTHER_ARCHIVE: rb"7z\xbc\xaf\x27\x1c|Rar!\x1a|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ|MSCF\x00\x00\x00\x00",
}  # fmt: skip
_PATTERNS = [(start, re.compile(sign, re.DOTALL)) for start, sign in _SIGNS.items()]


def start_of(head: bytes) -> Start:
    """Return what the file is that begins so."""
    return next((start for start, pattern in _PATTERNS if pattern.match(head)), Start.UNKNOWN)


def holds_pdf(head: bytes) -> bool:
    """Whether a reader of PDF would open it; other bytes may come before its own first ones."""
    return b"%PDF-" in head[:1024]
