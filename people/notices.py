"""Telling people that something has happened: on their page of notices, and by mail where it must not wait."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from people.mailing import mail_notices
from people.models import Notice, User, Viewer
from people.wording import Facts, NoticeKind

SHOWN = 100


def tell(
    users: Iterable[User], kind: NoticeKind, *, path: str, facts: Facts, mail: bool = False
) -> list[Notice]:
    """Tell each of them once, in the transaction of what they are told of; with `mail`, the worker also mails it.

    `path` is where to read on, `facts` the words that the sentence of the kind needs (people.wording). Raises
    RuntimeError outside a transaction: what happened and the word of it stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A notice is written in the transaction of what it tells of.")
    told = Notice.objects.bulk_create(
        Notice(user=user, kind=kind.value, facts=dict(facts), path=path, by_mail=mail)
        for user in {user.pk: user for user in users}.values()
    )
    if mail and told:
        mail_notices.enqueue()
    return told


def newest(user: User) -> models.QuerySet[Notice]:
    """What the user has been told, the newest first."""
    return Notice.objects.filter(user=user)[:SHOWN]


def unread(user: Viewer) -> int:
    return Notice.objects.filter(user=user.pk, read_at__isnull=True).count()


def mark_read(user: User) -> None:
    """Mark all as read that the user has been told so far."""
    Notice.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())
