"""What one audience must not meet, and what it may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import Enum

from documents.content import MeetingDocument
from documents.scopes import Scope


@dataclass(frozen=True)
class Extra:
    """What the value does not hold of an item or a bilag.

    `sensitive` are words that stop at any length; `file_names` are those of its bilag, with or without suffix.
    """

    sensitive: tuple[str, ...] = field(default=(), repr=False)
    file_names: tuple[str, ...] = field(default=(), repr=False)


class Source(Enum):
    """Where a hidden text stands in the item."""

    TITLE = "title"
    BILAG = "bilag"
    FILE_NAME = "file name"
    SENTENCE = "sentence"
    PROPOSER = "proposer"
    SENSITIVE = "sensitive"
    CASE_NUMBER = "case number"


@dataclass(frozen=True)
class Secret:
    """One hidden text. `stops` is False for what is too short to stop: it warns."""

    text: str = field(repr=False)
    source: Source
    origin: str
    stops: bool


@dataclass(frozen=True)
class Secrets:
    """All that one audience must not meet."""

    hidden: tuple[Secret, ...] = field(default=(), repr=False)


def secrets_of(
    whole: MeetingDocument,
    scope: Scope,
    *,
    extras: Mapping[str, Extra] | None = None,
    phrases: Collection[str] = (),
    already: MeetingDocument | None = None,
) -> Secrets:
    """Return what an audience that reads `scope` of `whole` must not meet.

    `extras` are keyed by item key and by bilag key. `phrases` are the forum's standard phrases. `already` is what
    has been issued to this audience before, narrowed to it: what stands there is no secret.
    """
    raise NotImplementedError
