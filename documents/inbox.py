"""What waits for a forum's secretariat: proposals that came in, those that wait for their head, and items without a
meeting, or never taken up at one that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.deadlines import left
from agenda.models import AgendaItem, Forum, Meeting, Review
from documents.proposal_page import deadline, touched
from people.models import Viewer
from people.wording import day_in_words

State = AgendaItem.State

SINCE = (
    "item.submitted",
    "item.head_approved",
    "item.parked",
    "item.returned_to_pool",
    "item.resumed",
    "item.drafted",
)
"""What begins the time that an item has lain there."""
NO_AUTHORS_DRAFT = Q(state=State.DRAFT, author__isnull=True)
"""Somebody's draft is theirs until they send it in."""


@dataclass(frozen=True)
class Row:
    """One item of the inbox. `age` is how long it has lain there; `head` whom it waits for."""

    item: AgendaItem
    age: str
    wish: str
    deadline: str
    head: str


@dataclass(frozen=True)
class Section:
    name: str
    heading: str
    explanation: str
    rows: list[Row]


def of(forum: Forum, user: Viewer) -> list[Section]:
    """Return what waits, for one who edits the forum; not what they are recused from."""
    items = list(waiting_items(forum, user))
    since = touched(items, SINCE)
    rows = {item.pk: _row(item, since.get(item.pk)) for item in items}
    grouped: dict[str, list[Row]] = {"received": [], "head": [], "parked": [], "pool": []}
    for item in sorted(items, key=lambda one: (since.get(one.pk, timezone.now()), str(one.pk))):
        grouped[_group(item)].append(rows[item.pk])
    return [Section(name, *_told()[name], found) for name, found in grouped.items()]


def waiting_items(forum: Forum, user: Viewer) -> QuerySet[AgendaItem]:
    over = Q(meeting__state__in=[Meeting.State.MINUTES_PUBLISHED, Meeting.State.MINUTES_APPROVED])
    without_meeting = (Q(meeting__isnull=True) | over) & (Q(state=State.ACCEPTED) | NO_AUTHORS_DRAFT)
    approvals = Review.objects.filter(purpose=Review.Purpose.APPROVAL, closed_at__isnull=True)
    return (
        AgendaItem.objects.edited_by(user)
        .filter(Q(state__in=[State.SUBMITTED, State.PARKED]) | without_meeting, forum=forum)
        .select_related("forum", "meeting", "wished_meeting", "author", "department")
        .prefetch_related(Prefetch("reviews", approvals.select_related("user"), to_attr="waiting"))
    )


def _group(item: AgendaItem) -> str:
    if item.state == State.SUBMITTED:
        return "head" if _head(item) else "received"
    return "parked" if item.state == State.PARKED else "pool"


def _head(item: AgendaItem) -> str:
    found: list[Review] = getattr(item, "waiting", [])
    return found[0].user.full_name if found else ""


def _row(item: AgendaItem, since: datetime | None) -> Row:
    wanted: Meeting | None = item.meeting or item.wished_meeting
    return Row(
        item=item,
        age=left(since, timezone.now()) if since else "",
        wish=day_in_words(wanted.date) if wanted is not None else "",
        deadline=deadline(wanted) if item.state == State.SUBMITTED else "",
        head=_head(item),
    )


def _told() -> dict[str, tuple[str, str]]:
    return {
        "received": (_("Til behandling"), _("Der er ingen forslag, der venter på dig.")),
        "head": (_("Afventer leder"), _("Ingen forslag afventer en leders godkendelse.")),
        "parked": (_("I bero"), _("Ingen forslag er sat i bero.")),
        "pool": (_("Uden møde"), _("Ingen punkter venter på et møde.")),
    }
