"""Every change to meetings and items: guard, lock, change, journal. Pages, API and commands all call these.

`by` is the person who acts; None stands for a command run on the machine itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment, Attendance, Case, Forum, Meeting, Recommendation
from agenda.richtext import clean, plain_line
from agenda.visibility import AgendaItemQuerySet
from people import journal
from people.models import Department, User
from people.refusals import Refused

State = Meeting.State
ItemState = AgendaItem.State


def require_editor(by: User | None, meeting: Meeting) -> None:
    """Raise PermissionDenied unless `by` is chair, secretary or deputy secretary of the meeting's forum today."""
    if by is not None and not Meeting.objects.edited_by(by).filter(pk=meeting.pk).exists():
        raise PermissionDenied


def require_item_editor(by: User | None, item: AgendaItem) -> None:
    """As `require_editor`, for an item with or without a meeting; a recused editor is none."""
    if by is not None and not AgendaItem.objects.edited_by(by).filter(pk=item.pk).exists():
        raise PermissionDenied


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, its row locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)


def locked_item(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)


def record(kind: str, about: Meeting | AgendaItem | Attachment, by: User | None, forum: int) -> None:
    journal.write(kind, about, by=by, forum=forum)


def expect(actual: str, allowed: Sequence[str], sentence: str) -> None:
    """Raise Refused with the sentence unless the state is one of those allowed."""
    if actual not in allowed:
        raise Refused(sentence)


# Meetings


@transaction.atomic
def plan_meeting(
    forum: Forum, day: date, *, start: time | None = None, place: str = "", by: User | None = None
) -> Meeting:
    """Plan a meeting; a second one at the same time in the same forum is a ValidationError."""
    Forum.objects.select_for_update().get(pk=forum.pk)
    if Meeting.objects.filter(forum=forum, date=day, start=start).exists():
        raise ValidationError(_("Der er allerede et møde i forummet på det tidspunkt."))
    meeting = Meeting.objects.create(forum=forum, date=day, start=start, place=plain_line(place))
    record("meeting.planned", meeting, by, forum.pk)
    return meeting


@transaction.atomic
def start_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Open the meeting, so that decisions can be recorded."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [State.AGENDA_PUBLISHED], _("Mødet kan først åbnes, når dagsordenen er udsendt."))
    return _move(meeting, State.IN_SESSION, "meeting.started", by)


@transaction.atomic
def leave_session(meeting: Meeting, *, by: User | None) -> Meeting:
    """Take back an opening made by mistake."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(meeting.state, [State.IN_SESSION], _("Mødet er ikke i gang."))
    return _move(meeting, State.AGENDA_PUBLISHED, "meeting.session_left", by)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User | None) -> Meeting:
    """Cancel; the items return to the forum's pool without a number, ready for another meeting."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED],
        _("Et møde kan kun aflyses, før det er gået i gang."),
    )
    meeting.items.filter(state=ItemState.PUBLISHED).update(
        meeting=None, number=None, published_at=None, state=ItemState.ACCEPTED
    )
    meeting.items.filter(published_at__isnull=True).update(meeting=None)
    return _move(meeting, State.CANCELLED, "meeting.cancelled", by)


@transaction.atomic
def move_meeting(
    meeting: Meeting, day: date, *, start: time | None, place: str, by: User | None
) -> Meeting:
    """Move to another day, hour or place."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED],
        _("Et møde kan kun flyttes, før det er gået i gang."),
    )
    meeting.date, meeting.start, meeting.place = day, start, plain_line(place)
    meeting.save(update_fields=["date", "start", "place"])
    record("meeting.moved", meeting, by, meeting.forum_id)
    return meeting


def _move(meeting: Meeting, state: Meeting.State, kind: str, by: User | None) -> Meeting:
    meeting.state = state
    meeting.save(update_fields=["state"])
    record(kind, meeting, by, meeting.forum_id)
    return meeting


@transaction.atomic
def set_attendance(
    meeting: Meeting, rows: Sequence[tuple[str, User | None, str]], *, by: User | None
) -> list[Attendance]:
    """Write down who was there: (name as printed, user or None, presence), in the order to be printed."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED, State.IN_SESSION],
        _("Deltagerlisten kan ikke ændres, når referatet er udsendt."),
    )
    meeting.attendance.all().delete()
    attendance = Attendance.objects.bulk_create(
        Attendance(meeting=meeting, position=position, who=plain_line(who), user=user, presence=presence)
        for position, (who, user, presence) in enumerate(rows, start=1)
    )
    record("meeting.attendance", meeting, by, meeting.forum_id)
    return attendance


