"""A postponed item that comes up again: a draft with all that the old one had, on the forum's next meeting.

`decisions.services.postponing` decides when. Only editors see the draft. Its author is left out until the minutes are
out, for whoever wrote the old item would learn from it that it was postponed.
"""

from __future__ import annotations

from datetime import date

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import F, Q, QuerySet

from agenda.models import AgendaItem, Attachment, Meeting, Recommendation, Recusal
from agenda.services.bilag import new_bilag, put_last
from agenda.services.guards import record
from agenda.services.items import next_position
from agenda.services.ordering import delete_draft
from people.files import Keep
from people.models import JournalEntry, User
from people.refusals import Refused

State = Meeting.State

RESUMED = "item.resumed"
CARRIED = (
    "forum", "department", "kind", "minutes", "presenter", "title", "case", "proposer", "background",
    "closed", "public_title", "legal_ground", "shows_case_number", "sensitive_words", "closed_by", "closed_at",
)  # fmt: skip
"""Not the public decision, which was that of the old meeting, and no grants: they were given to one item."""


def meetings_beside(item: AgendaItem) -> list[int | None]:
    """The other meetings that resuming the item, or taking that back, would change; to be locked with its own."""
    coming = _next_meeting(item)
    return [*item.continued_by.values_list("meeting", flat=True), coming.pk if coming else None]


def resume(item: AgendaItem, keep: Keep, by: User | None) -> AgendaItem:
    """The transition on a locked item: put it on the forum's next meeting again, or in the pool where there is none."""
    new = taken_up_again(item, _next_meeting(item))
    _carry_recommendations(item, new)
    for bilag in item.attachments.order_by("position"):
        _copy(bilag, new, keep, by)
    record(RESUMED, new, by, new.forum_id, new.department_id)
    return new


def taken_up_again(item: AgendaItem, meeting: Meeting | None) -> AgendaItem:
    """A new item about the same on a locked meeting, or in the pool: as closed as the old one, and with those still off
    it who were recused from that."""
    place = next_position(AgendaItem.objects.filter(forum=item.forum_id, meeting=meeting))
    new = AgendaItem(meeting=meeting, position=place, continues=item)
    new.state = AgendaItem.State.ACCEPTED
    for name in CARRIED:
        setattr(new, name, getattr(item, name))
    new.save(force_insert=True)
    Recusal.objects.bulk_create(
        Recusal(item=new, user=one.user, reason=one.reason, recorded_by=one.recorded_by)
        for one in item.recusals.filter(lifted_at__isnull=True)
    )
    return new


def _next_meeting(item: AgendaItem) -> Meeting | None:
    """The first meeting of the forum after the item's own that has not begun."""
    return meeting_from(item, None)


def meeting_from(item: AgendaItem, day: date | None) -> Meeting | None:
    """As `_next_meeting`, on that day or after it."""
    coming = Meeting.objects.filter(forum=item.forum_id, state__in=[State.PLANNED, State.AGENDA_PUBLISHED])
    if day is not None:
        coming = coming.filter(date__gte=day)
    if item.meeting is not None:
        held, start = item.meeting.date, item.meeting.start
        later = Q(date=held, start__gt=start) if start is not None else Q(pk__in=())
        coming = coming.filter(Q(date__gt=held) | later)
    return coming.order_by("date", F("start").asc(nulls_first=True), "pk").first()


def _carry_recommendations(item: AgendaItem, new: AgendaItem) -> None:
    Recommendation.objects.bulk_create(
        Recommendation(item=new, position=one.position, text=one.text, approves=one.approves)
        for one in item.recommendations.all()
    )


def _copy(bilag: Attachment, new: AgendaItem, keep: Keep, by: User | None) -> None:
    """A bilag whose file has been lost is a title alone, as it is on the old item."""
    copy = new_bilag(bilag.title, closed=bilag.closed)
    copy.content_type = bilag.content_type
    if not bilag.file or not default_storage.exists(str(bilag.file.name)):
        put_last(new, copy, None, keep, by)
        return
    with bilag.file.open("rb") as file:
        put_last(new, copy, File(file, name=bilag.file.name), keep, by)


def take_back(new: AgendaItem, by: User | None) -> bool:
    """Delete a resumed item that nobody has touched since; return whether it is gone."""
    try:
        if _is_untouched(new):
            delete_draft(new, by=by)
            return True
    except Refused:  # somebody has been handed it
        pass
    return False


def _is_untouched(new: AgendaItem) -> bool:
    made = _entries(new).filter(kind=RESUMED).last()
    bilag = JournalEntry.objects.filter(
        object_type=Attachment._meta.label_lower,
        object_id__in=[str(key) for key in new.attachments.values_list("pk", flat=True)],
    )
    return (
        made is not None
        and new.published_at is None
        and not (_entries(new) | bilag).filter(pk__gt=made.pk).exists()
        and not new.recusals.filter(recorded_at__gt=made.at).exists()
        and not any(
            getattr(new, rows).exists()
            for rows in (
                "text_versions",
                "comments",
                "reviews",
                "guests",
                "invitations",
                "user_grants",
                "group_grants",
            )
        )
    )


def _entries(item: AgendaItem) -> QuerySet[JournalEntry]:
    return JournalEntry.objects.filter(object_type=AgendaItem._meta.label_lower, object_id=str(item.pk))
