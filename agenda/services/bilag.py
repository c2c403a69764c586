"""Bilag: files on an item."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Attachment
from agenda.services.guards import locked_item, record
from people.models import User


@transaction.atomic
def attach(
    item: AgendaItem,
    title: str,
    *,
    file: File[bytes] | None = None,
    content_type: str = "",
    closed: bool = False,
    by: User | None,
) -> Attachment:
    """Put a bilag last on an item. Without a file it is a title alone, as imported ones are."""
    item = locked_item(item)
    title = plain_line(title)
    if not title:
        raise ValidationError({"title": _("Giv bilaget en titel.")})
    last = item.attachments.aggregate(last=Max("position"))["last"]
    attachment = Attachment(
        item=item, position=(last or 0) + 1, title=title, closed=closed, content_type=content_type
    )
    if file is not None:
        attachment.sha256 = hashlib.file_digest(file.open(), "sha256").hexdigest()
        attachment.size = file.size
        file.seek(0)
        attachment.file.save(f"{attachment.pk}{_suffix(file.name)}", file, save=False)
    attachment.save()
    record("attachment.added", attachment, by, item.forum_id)
    return attachment


def _suffix(name: str | None) -> str:
    """The kind of file by its name (".pdf"); all else of the name stays outside."""
    suffix = PurePath(name or "").suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
