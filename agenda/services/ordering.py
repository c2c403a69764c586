"""What is on an agenda, and in which order, before it is published. Numbers that are given stay as they are."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.services import rounds
from agenda.services.guards import edited_item, record
from agenda.services.items import accept_item, draft_item
from agenda.services.publication import accepted
from agenda.services.writing import written_item
from people import journal
from people.models import User
from people.refusals import Refused

State = AgendaItem.State


@transaction.atomic
def add_item(meeting: Meeting, title: str, *, closed: bool, by: User | None) -> AgendaItem:
    """Put a new item last on a meeting's agenda."""
    item = draft_item(meeting.forum, title, closed=closed, meeting=meeting, by=by)
    return accept_item(item, meeting, by=by)


@transaction.atomic
def move_item(item: AgendaItem, place: int, *, by: User | None) -> AgendaItem:
    """Move an item to a place among those of its meeting that have no number yet; 1 is the first of them.

    A place beyond the ends is the end. The meeting's row is locked, so two who move at once move one after the other.
    """
    item = edited_item(item, by)
    if item.meeting is None or item.state != State.ACCEPTED:
        raise Refused(_("Kun punkter, der er optaget på dagsordenen og ikke er udsendt, kan flyttes."))
    order = list(accepted(item.meeting).exclude(pk=item.pk))
    order.insert(max(place, 1) - 1, item)
    _number_places(item.meeting, order)
    record("item.moved", item, by, item.forum_id, item.department_id)
    return item


def _number_places(meeting: Meeting, order: list[AgendaItem]) -> None:
    """Places after the numbered items; what is not accepted comes last, in the order that it had."""
    rest = meeting.items.filter(number__isnull=True).exclude(state=State.ACCEPTED)
    numbered = meeting.items.filter(number__isnull=False).count()
    rows = [*order, *rest.order_by("position", "pk")]
    for position, row in enumerate(rows, start=numbered + 1):
        row.position = position
    AgendaItem.objects.bulk_update(rows, ["position"])


@transaction.atomic
def return_to_pool(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Take an item that has no number off its meeting; it waits for another."""
    item = edited_item(item, by)
    if item.published_at is not None:
        raise Refused(_("Punktet er udsendt og kan ikke tages af dagsordenen. Lad det udgå i stedet."))
    item.meeting = None
    item.save(update_fields=["meeting"])
    rounds.follow(item)
    record("item.returned_to_pool", item, by, item.forum_id, item.department_id)
    return item


@transaction.atomic
def delete_draft(item: AgendaItem, *, by: User | None) -> None:
    """Delete an item that was never published, with its bilag. What somebody has been handed of it stays on record."""
    item = written_item(item, by)
    if journal.last("item.published", item):
        raise Refused(_("Punktet har været udsendt og kan ikke slettes. Sæt det i bero i stedet."))
    files = list(item.attachments.exclude(file="").values_list("file", flat=True))
    record("item.deleted", item, by, item.forum_id, item.department_id)
    try:
        item.delete()
    except ProtectedError:
        sentence = _("Punktet kan ikke slettes, fordi det er noteret, hvem der har læst det. Sæt det i bero.")
        raise Refused(sentence) from None
    for name in files:
        transaction.on_commit(partial(default_storage.delete, name))
