"""Several changes of one task, made together or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Literal

from django.db import transaction

from decisions.models import FollowUpTask, TaskEntry
from decisions.services.follow_up.assigning import Owner, set_owner
from decisions.services.follow_up.deadlines import set_deadline
from decisions.services.follow_up.guards import change, locked_task, require_manager
from decisions.services.follow_up.progress import add_note, set_status, set_text
from people.models import User


class _Unsaid(Enum):
    UNSAID = "unsaid"


UNSAID: Final = _Unsaid.UNSAID
"""That nothing is said of a deadline; None takes it away."""


@dataclass(frozen=True)
class Revision:
    """What is to be another than it is; what is None or unsaid stays. `note` stands in the log with the change."""

    text: str | None = None
    owner: Owner | None = None
    deadline: date | Literal[_Unsaid.UNSAID] | None = UNSAID
    every_months: int | Literal[_Unsaid.UNSAID] | None = UNSAID
    status: str | None = None
    note: str = ""


@transaction.atomic
def revise(task: FollowUpTask, to: Revision, *, by: User | None, base: int | None = None) -> None:
    """Make the changes, each through the service of its own, beginning from the version `base`.

    The owner last: whoever gives a task away may have no more to do with it.
    """
    locked_task(task, base)
    if to.text is not None:
        set_text(task, to.text, by=by)
    if to.deadline is not UNSAID:
        set_deadline(task, to.deadline, reason=to.note, by=by)
    if to.every_months is not UNSAID:
        _repeat(task, to.every_months, by)
    if to.status is not None:
        set_status(task, to.status, text=to.note, by=by)
    elif to == Revision(note=to.note) and to.note:
        add_note(task, to.note, by=by)
    if to.owner is not None and to.owner != owner_of(task):
        set_owner(task, to.owner, reason=to.note, by=by)


def owner_of(task: FollowUpTask) -> Owner:
    partners = [one.person or one.department for one in task.partners.select_related("person", "department")]
    return Owner(task.department, task.person, [one for one in partners if one is not None])


def _repeat(task: FollowUpTask, every_months: int | None, by: User | None) -> None:
    task = locked_task(task)
    require_manager(by, task)
    if task.every_months != every_months:
        change(task, TaskEntry.Kind.TEXT, by, every_months=every_months)
