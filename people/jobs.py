"""Jobs for the background worker. What made one fail is stored without its words."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django_tasks import task
from django_tasks.base import Task

from people.logs import described

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
