"""Whose a task is: given, handed back, handed over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem
from agenda.services.guards import locked_item, require_item_editor
from decisions.models import FollowUpTask, Reminder, TaskEntry, TaskPartner
from decisions.models.follow_up_tasks import LONGEST_TASK, UNFINISHED
from decisions.services.follow_up.guards import (
    change,
    locked_task,
    note,
    people_named,
    require_manager,
    require_unfinished,
    require_worker,
)
from decisions.services.follow_up.telling import ask_for_answer
from people.models import Department, User
from people.refusals import Refused
from people.wording import NoticeKind

Kind = TaskEntry.Kind
State = AgendaItem.State

YEARS_AHEAD = 10
"""The furthest that a deadline may lie."""


@dataclass(frozen=True)
class Owner:
    """Who has a task: a person, a department, or both, and those who have a part in it."""

    department: Department | None = None
    person: User | None = None
    partners: Sequence[User | Department] = field(default=())


@dataclass(frozen=True)
class Due:
    """Until when: the last day, and the first one and the rule where a sentence said an interval."""

    deadline: date | None = None
    deadline_from: date | None = None
    rule: str = ""


@transaction.atomic
def create_task(
    item: AgendaItem,
    text: str,
    owner: Owner,
    *,
    due: Due = Due(),
    every_months: int | None = None,
    returns_on: date | None = None,
    by: User | None,
) -> FollowUpTask:
    """Give somebody something to do because of the decision on an item."""
    item = locked_item(item)
    require_item_editor(by, item)
    if item.meeting is None or item.state != State.PUBLISHED:
        raise Refused(_("En opgave hører til et punkt, der er på en udsendt dagsorden og ikke udgår."))
    department = _checked_owner(owner)
    check_deadline(item, due.deadline)
    text = checked_text(text)
    _expect_new(item, text, department, owner.person, due.deadline)
    task = FollowUpTask.objects.create(
        item=item,
        text=text,
        department=department,
        person=owner.person,
        deadline=due.deadline,
        deadline_from=due.deadline_from,
        rule=due.rule,
        every_months=every_months,
        returns_on=returns_on,
        needs_noting=item.forum.notes_finished_tasks,
        created_by=by,
    )
    put_partners(task, owner.partners)
    note(task, Kind.CREATED, by, after=people_named([department, owner.person, *owner.partners]))
    return task


def _expect_new(
    item: AgendaItem, text: str, department: Department | None, to: User | None, deadline: date | None
) -> None:
    """A form that was sent twice, or two secretaries with the same thought, make one task of a locked item."""
    same = item.follow_up_tasks.filter(text=text, department=department, person=to, deadline=deadline)
    if same.filter(status__in=UNFINISHED).exists():
        raise Refused(_("Opgaven er oprettet allerede: punktet har én med samme tekst, ansvarlig og frist."))


def checked_text(text: str) -> str:
    text = plain_line(text)
    if not text:
        raise ValidationError({"text": _("Skriv, hvad der skal gøres.")})
    if len(text) > LONGEST_TASK:
        raise ValidationError(
            {"text": _("Skriv det kortere: højst %(count)d tegn.") % {"count": LONGEST_TASK}}
        )
    return text


def check_deadline(item: AgendaItem, deadline: date | None) -> None:
    if deadline is not None and item.meeting is not None and deadline < item.meeting.date:
        raise ValidationError({"deadline": _("Fristen ligger før mødet; vælg en senere dag.")})
    if deadline is not None:
        expect_near("deadline", deadline)


def expect_near(field: str, day: date) -> None:
    """Years are mistyped."""
    if day.year - timezone.localdate().year > YEARS_AHEAD:
        raise ValidationError(
            {field: _("Fristen ligger mere end ti år fremme. Se efter, om årstallet er rigtigt.")}
        )


def _checked_owner(owner: Owner) -> Department | None:
    """Return the department that the task belongs to: the one named, or the person's own."""
    if owner.person is None and owner.department is None:
        raise ValidationError({"person": _("Vælg, hvem der har opgaven: en person eller en afdeling.")})
    if owner.person is not None and not owner.person.is_active:
        raise ValidationError({"person": _("Vedkommende er ikke længere aktiv bruger; vælg en anden.")})
    return owner.department or (owner.person.department if owner.person else None)


def put_partners(task: FollowUpTask, partners: Iterable[User | Department]) -> None:
    task.partners.all().delete()
    TaskPartner.objects.bulk_create(
        TaskPartner(task=task, person=one)
        if isinstance(one, User)
        else TaskPartner(task=task, department=one)
        for one in dict.fromkeys(partners)
    )


@transaction.atomic
def set_owner(
    task: FollowUpTask, owner: Owner, *, reason: str = "", by: User | None, base: int | None = None
) -> FollowUpTask:
    """Give the task to somebody else. Whoever had it handed back is answered by it."""
    task = locked_task(task, base)
    require_manager(by, task)
    require_unfinished(task)
    department = _checked_owner(owner)
    before = people_named([task.department, task.person, *partners_of(task)])
    put_partners(task, owner.partners)
    _tell_anew(task, owner)
    after = people_named([department, owner.person, *owner.partners])
    change(
        task, Kind.OWNER, by, text=plain_line(reason), before=before, after=after,
        department=department, person=owner.person, handed_back_at=None,
    )  # fmt: skip
    return task


def _tell_anew(task: FollowUpTask, owner: Owner) -> None:
    """Whoever no longer has the task is told of it as a new one should they be given it again."""
    have_it = [one.pk for one in (owner.person, *owner.partners) if isinstance(one, User)]
    if owner.person is None and owner.department is not None and owner.department.head_id is not None:
        have_it.append(owner.department.head_id)
    Reminder.objects.filter(task=task).exclude(user__in=have_it).delete()


def partners_of(task: FollowUpTask) -> list[User | Department]:
    return [
        one for partner in task.partners.all() if (one := partner.person or partner.department) is not None
    ]


@transaction.atomic
def hand_back(task: FollowUpTask, *, reason: str, by: User | None, base: int | None = None) -> FollowUpTask:
    """Give the task back, with a reason. It stays with the same owner until somebody gives it to another."""
    task = locked_task(task, base)
    require_worker(by, task)
    require_unfinished(task)
    if task.handed_back_at is not None:
        raise Refused(
            _("Opgaven er allerede givet tilbage. Sekretariatet eller afdelingens chef svarer på det.")
        )
    change(task, Kind.HANDED_BACK, by, text=checked_reason(reason), handed_back_at=timezone.now())
    ask_for_answer(task, NoticeKind.TASK_HANDED_BACK, by)
    return task


def checked_reason(reason: str) -> str:
    reason = plain_line(reason)
    if not reason:
        raise ValidationError({"reason": _("Skriv hvorfor.")})
    if len(reason) > 500:
        raise ValidationError({"reason": _("Skriv det kortere: højst 500 tegn.")})
    return reason


@transaction.atomic
def hand_over(tasks: Iterable[FollowUpTask], to: User, *, reason: str, by: User | None) -> list[FollowUpTask]:
    """Give many tasks to one person: all of them, or none."""
    return [
        set_owner(
            task,
            Owner(to.department or task.department, to, partners_of(task)),
            reason=checked_reason(reason),
            by=by,
        )
        for task in sorted(tasks, key=lambda one: one.pk)
    ]
