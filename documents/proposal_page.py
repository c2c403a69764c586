"""Proposals as their authors follow them: where each stands, what has happened to it, and what the forum decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agenda.deadlines import left
from agenda.models import AgendaItem, ItemComment, Meeting, Review
from decisions.models import Decision
from documents.access import BilagLine, numbered
from documents.page import rich
from people.models import JournalEntry, User
from people.templatetags.site import instant
from people.wording import day_in_words

State = AgendaItem.State

TOLD = (
    "item.drafted", "item.submitted", "item.head_approved", "item.head_passed_over", "item.returned",
    "item.taken_back", "item.accepted", "item.parked", "item.returned_to_pool", "item.published", "item.withdrawn",
)  # fmt: skip
"""What the author is told of the journal."""
OF_PROPOSALS = (ItemComment.Kind.RETURNED, ItemComment.Kind.PASSED_OVER)
OLDER = 30
"""As many of those that have been sent out are listed."""
SOON = 3
"""As many deadlines are told: a series may reach years ahead."""


@dataclass(frozen=True)
class Line:
    """One proposal of the list."""

    item: AgendaItem
    stands: str


@dataclass(frozen=True)
class Step:
    """Something that happened to a proposal. Without a time it is what it waits for."""

    words: str
    at: datetime | None = None


@dataclass(frozen=True)
class ProposalPage:
    """All that an author, or the head who is asked, is told of one proposal."""

    item: AgendaItem
    stands: str
    steps: list[Step]
    comments: list[ItemComment]
    background: SafeString
    recommendations: list[str]
    bilag: list[BilagLine]
    decision: SafeString
    meeting_url: str


def mine(user: User) -> tuple[list[Line], list[Line]]:
    """Return the person's own proposals: those under way, what was touched last first, and those sent out lately."""
    own = _with_facts(AgendaItem.objects.visible_to(user).filter(author=user))
    touched = _last_touched(own)
    under_way = sorted(
        own.filter(published_at__isnull=True), key=lambda item: touched.get(str(item.pk), 0), reverse=True
    )
    sent = own.filter(published_at__isnull=False).order_by("-meeting__date", "-number")[:OLDER]
    return _lines(under_way), _lines(sent)


def to_approve(user: User) -> list[Line]:
    """Return the proposals that wait for this person."""
    asked = Review.objects.filter(user=user, purpose=Review.Purpose.APPROVAL, closed_at__isnull=True)
    found = AgendaItem.objects.visible_to(user).filter(pk__in=asked.values("item"), state=State.SUBMITTED)
    return _lines(_with_facts(found).order_by("forum__name", "pk"))


