"""What every life begins with, and what one step of it may be given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from agenda.models import AgendaItem, Attachment, Forum, Meeting
from agenda.services import items, meetings
from agenda.services.bilag import attach
from agenda.services.closing import Closing
from agenda.services.groups import join_group, name_group
from agenda.services.proposals import propose
from agenda.services.standing import Line, add_standing
from agenda.services.versions import Mark, newest
from decisions.models import FollowUpTask, Outcome
from decisions.services.follow_up.assigning import Due, Owner, create_task
from decisions.services.follow_up.evidence import add_evidence
from decisions.services.recording import set_outcomes
from documents import reissuing, services
from documents.content import Kind
from people.models import Department, User
from tests.cast import Cast, make_cast, make_forum, some_day

M = TypeVar("M", bound=models.Model)


@dataclass
class House:
    """A forum with three meetings that live side by side: two to come, and one whose minutes are out."""

    cast: Cast
    forum: Forum
    meetings: list[Meeting]


def make_house() -> House:
    cast = make_cast()
    forum = make_forum(cast)
    Forum.objects.update(approval_days=5, heads_approve_proposals=True, takes_proposals=True)
    forum.refresh_from_db()
    Department.objects.create(name="Økonomi & Stab")
    add_standing(forum, Line("Evt."), by=None)
    join_group(name_group(Group(), "Juristerne", by=None), cast.bo, by=None)
    house = House(
        cast, forum, [meetings.plan_meeting(forum, some_day(days), by=None) for days in (0, 14, -14)]
    )
    for title, closed, place in (("Lokalplan", False, 0), ("Ansættelse", True, 0), ("Budget", False, 1)):
        _put_on(house, title, closed=closed, meeting=house.meetings[place])
    house.forum.items.get(title="Budget").recommendations.filter(position=2).update(
        approves=house.meetings[0]
    )
    _propose(house)
    _hold(house, house.meetings[2])
    return house


def _put_on(house: House, title: str, *, closed: bool, meeting: Meeting) -> AgendaItem:
    item = items.draft_item(
        house.forum,
        title,
        closed=closed,
        meeting=meeting,
        author=house.cast.frida,
        recommendations=[f"at {title} godkendes", f"at {title} sendes ud"],
        by=None,
    )
    items.accept_item(item, meeting, by=None)
    if closed:
        reissuing.close_item(item, Closing("Personforhold", "Lukket: leder"), by=None)
    attach(item, "Notat", file=ContentFile(b"Notat om trafikken", name="notat.txt"), by=None)
    return item


def _propose(house: House) -> None:
    """One waits for Frida's head, and one is hers alone."""
    for title in ("Cykelsti", "Kantine"):
        item = propose(house.forum, title, closed=False, kind=AgendaItem.Kind.DECISION, by=house.cast.frida)
    items.submit_item(item, by=house.cast.frida)


def _hold(house: House, meeting: Meeting) -> None:
    """Something was decided there, and is to be done; the members' time for approving the minutes is up."""
    item = _put_on(house, "Trafik", closed=False, meeting=meeting)
    services.publish(meeting, Kind.AGENDA, by=None)
    meetings.start_session(meeting, by=None)
    set_outcomes(item, {1: Outcome.APPROVED, 2: Outcome.NOTED}, by=None)
    task = create_task(item, "Tæl bilerne", Owner(None, house.cast.bo), due=Due(some_day(-1)), by=None)
    add_evidence(task, "Tælling", file=ContentFile(b"412 biler", name="biler.txt"), by=None)
    services.publish(meeting, Kind.MINUTES, by=None)
    meeting.approval_rounds.update(due_at=timezone.now())


class NothingThere(Exception):
    """There is nothing yet that the service could be given."""


@dataclass(frozen=True)
class Given:
    """What a service is called with; who does it comes besides."""

    places: tuple[Any, ...]
    names: dict[str, Any]


def given(*places: Any, **names: Any) -> Given:
    return Given(places, names)


@dataclass(frozen=True)
class Step:
    """What has been drawn: somebody, somebody else, an item, a meeting, a small number and an outcome."""

    by: User
    whom: User
    item: AgendaItem
    meeting: Meeting
    number: int
    outcome: Outcome | None

    @property
    def forum(self) -> Forum:
        return self.meeting.forum

    @property
    def yes(self) -> bool:
        return self.number > 0

    @property
    def text(self) -> str:
        return f"<p>Besluttet {self.number}.</p>"

    @property
    def words(self) -> str:
        return f"Fordi {self.number}"

    @property
    def task(self) -> FollowUpTask:
        return self.one_of(FollowUpTask.objects.order_by("pk"))

    @property
    def bilag(self) -> Attachment:
        return self.one_of(self.item.attachments.all())

    def one_of(self, found: models.QuerySet[M]) -> M:
        """One of the first few of what there is."""
        some = list(found[:3])
        if not some:
            raise NothingThere
        return some[self.number % len(some)]

    def mark(self, text: str) -> Mark:
        return Mark.of(newest(self.item, text))

    def file(self, words: str = "Notat om trafikken") -> ContentFile[bytes]:
        return ContentFile(words.encode(), name=f"notat-{self.number}.txt")


Rules: TypeAlias = Mapping[Callable[..., object], Callable[[Step], Given]]
