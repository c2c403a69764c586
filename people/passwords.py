"""Links by which people set their own password. They are mailed to the person, and shown to nobody else.

A link names the person and a token that Django signs: it works once, for PASSWORD_RESET_TIMEOUT (three days), and no
longer once the password or the address has changed. The job holds the person's id alone; the link is made when the
mail is, so it stands in no table and no log.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from people import journal
from people.jobs import job, pause_after
from people.mailing import CANNOT_SEND
from people.models import User

logger = logging.getLogger(__name__)

NOT_AGAIN_FOR = timedelta(minutes=2)
LINK_SENT = "person.link_sent"


@transaction.atomic
def send_link(user: User, *, by: User | None) -> None:
    """Mail an active person a link to set a password with."""
    journal.write(LINK_SENT, user, by=by)
    mail_link.enqueue(user.pk)


def ask_for_link(email: str) -> None:
    """Send the person of that address a link, unless one was sent just now. An address that nobody has gets nothing,
    and whoever asks is told the same."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    last = journal.last(LINK_SENT, user) if user is not None else None
    if user is not None and (last is None or last < timezone.now() - NOT_AGAIN_FOR):
        send_link(user, by=None)


def link_for(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return (
        f"{settings.SITE_URL}{reverse('password_set', args=[uid, default_token_generator.make_token(user)])}"
    )


@job
def mail_link(user_id: int, asked: float | None = None) -> None:
    """Mail the link now; where the mail server does not answer, later again.

    `asked` is the instant of the asking, in seconds since 1970. Whoever has waited for as long as a link works has
    asked anew or been helped by then, so that is when it is given up.
    """
    user, now = User.objects.get(pk=user_id), timezone.now()
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _message(user).send()
    except CANNOT_SEND as error:
        logger.error("The link for person %s could not be mailed: %s", user.pk, type(error).__name__)
        asked = now.timestamp() if asked is None else asked
        waited = timedelta(seconds=now.timestamp() - asked)
        if waited < timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT):
            mail_link.using(run_after=now + pause_after(waited)).enqueue(user.pk, asked)


def _message(user: User) -> EmailMessage:
    words = (
        _("Hej %(name)s") % {"name": user.full_name},
        _("Vælg din adgangskode til Chefforum med dette link. Det virker én gang og i tre dage:"),
        link_for(user),
        _("Har du ikke bedt om det, så gør ingenting. Din adgangskode er ikke ændret."),
        settings.MUNICIPALITY,
    )
    return EmailMessage(
        _("Vælg din adgangskode til Chefforum"),
        "\n\n".join(words),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
