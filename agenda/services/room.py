"""The order in which a meeting takes its items. The numbers, and so the paper, stay as they are."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.room import in_room_order
from agenda.services.guards import edited_item, expect, record
from people.models import User
from people.refusals import Refused

State = AgendaItem.State
OPEN_FOR_ORDER = (Meeting.State.AGENDA_PUBLISHED, Meeting.State.IN_SESSION)


@transaction.atomic
def move_in_room(item: AgendaItem, place: int, *, by: User | None) -> AgendaItem:
    """Take an item at another place in the room; 1 is first, and a place beyond the ends is the end.

    Where that is the order of the numbers again, no item has a place of its own.
    """
    item = edited_item(item, by)
    expect(item.state, [State.PUBLISHED], _("Kun et punkt, der er udsendt og ikke udgår, kan flyttes."))
    if item.meeting is None or item.meeting.state not in OPEN_FOR_ORDER:
        raise Refused(_("Rækkefølgen kan ændres, når dagsordenen er udsendt, og til referatet er udsendt."))
    numbered = list(item.meeting.items.filter(state=State.PUBLISHED).order_by("number"))
    order = [one for one in in_room_order(numbered) if one != item]
    order.insert(max(place, 1) - 1, item)
    for position, one in enumerate(order, start=1):
        one.room_position = None if order == numbered else position
    AgendaItem.objects.bulk_update(order, ["room_position"])
    record("item.moved_in_room", item, by, item.forum_id, item.department_id)
    return item
