"""Bilag: files on an item. Before publication here; afterwards `documents.adding` calls `put_last`, because what is
published is checked first."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Attachment
from agenda.services.guards import locked_item, record, require_author, require_item_editor
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused


def attach(
    item: AgendaItem,
    title: str,
    *,
    file: File[bytes] | None = None,
    content_type: str = "",
    closed: bool = False,
    by: User | None,
) -> Attachment:
    """Put a bilag last on an item that has not been published. Without a file it is a title alone."""
    attachment = new_bilag(title, content_type=content_type, closed=closed)
    with kept_files() as keep, transaction.atomic():
        item = locked_item(item)
        require_may_attach(item, by)
        if item.published_at is not None:
            raise Refused(_("Punktet er udsendt. Et bilag skal kontrolleres, før det lægges på. Prøv igen."))
        return put_last(item, attachment, file, keep, by)


def new_bilag(
    title: str, *, content_type: str = "", closed: bool = False, key: UUID | None = None
) -> Attachment:
    """Return a bilag that is not stored, and on no item yet; ValidationError if it has no title."""
    title = plain_line(title)
    if not title:
        raise ValidationError({"title": _("Giv bilaget en titel.")})
    return Attachment(pk=key or uuid4(), title=title, closed=closed, content_type=content_type)


def require_may_attach(item: AgendaItem, by: User | None) -> None:
    """The secretariat until the minutes are out; the author until the item is."""
    own_draft = item.published_at is None and by is not None and by.pk == item.author_id
    (require_author if own_draft else require_item_editor)(by, item)
    if item.meeting is not None and item.meeting.minutes_are_out:
        raise Refused(_("Referatet er udsendt; der kan ikke længere lægges bilag på punktet."))


def put_last(
    item: AgendaItem, attachment: Attachment, file: File[bytes] | None, keep: Keep, by: User | None
) -> Attachment:
    """The transition on a locked item."""
    last = item.attachments.aggregate(last=Max("position"))["last"]
    attachment.item, attachment.position = item, (last or 0) + 1
    if file is not None:
        _fill(attachment, file, keep)
    attachment.save()
    record("attachment.added", attachment, by, item.forum_id, item.department_id)
    return attachment


def _fill(attachment: Attachment, file: File[bytes], keep: Keep) -> None:
    attachment.sha256 = hashlib.file_digest(file.open(), "sha256").hexdigest()
    attachment.size = file.size
    file.seek(0)
    name = f"attachments/{timezone.now():%Y}/{attachment.pk}{_suffix(file.name)}"
    attachment.file = keep.save(name, file)


def _suffix(name: str | None) -> str:
    """The kind of file by its name (".pdf"); all else of the name stays outside."""
    suffix = PurePath(name or "").suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
