"""What there is, for one reader: the things that lists hold, each as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from agenda.models import AgendaItem, Attachment, Case, Forum, Meeting
from agenda.visibility import AgendaItemQuerySet, fora_edited_by
from agenda.visitors import Visitor
from decisions.models import Decision
from documents import build
from documents.content import Closure, Kind
from documents.models import IssuedDocument
from people.models import Viewer


@dataclass(frozen=True)
class ItemFace:
    """An item as one reader may see it. Of one that may not be read (`stub`) all but its public face is empty."""

    id: UUID
    stub: bool
    number: int | None
    title: str
    closed: bool
    state: str
    forum: int
    meeting: int | None
    meeting_date: date | None
    case_number: str | None = None
    public_decision: str = ""
    closure: Closure | None = None
    position: int | None = None
    kind: str | None = None
    minutes: int | None = None
    presenter: str = ""
    guests: tuple[str, ...] = ()
    department: int | None = None
    proposer: str = ""
    background: str = ""
    recommendations: tuple[str, ...] = ()
    decision: int | None = None
    attachments: tuple[UUID, ...] = ()


def fora_for(user: Viewer) -> QuerySet[Forum]:
    """The fora with a meeting that the reader may open, and those they edit."""
    meetings = Meeting.objects.visible_to(user)
    return Forum.objects.filter(
        Q(pk__in=meetings.values("forum")) | Q(pk__in=fora_edited_by(user).values("pk"))
    )


def items_for(user: Viewer) -> AgendaItemQuerySet[AgendaItem]:
    """The items that the reader may read or is told of; `face_of` makes of each what they may see."""
    read = AgendaItem.objects.visible_to(user)
    decided = Decision.objects.visible_to(user).filter(item=OuterRef("pk"))
    return (
        (read | AgendaItem.objects.listed_for(user))
        .annotate(
            is_read=Exists(read.filter(pk=OuterRef("pk"))),
            is_edited=Exists(AgendaItem.objects.edited_by(user).filter(pk=OuterRef("pk"))),
            decided_as=Subquery(decided.values("pk")[:1]),
        )
        .select_related("meeting", "case", "continues__meeting")
        .prefetch_related(
            "recommendations",
            "guests",
            Prefetch("attachments", Attachment.objects.visible_to(user).defer("file")),
        )
    )


def is_read(item: AgendaItem) -> bool:
    """Whether the reader of `items_for` may read the item."""
    return bool(getattr(item, "is_read"))  # noqa: B009  # an annotation is no attribute of the model


def face_of(item: AgendaItem) -> ItemFace:
    """Return an item of `items_for` as its reader may see it."""
    meeting_date = item.meeting.date if item.meeting else None
    place = item.forum_id, item.meeting_id, meeting_date
    if is_read(item):
        return _whole(item, *place)
    stub = build.public_face(item)
    return ItemFace(
        item.pk,
        True,
        stub.number,
        stub.title,
        stub.is_closed,
        item.state,
        *place,
        case_number=stub.case_number,
        public_decision=stub.public_decision,
    )


def _whole(item: AgendaItem, forum: int, meeting: int | None, meeting_date: date | None) -> ItemFace:
    return ItemFace(
        item.pk,
        False,
        item.number,
        item.title,
        item.closed,
        item.state,
        forum,
        meeting,
        meeting_date,
        case_number=item.case.number if item.case else None,
        closure=_closure(item) if item.closed else None,
        position=item.position if _is_edited(item) else None,
        kind=item.kind or None,
        minutes=item.minutes,
        presenter=item.presenter,
        guests=tuple(str(Visitor(one.who, one.arrives, one.leaves)) for one in item.guests.all()),
        department=item.department_id,
        proposer=item.proposer,
        background=item.background,
        recommendations=tuple(one.text for one in item.recommendations.all()),
        decision=getattr(item, "decided_as", None),
        attachments=tuple(one.pk for one in item.attachments.all()),
    )


def _is_edited(item: AgendaItem) -> bool:
    return bool(getattr(item, "is_edited"))  # noqa: B009  # as above


def _closure(item: AgendaItem) -> Closure:
    """How an item is closed. What may be told of its decision is told with the minutes, and to its editors before."""
    told = _is_edited(item) or (item.meeting is not None and item.meeting.minutes_are_out)
    return build.closures(item)[Kind.MINUTES if told else Kind.AGENDA]


def read_of(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    return [one for one in items if is_read(one)]


def cases_for(user: Viewer) -> QuerySet[Case]:
    """The cases whose number the reader meets at an item: one they may read, or one whose stub shows it."""
    read = AgendaItem.objects.visible_to(user)
    told = AgendaItem.objects.listed_for(user).filter(closed=True, shows_case_number=True)
    return Case.objects.filter(Q(pk__in=read.values("case")) | Q(pk__in=told.values("case")))


def decisions_for(user: Viewer) -> QuerySet[Decision]:
    return (
        Decision.objects.visible_to(user)
        .select_related("item")
        .prefetch_related("item__recommendations__result")
    )


def bilag_for(user: Viewer) -> QuerySet[Attachment]:
    return Attachment.objects.visible_to(user).select_related("item__meeting")


def papers_for(user: Viewer) -> QuerySet[IssuedDocument]:
    """What has been issued of the meetings that the reader may open: the newest of each kind, and every supplement.

    Each is its snapshot; which edition of it the reader is handed is asked when they fetch it.
    """
    issued = IssuedDocument.objects.filter(format=IssuedDocument.Format.SNAPSHOT, withdrawn_at__isnull=True)
    newer = issued.filter(
        meeting=OuterRef("meeting"), kind=OuterRef("kind"), version__gt=OuterRef("version")
    ).exclude(kind=IssuedDocument.Kind.SUPPLEMENT)
    meetings = Meeting.objects.visible_to(user).exclude(state=Meeting.State.CANCELLED)
    return issued.filter(~Exists(newer), Exists(meetings.filter(pk=OuterRef("meeting")))).select_related(
        "meeting__forum"
    )
