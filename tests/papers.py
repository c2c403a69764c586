"""Papers that are drawn once in a run, and read back once: equal documents draw equal bytes (`test_drawing_pdf`).

`make test` names a folder in PAPERS, where its stages and their workers leave them to each other.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from django.utils.translation import get_language

from documents.content import MeetingDocument
from documents.drawing.pdf import Layout, draw_pdf
from documents.leak_check.reading.file import read
from documents.leak_check.reading.pieces import Passage, Trouble

Made = TypeVar("Made")


@cache
def drawn(document: MeetingDocument, layout: Layout = Layout.STANDARD, *, draft: bool = False) -> bytes:
    words = repr(("drawn", _bare(document), layout, draft))
    return _once(words.encode(), lambda: draw_pdf(document, layout, draft=draft))


def read_back(content: bytes, name: str) -> tuple[Passage | Trouble, ...]:
    """What is read of a file depends on its bytes, its name and the language of the words about it."""
    return _read_back(content, name, get_language())


@cache
def _read_back(content: bytes, name: str, language: str | None) -> tuple[Passage | Trouble, ...]:
    words = repr(("read", name, language)).encode()
    return _once(words + content, lambda: tuple(read(content, name)))


def _bare(value: object) -> object:
    """The value without what is not compared, which is not drawn either."""
    if isinstance(value, tuple):
        return tuple(map(_bare, value))
    if is_dataclass(value):
        return type(value), [_bare(getattr(value, one.name)) for one in fields(value) if one.compare]
    return value


def _once(question: bytes, make: Callable[[], Made]) -> Made:
    if "PAPERS" not in os.environ:
        return make()
    path = Path(os.environ["PAPERS"]) / sha256(question).hexdigest()
    if path.exists():
        return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]  # noqa: S301 - our own
    made, new = make(), path.with_suffix(f".{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(pickle.dumps(made))
    new.replace(path)
    return made
