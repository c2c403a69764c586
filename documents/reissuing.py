"""Closing and opening, whatever the item's state. The pages call these, and no others.

    incident = close_item(item, Closing(…), by=user)           also to say anew how a closed item is closed
    incident = set_attachment_closed(bilag, True, by=user)     one bilag by itself
    open_item(item, by=user)
    set_attachment_closed(bilag, False, by=user)

What has not been published is only changed. What has been published is issued anew with that one change, and all
earlier editions are withdrawn in the same transaction (`documents.replacing`). Closing waits for no drawing and no
check; opening publishes, and so does telling more of what is closed: that is drawn and checked before anything is
changed. An `Incident` comes of closing what others could read, also on a meeting that was cancelled since; it is None
where nothing had been shown.
`documents.incidents` tells who had fetched it.

PermissionDenied for who may not, ValidationError by field for a closing that lacks something, Refused for what was
overtaken by another change, and where more is shown NotReplaced (a Held, which is a Refused) with what the check found.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment, Meeting
from agenda.services.closing import Closing, close, mark_attachment, open_up
from agenda.services.guards import edited_item, lock_meetings
from documents import incidents
from documents.amending import Amendment, with_bilag, with_closures
from documents.build import closures
from documents.clearance import Clearance
from documents.content import MeetingDocument
from documents.leak_check.secrets import Extra
from documents.models import Incident
from documents.replacing import Change, Turn, live_kind, publish_change, reissue
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused


def close_item(item: AgendaItem, closing: Closing, *, by: User | None) -> Incident | None:
    """Close an item, and the drafts that take it up again; or say anew how it is closed."""
    with kept_files() as keep, transaction.atomic():
        lock_meetings(item.meeting_id, *_drafts_after(item).values_list("meeting", flat=True))
        item = edited_item(item, by)
        closing = closing.checked()
        if not _tells_more(item, closing):
            return _close(item, closing, Turn(keep, by))
    _close_in_other_words(item, closing, by)
    return None


def _close(item: AgendaItem, closing: Closing, turn: Turn) -> Incident | None:
    was_shown = item.published_at is not None and not item.closed
    incident = incidents.of_item(item, turn.at, turn.by) if was_shown else None
    former = [] if item.closed else incidents.of_former_meetings(item, by=turn.by)
    drafts = [] if item.closed else list(_drafts_after(item).select_for_update())
    close(item, closing, turn.by)
    for draft in drafts:
        close(draft, replace(closing, public_decision=""), turn.by)
    reissue(item, with_closures(str(item.pk), closures(item)), turn, incident=incident)
    return incident or next(iter(former), None)


def _drafts_after(item: AgendaItem) -> QuerySet[AgendaItem]:
    """Drafts that take the matter up again, with its title, its bilag or its decision in them."""
    return item.continued_by.filter(published_at__isnull=True, closed=False).order_by("pk")


def _tells_more(item: AgendaItem, closing: Closing) -> bool:
    """Whether it lets others read what they can not read now of a published item that is closed already."""
    if item.meeting is None or item.published_at is None or not item.closed:
        return False
    kind = live_kind(item.meeting)
    now, then = closures(item)[kind], closures(closing)[kind]
    return (
        then.public_title != now.public_title
        or (then.shows_case_number and not now.shows_case_number)
        or then.public_decision not in ("", now.public_decision)
    )


def _close_in_other_words(item: AgendaItem, closing: Closing, by: User | None) -> None:
    def move(now: AgendaItem, keep: Keep) -> None:
        if not now.closed:
            raise Refused(_("Punktet blev åbnet i samme øjeblik. Prøv igen."))
        close(now, closing, by)

    def clear(meeting: Meeting, whole: MeetingDocument, already: MeetingDocument | None = None) -> Clearance:
        """The check, with the sensitive words as they will be."""
        clearance = Clearance(meeting, whole, already)
        words = Extra(sensitive=tuple(closing.sensitive_words))
        clearance.extras = {**clearance.extras, str(item.pk): words}
        return clearance

    publish_change(item, Change(with_closures(str(item.pk), closures(closing)), move, clear), by=by)


def open_item(item: AgendaItem, *, by: User | None) -> None:
    """Open an item, once what it will show has been drawn and checked."""

    def move(now: AgendaItem, keep: Keep) -> None:
        if now.closed:
            open_up(now, by)

    publish_change(item, Change(with_closures(str(item.pk), None), move), by=by)


def set_attachment_closed(attachment: Attachment, closed: bool, *, by: User | None) -> Incident | None:
    """Close or open one bilag by itself."""
    if closed:
        return _close_attachment(attachment, by)

    def move(now: AgendaItem, keep: Keep) -> None:
        mark_attachment(now, attachment, False, by)

    publish_change(attachment.item, Change(_marked(attachment, closed=False), move), by=by)
    return None


def _close_attachment(attachment: Attachment, by: User | None) -> Incident | None:
    with kept_files() as keep, transaction.atomic():
        item = edited_item(attachment.item, by)
        turn = Turn(keep, by)
        attachment = item.attachments.get(pk=attachment.pk)
        was_open = not (item.closed or attachment.closed)
        was_shown = was_open and item.published_at is not None
        incident = incidents.of_attachment(attachment, turn.at, by) if was_shown else None
        former = incidents.of_former_meetings(item, attachment, by=by) if was_open else []
        mark_attachment(item, attachment, True, by)
        reissue(item, _marked(attachment, closed=True), turn, incident=incident)
    return incident or next(iter(former), None)


def _marked(attachment: Attachment, *, closed: bool) -> Amendment:
    places = Attachment.objects.filter(item=attachment.item_id).values_list("pk", "position")
    positions = {str(key): position for key, position in places}
    return with_bilag(str(attachment.item_id), str(attachment.pk), closed, positions)
