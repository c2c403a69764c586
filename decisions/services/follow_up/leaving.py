"""People leave and departments become one; their tasks go on, with all that has happened to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Forum
from agenda.secretariat import secretaries
from decisions.models import FollowUpTask, TaskEntry
from decisions.models.follow_up_tasks import UNFINISHED
from decisions.services.follow_up.assigning import partners_of, put_partners
from decisions.services.follow_up.guards import change, locked_task, people_named
from people import journal
from people.absences import cut_short
from people.accounts import require_administrator, set_active
from people.departments import head_of, led_by
from people.models import Absence, Department, User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind

Kind = TaskEntry.Kind


@dataclass
class Left:
    """What became of the tasks of somebody who has left: moved to another, or kept because nobody could take them."""

    moved: list[FollowUpTask] = field(default_factory=list)
    stayed: list[FollowUpTask] = field(default_factory=list)


@transaction.atomic
def leave(person: User, *, by: User | None) -> Left:
    """Let somebody no longer sign in; their tasks go to their head, and they stand in for nobody any more."""
    set_active(person, False, by=by)
    left = leave_tasks(person, by=by)
    for absence in Absence.objects.filter(stand_in=person).exclude(until__lt=timezone.localdate()):
        cut_short(absence)
    _tell_secretaries(person, [*left.stayed, *_nobodys(person, left.moved)])
    return left


def _nobodys(person: User, moved: list[FollowUpTask]) -> list[FollowUpTask]:
    """What a department has now that is led by nobody: what it took over, and what it had while the person led it."""
    unled = Q(department__head=None) | Q(department__head__is_active=False)
    theirs = Q(pk__in=[one.pk for one in moved]) | Q(department__head=person)
    tasks = FollowUpTask.objects.filter(unled, theirs, status__in=UNFINISHED, person=None)
    return list(tasks.select_related("item"))


@transaction.atomic
def leave_tasks(person: User, *, by: User | None) -> Left:
    """What somebody has not finished goes to their head, or to the department where there is none.

    Nobody's rights are asked here; whoever takes a person out of use has been asked already.
    """
    left, head = Left(), head_of(person)
    tasks = FollowUpTask.objects.filter(status__in=UNFINISHED)
    for found in tasks.filter(person=person).order_by("pk"):
        task = locked_task(found)
        department = task.department or person.department
        if head is None and department is None:
            left.stayed.append(task)
            continue
        change(
            task, Kind.OWNER, by, before=people_named([person]), after=people_named([department, head]),
            person=head, department=department,
        )  # fmt: skip
        left.moved.append(task)
    for found in tasks.filter(partners__person=person).order_by("pk"):
        _leave_part(locked_task(found), person, head or person.department, by)
    return left


def _leave_part(task: FollowUpTask, person: User, to: User | Department | None, by: User | None) -> None:
    before = partners_of(task)
    others = [one for one in before if one != person]
    has_it_already = to is None or to in (task.person, task.department)
    after = others if has_it_already else [*others, to]
    put_partners(task, [one for one in after if one is not None])
    change(task, Kind.PARTNERS, by, before=people_named(before), after=people_named(after))


def _tell_secretaries(person: User, stayed: list[FollowUpTask]) -> None:
    for forum in Forum.objects.filter(items__follow_up_tasks__in=stayed).distinct():
        here = {one.pk: one for one in stayed if one.item.forum_id == forum.pk}
        kept = all(one.person_id == person.pk for one in here.values())
        narrowed = f"person={person.pk}" if kept else f"forum={forum.pk}"
        path = f"{reverse('hand_over_tasks')}?{narrowed}"
        tell(
            secretaries(forum), NoticeKind.TASKS_LEFT, path=path, facts={"whom": person.full_name}, mail=True
        )


@transaction.atomic
def merge_department(department: Department, into: Department, *, by: User | None) -> None:
    """Let one department take over all that another has: people, tasks done and undone, items, departments below.

    What was written down of the old one stays, in its name.
    """
    require_administrator(by)
    rows = Department.objects.select_for_update(of=("self",)).filter(pk__in=[department.pk, into.pk])
    locked = {one.pk: one for one in rows.order_by("pk")}
    department, into = locked[department.pk], locked[into.pk]
    _expect_two(department, into)
    for found in FollowUpTask.objects.filter(
        Q(department=department) | Q(partners__department=department)
    ).distinct():
        _merge_task(locked_task(found), department, into, by)
    User.objects.filter(department=department).update(department=into)
    AgendaItem.objects.filter(department=department).update(department=into)
    Department.objects.filter(parent=department).exclude(pk=into.pk).update(parent=into)
    if into.parent_id == department.pk:
        Department.objects.filter(pk=into.pk).update(parent=department.parent)
    Department.objects.filter(pk=department.pk).update(merged_into=into, parent=None)
    journal.write("department.merged", department, by=by, departments=[department.pk, into.pk])
    _tell_heads(department, into, by)


def _expect_two(department: Department, into: Department) -> None:
    if department.pk == into.pk:
        raise ValidationError({"into": _("Vælg en anden afdeling end den selv.")})
    if department.merged_into_id or into.merged_into_id:
        raise Refused(_("En af afdelingerne er allerede lagt sammen med en anden."))


def _merge_task(task: FollowUpTask, department: Department, into: Department, by: User | None) -> None:
    before = [task.department, *partners_of(task)]
    owner = into if task.department == department else task.department
    swapped = [into if one == department else one for one in partners_of(task)]
    put_partners(task, [one for one in swapped if one != owner])
    after = [owner, *(one for one in swapped if one != owner)]
    change(task, Kind.OWNER, by, before=people_named(before), after=people_named(after), department=owner)


def _tell_heads(department: Department, into: Department, by: User | None) -> None:
    """Who leads nothing any more has no list of departments to read on in."""
    heads = {one for one in (department.head, into.head) if one is not None and one.is_active}
    facts = {"who": by.full_name if by else "Chefforum", "whom": department.name, "into": into.name}
    for one in heads:
        path = reverse("led_tasks" if led_by(one).exists() else "my_tasks")
        tell([one], NoticeKind.DEPARTMENT_MERGED, path=path, facts=facts, mail=True)
