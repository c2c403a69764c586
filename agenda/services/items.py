"""Items: drafted, sent in, taken onto an agenda, closed, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Min, QuerySet
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Case, Forum, Meeting, Recommendation
from agenda.richtext import clean
from agenda.services import heads, rounds
from agenda.services.guards import (
    edited_item,
    expect,
    lock_meetings,
    locked,
    locked_item,
    record,
    require_author,
    require_forum_editor,
    set_item,
)
from agenda.services.proposal_notices import tell_author, tell_secretariat
from people.models import Department, User
from people.refusals import Refused
from people.wording import NoticeKind

State = Meeting.State
ItemState = AgendaItem.State


def case_numbered(number: str, title: str = "") -> Case | None:
    """Return the case with this number, made on first sight; None without a number."""
    number = plain_line(number)
    if not number:
        return None
    return Case.objects.get_or_create(number=number, defaults={"title": plain_line(title)})[0]


class Written(TypedDict, total=False):
    """What may stand in a new item at once; the rest is written on its page."""

    department: Department | None
    case: Case | None
    proposer: str
    background: str
    kind: AgendaItem.Kind
    minutes: int | None
    presenter: str


@transaction.atomic
def draft_item(
    forum: Forum,
    title: str,
    *,
    closed: bool,
    meeting: Meeting | None = None,
    author: User | None = None,
    recommendations: Sequence[str] = (),
    by: User | None,
    **written: Unpack[Written],
) -> AgendaItem:
    """Write a new item, in the pool or last on a meeting but for the standing items that end it.

    Whether it is closed is said each time.
    """
    title = plain_line(title)
    if not title:
        raise ValidationError({"title": _("Skriv en titel.")})
    if by != author:
        require_forum_editor(by, forum)
    if meeting is not None:
        meeting = locked(meeting)
        _expect_room(meeting, forum.pk)
    item = AgendaItem(forum=forum, meeting=meeting, author=author, title=title, closed=closed, **written)
    item.position = next_position(AgendaItem.objects.filter(forum=forum, meeting=meeting))
    item.proposer, item.presenter = plain_line(item.proposer), plain_line(item.presenter)
    item.background = clean(item.background)
    item.save(force_insert=True)
    _recommend(item, recommendations)
    record("item.drafted", item, by, forum.pk, item.department_id)
    return item


def next_position(items: QuerySet[AgendaItem]) -> int:
    """Return the place of a new item among those of a locked meeting, or of the pool, and make room for it.

    The standing items that come last stay so until they are published.
    """
    drafts = items.filter(published_at__isnull=True)
    ending = drafts.filter(standing=AgendaItem.Place.LAST).aggregate(first=Min("position"))["first"]
    if ending is None:
        return (items.aggregate(last=Max("position"))["last"] or 0) + 1
    drafts.filter(position__gte=ending).update(position=F("position") + 1)
    return int(ending)


def _recommend(item: AgendaItem, texts: Sequence[str]) -> None:
    lines = [line for line in map(plain_line, texts) if line]
    Recommendation.objects.bulk_create(
        Recommendation(item=item, position=position, text=line)
        for position, line in enumerate(lines, start=1)
    )


@transaction.atomic
def submit_item(item: AgendaItem, *, wish: Meeting | None = None, by: User | None) -> AgendaItem:
    """Send a draft to the secretariat, by way of the department's head where the forum wants it.

    `wish` is the meeting that the author would have it on.
    """
    item = locked_item(item)
    require_author(by, item)
    expect(
        item.state,
        [ItemState.DRAFT, ItemState.RETURNED],
        _("Punktet er allerede indsendt."),
    )
    if wish is not None:
        _expect_room(wish, item.forum_id)
    item.wished_meeting = wish
    item.save(update_fields=["wished_meeting"])
    item = set_item(item, ItemState.SUBMITTED, "item.submitted", by)
    head = heads.approver(item)
    if head is not None:
        heads.ask(item, head, by)
    else:
        tell_secretariat(item, NoticeKind.PROPOSAL_RECEIVED, by)
    return item


@transaction.atomic
def accept_item(item: AgendaItem, meeting: Meeting, *, by: User | None) -> AgendaItem:
    """Take an item onto a meeting's agenda, last in order but for the standing items that end it."""
    lock_meetings(meeting.pk, item.meeting_id)
    meeting, item = locked(meeting), edited_item(item, by)
    expect(
        item.state,
        [ItemState.DRAFT, ItemState.SUBMITTED, ItemState.PARKED, ItemState.ACCEPTED],
        _("Punktet kan ikke optages, som det står nu."),
    )
    _expect_room(meeting, item.forum_id)
    heads.expect_no_head(item)
    if item.meeting_id != meeting.pk:
        item.position = next_position(meeting.items.all())
        item.meeting = meeting
        item.save(update_fields=["meeting", "position"])
    if item.state in (ItemState.SUBMITTED, ItemState.PARKED):
        tell_author(item, NoticeKind.PROPOSAL_ACCEPTED, by, meeting)
    item = set_item(item, ItemState.ACCEPTED, "item.accepted", by)
    rounds.follow(item)
    return item


def _expect_room(meeting: Meeting, forum: int) -> None:
    """Refuse a meeting of another forum, or one that is over."""
    if meeting.forum_id != forum:
        raise Refused(_("Punktet hører til et andet forum."))
    expect(
        meeting.state,
        [State.PLANNED, State.AGENDA_PUBLISHED, State.IN_SESSION],
        _("Mødet er afsluttet eller aflyst; vælg et kommende møde."),
    )


@transaction.atomic
def return_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Send a submitted item back to its author. `proposals.send_back` says why."""
    item = edited_item(item, by)
    expect(item.state, [ItemState.SUBMITTED], _("Kun et indsendt punkt kan sendes tilbage."))
    heads.end(item, by)
    tell_author(item, NoticeKind.PROPOSAL_RETURNED, by)
    return set_item(item, ItemState.RETURNED, "item.returned", by)


@transaction.atomic
def park_item(item: AgendaItem, *, by: User | None) -> AgendaItem:
    """Put an item aside, off any meeting."""
    item = edited_item(item, by)
    expect(
        item.state,
        [ItemState.SUBMITTED, ItemState.ACCEPTED],
        _("Kun et indsendt eller optaget punkt kan sættes i bero."),
    )
    heads.expect_no_head(item)
    item.meeting = None
    item.save(update_fields=["meeting"])
    tell_author(item, NoticeKind.PROPOSAL_PARKED, by)
    item = set_item(item, ItemState.PARKED, "item.parked", by)
    rounds.follow(item)
    return item


@transaction.atomic
def withdraw_item(item: AgendaItem, *, reason: str = "", by: User | None) -> AgendaItem:
    """Take a published item off ("udgår"); it keeps its number. Who may read the item reads the reason."""
    item = edited_item(item, by)
    expect_withdrawable(item)
    item.withdrawal_reason = plain_line(reason)
    item.save(update_fields=["withdrawal_reason"])
    return set_item(item, ItemState.WITHDRAWN, "item.withdrawn", by)


def expect_withdrawable(item: AgendaItem) -> None:
    """Raise Refused unless the item is on an agenda that is out, and its minutes are not."""
    expect(item.state, [ItemState.PUBLISHED], _("Kun et udsendt punkt kan udgå."))
    if item.meeting is not None and item.meeting.minutes_are_out:
        raise Refused(_("Referatet er udsendt; punktet kan ikke længere udgå."))
