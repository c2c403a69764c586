"""Whose tasks and decisions may be other than they were told, so that asking what is new costs by what has changed.

One is news when it is changed, or when its item or the meeting is, of which the journal tells. Where somebody's own
reach is not what it was (`agenda.reach`), any may be. Neither is ever deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from agenda.models import AgendaItem, Meeting
from agenda.reach import reach
from api.models import Follower
from decisions.visibility import task_reach
from people.models import JournalEntry, User

SETTLED = timedelta(minutes=10)
"""What a transaction writes is seen when that ends, and bears the time at which it was written. None takes longer."""
MOST = 500
"""Where more items or meetings than this have changed, all are looked at."""


def as_of_now(user: User, now: datetime) -> dict[str, object]:
    """What a `Follower` keeps of somebody who asks now. With each week all are another, so that nothing is lost."""
    facts = [*reach(user), *task_reach(user), timezone.localdate().isocalendar()[:2]]
    digest = hashlib.sha256(json.dumps(facts, default=str).encode()).hexdigest()
    entries = JournalEntry.objects.filter(at__lt=now - SETTLED).order_by("-pk")
    settled = entries.values_list("pk", flat=True).first() or 0
    return {"reach": digest, "asked_at": now, "journal": settled}


def since(changed_at: str) -> Callable[[Follower], list[Q]]:
    """What finds the rows of items that something has happened to, by the time of their own change: conditions that a
    database finds by an index each; `Q()` is all."""

    def touched(before: Follower) -> list[Q]:
        items, meetings = (_changed(before.journal, kind) for kind in (AgendaItem, Meeting))
        if len(items) > MOST or len(meetings) > MOST:
            return [Q()]
        beside = [Q(item__in=items)] * bool(items) + [Q(item__meeting__in=meetings)] * bool(meetings)
        return [Q(**{f"{changed_at}__gte": before.asked_at - SETTLED}), *beside]

    return touched


def _changed(after: int, kind: type[AgendaItem | Meeting]) -> list[str]:
    entries = JournalEntry.objects.filter(pk__gt=after, object_type=kind._meta.label_lower)
    return list(entries.order_by().values_list("object_id", flat=True).distinct()[: MOST + 1])
