"""How far a task has come."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.follow_up.almanac import months_after
from decisions.models import FollowUpTask, TaskEntry
from decisions.models.follow_up_tasks import UNFINISHED
from decisions.services.follow_up.assigning import checked_text, partners_of, put_partners
from decisions.services.follow_up.guards import (
    change,
    locked_task,
    note,
    people_named,
    require_manager,
    require_unfinished,
    require_worker,
)
from decisions.services.follow_up.noting import keep_list
from people.models import User
from people.refusals import Refused

Status = FollowUpTask.Status
Kind = TaskEntry.Kind

FOLLOWS = {
    Status.OPEN: {Status.IN_PROGRESS, Status.WAITING, Status.DONE, Status.LAPSED},
    Status.IN_PROGRESS: {Status.OPEN, Status.WAITING, Status.DONE, Status.LAPSED},
    Status.WAITING: {Status.OPEN, Status.IN_PROGRESS, Status.DONE, Status.LAPSED},
    Status.DONE: {Status.OPEN, Status.IN_PROGRESS},
    Status.LAPSED: {Status.OPEN},
}
"""What a status can become. A finished task is opened again before anything else happens to it."""


@transaction.atomic
def set_status(
    task: FollowUpTask, status: str, *, text: str = "", by: User | None, base: int | None = None
) -> FollowUpTask:
    """Say how far the task has come. That it lapses or is opened again is for those who may change it."""
    task = locked_task(task, base)
    require_worker(by, task)
    wanted, now = _status(status), Status(task.status)
    if wanted is now:
        return task
    if wanted not in FOLLOWS[now]:
        raise Refused(
            _("En opgave, der er »%(now)s«, kan ikke blive »%(wanted)s«.")
            % {"now": now.label.lower(), "wanted": wanted.label.lower()}
        )
    if wanted is Status.LAPSED or now not in UNFINISHED:
        require_manager(by, task)
    done_at = timezone.now() if wanted is Status.DONE else None
    change(
        task, Kind.STATUS, by, text=text.strip(), before=now.value, after=wanted.value,
        status=wanted, done_at=done_at, noted_at=None,
    )  # fmt: skip
    if wanted is Status.DONE:
        _repeat(task, by)
    if task.needs_noting and Status.DONE in (wanted, now):
        keep_list.enqueue(task.item.forum_id)
    return task


def _status(status: str) -> FollowUpTask.Status:
    try:
        return Status(status)
    except ValueError:
        raise ValidationError(
            {"status": _("Der er ingen status, der hedder »%(status)s«.") % {"status": status[:40]}}
        ) from None


def _repeat(task: FollowUpTask, by: User | None) -> None:
    """A task that is done again and again is followed by the next one, once."""
    if task.every_months is None or FollowUpTask.objects.filter(follows=task).exists():
        return
    partners = partners_of(task)
    following = FollowUpTask.objects.create(
        item=task.item,
        text=task.text,
        department=task.department,
        person=task.person,
        deadline=_next_time(task, task.every_months),
        every_months=task.every_months,
        follows=task,
        needs_noting=task.needs_noting,
        created_by=by,
    )
    put_partners(following, partners)
    note(following, Kind.CREATED, by, after=people_named([task.department, task.person, *partners]))


def _next_time(task: FollowUpTask, months: int) -> date:
    """The deadline after this one; of a task done long after its own, the first that lies ahead."""
    today = timezone.localdate()
    begin = task.deadline or today
    passed = (today.year - begin.year) * 12 + today.month - begin.month
    rounds = max(1, passed // months)
    due = months_after(begin, rounds * months)
    return due if due >= today else months_after(begin, (rounds + 1) * months)


@transaction.atomic
def add_note(task: FollowUpTask, text: str, *, by: User | None, base: int | None = None) -> FollowUpTask:
    """Write down how it goes."""
    task = locked_task(task, base)
    require_worker(by, task)
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Skriv en bemærkning.")})
    change(task, Kind.NOTE, by, text=text)
    return task


@transaction.atomic
def set_text(task: FollowUpTask, text: str, *, by: User | None, base: int | None = None) -> FollowUpTask:
    """Say the task in other words."""
    task = locked_task(task, base)
    require_manager(by, task)
    require_unfinished(task)
    text, before = checked_text(text), task.text
    if text != before:
        task.text = text
        task.save(update_fields=["text"])
        change(task, Kind.TEXT, by, before=before, after=text)
    return task