# Items


def case_numbered(number: str, title: str = "") -> Case | None:
    """Return the case with this number, made on first sight; None without a number."""
    number = plain_line(number)
    if not number:
        return None
    return Case.objects.get_or_create(number=number, defaults={"title": plain_line(title)})[0]


@transaction.atomic
def draft_item(
    forum: Forum,
    title: str,
    *,
    closed: bool,
    meeting: Meeting | None = None,
    author: User | None = None,
    department: Department | None = None,
    case: Case | None = None,
    proposer: str = "",
    background: str = "",
    recommendations: Sequence[str] = (),
    by: User | None,
) -> AgendaItem:
    """Write a new item, in the pool or last on a meeting. Whether it is closed is said each time."""
    title = plain_line(title)
    if not title:
        raise ValidationError({"title": _("Skriv en titel.")})
    last = AgendaItem.objects.filter(forum=forum, meeting=meeting).aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        forum=forum,
        meeting=meeting,
        position=(last or 0) + 1,
        author=author,
        department=department,
        title=title,
        case=case,
        proposer=plain_line(proposer),
        background=clean(background),
        closed=closed,
    )
    _recommend(item, recommendations)
    record("item.drafted", item, by, forum.pk)
    return item


def _recommend(item: AgendaItem, texts: Sequence[str]) -> None:
    lines = [line for line in map(plain_line, texts) if line]
    Recommendation.objects.bulk_create(
        Recommendation(item=item, position=position, text=line)
        for position, line in enumerate(lines, start=1)
    )


@transaction.atomic
def submit_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Send a draft to the secretariat."""
    item = locked_item(item)
    if by is not None and item.author_id != by.pk:
        raise PermissionDenied
    expect(
        item.state,
        [ItemState.DRAFT, ItemState.RETURNED],
        _("Punktet er allerede indsendt."),
    )
    return _set_item(item, ItemState.SUBMITTED, "item.submitted", by)


@transaction.atomic
def accept_item(item: AgendaItem, meeting: Meeting, *, by: User | None) -> AgendaItem:
    """Take an item onto a meeting's agenda, last in order."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    item = locked_item(item)
    if item.forum_id != meeting.forum_id:
        raise Refused(_("Punktet hører til et andet forum."))
    expect(
        item.state,
        [ItemState.DRAFT, ItemState.SUBMITTED, ItemState.PARKED, ItemState.ACCEPTED],
        _("Punktet kan ikke optages, som det står nu."),
    )
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED, State.IN_SESSION],
        _("Mødet er afsluttet eller aflyst; vælg et kommende møde."),
    )
    if item.meeting_id != meeting.pk:
        last = meeting.items.aggregate(last=Max("position"))["last"]
        item.meeting, item.position = meeting, (last or 0) + 1
        item.save(update_fields=["meeting", "position"])
    return _set_item(item, ItemState.ACCEPTED, "item.accepted", by)


@transaction.atomic
def return_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Send a submitted item back to its author."""
    item = _edited(item, by)
    expect(item.state, [ItemState.SUBMITTED], _("Kun et indsendt punkt kan sendes tilbage."))
    return _set_item(item, ItemState.RETURNED, "item.returned", by)


@transaction.atomic
def park_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Put an item aside, off any meeting."""
    item = _edited(item, by)
    expect(
        item.state,
        [ItemState.SUBMITTED, ItemState.ACCEPTED],
        _("Kun et indsendt eller optaget punkt kan sættes i bero."),
    )
    item.meeting = None
    item.save(update_fields=["meeting"])
    return _set_item(item, ItemState.PARKED, "item.parked", by)


