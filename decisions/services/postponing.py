"""A postponed item comes up again by itself: on the next meeting's agenda, as a draft that only editors see."""

from __future__ import annotations

from agenda.models import AgendaItem, Meeting
from agenda.services.guards import record
from agenda.services.resuming import resume, take_back
from decisions.models import Decision, Outcome, RecommendationOutcome
from people.files import Keep
from people.models import User


def resumed(item: AgendaItem) -> AgendaItem | None:
    """The item that resumes this postponed one, if there is one; not one that takes it up again because of a task."""
    postponed = item.continued_by.filter(returned_tasks__isnull=True)
    return postponed.select_related("meeting").order_by("pk").first()


def follow(item: AgendaItem, keep: Keep, by: User | None) -> None:
    """Put a locked item on the next agenda if all of it is postponed; if it no longer is, take it off again, unless
    somebody has begun to work on it there."""
    new = resumed(item)
    if is_postponed(item):
        if new is None:
            resume(item, keep, by)
    elif new is not None:
        take_back(new, by)


def is_postponed(item: AgendaItem) -> bool:
    """Whether the outcome of the whole item is "udsat"."""
    outcomes = outcomes_of(item)
    return bool(outcomes) and all(one == Outcome.POSTPONED for one in outcomes)


def outcomes_of(item: AgendaItem) -> list[Outcome | None]:
    """The outcome of each recommendation, in order; of the item as a whole where it has none."""
    positions = list(item.recommendations.values_list("pk", flat=True))
    if not positions:
        whole = Decision.objects.filter(item=item).values_list("outcome", flat=True).first()
        return [Outcome(whole) if whole else None]
    results = RecommendationOutcome.objects.filter(recommendation__item=item)
    found = dict(results.values_list("recommendation", "outcome"))
    return [Outcome(found[key]) if key in found else None for key in positions]


def name_authors(meeting: Meeting, *, by: User | None) -> None:
    """Give what was postponed at a meeting its author again, who may know of it once the minutes are out."""
    without = AgendaItem.objects.filter(
        continues__meeting=meeting, continues__author__isnull=False, author__isnull=True
    )
    for item in without.select_related("continues"):
        if item.continues is not None:
            item.author = item.continues.author
            item.save(update_fields=["author"])
            record("item.author_named", item, by, item.forum_id, item.department_id)
