"""All that the rights table asks of one person: while this is the same, only a change of a thing itself changes who
sees it. Days and instants are asked as they are now, so what ends with the day is another reach the day after.
"""

from __future__ import annotations

from typing import Any

from agenda.prepared import asking
from agenda.rights import Forum, Invitation, Recusal, Review
from agenda.visibility import editing_seats, grants_in_force, seats_of
from people.models import User


def reach(user: User) -> list[list[Any]]:
    """Return facts that can be compared, a list for each kind. A constant number of queries."""
    asker = asking(user)
    to_user, to_group = grants_in_force(asker)
    rows = [
        seats_of(asker).values_list("pk", "forum", "since", "until"),
        editing_seats(asker).values_list("pk", "role"),
        Invitation.objects.filter(user=user).values_list("pk", "meeting", "item", "reads_closed"),
        Review.objects.filter(user=user, closed_at__isnull=True).values_list("pk", "item"),
        Recusal.objects.filter(user=user, lifted_at__isnull=True).values_list("pk", "item"),
        to_user.values_list("pk", "content_object"),
        to_group.values_list("pk", "content_object"),
        Forum.objects.values_list("pk", "open_to_employees", "open_to_public", "earlier_closed_to_members"),
    ]
    return [list(found.order_by("pk")) for found in rows]
