"""Sending twice without making twice: a program that got no answer sends the same again, under the same key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from agenda.services.bilag import sha256_of
from api.models import SentOnce
from people.models import User

HEADER = "Idempotency-Key"
KEPT = timedelta(days=1)
LONGEST = 200
PARAMETER = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="A word of your own, new for each thing to be made. The same request sent again makes nothing more.",
)


class OtherBody(APIException):
    """422: the key has been used for something else."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "idempotency_key_reused"


def once(request: Request, user: User, make: Callable[[], object]) -> str:
    """Return the id of what `make` makes; of what it made before, where the key has been sent within a day.

    What is refused is not remembered, and can be tried again.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        return str(make())
    if len(key) > LONGEST or not key.isprintable():
        raise ValidationError({HEADER: _("Brug højst %(most)d tegn.") % {"most": LONGEST}})
    digest = _digest(request)
    with transaction.atomic():
        SentOnce.objects.filter(user=user, at__lt=timezone.now() - KEPT).delete()
        sent, is_new = SentOnce.objects.get_or_create(user=user, key=key, defaults={"digest": digest})
        if sent.digest != digest:
            raise OtherBody(_("Nøglen i Idempotency-Key er brugt til noget andet. Brug en ny nøgle."))
        if is_new:
            sent.made = str(make())
            sent.save(update_fields=["made"])
    return sent.made


def _digest(request: Request) -> str:
    body = json.dumps(request.data, sort_keys=True, ensure_ascii=False, default=_of_file)
    return hashlib.sha256(
        f"{request.method} {request.path}\n{body}".encode("utf-8", "surrogatepass")
    ).hexdigest()


def _of_file(sent: object) -> str:
    return sha256_of(sent) if isinstance(sent, UploadedFile) else repr(sent)
