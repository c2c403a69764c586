"""Telling those who come to a meeting that something of it is out."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from agenda.models import Meeting
from agenda.secretariat import facts_of
from agenda.services.telling import participants
from documents.opening import let_in
from people.models import Notice, User
from people.notices import tell
from people.wording import NoticeKind


def tell_of_issue(
    meeting: Meeting, kind: NoticeKind, *, by: User | None, but: Collection[User] = ()
) -> list[Notice]:
    """Tell members, deputies and guests who may open the meeting, in the transaction that issues it; by mail too."""
    known = {user.pk for user in (*but, by) if user is not None}
    people = [user for user in participants(meeting) if user.pk not in known]
    this = Meeting.objects.filter(pk=meeting.pk)
    may_open = let_in(this.visible_to, people)
    return tell(
        [user for user, yes in zip(people, may_open, strict=True) if yes],
        kind,
        path=reverse("meeting", args=[meeting.pk]),
        facts=facts_of(meeting),
        mail=True,
    )
