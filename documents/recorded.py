"""What was written down at a meeting, laid on the sections of its minutes. One query for each sort of thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.html import escape

from agenda.characters import plain_line
from agenda.models import AgendaItem, ItemPresence, Meeting, Recusal
from agenda.richtext import clean
from decisions import models as decided
from documents import content
from people.danish import sort_key

T = TypeVar("T")


@dataclass(frozen=True)
class Recorded:
    """By item; the outcomes by recommendation, or by item where it has none."""

    decisions: Mapping[UUID, str]
    outcomes: Mapping[int | UUID, content.Outcome]
    recused: Mapping[UUID, tuple[str, ...]]
    presences: Mapping[UUID, tuple[content.ItemPresence, ...]]
    dissents: Mapping[UUID, tuple[content.Dissent, ...]]
    corrections: Mapping[UUID, tuple[content.Correction, ...]]

    def on(self, section: content.ItemSection, item: AgendaItem) -> content.ItemSection:
        """Return the section with what was written down about its item."""
        places: list[int | UUID] = [one.pk for one in item.recommendations.all()]
        outcomes = tuple(map(self.outcomes.get, places or [item.pk]))
        return replace(
            section,
            decision=self.decisions.get(item.pk, ""),
            outcomes=outcomes if any(outcomes) else (),
            recused=self.recused.get(item.pk, ()),
            presences=self.presences.get(item.pk, ()),
            dissents=self.dissents.get(item.pk, ()),
            corrections=self.corrections.get(item.pk, ()),
        )


def of(meeting: Meeting) -> Recorded:
    decisions = decided.Decision.objects.filter(item__meeting=meeting).values("item_id", "text", "outcome")
    return Recorded(
        decisions={one["item_id"]: one["text"] for one in decisions},
        outcomes=_outcomes(meeting)
        | {one["item_id"]: content.Outcome(one["outcome"]) for one in decisions if one["outcome"]},
        recused=_recused(meeting),
        presences=_presences(meeting),
        dissents=_dissents(meeting),
        corrections=_corrections(meeting),
    )


def _outcomes(meeting: Meeting) -> dict[int | UUID, content.Outcome]:
    found = decided.RecommendationOutcome.objects.filter(recommendation__item__meeting=meeting)
    return {
        key: content.Outcome(outcome) for key, outcome in found.values_list("recommendation_id", "outcome")
    }


def _recused(meeting: Meeting) -> Mapping[UUID, tuple[str, ...]]:
    """The names of those who took no part."""
    recusals = Recusal.objects.filter(item__meeting=meeting, lifted_at__isnull=True)
    names = _by_item(
        (item, plain_line(name)) for item, name in recusals.values_list("item_id", "user__full_name")
    )
    return {item: tuple(sorted(found, key=sort_key)) for item, found in names.items()}


def _presences(meeting: Meeting) -> Mapping[UUID, tuple[content.ItemPresence, ...]]:
    found = ItemPresence.objects.filter(item__meeting=meeting)
    return _by_item(
        (one.item_id, content.ItemPresence(one.who, content.Stay(one.kind), one.at)) for one in found
    )


def _dissents(meeting: Meeting) -> Mapping[UUID, tuple[content.Dissent, ...]]:
    found = decided.Dissent.objects.filter(decision__item__meeting=meeting)
    rows = found.values_list("decision__item_id", "who", "text")
    return _by_item((item, content.Dissent(who, paragraphs(text))) for item, who, text in rows)


def paragraphs(lines: str) -> str:
    """A text of plain lines as rich text."""
    return clean("".join(f"<p>{escape(line)}</p>" for line in lines.splitlines()))


def _corrections(meeting: Meeting) -> Mapping[UUID, tuple[content.Correction, ...]]:
    found = decided.Correction.objects.filter(item__meeting=meeting)
    return _by_item((one.item_id, correction(one)) for one in found)


def correction(one: decided.Correction) -> content.Correction:
    return content.Correction(clean(one.text), timezone.localdate(one.made_at))


def _by_item(pairs: Iterable[tuple[UUID, T]]) -> Mapping[UUID, tuple[T, ...]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for item, value in pairs:
        found[item].append(value)
    return {item: tuple(values) for item, values in found.items()}
