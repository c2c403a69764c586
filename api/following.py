"""Following changes: what is new to one person since they last asked, and what they may see no longer.

Rows leave a view for reasons that no change of a task tells: a recusal, a seat or a grant that ends with the day, a new
head of a department. So each person's rows are remembered as they were told (`Followed`), and when they ask again they
are held against what the gate says now. Nobody is told that something is gone which they were never shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agenda.models import AgendaItem
from api.models import Followed
from decisions.models import FollowUpTask
from people.models import User

CHUNK = 1000


def catch_up(user: User) -> datetime:
    """Write down what is new to the person, the first time all they see; return when that was, to ask from next time.

    One at a time for each person, so that what is written later also has a later time.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        now = timezone.now()
        while lost := list(_gone(user)[:CHUNK]):
            _tell(user, [_gone_now(one, now) for one in lost])
        fresh = (_as_it_is(user, task, now) for task in _news(user))
        while chunk := list(islice(fresh, CHUNK)):
            _tell(user, chunk)
    return now


def since(user: User, moment: datetime) -> QuerySet[Followed]:
    """What has changed for the person since then, in the order of `id`."""
    return Followed.objects.filter(user=user, changed_at__gt=moment)


def _news(user: User) -> Iterator[FollowUpTask]:
    """Tasks that the person sees now and has not been told of as they are."""
    told = Followed.objects.filter(user=user, task=OuterRef("pk"), gone=False, version=OuterRef("version"))
    reads = Exists(AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item")))
    as_now = Q(Exists(told.filter(reads_item=True)), item_is_read=True) | Q(
        Exists(told.filter(reads_item=False)), item_is_read=False
    )
    news = FollowUpTask.objects.visible_to(user).annotate(item_is_read=reads).exclude(as_now)
    return news.only("pk", "version").order_by("modified_at", "pk").iterator(chunk_size=CHUNK)


def _gone(user: User) -> QuerySet[Followed]:
    seen = FollowUpTask.objects.visible_to(user).filter(pk=OuterRef("task"))
    return Followed.objects.filter(~Exists(seen), user=user, gone=False)


def _as_it_is(user: User, task: FollowUpTask, now: datetime) -> Followed:
    reads = bool(getattr(task, "item_is_read"))  # noqa: B009  # an annotation is no attribute of the model
    return Followed(user=user, task=task, version=task.version, reads_item=reads, changed_at=now)


def _gone_now(told: Followed, now: datetime) -> Followed:
    return Followed(
        user_id=told.user_id,
        task_id=told.task_id,
        version=told.version,
        reads_item=False,
        gone=True,
        changed_at=now,
    )


def _tell(user: User, rows: list[Followed]) -> None:
    """Put rows last in the person's news, in the place of what they were told before."""
    Followed.objects.filter(user=user, task__in=[one.task_id for one in rows]).delete()
    Followed.objects.bulk_create(rows)
