"""Proposals from the departments: written by anybody who may, sent in, sent back, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Case, Forum, ItemComment, Meeting, Membership
from agenda.rights import today
from agenda.services import heads
from agenda.services.guards import edited_item, expect, locked_item, require_author, set_item
from agenda.services.items import draft_item, return_item
from agenda.services.proposal_notices import tell_secretariat
from agenda.visibility import signed_in
from people.models import User, Viewer
from people.wording import NoticeKind

State = AgendaItem.State


def open_to(user: Viewer) -> QuerySet[Forum]:
    """The fora that the person may propose an item to: those that take proposals from all, and their own."""
    if not signed_in(user):
        return Forum.objects.none()
    seats = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today()), since__lte=today(), user=user.pk
    )
    return Forum.objects.filter(Q(takes_proposals=True) | Q(pk__in=seats.values("forum"))).order_by("name")


def require_may_propose(by: User, forum: Forum) -> None:
    """Raise PermissionDenied unless the forum takes proposals from the person."""
    if not open_to(by).filter(pk=forum.pk).exists():
        raise PermissionDenied


def propose(
    forum: Forum,
    title: str,
    *,
    closed: bool,
    kind: AgendaItem.Kind,
    case: Case | None = None,
    proposer: str = "",
    background: str = "",
    recommendations: Sequence[str] = (),
    by: User,
) -> AgendaItem:
    """Write a draft of one's own, on behalf of one's department."""
    require_may_propose(by, forum)
    return draft_item(
        forum,
        title,
        closed=closed,
        author=by,
        department=by.department,
        kind=kind,
        case=case,
        proposer=proposer,
        background=background,
        recommendations=recommendations,
        by=by,
    )


@transaction.atomic
def send_back(item: AgendaItem, comment: str, *, by: User | None) -> AgendaItem:
    """Send a submitted item back to its author, with the comment that says why."""
    item = edited_item(item, by)
    heads.say(item, ItemComment.Kind.RETURNED, comment, by)
    return return_item(item, by=by)


@transaction.atomic
def take_back(item: AgendaItem, *, by: User) -> AgendaItem:
    """The author takes a proposal back that nobody has put on an agenda; it is a draft of theirs again."""
    item = locked_item(item)
    require_author(by, item)
    expect(
        item.state,
        [State.SUBMITTED, State.PARKED],
        _("Forslaget kan ikke trækkes tilbage, som det står nu. Bed sekretæren om det."),
    )
    heads.end(item, by)
    tell_secretariat(item, NoticeKind.PROPOSAL_TAKEN_BACK, by)
    return set_item(item, State.DRAFT, "item.taken_back", by)


def meetings_to_wish_for(forum: Forum) -> QuerySet[Meeting]:
    """The forum's coming meetings that still take items, the next one first."""
    coming = Meeting.objects.filter(forum=forum, date__gte=today())
    return coming.filter(state__in=[Meeting.State.PLANNED, Meeting.State.AGENDA_PUBLISHED]).order_by(
        "date", "start"
    )
