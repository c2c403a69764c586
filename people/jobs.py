"""Jobs for the background worker. What made one fail is stored without its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from people.logs import described

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)

P = ParamSpec("P")
Result = TypeVar("Result")


class JobFailed(Exception):
    """Stored with its message as the result of the job, so the message says what failed and where, and no more."""


def job(function: Callable[P, Result]) -> Task[P, Result]:
    """Make a function of a module a job that the worker runs; its arguments are ids."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            raise JobFailed(described(error)) from None

    return task()(run)


def pause_after(waited: timedelta) -> timedelta:
    """How long to wait before the next try of what has waited so long: as long again, and never long."""
    return min(max(waited, FIRST_PAUSE), LONGEST_PAUSE)


def run_again(work: Task[[], None], waiting_since: datetime) -> None:
    """Order a later run of a job for what has waited since then: a pause as long as that, and never long.

    A run that is due by then serves all, so that jobs which each order another do not become many.
    """
    now = timezone.now()
    due = now + pause_after(now - waiting_since)
    ordered = DBTaskResult.objects.filter(task_path=work.module_path, status=TaskResultStatus.READY)
    if not ordered.filter(run_after__gt=now, run_after__lte=due).exists():
        work.using(run_after=due).enqueue()
