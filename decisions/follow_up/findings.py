"""What the judge finds in a clause, and the task that is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from decisions.follow_up.kinds import Clause
from decisions.follow_up.names import Named
from decisions.follow_up.values import Responsible, Time


class Shape(Enum):
    """How a task is worded, so that its text can be made."""

    DOES = auto()  # HR sender notatet
    DONE = auto()  # notatet sendes; notatet bliver sendt
    READY = auto()  # notatet skal være færdigt
    THING = auto()  # beder HR om et notat; opfølgning på næste møde
    GIVEN = auto()  # chefforum får et notat
    CHARGE = auto()  # HR er tovholder
    RETURN = auto()  # sagen genoptages


@dataclass(frozen=True, slots=True)
class Finding:
    """A task that a clause gives. `place` is that of its verb, or of the thing asked for, among the clause's words."""

    clause: Clause
    shape: Shape
    confidence: float
    who: tuple[Named, ...] = ()
    place: int | None = None


Verdict = Finding | bool | None
"""A task; False where there certainly is none; None where another rule may tell."""


@dataclass(slots=True)
class Task:
    """A task while the text is being read; places are those of the sentence."""

    text: str
    start: int
    end: int
    finding: Finding | None
    confidence: float
    who: list[Responsible] = field(default_factory=list)
    time: Time | None = None
    times: Sequence[Time] = ()
    every_months: int | None = None

    @property
    def returns(self) -> bool:
        return self.finding is not None and self.finding.shape is Shape.RETURN
