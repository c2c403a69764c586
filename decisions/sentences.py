"""The sentence that is offered as a decision, made of the outcomes. Pure functions; the text is then edited freely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import TypeAlias

from agenda.models import AgendaItem
from decisions.models import Outcome
from people.danish import listed

Kind = AgendaItem.Kind

Place: TypeAlias = tuple[Outcome, str]
"""An outcome, and the kind of item that the sentence is for; "" for every kind that has none of its own."""

COMMON: Mapping[Place, str] = MappingProxyType(
    {
        (Outcome.APPROVED, ""): "Godkendt.",
        (Outcome.APPROVED_WITH_CHANGE, ""): "Godkendt med den ændring, at",
        (Outcome.DISCUSSED, ""): "Drøftet.",
        (Outcome.NOTED, ""): "Taget til efterretning.",
        (Outcome.NOTED, Kind.ORIENTATION): "Orienteringen blev taget til efterretning.",
        (Outcome.POSTPONED, ""): "Udsat.",
        (Outcome.REJECTED, ""): "Ikke godkendt.",
        (Outcome.LAPSED, ""): "Bortfaldet.",
    }
)
"""What a forum says that has no sentences of its own."""


def sentences_for(kind: str, own: Mapping[Place, str]) -> dict[Outcome, str]:
    """Return the sentence for each outcome on an item of this kind, where a forum has `own` instead of the common."""
    said = {**COMMON, **own}
    return {outcome: said.get((outcome, kind), said[outcome, ""]) for outcome in Outcome}


def offered(outcomes: Sequence[Outcome | None], sentences: Mapping[Outcome, str]) -> str:
    """Return the decision that these outcomes suggest, as canonical rich text; "" where there is none yet.

    One sentence where all recommendations have the same outcome; otherwise a paragraph for each outcome, in the order
    of the recommendations: "Ad 1 og 3: Godkendt." A recommendation without an outcome is not mentioned.
    """
    groups: dict[Outcome, list[int]] = {}
    for number, outcome in enumerate(outcomes, start=1):
        if outcome is not None:
            groups.setdefault(outcome, []).append(number)
    return "".join(
        _paragraph(numbers if len(numbers) < len(outcomes) else [], sentences[outcome])
        for outcome, numbers in groups.items()
    )


def _paragraph(numbers: Sequence[int], sentence: str) -> str:
    which = f"Ad {listed([str(number) for number in numbers])}: " if numbers else ""
    return f"<p>{which}{escape(sentence, quote=False)}</p>" if sentence else ""
