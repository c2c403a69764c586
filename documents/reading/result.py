"""What reading a file gives: a document with what was in doubt, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from documents.content import MeetingDocument


@dataclass(frozen=True)
class Reading:
    """The document, and in words a secretary understands whatever could not be placed or looks wrong."""

    document: MeetingDocument
    problems: tuple[str, ...] = ()


class UnreadableFile(Exception):
    """The file is no referat that can be read. The message is one Danish sentence for the person."""
