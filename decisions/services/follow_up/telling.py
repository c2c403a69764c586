"""Who is told when a task needs an answer, and when it has got it. No word of the task or of where it is from."""

from __future__ import annotations

from django.urls import reverse

from agenda.secretariat import secretaries
from decisions.models import DeadlineWish, FollowUpTask
from decisions.services.follow_up.guards import manages
from people.models import User
from people.notices import tell
from people.wording import NoticeKind


def ask_for_answer(task: FollowUpTask, kind: NoticeKind, by: User | None) -> None:
    """Tell those who can answer: the secretaries of the forum, and the head of the department."""
    head = task.department.head if task.department else None
    asked = [*secretaries(task.item.forum), *([head] if head is not None else [])]
    them = [one for one in asked if one.is_active and one != by and manages(one, task)]
    _tell(them, kind, task, by)


def tell_answer(wish: DeadlineWish, by: User | None) -> None:
    """Tell whoever wished for another deadline."""
    if wish.by is not None and wish.by.is_active and wish.by != by:
        _tell([wish.by], NoticeKind.DEADLINE_ANSWERED, wish.task, by)


def _tell(them: list[User], kind: NoticeKind, task: FollowUpTask, by: User | None) -> None:
    facts = {"who": by.full_name if by else "Chefforum"}
    tell(them, kind, path=reverse("task", args=[task.pk]), facts=facts)
