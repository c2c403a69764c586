"""Who leads what: departments, those below them, and who covers for whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils import timezone

from people.danish import sort_key
from people.models import Absence, Department, User, Viewer


def led_by(user: Viewer) -> models.QuerySet[Department]:
    """The departments that the user is the head of."""
    return Department.objects.filter(head=user.pk)


def led_and_below(user: Viewer) -> frozenset[int]:
    """The ids of the departments that the user leads, and of all below them. One query, however deep."""
    parents = dict(Department.objects.values_list("pk", "parent"))
    heads = set(led_by(user).values_list("pk", flat=True))
    return frozenset(pk for pk in parents if heads & set(_upwards(pk, parents)))


def _upwards(department: int | None, parents: dict[int, int | None]) -> Iterable[int]:
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


def covered_by(user: Viewer) -> models.QuerySet[Absence]:
    """The absences that the user stands in for today."""
    today = timezone.localdate()
    return Absence.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), stand_in=user.pk, since__lte=today
    )