def _with_facts(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    waiting = Review.objects.filter(purpose=Review.Purpose.APPROVAL, closed_at__isnull=True)
    return items.select_related(
        "forum", "meeting", "wished_meeting", "author", "department"
    ).prefetch_related(Prefetch("reviews", waiting.select_related("user"), to_attr="waiting"))


def _last_touched(items: Iterable[AgendaItem]) -> dict[str, int]:
    entries = JournalEntry.objects.filter(
        object_type=AgendaItem._meta.label_lower,
        object_id__in=[str(item.pk) for item in items],
        kind__in=TOLD,
    )
    return dict(entries.order_by("pk").values_list("object_id", "pk"))


def _lines(items: Iterable[AgendaItem]) -> list[Line]:
    return [Line(item, stands(item)) for item in items]


def stands(item: AgendaItem) -> str:
    """Return where a proposal stands, in a sentence."""
    meeting = item.meeting
    on = _("mødet den %(date)s") % {"date": day_in_words(meeting.date)} if meeting is not None else ""
    if item.state == State.SUBMITTED:
        waiting = _waiting(item)
        name = waiting.user.full_name if waiting is not None else ""
        return _("Afventer godkendelse fra %(name)s.") % {"name": name} if name else _("Hos sekretariatet.")
    if item.published_at is not None:
        return _sent_out(item, on)
    if item.state == State.ACCEPTED:
        return _("Optaget på %(meeting)s.") % {"meeting": on} if on else _("Venter på et møde.")
    words = {State.RETURNED: _("Sendt tilbage med en bemærkning."), State.PARKED: _("Sat i bero.")}
    return words.get(State(item.state), _("Ikke indsendt."))


def _sent_out(item: AgendaItem, on: str) -> str:
    facts = {"meeting": on, "number": item.number}
    if item.state == State.WITHDRAWN:
        return _("Udgået af %(meeting)s.") % facts
    if item.meeting is not None and item.meeting.minutes_are_out:
        return _("Behandlet som punkt %(number)d på %(meeting)s.") % facts
    return _("Udsendt som punkt %(number)d på %(meeting)s.") % facts


def _waiting(item: AgendaItem) -> Review | None:
    """The approval that waits, fetched with the item where there are many of them."""
    found = getattr(item, "waiting", None)
    if found is None:
        asked = item.reviews.filter(purpose=Review.Purpose.APPROVAL, closed_at__isnull=True)
        found = list(asked.select_related("user"))
    return found[0] if found else None


def of(item: AgendaItem, user: User) -> ProposalPage:
    """Return the page of one proposal, for somebody who may read it."""
    decision = Decision.objects.visible_to(user).filter(item=item).first() if _is_decided(item) else None
    return ProposalPage(
        item=item,
        stands=stands(item),
        steps=list(_steps(item)),
        comments=list(item.comments.filter(kind__in=OF_PROPOSALS).select_related("by").order_by("-at")),
        background=rich(item.background, _("sagsfremstillingen")),
        recommendations=[one.text for one in item.recommendations.all()],
        bilag=numbered(item),
        decision=rich(decision.text if decision else "", _("beslutningen")),
        meeting_url=reverse("item", args=[item.meeting_id, item.pk]) if item.published_at else "",
    )


def _is_decided(item: AgendaItem) -> bool:
    return item.published_at is not None and item.meeting is not None and item.meeting.minutes_are_out


def _steps(item: AgendaItem) -> Iterator[Step]:
    entries = list(
        JournalEntry.objects.filter(
            object_type=AgendaItem._meta.label_lower, object_id=str(item.pk), kind__in=TOLD
        )
        .select_related("by")
        .order_by("pk")
    )
    words = _words()
    last_accepted = max((one.pk for one in entries if one.kind == "item.accepted"), default=0)
    for one in entries:
        name = one.by.full_name if one.by is not None else _("systemet")
        sentence = words[one.kind] % {"name": name, "number": item.number or 0}
        if one.pk == last_accepted and item.meeting is not None:
            sentence = _("Optaget på mødet den %(date)s") % {"date": day_in_words(item.meeting.date)}
        yield Step(sentence, one.at)
    if _is_decided(item) and item.meeting is not None:
        yield Step(_("Referatet er udsendt"), item.meeting.minutes_published_at)
    waiting = _waiting(item) if item.state == State.SUBMITTED else None
    if waiting is not None:
        yield Step(_("Afventer godkendelse fra %(name)s") % {"name": waiting.user.full_name})


def _words() -> dict[str, str]:
    return {
        "item.drafted": _("Oprettet"),
        "item.submitted": _("Indsendt"),
        "item.head_approved": _("Godkendt af %(name)s"),
        "item.head_passed_over": _("Taget videre af %(name)s uden leders godkendelse"),
        "item.returned": _("Sendt tilbage af %(name)s"),
        "item.taken_back": _("Trukket tilbage"),
        "item.accepted": _("Optaget på et møde"),
        "item.parked": _("Sat i bero"),
        "item.returned_to_pool": _("Taget af dagsordenen; venter på et andet møde"),
        "item.published": _("Udsendt"),
        "item.withdrawn": _("Udgået"),
    }


def deadline(meeting: Meeting | None) -> str:
    """Return what is left until a meeting's deadline, or how long ago it was; "" where it has none."""
    if meeting is None or meeting.submission_due_at is None:
        return ""
    due = meeting.submission_due_at
    facts = {"at": instant(due), "left": left(due, timezone.now())}
    if due > timezone.now():
        return _("Fristen er %(at)s: %(left)s.") % facts
    return _("Fristen var %(at)s, %(left)s. Sekretæren afgør, om forslaget kan nå med.") % facts


def deadlines(meetings: Sequence[Meeting]) -> list[tuple[Meeting, str]]:
    """Return the next few meetings that have a deadline, each with what is left until it."""
    told = ((meeting, deadline(meeting)) for meeting in meetings)
    return [(meeting, left_of_it) for meeting, left_of_it in told if left_of_it][:SOON]


def touched(items: Iterable[AgendaItem], kinds: Sequence[str]) -> dict[UUID, datetime]:
    """When one of these kinds of thing was last done to each item. One query."""
    keys = {str(item.pk): item.pk for item in items}
    entries = JournalEntry.objects.filter(
        object_type=AgendaItem._meta.label_lower, object_id__in=list(keys), kind__in=kinds
    )
    return {keys[key]: at for key, at in entries.order_by("pk").values_list("object_id", "at")}
