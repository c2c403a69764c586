"""Until when: set by those who may change a task, wished for by those who have it."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import DeadlineWish, FollowUpTask, TaskEntry
from decisions.services.follow_up.assigning import check_deadline, checked_reason, expect_near
from decisions.services.follow_up.guards import (
    change,
    locked_task,
    require_manager,
    require_unfinished,
    require_worker,
)
from decisions.services.follow_up.telling import ask_for_answer, tell_answer
from people.models import User
from people.refusals import Refused
from people.wording import NoticeKind

Kind = TaskEntry.Kind


@transaction.atomic
def set_deadline(
    task: FollowUpTask, deadline: date | None, *, reason: str = "", by: User | None, base: int | None = None
) -> FollowUpTask:
    """Set or take away the deadline; a wish that was open is answered by it."""
    task = locked_task(task, base)
    require_manager(by, task)
    require_unfinished(task)
    check_deadline(task.item, deadline)
    if deadline != task.deadline:
        _answer_open_wish(task, granted=True, by=by)
        _move(task, Kind.DEADLINE, deadline, reason.strip(), by)
    return task


def _move(
    task: FollowUpTask, kind: TaskEntry.Kind, deadline: date | None, text: str, by: User | None
) -> None:
    change(
        task, kind, by, text=text, before=_iso(task.deadline), after=_iso(deadline),
        deadline=deadline, deadline_from=None, rule="",
    )  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@transaction.atomic
def ask_deadline(
    task: FollowUpTask, wanted: date, *, reason: str, by: User | None, base: int | None = None
) -> DeadlineWish:
    """Ask for another deadline, with a reason; one wish at a time."""
    task = locked_task(task, base)
    require_worker(by, task)
    require_unfinished(task)
    if wanted < timezone.localdate():
        raise ValidationError({"wanted": _("Den ønskede frist ligger i fortiden; vælg en senere dag.")})
    expect_near("wanted", wanted)
    if task.deadline_wishes.filter(granted=None).exists():
        raise Refused(_("Der er allerede bedt om en ny frist, som ikke er besvaret."))
    reason = checked_reason(reason)
    change(task, Kind.DEADLINE_ASKED, by, text=reason, before=_iso(task.deadline), after=_iso(wanted))
    ask_for_answer(task, NoticeKind.DEADLINE_WISHED, by)
    return DeadlineWish.objects.create(task=task, wanted=wanted, reason=reason, by=by)


@transaction.atomic
def answer_deadline(task: FollowUpTask, *, grant: bool, reason: str = "", by: User | None) -> FollowUpTask:
    """Grant or turn down the wish that is open."""
    task = locked_task(task)
    require_manager(by, task)
    require_unfinished(task)
    wish = _answer_open_wish(task, granted=grant, by=by)
    if wish is None:
        raise Refused(_("Der er ikke bedt om en ny frist."))
    wanted = wish.wanted if grant else task.deadline
    _move(task, Kind.DEADLINE_ANSWERED, wanted, reason.strip(), by)
    return task


def _answer_open_wish(task: FollowUpTask, *, granted: bool, by: User | None) -> DeadlineWish | None:
    wish = task.deadline_wishes.filter(granted=None).first()
    if wish is not None:
        wish.granted, wish.answered_by, wish.answered_at = granted, by, timezone.now()
        wish.save(update_fields=["granted", "answered_by", "answered_at"])
        tell_answer(wish, by)
    return wish
