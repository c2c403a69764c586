"""Keys for a person's own programs: made, shown once, asked about at each request, and withdrawn."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from people import journal
from people.models import AccessToken, User

MARK = "cf_"
"""What every key begins with, so that one that has gone astray can be recognised."""
MOST = 20
USE_IS_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def issue(user: User, name: str, *, scope: str, expires_at: datetime | None) -> tuple[AccessToken, str]:
    """Make a key and return it with its only copy in clear."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("Giv nøglen et navn, så du kan kende den igen.")})
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("Udløbet ligger i fortiden; vælg en senere dag.")})
    if in_force().filter(user=user).count() >= MOST:
        raise ValidationError(_("Du har allerede %(count)d nøgler. Træk en tilbage først.") % {"count": MOST})
    key = MARK + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        user=user,
        name=name,
        scope=AccessToken.Scope(scope),
        expires_at=expires_at,
        digest=_digest(key),
        beginning=key[:8],
    )
    journal.write("token.issued", token, by=user)
    return token, key


@transaction.atomic
def withdraw(token: AccessToken, *, by: User) -> None:
    """End it at once."""
    if token.withdrawn_at is None:
        token.withdrawn_at = timezone.now()
        token.save(update_fields=["withdrawn_at"])
        journal.write("token.withdrawn", token, by=by)


def in_force() -> models.QuerySet[AccessToken]:
    return AccessToken.objects.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now()),
        withdrawn_at__isnull=True,
        user__is_active=True,
    )


def found(key: str) -> AccessToken | None:
    """Return the token that a key opens, with its person; None if it opens nothing now.

    A digest without salt will do: the key is 256 random bits, so there is nothing to guess it from.
    """
    token = in_force().filter(digest=_digest(key)).select_related("user").first()
    if token is not None and (token.used_at is None or timezone.now() - token.used_at > USE_IS_NOTED_EVERY):
        AccessToken.objects.filter(pk=token.pk).update(used_at=timezone.now())
    return token


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
