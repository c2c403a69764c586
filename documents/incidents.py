"""What could be read before it was closed, from when until when, and who had fetched it.

For the pages: `edited_by(user)` are the incidents that a secretary may see, `readers(incident)` the table to show,
and `write_note(incident, text, by=user)` keeps what the secretary writes about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse

from agenda.characters import plain_lines
from agenda.models import AgendaItem, Attachment, Meeting
from agenda.secretariat import facts_of
from agenda.services.guards import edited_item, record
from documents.content import Kind
from documents.models import Incident, IssuedDocument, Reading
from documents.opening import Gate, let_in
from people import journal
from people.models import User, Viewer
from people.notices import tell
from people.wording import NoticeKind

Face = Reading.Face
NEW_EDITION = {Kind.AGENDA: NoticeKind.NEW_AGENDA, Kind.MINUTES: NoticeKind.NEW_MINUTES}


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
    """The gate, asked as if the thing were open."""
    item = AgendaItem.objects.filter(pk=incident.item_id)
    return lambda reader: item.visible_if_open(reader, {incident.item_id})


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
    return _store(Incident(item=item, bilag=[str(key) for key in bilag], visible_from=_since(item)), at, by)


def of_attachment(attachment: Attachment, at: datetime, by: User | None) -> Incident:
    """Note that a bilag of a published open item is closed now."""
    item = attachment.item
    added, opened = (journal.last(f"attachment.{kind}", attachment) for kind in ("added", "opened"))
    since = max(filter(None, (_since(item), added, opened)))
    incident = Incident(item=item, attachment=attachment, bilag=[str(attachment.pk)], visible_from=since)
    return _store(incident, at, by)


def _store(incident: Incident, at: datetime, by: User | None) -> Incident:
    if incident.item.meeting is not None:
        incident.meeting = incident.item.meeting
    incident.closed_by = by
    incident.visible_until = max(at, incident.visible_from)
    incident.save()
    record("incident.recorded", incident, by, incident.item.forum_id, incident.item.department_id)
    return incident


def _since(item: AgendaItem) -> datetime:
    """When a published open item came to be readable: published, or opened after that."""
    return max(filter(None, (item.published_at, journal.last("item.opened", item))))


def tell_readers(withdrawn: Sequence[IssuedDocument], incident: Incident | None, *, by: User | None) -> None:
    """Tell who fetched what is now withdrawn, and may open the meeting today, that there is a new edition. Not why.

    Who fetched a bilag that is closed now is told with the last of the documents.
    """
    for kind in dict.fromkeys(one.kind for one in withdrawn):
        editions = [one for one in withdrawn if one.kind == kind]
        lost = incident.bilag if incident and kind == withdrawn[-1].kind else []
        meeting = editions[0].meeting
        who = _readers_of(editions, lost)
        tell(
            [user for user in who if user != by and Meeting.objects.visible_to(user).contains(meeting)],
            NEW_EDITION[Kind(kind)],
            path=reverse("meeting", args=[meeting.pk]),
            facts=facts_of(meeting),
        )


def _readers_of(editions: Iterable[IssuedDocument], bilag: Iterable[str]) -> QuerySet[User]:
    readings = Reading.objects.filter(Q(edition__in=editions) | Q(attachment__in=bilag))
    return User.objects.filter(pk__in=readings.values("user"), is_active=True)
