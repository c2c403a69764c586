"""What people are told of a meeting, and who they are."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from agenda.models import Invitation, ItemGuest, Meeting
from agenda.rights import seats_on, today
from agenda.secretariat import facts_of
from people.models import Notice, User
from people.notices import tell
from people.wording import Facts, NoticeKind


def participants(meeting: Meeting) -> QuerySet[User]:
    """Those with a seat today or on the day of the meeting, and its deputies and guests."""
    return User.objects.filter(
        Q(pk__in=seats_on(meeting.forum, today()).values("user"))
        | Q(pk__in=seats_on(meeting.forum, meeting.date).values("user"))
        | Q(pk__in=Invitation.objects.filter(meeting=meeting).values("user"))
        | Q(pk__in=ItemGuest.objects.filter(item__meeting=meeting, user__isnull=False).values("user")),
        is_active=True,
    )


def tell_participants(meeting: Meeting, kind: NoticeKind, facts: Facts, *, by: User | None) -> list[Notice]:
    """Tell all but the one who did it; by mail too, once the agenda has been sent to them."""
    return tell(
        [user for user in participants(meeting) if user != by],
        kind,
        path=reverse("meeting", args=[meeting.pk]),
        facts={**facts_of(meeting), **facts},
        mail=meeting.agenda_published_at is not None,
    )


def tell_of_move(meeting: Meeting, was_on: date, reason: str, *, by: User | None) -> list[Notice]:
    """Tell where and when a meeting is now that was to be held on that day."""
    facts = {
        "date": was_on.isoformat(),
        "to_date": meeting.date.isoformat(),
        "to_start": f"{meeting.start:%H:%M}" if meeting.start else "",
        "to_place": meeting.place,
        "reason": reason,
    }
    return tell_participants(meeting, NoticeKind.MEETING_MOVED, facts, by=by)
