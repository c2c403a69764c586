"""The journal: every service writes one entry, in the transaction of the change it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction

from people.models import JournalEntry, User


def write(
    kind: str,
    about: models.Model,
    *,
    by: User | None,
    forum: int | None = None,
    departments: Iterable[int | None] = (),
) -> JournalEntry:
    """Record that `by` did `kind` ("item.closed") to `about`; `by` is None for commands run by the machine.

    Raises RuntimeError outside a transaction: a change and its entry stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A journal entry is written in the transaction of the change.")
    return JournalEntry.objects.create(
        kind=kind,
        object_type=about._meta.label_lower,
        object_id=str(about.pk),
        by=by,
        forum=forum,
        departments=sorted({one for one in departments if one is not None}),
    )


def last(kind: str, about: models.Model) -> datetime | None:
    """When that was last done to it; None if it never was."""
    entries = JournalEntry.objects.filter(
        kind=kind, object_type=about._meta.label_lower, object_id=str(about.pk)
    )
    found: datetime | None = entries.aggregate(last=models.Max("at"))["last"]
    return found
