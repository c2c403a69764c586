"""A bilag on an item, whatever the item's state. Who adds one calls this, and not `agenda.services.bilag`.

On what has been published, the documents are issued anew with the bilag in them, once they and its file have been
drawn and checked; until then nothing is stored.
"""

from __future__ import annotations

from functools import partial
from itertools import count
from uuid import UUID, uuid4

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment, Meeting
from agenda.services.bilag import attach, new_bilag, put_last, require_may_attach, sha256_of
from agenda.services.guards import record, require_item_editor
from documents.amending import with_new_bilag
from documents.clearance import Clearance
from documents.content import Bilag, MeetingDocument
from documents.models import WaitingBilag
from documents.replacing import Change, NotReplaced, publish_change
from people.files import Keep, kept_files
from people.models import User, Viewer
from people.refusals import Refused


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
        if Attachment.objects.filter(pk=attachment.pk).exists():
            raise Refused(_("Bilaget blev lagt på i samme øjeblik."))
        put_last(now, attachment, paper, keep, by)

    publish_change(item, Change(amend, move, partial(WithNewBilag, new=attachment)), by=by)
    return attachment


def lasting_key(item: AgendaItem, file: File[bytes]) -> UUID:
    """The id of a bilag that is not there yet: the same as long as it is not, so that who sends the file again has
    answered what was asked of it."""
    sha256 = sha256_of(file)
    keys = (
        UUID(salted_hmac("documents.adding", f"{item.pk} {sha256} {place}").hexdigest()[:32], version=4)
        for place in count()
    )
    return next(key for key in keys if not Attachment.objects.filter(pk=key).exists())


def _in_memory(file: File[bytes] | None) -> ContentFile[bytes] | None:
    """The file as it can be read more than once; an upload may be gone after the first time."""
    if file is None:
        return None
    file.seek(0)
    return ContentFile(file.read(), name=file.name)


def add_or_hold(
    item: AgendaItem, title: str, *, file: File[bytes], closed: bool, by: User | None
) -> Attachment | WaitingBilag:
    """Put a file on an item, or keep it where nobody but the editors meets it until the check's questions about it have
    been answered: then `add_waiting` puts it on."""
    key = uuid4()
    try:
        return add_bilag(item, title, file=file, closed=closed, key=key, by=by)
    except NotReplaced:
        file.seek(0)
        return _hold(WaitingBilag(pk=key, item=item, title=title, closed=closed, by=by), file)


def _hold(waiting: WaitingBilag, file: File[bytes]) -> WaitingBilag:
    with kept_files() as keep, transaction.atomic():
        waiting.file = keep.save(f"waiting/{waiting.pk}", file)
        waiting.save()
        record("attachment.held", waiting, waiting.by, waiting.item.forum_id, waiting.item.department_id)
    return waiting


def waiting_for(user: Viewer) -> QuerySet[WaitingBilag]:
    """The files that wait for this person's answers."""
    return WaitingBilag.objects.filter(item__in=AgendaItem.objects.edited_by(user))


def add_waiting(waiting: WaitingBilag, *, by: User | None) -> Attachment:
    """Try again with a file that waits; NotReplaced as long as a question is unanswered."""
    with waiting.file.open("rb") as file:
        added = add_bilag(
            waiting.item, waiting.title, file=file, closed=waiting.closed, key=waiting.pk, by=by
        )
    drop_waiting(waiting, by=by)
    return added


@transaction.atomic
def drop_waiting(waiting: WaitingBilag, *, by: User | None) -> None:
    """Throw the file away; of one that has been put on, the copy that waited."""
    require_item_editor(by, waiting.item)
    record("attachment.dropped", waiting, by, waiting.item.forum_id, waiting.item.department_id)
    transaction.on_commit(partial(default_storage.delete, str(waiting.file.name)))
    waiting.delete()
