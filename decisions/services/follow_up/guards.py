"""What every change of a task begins and ends with: who may, what is locked, what is written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.services.guards import record
from decisions.models import FollowUpTask, TaskEntry
from decisions.models.follow_up_tasks import UNFINISHED
from people.models import User
from people.refusals import Refused

Kind = TaskEntry.Kind


class Changed(Refused):
    """Somebody has changed the task since the version that the change began from (412)."""

    def __init__(self, task: FollowUpTask) -> None:
        super().__init__(
            _("Opgaven er ændret af en anden i mellemtiden. Hent den igen, og gentag din ændring.")
        )
        self.task = task


def locked_task(task: FollowUpTask, base: int | None = None) -> FollowUpTask:
    """Return the task as it is now, its row locked; `Changed` if that is not the version `base`."""
    rows = FollowUpTask.objects.select_for_update(of=("self",)).select_related(
        "item__forum", "item__meeting", "department", "person__department"
    )
    now = rows.get(pk=task.pk)
    if base is not None and now.version != base:
        raise Changed(now)
    return now


def manages(user: User, task: FollowUpTask) -> bool:
    """Whether the user may change what the task is, whose and until when: an editor of the forum, or a head of it."""
    this = FollowUpTask.objects.filter(pk=task.pk)
    return this.of_edited(user).exists() or this.led_by(user).exists()


def works_on(user: User, task: FollowUpTask) -> bool:
    return FollowUpTask.objects.held_by(user).filter(pk=task.pk).exists()


def require_manager(by: User | None, task: FollowUpTask) -> None:
    if by is not None and not manages(by, task):
        raise PermissionDenied


def require_worker(by: User | None, task: FollowUpTask) -> None:
    """Those who have the task, and those who may change it."""
    if by is not None and not works_on(by, task) and not manages(by, task):
        raise PermissionDenied


def require_unfinished(task: FollowUpTask) -> None:
    if task.status not in UNFINISHED:
        raise Refused(_("Opgaven er afsluttet. Åbn den igen, før du ændrer den."))


def change(
    task: FollowUpTask,
    kind: TaskEntry.Kind,
    by: User | None,
    *,
    text: str = "",
    before: str = "",
    after: str = "",
    **values: Any,
) -> TaskEntry:
    """Store `values` on a locked task, with its next version, a line of its log and an entry in the journal."""
    for name, value in values.items():
        setattr(task, name, value)
    task.version += 1
    task.modified_at = timezone.now()
    task.save(update_fields=[*values, "version", "modified_at"])
    return note(task, kind, by, text=text, before=before, after=after)


def note(
    task: FollowUpTask,
    kind: TaskEntry.Kind,
    by: User | None,
    *,
    text: str = "",
    before: str = "",
    after: str = "",
) -> TaskEntry:
    entry = TaskEntry.objects.create(task=task, kind=kind, by=by, text=text, before=before, after=after)
    record(f"task.{kind}", task, by, task.item.forum_id, task.department_id)
    return entry


def people_named(people: Iterable[models.Model | None]) -> str:
    """The names of people and departments as a log line says them."""
    return ", ".join(str(one) for one in people if one is not None)
