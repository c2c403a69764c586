"""What could be read of an item on a meeting that was cancelled afterwards: the agenda that was issued tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from agenda.models import AgendaItem, Attachment, Meeting
from documents.content import Bilag, ItemSection, MeetingDocument
from documents.editions import read_snapshot
from documents.models import IssuedDocument
from people import journal


@dataclass(frozen=True)
class Spell:
    """The time during which something stood open on a meeting, up to its cancellation; `bilag` are ids."""

    meeting: Meeting
    since: datetime
    until: datetime
    bilag: list[str]


def spells(item: AgendaItem, attachment: Attachment | None = None) -> Iterator[Spell]:
    """Yield one for each cancelled meeting on which the item, or the one bilag of it, could be read to the last."""
    snapshots = IssuedDocument.objects.filter(
        format=IssuedDocument.Format.SNAPSHOT,
        kind=IssuedDocument.Kind.AGENDA,
        meeting__forum=item.forum_id,
        meeting__state=Meeting.State.CANCELLED,
    )
    newest_first = snapshots.select_related("meeting").order_by("meeting", "-version")
    for meeting, versions in groupby(newest_first, lambda one: one.meeting):
        found = _spell(meeting, versions, str(item.pk), str(attachment.pk) if attachment else "")
        if found is not None:
            yield found


def _spell(meeting: Meeting, versions: Iterator[IssuedDocument], item: str, bilag: str) -> Spell | None:
    """Go back from the last version for as long as it was open."""
    since, shown = None, list[Bilag]()
    for version in versions:
        found = _open_bilag(read_snapshot(version), item) if item in version.shows else None
        if found is None or (bilag and bilag not in {one.key for one in found}):
            break
        since, shown = version.issued_at, shown or found
    until = journal.last("meeting.cancelled", meeting)
    if since is None or until is None:
        return None
    return Spell(meeting, since, until, [one.key for one in shown if bilag in ("", one.key)])


def _open_bilag(document: MeetingDocument, item: str) -> list[Bilag] | None:
    """The open bilag of the item as the document has it; None where the item is closed or not there."""
    for entry in document.entries:
        if isinstance(entry, ItemSection) and entry.key == item and entry.closed is None:
            return [one for one in entry.bilag if not one.closed]
    return None
