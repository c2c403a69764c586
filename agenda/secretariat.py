"""Who takes care of a forum today, and what a notice says of one of its meetings."""

from __future__ import annotations

from django.db.models import QuerySet

from agenda.models import Forum, Meeting
from agenda.rights import Role, seats_on, today
from people.models import User
from people.wording import Facts

SECRETARIES = (Role.SECRETARY, Role.DEPUTY_SECRETARY)


def secretaries(forum: Forum) -> QuerySet[User]:
    """The secretary and the deputy secretaries of today; the chair where there are none."""
    seats = seats_on(forum, today())
    found = seats.filter(role__in=SECRETARIES)
    return User.objects.filter(
        pk__in=(found if found.exists() else seats.filter(role=Role.CHAIR)).values("user")
    )


def chairs(forum: Forum) -> QuerySet[User]:
    """Whoever has the chair's seat today; more than one where somebody sits in for a while."""
    return User.objects.filter(pk__in=seats_on(forum, today()).filter(role=Role.CHAIR).values("user"))


def facts_of(meeting: Meeting) -> Facts:
    """What a notice says of a meeting."""
    return {"forum": meeting.forum.name, "date": meeting.date.isoformat()}
