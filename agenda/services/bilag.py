"""Bilag: files on an item. Before publication here; afterwards `documents.adding` calls `put_last`, because what is
published is checked first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from typing import BinaryIO, cast
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.filetypes.judging import SUFFIXES, FileType, judged
from agenda.filetypes.refusals import Unacceptable, virus
from agenda.models import AgendaItem, Attachment
from agenda.services.closing import mark_attachment
from agenda.services.guards import locked_item, record, require_author, require_item_editor
from agenda.services.writing import written_item
from people import journal
from people.clamd import Unavailable, virus_in
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused
from people.uploads import Incoming

LONGEST_TITLE = 1000


def attach(
    item: AgendaItem,
    title: str,
    *,
    file: File[bytes] | None = None,
    closed: bool = False,
    by: User | None,
) -> Attachment:
    """Put a bilag last on an item that has not been published. Without a file it is a title alone.

    ValidationError at "file" if the file cannot be taken, at "title" if there is none.
    """
    require_may_attach(item, by)
    attachment = new_bilag(title, file=file, closed=closed)
    with kept_files() as keep, transaction.atomic():
        item = locked_item(item)
        require_may_attach(item, by)
        if item.published_at is not None:
            raise Refused(_("Punktet er udsendt. Et bilag skal kontrolleres, før det lægges på. Prøv igen."))
        return put_last(item, attachment, file, keep, by)


def new_bilag(
    title: str, *, file: File[bytes] | None = None, closed: bool = False, key: UUID | None = None
) -> Attachment:
    """Return a bilag that is not stored, and on no item yet; its file has been judged."""
    attachment = Attachment(pk=key or uuid4(), title=checked_title(title), closed=closed)
    if file is not None:
        attachment.content_type = type_of(file).content_type
    return attachment


def type_of(file: File[bytes]) -> FileType:
    """Return what the file is, whatever it is called; ValidationError at "file" if it can't be taken."""
    try:
        found = judged(cast(BinaryIO, file), file.size, file.name or "", settings.BILAG_MAX_MB)
        if settings.CLAMD_ADDRESS and virus_in(file, settings.CLAMD_ADDRESS):
            raise Unacceptable(virus())
    except Unacceptable as error:
        raise ValidationError({"file": str(error)}) from error
    except Unavailable as error:
        unsure = _("Filen kan ikke kontrolleres for virus lige nu og er ikke gemt. Prøv igen om lidt.")
        raise ValidationError({"file": unsure}) from error
    file.seek(0)
    return found


def checked_title(title: str) -> str:
    title = plain_line(title)
    if not title:
        raise ValidationError({"title": _("Giv bilaget en titel.")})
    if len(title) > LONGEST_TITLE:
        raise ValidationError({"title": _("Titlen er for lang; skriv højst 1.000 tegn.")})
    return title


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
    attachment.item, attachment.position = item, _last_position(item) + 1
    if file is not None:
        _fill(attachment, file, keep)
    attachment.save()
    record("attachment.added", attachment, by, item.forum_id, item.department_id)
    return attachment


def _last_position(item: AgendaItem) -> int:
    return item.attachments.aggregate(last=Max("position"))["last"] or 0


def _fill(attachment: Attachment, file: File[bytes], keep: Keep) -> None:
    """The stored file is called by its id and ends as its type says; nothing of the name it came with is kept."""
    attachment.sha256, attachment.size = sha256_of(file), file.size
    file.seek(0)
    suffix = SUFFIXES.get(attachment.content_type, "bin")
    attachment.file = keep.save(f"attachments/{timezone.now():%Y}/{attachment.pk}.{suffix}", file)


def sha256_of(file: File[bytes]) -> str:
    if isinstance(file, Incoming):
        return file.sha256
    return hashlib.file_digest(file.open(), "sha256").hexdigest()


# What follows changes a bilag that has not been sent out.


@transaction.atomic
def rename_bilag(attachment: Attachment, title: str, *, by: User | None) -> Attachment:
    """Call it something else."""
    item, attachment = _own_draft(attachment, by)
    attachment.title = checked_title(title)
    attachment.save(update_fields=["title"])
    record("attachment.renamed", attachment, by, item.forum_id, item.department_id)
    return attachment


@transaction.atomic
def move_bilag(attachment: Attachment, steps: int, *, by: User | None) -> None:
    """Move it so many places down (below zero: up) among the open or the closed ones, as far as there are any."""
    item, attachment = _own_draft(attachment, by)
    mine = list(item.attachments.filter(closed=attachment.closed).values_list("pk", flat=True))
    others = list(item.attachments.exclude(closed=attachment.closed).values_list("pk", flat=True))
    place = mine.index(attachment.pk)
    mine.insert(max(place + steps, 0), mine.pop(place))
    _put_in_order(item, [*mine, *others])
    record("attachment.moved", attachment, by, item.forum_id, item.department_id)


def _put_in_order(item: AgendaItem, keys: Sequence[UUID]) -> None:
    """Number them anew, first out of the way of the numbers they are to have."""
    item.attachments.update(position=F("position") + _last_position(item))
    for position, key in enumerate(keys, start=1):
        item.attachments.filter(pk=key).update(position=position)


@transaction.atomic
def mark_bilag(attachment: Attachment, closed: bool, *, by: User | None) -> Attachment:
    """Close or open one bilag by itself."""
    item, attachment = _own_draft(attachment, by)
    return mark_attachment(item, attachment, closed, by)


@transaction.atomic
def remove_bilag(attachment: Attachment, *, by: User | None) -> None:
    """Take it off and throw its file away. What has been out once is kept: somebody may have fetched it."""
    item, attachment = _own_draft(attachment, by)
    if journal.last("item.published", item) is not None:
        raise Refused(_("Punktet har været udsendt, så bilaget kan ikke slettes. Du kan lukke det."))
    record("attachment.removed", attachment, by, item.forum_id, item.department_id)
    attachment.delete()
    if attachment.file.name:
        transaction.on_commit(partial(default_storage.delete, attachment.file.name))


def _own_draft(attachment: Attachment, by: User | None) -> tuple[AgendaItem, Attachment]:
    """Lock both, for somebody who may write in the item as it stands."""
    item = written_item(attachment.item, by)
    found = item.attachments.select_for_update(of=("self",)).filter(pk=attachment.pk).first()
    if found is None:
        raise Refused(_("Bilaget er slettet i mellemtiden."))
    return item, found
