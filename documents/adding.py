"""A bilag on an item, whatever the item's state. Who adds one calls this, and not `agenda.services.bilag`.

On what has been published, the documents are issued anew with the bilag in them, once they and its file have been
drawn and checked; until then nothing is stored.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.core.files import File
from django.core.files.base import ContentFile

from agenda.models import AgendaItem, Attachment, Meeting
from agenda.services.bilag import attach, new_bilag, put_last, require_may_attach
from documents.amending import with_new_bilag
from documents.clearance import Clearance
from documents.content import Bilag, MeetingDocument
from documents.replacing import Change, publish_change
from people.files import Keep
from people.models import User


class WithNewBilag(Clearance):
    """The check with a bilag that is not stored yet."""

    def __init__(
        self,
        meeting: Meeting,
        whole: MeetingDocument,
        already: MeetingDocument | None = None,
        *,
        new: Attachment,
    ) -> None:
        super().__init__(meeting, whole, already)
        if new.file:
            self._files[str(new.pk)] = new


def add_bilag(
    item: AgendaItem,
    title: str,
    *,
    file: File[bytes] | None = None,
    closed: bool = False,
    key: UUID | None = None,
    by: User | None,
) -> Attachment:
    """Put a bilag last on an item. Without a file it is a title alone.

    ValidationError for a file that can't be taken. On a published item NotReplaced (a Held, which is a Refused) with
    what the check found; what it asks of a bilag is answered by its id, so whoever tries again gives the same `key`.
    """
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    if item.published_at is None:
        return attach(item, title, file=file, closed=closed, by=by)
    require_may_attach(item, by)
    attachment = new_bilag(title, file=file, closed=closed, key=key)
    attachment.file = paper = _in_memory(file)
    amend = with_new_bilag(str(item.pk), Bilag(attachment.title, closed, key=str(attachment.pk)))

    def move(now: AgendaItem, keep: Keep) -> None:
        require_may_attach(now, by)
        put_last(now, attachment, paper, keep, by)

    publish_change(item, Change(amend, move, partial(WithNewBilag, new=attachment)), by=by)
    return attachment


def _in_memory(file: File[bytes] | None) -> ContentFile[bytes] | None:
    """The file as it can be read more than once; an upload may be gone after the first time."""
    if file is None:
        return None
    file.seek(0)
    return ContentFile(file.read(), name=file.name)
