"""Closing and opening, whatever the item's state. The pages call these, and no others.

    incident = close_item(item, Closing(…), by=user)           also to say anew how a closed item is closed
    incident = set_attachment_closed(bilag, True, by=user)     one bilag by itself
    open_item(item, by=user)
    set_attachment_closed(bilag, False, by=user)

What has not been published is only changed. What has been published is issued anew with that one change, and all
earlier editions are withdrawn in the same transaction. Closing waits for no drawing and no check; opening publishes,
so its editions are drawn and checked before anything is changed. An `Incident` comes of closing what others could
read; it is None where nothing had been shown. `documents.incidents` tells who had fetched it.

PermissionDenied for who may not, ValidationError by field for a closing that lacks something, Refused for what was
overtaken by another change, and for an opening NotOpened (a Held, which is a Refused) with what the check found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment
from agenda.services.closing import Closing, close, mark_attachment, open_up
from agenda.services.guards import edited_item, require_item_editor
from documents import incidents
from documents.amending import Amendment, with_bilag, with_closures
from documents.build import closures
from documents.clearance import Held, audiences, extras_of
from documents.content import Kind, MeetingDocument, to_json
from documents.editions import (
    latest_snapshot,
    read_snapshot,
    store_edition,
    store_snapshot,
    withdraw,
)
from documents.incidents import tell_readers
from documents.jobs import draw_editions
from documents.models import Incident, IssuedDocument
from documents.services import Prepared, drawn_and_checked, require_reads_all
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused

ATTEMPTS = 3

Move = Callable[[AgendaItem], object]


@dataclass(frozen=True)
class Amended:
    """What is in force of one kind, and how it will read."""

    snapshot: IssuedDocument
    document: MeetingDocument


@dataclass(frozen=True)
class Turn:
    """What all that one change issues has in common."""

    keep: Keep
    by: User | None
    at: datetime = field(default_factory=timezone.now)


class NotOpened(Held):
    """Opening is held back by the check; `prepared` is what it would have issued."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(prepared.findings)
        self.prepared = prepared


def close_item(item: AgendaItem, closing: Closing, *, by: User | None) -> Incident | None:
    """Close an item, or say anew how it is closed."""
    with kept_files() as keep, transaction.atomic():
        item = edited_item(item, by)
        turn = Turn(keep, by)
        was_shown = item.published_at is not None and not item.closed
        incident = incidents.of_item(item, turn.at, by) if was_shown else None
        close(item, closing, by)
        _reissue(item, with_closures(str(item.pk), closures(item)), turn, incident=incident)
    return incident


def open_item(item: AgendaItem, *, by: User | None) -> None:
    """Open an item, once what it will show has been drawn and checked."""

    def move(now: AgendaItem) -> None:
        if now.closed:
            open_up(now, by)

    _open(item, with_closures(str(item.pk), None), move, by)


def set_attachment_closed(attachment: Attachment, closed: bool, *, by: User | None) -> Incident | None:
    """Close or open one bilag by itself."""
    if closed:
        return _close_attachment(attachment, by)
    amend = _marked(attachment, closed=False)
    _open(attachment.item, amend, lambda now: mark_attachment(now, attachment, False, by), by)
    return None


def _close_attachment(attachment: Attachment, by: User | None) -> Incident | None:
    with kept_files() as keep, transaction.atomic():
        item = edited_item(attachment.item, by)
        turn = Turn(keep, by)
        attachment = item.attachments.get(pk=attachment.pk)
        was_shown = item.published_at is not None and not (item.closed or attachment.closed)
        incident = incidents.of_attachment(attachment, turn.at, by) if was_shown else None
        mark_attachment(item, attachment, True, by)
        _reissue(item, _marked(attachment, closed=True), turn, incident=incident)
    return incident


def _open(item: AgendaItem, amend: Amendment, move: Move, by: User | None) -> None:
    for _attempt in range(ATTEMPTS):
        require_item_editor(by, item)
        ready = {one.snapshot.pk: _cleared(one, by) for one in _amended(item, amend)}
        with kept_files() as keep, transaction.atomic():
            now = edited_item(item, by)
            if _is_as_drawn(now, amend, ready):
                turn = Turn(keep, by)  # before the move: what was in force ends before the opening begins
                move(now)
                _reissue(now, amend, turn, ready=ready)
                return
    raise Refused(_("Dokumenterne blev udskiftet, mens de nye blev dannet. Prøv igen om lidt."))


def _cleared(one: Amended, by: User | None) -> Prepared:
    """Draw and check what opening will issue. Changes nothing. What is found is not for who is recused."""
    meeting = one.snapshot.meeting
    prepared = drawn_and_checked(meeting, one.document, audiences(meeting, one.document))
    prepared = prepared.answered(meeting)
    if prepared.findings:
        require_reads_all(by, meeting)
        raise NotOpened(prepared)
    return prepared


def _is_as_drawn(item: AgendaItem, amend: Amendment, ready: Mapping[UUID, Prepared]) -> bool:
    """Whether a locked item's meeting has still issued, and holds, what the new editions were made of."""
    found = {one.snapshot.pk: one.snapshot.meeting for one in _amended(item, amend)}
    return found.keys() == ready.keys() and all(
        extras_of(meeting) == ready[key].extras for key, meeting in found.items()
    )


def _marked(attachment: Attachment, *, closed: bool) -> Amendment:
    places = Attachment.objects.filter(item=attachment.item_id).values_list("pk", "position")
    positions = {str(key): position for key, position in places}
    return with_bilag(str(attachment.item_id), str(attachment.pk), closed, positions)


def _amended(item: AgendaItem, amend: Amendment) -> Iterator[Amended]:
    """Yield each kind of document in force that the change is seen in."""
    issued = (latest_snapshot(item.meeting, kind) for kind in Kind) if item.meeting is not None else ()
    for snapshot in issued:
        document = read_snapshot(snapshot) if snapshot is not None else None
        if snapshot and document and to_json(amend(document)) != to_json(document):
            yield Amended(snapshot, amend(document))


def _reissue(
    item: AgendaItem,
    amend: Amendment,
    turn: Turn,
    *,
    incident: Incident | None = None,
    ready: Mapping[UUID, Prepared] = MappingProxyType({}),
) -> None:
    """Withdraw all that is in force of a locked item's meeting and shows the change, and issue it anew.

    What has not been drawn already is drawn by the worker, or when somebody asks for it.
    """
    withdrawn = []
    for one in _amended(item, amend):
        meeting, kind = one.snapshot.meeting, one.document.kind
        withdrawn += withdraw(meeting, kind, at=turn.at, incident=incident, by=turn.by)
        snapshot = store_snapshot(meeting, one.document, by=turn.by, keep=turn.keep)
        editions = ready[one.snapshot.pk].editions if one.snapshot.pk in ready else {}
        for scope, content in editions.items():
            store_edition(snapshot, scope, content, by=turn.by, keep=turn.keep)
        draw_editions.enqueue(meeting.pk, kind.value)
    tell_readers(withdrawn, incident, by=turn.by)
