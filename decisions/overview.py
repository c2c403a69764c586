"""The tasks of one reader, as every face lists them: in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Forum
from agenda.visibility import EDITS_ITEM, READS, signed_in
from decisions.models import DeadlineWish, FollowUpTask, TaskEntry, TaskPartner
from decisions.models.follow_up_tasks import UNFINISHED
from decisions.visibility import LEADS
from people.danish import sort_key
from people.models import Department, User, Viewer

BESIDE = ("item__forum", "item__meeting", "item__case", "department", "person")
"""What every list says of a task's item and owner."""


def late() -> Q:
    """Tasks whose deadline is over and that nobody has finished."""
    return Q(deadline__lt=timezone.localdate(), status__in=UNFINISHED)


def wished() -> Q:
    """Unfinished tasks for which another deadline is wished, and nobody has answered yet."""
    wishes = DeadlineWish.objects.filter(task=OuterRef("pk"), granted__isnull=True)
    return Q(Exists(wishes), status__in=UNFINISHED)


def unanswered() -> Q:
    """Tasks that wait for those who may change them: handed back, or with a wish for another deadline."""
    return Q(handed_back_at__isnull=False, status__in=UNFINISHED) | wished()


def tasks_of(user: Viewer) -> QuerySet[FollowUpTask]:
    """Tasks that the user may see, each with whether it is late, what it waits for and whether its item may be read."""
    return _shown(FollowUpTask.objects.visible_to(user), user)


def _shown(tasks: QuerySet[FollowUpTask], user: Viewer) -> QuerySet[FollowUpTask]:
    reads = READS(user, by="item") if signed_in(user) else Value(False)
    shares = TaskPartner.objects.select_related("person", "department")
    return (
        tasks.annotate(
            late=Case(When(late(), then=Value(True)), default=Value(False)),
            wished=Case(When(wished(), then=Value(True)), default=Value(False)),
            item_is_read=Case(When(reads, then=Value(True)), default=Value(False)),
        )
        .select_related(*BESIDE)
        .prefetch_related(Prefetch("partners", shares, to_attr="sharing"))
    )


def sharing(task: FollowUpTask) -> list[User | Department]:
    """Who has a part in a task of `tasks_of` beside its owner."""
    shares: list[TaskPartner] = getattr(task, "sharing")  # noqa: B009  # fetched with it, and no field of the model
    return [one for share in shares if (one := share.person or share.department) is not None]


def reads_item(task: FollowUpTask) -> bool:
    """Whether the reader of `tasks_of` may read the task's item."""
    return bool(getattr(task, "item_is_read"))  # noqa: B009  # an annotation is no attribute of the model


def log_for(user: Viewer, task: FollowUpTask) -> QuerySet[TaskEntry]:
    """What has happened to a task of `tasks_of`; who may neither read its item nor has it sees their own lines."""
    entries = task.entries.select_related("by")
    if reads_item(task) or task.person_id == user.pk:
        return entries
    return entries.filter(by=user.pk)


def mine(user: User) -> QuerySet[FollowUpTask]:
    """What the user has to do, alone or with others, or for somebody who is away."""
    return _shown(FollowUpTask.objects.held_by(user), user)


def led(user: User) -> QuerySet[FollowUpTask]:
    """What the departments that the user leads have to do, and those below them."""
    return _shown(FollowUpTask.objects.led_by(user), user)


def managed(user: User) -> QuerySet[FollowUpTask]:
    """What the user may give to others: the tasks of fora they edit, and of departments they lead."""
    return tasks_of(user).filter(Q(EDITS_ITEM(user, by="item")) | Q(LEADS(user)))


def of_forum(user: User, forum: Forum) -> QuerySet[FollowUpTask]:
    """What a forum has decided that somebody must do, as far as the user may read the items."""
    return tasks_of(user).filter(READS(user, by="item"), item__forum=forum)


@dataclass(frozen=True)
class Shelf:
    """Tasks under one heading."""

    heading: str
    tasks: list[FollowUpTask]


def shelves(tasks: QuerySet[FollowUpTask], today: date) -> list[Shelf]:
    """Unfinished tasks by how soon they are due; empty shelves are left out."""
    week = today + timedelta(days=7)
    found = list(
        tasks.filter(status__in=UNFINISHED).order_by(F("deadline").asc(nulls_last=True), "created_at")
    )
    dated = [one for one in found if one.deadline is not None]
    parted = [
        (_("Over fristen"), [one for one in dated if _due(one) < today]),
        (_("De næste syv dage"), [one for one in dated if today <= _due(one) <= week]),
        (_("Senere"), [one for one in dated if _due(one) > week]),
        (_("Uden frist"), [one for one in found if one.deadline is None]),
    ]
    return [Shelf(heading, rows) for heading, rows in parted if rows]


def _due(task: FollowUpTask) -> date:
    return task.deadline or date.max


@dataclass(frozen=True)
class Count:
    """How a department's tasks stand: a line of the head's mail. Pages count month by month (`decisions.months`)."""

    department: str
    unfinished: int
    late: int
    oldest_days: int


def by_department(tasks: QuerySet[FollowUpTask], today: date) -> list[Count]:
    """Count what is unfinished and late in each department, and how old the oldest is. One query."""
    rows = (
        tasks.filter(status__in=UNFINISHED)
        .order_by()
        .values("department__name")
        .annotate(
            unfinished=models.Count("pk"),
            over=models.Count("pk", filter=late()),
            first=models.Min("created_at"),
        )
    )
    counts = [
        Count(
            row["department__name"] or _("Uden afdeling"),
            row["unfinished"],
            row["over"],
            (today - timezone.localdate(row["first"])).days,
        )
        for row in rows
    ]
    return sorted(counts, key=lambda one: sort_key(one.department))
