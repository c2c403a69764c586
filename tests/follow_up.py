"""Decisions with what a careful secretary notes of them, read from `tests/data/follow-up/`, and how many are met."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from decisions.follow_up import DecisionText, Section, Suggestion, suggest

FOLDER = Path(__file__).parent / "data" / "follow-up"
EXAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "follow-up-examples.json"
CALENDAR = (date(2015, 10, 1), date(2015, 10, 22))
"""What the examples assume of the forum's next meetings."""


@dataclass(frozen=True)
class Noted:
    """One task that the secretary notes."""

    who: frozenset[str]
    deadline: date | None
    first: date | None = None


@dataclass(frozen=True)
class Case:
    """A decision, and what is noted of it."""

    decision: DecisionText
    noted: tuple[Noted, ...]


def read_cases(name: str) -> list[Case]:
    """Return the cases of one file; its form is told at its head."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    known: dict[str, str] = {}
    cases = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        if lines and lines[0].startswith("== "):
            known = dict(line.split(": ", 1) for line in lines[1:]) | {"møde": lines[0].removeprefix("== ")}
        elif lines:
            cases.append(_case(lines, known))
    return cases


def _case(lines: list[str], known: dict[str, str]) -> Case:
    decision = DecisionText(
        text="\n".join(line for line in lines if not line.startswith("> ")),
        meeting=date.fromisoformat(known["møde"]),
        calendar=[date.fromisoformat(day) for day in known.get("kalender", "").split()],
        departments=[name for name in known.get("afdelinger", "").split("; ") if name],
        people=[name for name in known.get("personer", "").split("; ") if name],
    )
    return Case(decision, tuple(_noted(line) for line in lines if line.startswith("> ")))


def _noted(line: str) -> Noted:
    who, *days = (part.strip() for part in line.removeprefix("> ").split("|"))
    deadline, first = ([*days, "-"])[:2]
    names = frozenset(name.casefold() for name in who.split(" + ") if name != "-")
    return Noted(names, _day(deadline), _day(first))


def _day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def read_examples() -> list[Case]:
    """Return the 31 examples that the work began with; some of them stand in the background of an item."""
    return [
        Case(
            DecisionText(
                text=one["text"],
                meeting=date.fromisoformat(one["meeting_date"]),
                calendar=CALENDAR,
                section=Section.BACKGROUND if "Baggrund" in one["note"] else Section.DECISION,
            ),
            tuple(Noted(frozenset(), _day(task["deadline"] or "-")) for task in one["tasks"]),
        )
        for one in json.loads(EXAMPLES.read_text(encoding="utf-8"))
    ]


@dataclass
class Score:
    """How many are met. `misjudged` are texts; `missed` and `invented` are days with their texts."""

    cases: int = 0
    deadlines: int = 0
    names: int = 0
    misjudged: list[str] = field(default_factory=list)
    missed: list[tuple[date, str]] = field(default_factory=list)
    invented: list[tuple[date, str]] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)

    @property
    def judged(self) -> float:
        """Per cent of decisions rightly judged to give a task or none."""
        return 100 - 100 * len(self.misjudged) / self.cases

    @property
    def dated(self) -> float:
        """Per cent of stated deadlines that are right to the day."""
        return 100 - 100 * len(self.missed) / max(self.deadlines, 1)


def score(cases: Sequence[Case]) -> Score:
    """Read each decision and compare with what is noted of it."""
    total = Score()
    for case in cases:
        _count(case, suggest(case.decision), total)
    return total


def _count(case: Case, found: Sequence[Suggestion], total: Score) -> None:
    text = case.decision.text
    total.cases += 1
    if bool(found) != bool(case.noted):
        total.misjudged.append(text)
    stated = Counter(one.deadline for one in case.noted if one.deadline)
    given = Counter(one.deadline for one in found if one.deadline)
    total.deadlines += stated.total()
    total.missed += [(day, text) for day in (stated - given).elements()]
    total.invented += [(day, text) for day in given if day not in stated]
    if case.noted:
        total.names += 1
        named = {who.name.casefold() for one in found for who in one.responsible}
        if named != {who for one in case.noted for who in one.who}:
            total.misnamed.append(text)


def told(total: Score) -> Iterator[str]:
    """Yield the figures and then each miss, for whoever works on the rules."""
    yield (
        f"{total.cases} decisions: judged {total.judged:.1f} %, deadlines {total.dated:.1f} % of {total.deadlines}, "
        f"invented {len(total.invented)}, responsible {total.names - len(total.misnamed)} of {total.names}"
    )
    yield from (f"  judged wrongly: {text}" for text in total.misjudged)
    yield from (f"  missed {day}: {text}" for day, text in total.missed)
    yield from (f"  invented {day}: {text}" for day, text in total.invented)
    yield from (f"  others responsible: {text}" for text in total.misnamed)


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.txt")):
        print(path.stem, *told(score(read_cases(path.stem))), sep="\n")
