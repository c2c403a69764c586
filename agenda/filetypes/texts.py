"""Plain text: UTF-8, UTF-16 with a mark, or what Windows wrote before."""

from __future__ import annotations

import codecs
import re
from typing import IO

PIECE = 256 * 1024
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def is_text(file: IO[bytes]) -> bool:
    """Whether the whole file can be read as text."""
    file.seek(0)
    head = file.read(4)
    marked = next((name for mark, name in MARKS.items() if head.startswith(mark)), "")
    return any(_reads(file, encoding) for encoding in ([marked] if marked else ["utf-8", "cp1252"]))


def _reads(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            if CONTROL.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
