"""What could be read before it was closed, from when until when, and who had fetched it.

An item may have stood open on a meeting that was cancelled, and be closed after that: such a meeting has an incident of
its own.

For the pages: `edited_by(user)` are the incidents that a secretary may see, `readers(incident)` the table to show,
and `write_note(incident, text, by=user)` keeps what the secretary writes about it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet

from agenda.characters import plain_lines
from agenda.models import AgendaItem, Attachment, Meeting, Recusal
from agenda.services.guards import edited_item, record
from documents.former_meetings import Spell, spells
from documents.models import Incident, IssuedDocument, Reading
from documents.opening import Gate, let_in
from people import journal
from people.models import User, Viewer

Face = Reading.Face


@dataclass(frozen=True)
class Fetched:
    """One reader's line of an incident, by face. Without `user`, all who were not signed in, together."""

    user: User | None
    face: Reading.Face
    times: int
    first: datetime
    last: datetime


def edited_by(user: Viewer) -> QuerySet[Incident]:
    """The incidents of items that the user takes care of; nobody recused from the item is told."""
    return Incident.objects.filter(item__in=AgendaItem.objects.edited_by(user))


def readers(incident: Incident) -> list[Fetched]:
    """Return who was handed it while it was open, the first reader first.

    A paper or a bilag says by itself that it showed what was closed; of a page or an answer of the API only the
    meeting is known, so it counts for those who could have met it there.
    """
    shown = Q(edition__in=_editions_with(incident)) | Q(attachment__in=incident.bilag)
    pages = _fetched(incident, Q(meeting=incident.meeting_id, item=None, edition=None, attachment=None))
    met = let_in(_opened(incident), [line.user or AnonymousUser() for line in pages])
    lines = [*_fetched(incident, shown), *(line for line, could in zip(pages, met, strict=True) if could)]
    return sorted(lines, key=lambda one: one.first)


def _editions_with(incident: Incident) -> list[UUID]:
    issued = IssuedDocument.objects.filter(meeting=incident.meeting_id).values_list("pk", "shows")
    return [key for key, shows in issued if incident.key in shows]


def _fetched(incident: Incident, which: Q) -> list[Fetched]:
    """Gather the readings of the time by reader and face. A paper's line is the one that names no item."""
    of_then = Reading.objects.filter(
        which, Q(item=None) | Q(face=Face.FILE), at__range=(incident.visible_from, incident.visible_until)
    )
    found = of_then.order_by().values("user", "face").annotate(Count("pk"), Min("at"), Max("at"))
    people = User.objects.in_bulk([one["user"] for one in found])
    return [
        Fetched(people.get(one["user"]), Face(one["face"]), one["pk__count"], one["at__min"], one["at__max"])
        for one in found
    ]


def _opened(incident: Incident) -> Gate:
    """The gate, asked as if the thing were open.

    Of an item that is not on that meeting any more the gate knows nothing: there, all who opened the meeting's page
    count, but for those recused from the item.
    """
    item = AgendaItem.objects.filter(pk=incident.item_id)
    if item.filter(meeting=incident.meeting_id).exists():
        return lambda reader: item.visible_if_open(reader, {incident.item_id})
    recused = Recusal.objects.filter(item=incident.item_id, lifted_at__isnull=True)
    return lambda reader: item.exclude(pk__in=recused.filter(user=reader.pk).values("item"))


@transaction.atomic
def write_note(incident: Incident, text: str, *, by: User | None) -> Incident:
    """Keep what the secretary writes about an incident; line breaks are kept."""
    item = edited_item(incident.item, by)
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    incident.note = plain_lines(text)
    incident.save(update_fields=["note"])
    record("incident.noted", incident, by, item.forum_id, item.department_id)
    return incident


def of_item(item: AgendaItem, at: datetime, by: User | None) -> Incident:
    """Note that a published open item is closed now, with the bilag that could be read with it."""
    bilag = item.attachments.filter(closed=False).values_list("pk", flat=True)
    incident = Incident(item=item, bilag=[str(key) for key in bilag], visible_from=_since(item))
    return _store(incident, item.meeting, at, by)


def of_attachment(attachment: Attachment, at: datetime, by: User | None) -> Incident:
    """Note that a bilag of a published open item is closed now."""
    item = attachment.item
    added, opened = (journal.last(f"attachment.{kind}", attachment) for kind in ("added", "opened"))
    since = max(filter(None, (_since(item), added, opened)))
    incident = Incident(item=item, attachment=attachment, bilag=[str(attachment.pk)], visible_from=since)
    return _store(incident, item.meeting, at, by)


def of_former_meetings(
    item: AgendaItem, attachment: Attachment | None = None, *, by: User | None
) -> list[Incident]:
    """Note where an open item, or a bilag of one, that is closed now could be read before its meeting was cancelled."""
    noted = Incident.objects.filter(item=item, attachment=attachment)
    unnoted = [
        one
        for one in spells(item, attachment)
        if not noted.filter(meeting=one.meeting, visible_until=one.until).exists()
    ]
    return [_of_spell(item, attachment, one, by) for one in unnoted]


def _of_spell(item: AgendaItem, attachment: Attachment | None, spell: Spell, by: User | None) -> Incident:
    incident = Incident(item=item, attachment=attachment, bilag=spell.bilag, visible_from=spell.since)
    return _store(incident, spell.meeting, spell.until, by)


def _store(incident: Incident, meeting: Meeting | None, at: datetime, by: User | None) -> Incident:
    if meeting is not None:
        incident.meeting = meeting
    incident.closed_by = by
    incident.visible_until = max(at, incident.visible_from)
    incident.save()
    record("incident.recorded", incident, by, incident.item.forum_id, incident.item.department_id)
    return incident


def _since(item: AgendaItem) -> datetime:
    """When a published open item came to be readable: published, or opened after that."""
    return max(filter(None, (item.published_at, journal.last("item.opened", item))))
