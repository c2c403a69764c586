"""Mail to people about their notices, sent by the background worker.

A notice waits until it has been mailed. Each run first orders a later one, so that neither a mail server that is
down nor a worker that dies midway loses a mail; a mail that went out just before the worker died may come twice, under
the same Message-ID.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from people import wording
from people.jobs import job
from people.letters import Letter, Line, message
from people.models import Notice

logger = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)
CANNOT_SEND = (SMTPException, OSError)


@job
def mail_notices() -> None:
    """Mail what waits, and come back for what could not be sent."""
    if waiting().exists():
        mail_notices.using(run_after=timezone.now() + AGAIN_AFTER).enqueue()
        send_waiting()


def waiting() -> models.QuerySet[Notice]:
    """Notices that are to be mailed and have not been, the oldest first."""
    since = timezone.now() - GIVE_UP_AFTER
    found = Notice.objects.filter(by_mail=True, mailed_at__isnull=True, at__gt=since, user__is_active=True)
    return found.select_related("user").order_by("at", "pk")


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
