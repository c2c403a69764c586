"""What the decision on an item seems to ask somebody to do, with the municipality's own people and departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from agenda.models import AgendaItem, Meeting
from agenda.richtext import plain_text
from decisions.follow_up import DecisionText, Look, Suggestion, suggest
from decisions.models import Decision, FollowUpTask, Outcome
from people.models import Department, User

SURE = 0.6
"""From here on a suggestion is shown without a word of doubt."""


@dataclass(frozen=True)
class Offered:
    """One suggestion as the page shows it; `taken` where a task with its words exists already."""

    number: int
    suggestion: Suggestion
    department: Department | None
    person: User | None
    taken: bool

    @property
    def who(self) -> str:
        return ", ".join(one.name for one in self.suggestion.responsible)

    @property
    def doubtful(self) -> bool:
        return self.suggestion.confidence < SURE

    @property
    def weekday_is_wrong(self) -> bool:
        return Look.WEEKDAY in self.suggestion.look

    @property
    def is_far_ahead(self) -> bool:
        return Look.FAR in self.suggestion.look


def for_item(item: AgendaItem) -> list[Offered]:
    """Return what the text of the item's decision suggests, in its order; nothing where nothing is decided."""
    decision = Decision.objects.filter(item=item).first()
    if decision is None or item.meeting is None:
        return []
    names = Names.of(item)
    taken = set(FollowUpTask.objects.filter(item=item).values_list("text", flat=True))
    return [
        Offered(number, one, _named(one, names.departments), _named(one, names.people), one.task in taken)
        for number, one in enumerate(_suggested(item, decision, item.meeting, names), start=1)
    ]


def without_task(meeting: Meeting) -> dict[UUID, list[date]]:
    """Return the days that the decisions of a meeting promise something for, by item, where the item has no task with
    that deadline. A constant number of queries."""
    decisions = Decision.objects.filter(item__meeting=meeting).exclude(text="").select_related("item")
    beside = ("item__follow_up_tasks", "item__recommendations__result")
    found, names = list(decisions.prefetch_related(*beside)), None
    promised: dict[UUID, list[date]] = {}
    for decision in found:
        names = names or Names.of(decision.item)
        known = {task.deadline for task in decision.item.follow_up_tasks.all()}
        if _is_postponed(decision):  # it comes up again by itself
            known.update(names.days)
        days = {one.deadline for one in _suggested(decision.item, decision, meeting, names)}
        promised[decision.item_id] = sorted(day for day in days if day is not None and day not in known)
    return promised


def _is_postponed(decision: Decision) -> bool:
    """As `postponing.is_postponed`, of what has been fetched."""
    results = [getattr(one, "result", None) for one in decision.item.recommendations.all()] or [decision]
    return all(one is not None and one.outcome == Outcome.POSTPONED for one in results)


@dataclass(frozen=True)
class Names:
    """The municipality's own departments and people, and the days on which a forum meets."""

    departments: list[Department]
    people: list[User]
    days: list[date]

    @classmethod
    def of(cls, item: AgendaItem) -> Names:
        return cls(list(Department.objects.in_use()), _people(item), calendar(item))


def _suggested(
    item: AgendaItem, decision: Decision, meeting: Meeting, names: Names
) -> tuple[Suggestion, ...]:
    return suggest(
        DecisionText(
            text=plain_text(decision.text),
            meeting=meeting.date,
            title=item.title,
            proposer=item.proposer,
            calendar=names.days,
            departments=[one.name for one in names.departments],
            people=[one.full_name for one in names.people],
        )
    )


def calendar(item: AgendaItem) -> list[date]:
    """The days on which the forum meets."""
    meetings = Meeting.objects.filter(forum=item.forum_id).exclude(state=Meeting.State.CANCELLED)
    return list(meetings.values_list("date", flat=True))


def _people(item: AgendaItem) -> list[User]:
    """Those with a seat in the forum: a decision names them, and few others."""
    return list(User.objects.filter(is_active=True, memberships__forum=item.forum_id).distinct())


Named = TypeVar("Named", User, Department)


def _named(suggestion: Suggestion, known: Sequence[Named]) -> Named | None:
    """The one of those known that the suggestion names, where it names exactly one of them."""
    names = {one.name.casefold() for one in suggestion.responsible}
    found = [one for one in known if str(one).casefold() in names]
    return found[0] if len(found) == 1 else None


def _returns_on(suggestion: Suggestion) -> date | None:
    return suggestion.returns_to_agenda.day if suggestion.returns_to_agenda else None


def chosen(offered: Sequence[Offered], number: str) -> dict[str, object]:
    """The fields of a form filled in from the suggestion with this number; none where there is none."""
    for one in offered:
        if str(one.number) == number:
            return {
                "text": one.suggestion.task,
                "person": one.person.email if one.person else "",
                "department": one.department,
                "deadline": one.suggestion.deadline,
                "returns_on": _returns_on(one.suggestion),
                "every_months": one.suggestion.every_months or "",
            }
    return {}
