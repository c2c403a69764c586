"""What reading a proposal gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Proposal:
    """What was read, to be looked through by the author. `background` is rich text in its stored form.

    `closed` and `kind` are None and "" where the document does not say. `notes` tells in sentences what was left out
    or could not be placed; `unplaced` is text that belongs to no part.
    """

    title: str = ""
    case_number: str = ""
    proposer: str = ""
    kind: str = ""
    closed: bool | None = None
    background: str = ""
    recommendations: tuple[str, ...] = ()
    bilag: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
