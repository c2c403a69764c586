"""Mail to people about their notices, sent by the background worker.

A notice waits until it has been mailed, however long that takes. Each run first orders a later one, after a pause that
grows to an hour, so that neither a mail server that is down nor a worker that dies midway loses a mail. Administrators
are told what waits. A mail that the server took just before the worker died comes twice, under the same Message-ID: no
order of sending and writing down avoids that without losing mails instead.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people import wording
from people.jobs import job, run_again
from people.letters import Letter, Line, message
from people.models import Notice

logger = logging.getLogger(__name__)

OVERDUE_AFTER = timedelta(minutes=15)
CANNOT_SEND = (SMTPException, OSError)


@job
def mail_notices() -> None:
    """Mail what waits, and come back for what could not be sent."""
    newest = waiting().last()
    if newest is not None:
        run_again(mail_notices, newest.at)
        send_waiting()


def waiting() -> models.QuerySet[Notice]:
    """Notices that are to be mailed and have not been, the oldest first."""
    found = Notice.objects.filter(by_mail=True, mailed_at__isnull=True, user__is_active=True)
    return found.select_related("user").order_by("at", "pk")


@dataclass(frozen=True)
class Overdue:
    """Mails that should have gone out, and since when the first of them has waited."""

    count: int
    since: datetime


def overdue() -> Overdue | None:
    """What waits for a mail server that does not take it; None where all is as it should be."""
    late = waiting().filter(at__lt=timezone.now() - OVERDUE_AFTER)
    found = late.order_by().aggregate(count=models.Count("pk"), since=models.Min("at"))
    return Overdue(found["count"], found["since"]) if found["count"] else None


def send_waiting() -> None:
    """Try each once. What fails is logged by its number and goes on waiting."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            with get_connection() as connection:
                for notice in waiting():
                    _send(notice, connection)
        except CANNOT_SEND as error:
            logger.error("The mail server does not answer: %s", type(error).__name__)


def _send(notice: Notice, connection: BaseEmailBackend) -> None:
    try:
        message_of(notice, connection).send()
    except CANNOT_SEND as error:
        logger.error("Notice %s could not be mailed: %s", notice.pk, type(error).__name__)
    else:
        Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())


def message_of(notice: Notice, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """Return the mail: what happened and where to read on. No reason, and no title of an item.

    Where the fact `address` says so it goes there: a new address is told at the old one.
    """
    letter = Letter(
        wording.subject(wording.NoticeKind(notice.kind), notice.facts),
        [notice.sentence],
        links=[Line(_("Læs mere:"), path=notice.path)],
    )
    identity = f"<notice-{notice.pk}@{urlsplit(settings.SITE_URL).hostname}>"
    return message(
        letter, notice.facts.get("address", notice.user.email), {"Message-ID": identity}, connection
    )
