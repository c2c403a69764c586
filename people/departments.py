"""Who leads what: departments, those below them, and who covers for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models

from people.danish import sort_key
from people.models import Department, User, Viewer


def led_by(user: Viewer) -> models.QuerySet[Department]:
    """The departments that the user is the head of, less those that have become part of another."""
    return Department.objects.in_use().filter(head=user.pk)


def led_and_below(user: Viewer) -> frozenset[int]:
    """The ids of the departments that the user leads, and of all below them. One query, however deep."""
    rows = list(Department.objects.values_list("pk", "parent", "head"))
    led = {pk for pk, _parent, head in rows if head is not None and head == user.pk}
    return _with_below(led, {pk: parent for pk, parent, _head in rows})


def with_below(department: int) -> frozenset[int]:
    """The ids of the department and of all below it. One query, however deep."""
    return _with_below({department}, dict(Department.objects.values_list("pk", "parent")))


def _with_below(tops: set[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    return frozenset(pk for pk in parents if tops and tops & set(_upwards(pk, parents)))


def taken_over_by(department: int) -> int:
    """The id of the department that has now what this one had: its own, until it becomes part of another. One query."""
    merged = dict(
        Department.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into").order_by()
    )
    *_earlier, last = _upwards(department, merged)
    return last


def _upwards(department: int | None, parents: Mapping[int, int | None]) -> Iterable[int]:
    """Yield the department and those above it; a circle in the data ends where it began."""
    seen: set[int] = set()
    while department is not None and department not in seen:
        seen.add(department)
        yield department
        department = parents.get(department)


def head_of(person: User) -> User | None:
    """Who leads the person: the head of their department, and of a head the head above; None if there is none."""
    department = person.department
    while department is not None:
        head = department.head
        if head is not None and head.is_active and head != person:
            return head
        department = department.parent
    return None


def staff_of(user: User) -> list[User]:
    """The people whom the user leads, as `head_of` says."""
    below = User.objects.filter(is_active=True, department__in=led_and_below(user)).exclude(pk=user.pk)
    deep = below.select_related("department__head", "department__parent__head")
    return sorted((one for one in deep if head_of(one) == user), key=lambda one: sort_key(one.full_name))
