"""Things that are compared take turns, so that a busy machine slows all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

ROUNDS = 25

Work = Callable[[], object]


@dataclass(frozen=True)
class Target:
    """A ratio of two medians and the limit on one side of which it must be."""

    what: str
    ratio: float
    limit: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.ratio >= self.limit if self.at_least else self.ratio <= self.limit

    def __str__(self) -> str:
        sign = "at least" if self.at_least else "at most"
        return (
            f"  {self.what:62}{self.ratio:7.2f}  {sign} {self.limit:.1f}  {'met' if self.met else 'MISSED'}"
        )


def in_turn(works: Mapping[str, Work], rounds: int = ROUNDS) -> dict[str, float]:
    """Return the median of each in milliseconds; each round takes one of each, the first round only warms up."""
    taken = [{what: timed(work) for what, work in works.items()} for _ in range(rounds + 1)]
    return {what: statistics.median(one[what] for one in taken[1:]) for what in works}


def timed(work: Work) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def paired(ours: Work, theirs: Work, rounds: int = ROUNDS) -> float:
    """Return how many times as long ours takes: the median over pairs, each of which meets the same machine."""
    taken = [(timed(ours), timed(theirs)) for _ in range(rounds + 1)]
    return statistics.median(one / other for one, other in taken[1:])
