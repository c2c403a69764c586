"""How many tasks there were at the end of each month, and how old and late: for the charts of a list of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import FollowUpTask
from decisions.models.follow_up_tasks import UNFINISHED
from people.danish import sort_key

MONTHS = 12
HEIGHT, STEP = 120, 30
"""Of the chart, in its own units: how high a bar can be, and from one bar to the next."""


@dataclass(frozen=True)
class Month:
    """How tasks stood at the end of a month, or today in the month that has begun."""

    first: date
    unfinished: int
    late: int
    oldest_days: int


@dataclass(frozen=True)
class Bar:
    month: Month
    x: int
    top: int
    high: int
    late_top: int
    late_high: int

    @property
    def middle(self) -> int:
        return self.x + STEP // 2 - 3


@dataclass(frozen=True)
class Line:
    """Of the chart's scale: a number of tasks, and how far down it lies."""

    number: int
    y: int


@dataclass(frozen=True)
class Course:
    """How a department's tasks have stood month by month: a chart, and the rows of its table."""

    department: str
    months: list[Month]

    @property
    def most(self) -> int:
        return max(one.unfinished for one in self.months)

    @property
    def scale(self) -> list[Line]:
        """None, the most there were, and between them the half where there is room for it."""
        numbers = {0, self.most // 2 if self.most > 3 else 0, self.most}
        return [Line(one, HEIGHT - self._high(one)) for one in sorted(numbers)]

    @property
    def bars(self) -> list[Bar]:
        return [self._bar(number, month) for number, month in enumerate(self.months)]

    def _bar(self, number: int, month: Month) -> Bar:
        high, late = self._high(month.unfinished), self._high(month.late)
        return Bar(month, number * STEP, HEIGHT - high, high, HEIGHT - late, late)

    def _high(self, count: int) -> int:
        return round(HEIGHT * count / (self.most or 1))

    @property
    def now(self) -> Month:
        return self.months[-1]

    @property
    def then(self) -> Month:
        return self.months[0]


def by_month(tasks: QuerySet[FollowUpTask], today: date) -> list[Course]:
    """The last twelve months of each department that had something to do. One query over what can count in them.

    What has lapsed is not counted: when it did is not known.
    """
    firsts = _firsts(today)
    rows = (
        tasks.filter(Q(status__in=UNFINISHED) | Q(done_at__gte=_after(firsts[0], today)))
        .order_by()
        .values("department__name")
        .annotate(**_figures(firsts, today))
    )
    courses = [
        Course(
            row["department__name"] or _("Uden afdeling"),
            [_month(row, number, first, today) for number, first in enumerate(firsts)],
        )
        for row in rows
    ]
    return sorted((one for one in courses if one.most), key=lambda one: sort_key(one.department))


def with_all(courses: list[Course]) -> list[Course]:
    """The courses, and first the one of all departments where there are several."""
    return [_together(courses), *courses] if len(courses) > 1 else courses


def _firsts(today: date) -> list[date]:
    """The first days of the months, this one last."""
    numbers = range(today.year * 12 + today.month - MONTHS, today.year * 12 + today.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _end(first: date, today: date) -> date:
    """The day after the month, or tomorrow."""
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(after, date.fromordinal(today.toordinal() + 1))


def _after(first: date, today: date) -> datetime:
    """The instant at which the month is over, or the day."""
    return timezone.make_aware(datetime.combine(_end(first, today), time.min))


def _figures(firsts: list[date], today: date) -> dict[str, Any]:
    """Of tasks that have not lapsed: `done_at` alone says whether one was finished, and is compared in a moment."""
    figures: dict[str, Any] = {}
    for number, first in enumerate(firsts):
        moment = _after(first, today)
        there = Q(created_at__lt=moment) & (Q(done_at__isnull=True) | Q(done_at__gte=moment))
        last_day = date.fromordinal(_end(first, today).toordinal() - 1)
        figures |= {
            f"unfinished_{number}": Count("pk", filter=there),
            f"late_{number}": Count("pk", filter=there & Q(deadline__lt=last_day)),
            f"oldest_{number}": Min("created_at", filter=there),
        }
    return figures


def _month(row: Mapping[str, Any], number: int, first: date, today: date) -> Month:
    oldest = row[f"oldest_{number}"]
    days = (_end(first, today) - timezone.localdate(oldest)).days - 1 if oldest else 0
    return Month(first, row[f"unfinished_{number}"], row[f"late_{number}"], days)


def _together(courses: list[Course]) -> Course:
    months = [
        Month(
            same[0].first,
            sum(one.unfinished for one in same),
            sum(one.late for one in same),
            max(one.oldest_days for one in same),
        )
        for same in zip(*(one.months for one in courses), strict=True)
    ]
    return Course(_("Alle afdelinger"), months)
