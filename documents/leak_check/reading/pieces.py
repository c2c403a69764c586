"""What a reader hands on, and how much of it at most."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from django.utils.translation import gettext as _

MEMBER_BYTES = 32 * 1024 * 1024
TOTAL_BYTES = 128 * 1024 * 1024
TOTAL_SECONDS = 60


@dataclass(frozen=True)
class Passage:
    """Text that belongs together, and what the secretary calls the part of the file it stands in.

    `page` is set for the pages of a file, which are read on from one to the next. `rest` is text that most often
    stands elsewhere in the file too, and is only worth telling of where it does not.
    """

    text: str = field(repr=False)
    part: str = field(repr=False)
    page: int = 0
    rest: bool = False


@dataclass(frozen=True)
class Embedded:
    """A file inside the file, to be read by whoever knows its format.

    `kept` is False for an earlier version of the same file, which may be broken without being told.
    """

    content: bytes = field(repr=False)
    name: str = field(repr=False)
    kept: bool = True


@dataclass(frozen=True)
class Trouble:
    """What of the file cannot be read, as a sentence."""

    reason: str


Piece: TypeAlias = Passage | Embedded | Trouble


class Unreadable(Exception):
    """The file cannot be read any further; the argument is the sentence that says why."""


@dataclass
class Budget:
    """What is left of the work one paper may cost, with all that is inside it."""

    left: int = TOTAL_BYTES
    ends: float = field(default_factory=lambda: time.monotonic() + TOTAL_SECONDS)

    def spend(self, size: int) -> None:
        """Take `size` bytes or characters off; Unreadable if there are none left, or no time."""
        self.left -= size
        if self.left < 0 or time.monotonic() > self.ends:
            raise Unreadable(too_large())


Reader: TypeAlias = Callable[[bytes, Budget], Iterator[Piece]]


def too_large() -> str:
    return _("Filen er for stor eller for sammensat til, at kontrollen kan læse det hele.")


def broken() -> str:
    return _("Filen er beskadiget, så kontrollen ikke kan læse det hele.")


def locked() -> str:
    return _("Filen er beskyttet med en adgangskode, så kontrollen ikke kan læse den.")


def only_pictures() -> str:
    return _("Kontrollen kan ikke læse billeder.")


def unknown() -> str:
    return _("Filens format kan ikke læses af kontrollen.")