@transaction.atomic
def withdraw_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Take a published item off ("udgår"); it keeps its number."""
    item = _edited(item, by)
    expect(item.state, [ItemState.PUBLISHED], _("Kun et udsendt punkt kan udgå."))
    if item.meeting is not None and item.meeting.minutes_are_out:
        raise Refused(_("Referatet er udsendt; punktet kan ikke længere udgå."))
    return _set_item(item, ItemState.WITHDRAWN, "item.withdrawn", by)


@transaction.atomic
def close_item(
    item: AgendaItem,
    *,
    legal_ground: str,
    public_title: str,
    shows_case_number: bool = False,
    public_decision: str = "",
    by: User | None,
) -> AgendaItem:
    """Close an item that has not been published, with a ground and a title for outsiders."""
    item = _edited(item, by)
    _refuse_published(item)
    item.public_title, item.legal_ground = plain_line(public_title), plain_line(legal_ground)
    if not item.legal_ground:
        raise ValidationError({"legal_ground": _("Skriv, med hvilken hjemmel punktet lukkes.")})
    if not item.public_title:
        raise ValidationError({"public_title": _("Skriv den titel, som andre må se.")})
    item.closed, item.closed_by, item.closed_at = True, by, timezone.now()
    item.shows_case_number, item.public_decision = shows_case_number, clean(public_decision)
    item.save(
        update_fields=[
            "closed", "closed_by", "closed_at", "public_title",
            "legal_ground", "shows_case_number", "public_decision",
        ]
    )  # fmt: skip
    record("item.closed", item, by, item.forum_id)
    return item


@transaction.atomic
def open_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Open an item that has not been published."""
    item = _edited(item, by)
    _refuse_published(item)
    item.closed, item.closed_by, item.closed_at = False, None, None
    item.save(update_fields=["closed", "closed_by", "closed_at"])
    record("item.opened", item, by, item.forum_id)
    return item


def _refuse_published(item: AgendaItem) -> None:
    if item.published_at is not None:
        raise Refused(_("Punktet er udsendt og kan ikke åbnes eller lukkes her."))


def _edited(item: AgendaItem, by: User | None) -> AgendaItem:
    item = locked_item(item)
    require_item_editor(by, item)
    return item


def _set_item(item: AgendaItem, state: AgendaItem.State, kind: str, by: User | None) -> AgendaItem:
    item.state = state
    item.save(update_fields=["state"])
    record(kind, item, by, item.forum_id)
    return item


# Publication: the transitions; documents.services decides when and issues the paper


def accepted(meeting: Meeting) -> AgendaItemQuerySet:
    """The items that the next publication will number, in their order."""
    return meeting.items.filter(state=ItemState.ACCEPTED).order_by("position", "pk")


def publish_items(meeting: Meeting, at: datetime, by: User | None) -> list[AgendaItem]:
    """Number the accepted items of a locked meeting after those already numbered, in their order."""
    taken = meeting.items.aggregate(last=Max("number"))["last"] or 0
    items = list(accepted(meeting))
    for number, item in enumerate(items, start=taken + 1):
        item.number, item.published_at = number, at
        item.save(update_fields=["number", "published_at"])
        _set_item(item, ItemState.PUBLISHED, "item.published", by)
    return items


def mark_agenda_published(meeting: Meeting, at: datetime, by: User | None) -> None:
    meeting.agenda_published_at = meeting.agenda_published_at or at
    meeting.save(update_fields=["agenda_published_at"])
    if meeting.state == State.PLANNED:
        _move(meeting, State.AGENDA_PUBLISHED, "meeting.agenda_published", by)


def mark_minutes_published(meeting: Meeting, at: datetime, by: User | None) -> None:
    meeting.minutes_published_at, meeting.state = at, State.MINUTES_PUBLISHED
    meeting.save(update_fields=["minutes_published_at", "state"])
    record("meeting.minutes_published", meeting, by, meeting.forum_id)


# Bilag


@transaction.atomic
def attach(
    item: AgendaItem,
    title: str,
    *,
    file: File[bytes] | None = None,
    content_type: str = "",
    closed: bool = False,
    by: User | None,
) -> Attachment:
    """Put a bilag last on an item. Without a file it is a title alone, as imported ones are."""
    item = locked_item(item)
    title = plain_line(title)
    if not title:
        raise ValidationError({"title": _("Giv bilaget en titel.")})
    last = item.attachments.aggregate(last=Max("position"))["last"]
    attachment = Attachment(
        item=item, position=(last or 0) + 1, title=title, closed=closed, content_type=content_type
    )
    if file is not None:
        attachment.sha256 = hashlib.file_digest(file.open(), "sha256").hexdigest()
        attachment.size = file.size
        file.seek(0)
        attachment.file.save(str(attachment.pk), file, save=False)
    attachment.save()
    record("attachment.added", attachment, by, item.forum_id)
    return attachment
