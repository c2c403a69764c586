"""Every service in any order, by anybody: what must never happen does not, whatever came before.

A run is a forum with two meetings that live side by side. A step is one service, called by one person; what is refused
changes nothing, and what changes something is written down. After each step the promises of the whole are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from agenda import models as agenda
from agenda.models import AgendaItem, Forum, Invitation, ItemPresence, Meeting, TextVersion
from agenda.services import access, attendance, items, meetings, ordering, writing
from agenda.services.closing import Closing
from agenda.services.guards import locked_item
from agenda.services.resuming import resumed
from agenda.services.versions import Mark, newest
from decisions import models as decided
from decisions.models import Decision, Outcome
from decisions.services import approval, corrections, dissents, recording, session
from documents import build, reissuing, scopes, services, standing
from documents.content import Kind
from documents.models import IssuedDocument
from documents.standing import Standing
from people.models import JournalEntry, User
from people.refusals import Refused
from tests.cast import Cast, make_cast, make_forum, some_day

pytestmark = [pytest.mark.django_db, pytest.mark.once]

State = Meeting.State
Picture: TypeAlias = dict[str, list[tuple[Any, ...]]]

GUARDED: tuple[type[models.Model], ...] = (
    *(agenda.Meeting, agenda.AgendaItem, agenda.Recommendation, agenda.Attachment, agenda.Attendance),
    *(agenda.ItemPresence, agenda.Recusal, agenda.Invitation, agenda.Review, agenda.ItemUserGrant),
    *(decided.Decision, decided.RecommendationOutcome, decided.Dissent, decided.Correction),
    *(decided.ApprovalRound, decided.MinutesApproval, IssuedDocument),
)
PEOPLE = st.sampled_from([*["sofie"] * 6, *["karen"] * 2, "carl", "mette", "frida", "per", "bo", "ida"])
READERS = ("carl", "frida")
"""A member, and the author of the first items."""


def picture() -> Picture:
    """All rows that somebody could have changed."""
    return {one.__name__: sorted(one._base_manager.values_list(), key=str) for one in GUARDED}


def trail() -> tuple[int, int]:
    """How much has been written down: lines of the journal, and saves of texts."""
    saves = TextVersion.objects.aggregate(all=Sum("saves"))["all"] or 0
    return JournalEntry.objects.count(), saves


def minutes_of(meeting: Meeting) -> list[Any]:
    """What approved minutes say. Closings and recusals come later too, and corrections stand beside."""
    return [
        list(meeting.attendance.values_list("who", "presence")),
        *map(_of_item, meeting.items.order_by("number", "pk")),
    ]


def _of_item(item: AgendaItem) -> list[Any]:
    decisions = Decision.objects.filter(item=item)
    return [
        (item.number, item.title, item.background),
        list(item.recommendations.values_list("text", "result__outcome")),
        list(decisions.values_list("text", "outcome", "dissents__who", "dissents__text")),
        list(item.presences.values_list("who", "kind")),
    ]


@dataclass
class House:
    """What every run begins with."""

    cast: Cast
    forum: Forum
    meetings: list[Meeting]


def make_house() -> House:
    cast = make_cast()
    forum = make_forum(cast)
    Forum.objects.update(approval_days=5)
    forum.refresh_from_db()
    house = House(cast, forum, [meetings.plan_meeting(forum, some_day(days), by=None) for days in (0, 14)])
    for title, closed, meeting in (("Lokalplan", False, 0), ("Ansættelse", True, 0), ("Budget", False, 1)):
        item = items.draft_item(
            forum,
            title,
            closed=closed,
            meeting=house.meetings[meeting],
            author=cast.frida,
            recommendations=[f"at {title} godkendes", f"at {title} sendes ud"],
            by=None,
        )
        items.accept_item(item, house.meetings[meeting], by=None)
        if closed:
            reissuing.close_item(item, Closing("Personforhold", "Lukket: leder"), by=None)
    house.forum.items.get(title="Budget").recommendations.filter(position=2).update(
        approves=house.meetings[0]
    )
    return house


@dataclass(frozen=True)
class Step:
    """What a service may be given."""

    by: User
    whom: User
    item: AgendaItem
    meeting: Meeting
    number: int
    outcome: Outcome | None

    @property
    def text(self) -> str:
        return f"<p>Besluttet {self.number}.</p>"

    def mark(self, text: str) -> Mark:
        return Mark.of(newest(self.item, text))


def go_on(step: Step) -> object:
    """Take the meeting one step further in its life."""
    meeting, by = step.meeting, step.by
    match State(meeting.state):
        case State.PLANNED:
            return services.publish(meeting, Kind.AGENDA, by=by)
        case State.IN_SESSION:
            return services.publish(meeting, Kind.MINUTES, by=by)
        case State.MINUTES_PUBLISHED:
            return approval.approve_minutes(meeting, by=by)
    return meetings.start_session(meeting, by=by)


def draft(step: Step) -> object:
    title = f"Kladde {AgendaItem.objects.count()}-{step.number}"
    closed = step.number % 2 == 0
    forum = step.meeting.forum
    return items.draft_item(
        forum, title, closed=closed, author=step.by, recommendations=["at drøfte"], by=step.by
    )


def choose_for_all(step: Step) -> None:
    places = range(1, step.item.recommendations.count() + 1)
    recording.set_outcomes(step.item, dict.fromkeys(places, step.outcome), by=step.by)


def lift(step: Step) -> object:
    recusal = step.item.recusals.filter(lifted_at=None).first()
    return access.lift_recusal(recusal, by=step.by) if recusal else None


def answer(step: Step) -> object:
    asked = step.meeting.approval_rounds.first()
    approves = step.number > 0
    return approval.answer(asked, approves=approves, comment="Se punkt 1", by=step.by) if asked else None


LIFE: tuple[Callable[[Step], object], ...] = (
    *[go_on] * 8,
    lambda step: session.leave_session(step.meeting, by=step.by),
    lambda step: meetings.cancel_meeting(step.meeting, by=step.by),
    lambda step: meetings.move_meeting(
        step.meeting, some_day(30 + step.number), start=None, place="", by=step.by
    ),
    lambda step: services.publish(step.meeting, Kind.AGENDA, by=step.by),
    *[answer] * 2,
    lambda step: corrections.correct(locked_item(step.item), step.text, step.by),
)
BEFORE: tuple[Callable[[Step], object], ...] = (
    draft,
    *[lambda step: items.accept_item(step.item, step.meeting, by=step.by)] * 2,
    lambda step: items.submit_item(step.item, by=step.by),
    lambda step: items.return_item(step.item, by=step.by),
    lambda step: items.park_item(step.item, by=step.by),
    lambda step: items.withdraw_item(step.item, by=step.by),
    lambda step: ordering.return_to_pool(step.item, by=step.by),
    lambda step: ordering.delete_draft(step.item, by=step.by),
    lambda step: ordering.move_item(step.item, step.number, by=step.by),
    lambda step: writing.save_text(
        step.item, "background", step.text, base=step.mark("background"), by=step.by
    ),
)
MINUTES: tuple[Callable[[Step], object], ...] = (
    *[choose_for_all] * 4,
    *[lambda step: recording.set_outcomes(step.item, {step.number: step.outcome}, by=step.by)] * 2,
    *[lambda step: recording.save_text(step.item, step.text, base=step.mark("decision"), by=step.by)] * 2,
    lambda step: recording.save_text(step.item, step.text, base=Mark(-1, -1), by=step.by),
    lambda step: dissents.add_dissent(step.item, "Carl", step.text, by=step.by),
    lambda step: attendance.note_presence(step.item, "Carl", kind=ItemPresence.Kind.LEFT, by=step.by),
    lambda step: attendance.prefill_attendance(step.meeting, by=step.by),
)
RIGHTS: tuple[Callable[[Step], object], ...] = (
    lambda step: access.recuse(step.item, step.whom, by=step.by),
    lift,
    lambda step: access.grant_reading(step.item, step.whom, reason="Skal bruge det", by=step.by),
    lambda step: access.invite(
        step.meeting, step.whom, kind=Invitation.Kind.GUEST, item=step.item, by=step.by
    ),
    lambda step: reissuing.close_item(step.item, Closing("Udbud", f"Udbud {step.number}"), by=step.by),
    lambda step: reissuing.open_item(step.item, by=step.by),
)


class Life(RuleBasedStateMachine):
    """One run. Everything is rolled back after it."""

    house: ClassVar[House]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.items: list[Any] = []
        self.numbers: dict[tuple[Any, int], int | None] = {}
        self.approved: dict[int, list[Any]] = {}
        self.get_to_know()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def get_to_know(self) -> None:
        """Items by the order in which they came, which is the same in each run; their ids are not."""
        new = AgendaItem.objects.exclude(pk__in=self.items).order_by("title", "meeting__date")
        self.items += new.values_list("pk", flat=True)

    def user(self, name: str) -> User:
        found: User = getattr(self.house.cast, name)
        return found

    @rule(
        service=st.sampled_from([*LIFE, *BEFORE, *MINUTES, *RIGHTS]),
        by=PEOPLE,
        whom=PEOPLE,
        item=st.integers(0, 7),
        meeting=st.sampled_from([0, 0, 1]),
        number=st.integers(0, 2),
        outcome=st.sampled_from([None, Outcome.POSTPONED, *Outcome]),
    )
    def step(  # noqa: PLR0917 — hypothesis gives them by name
        self,
        service: Callable[[Step], object],
        by: str,
        whom: str,
        item: int,
        meeting: int,
        number: int,
        outcome: Outcome | None,
    ) -> None:
        """A refusal changes nothing, and a change is written down."""
        known = AgendaItem.objects.select_related("forum", "meeting").in_bulk(self.items)
        there = [known[pk] for pk in self.items if pk in known]
        if not there:
            return
        when = Meeting.objects.select_related("forum").get(pk=self.house.meetings[meeting].pk)
        step = Step(self.user(by), self.user(whom), there[item % len(there)], when, number, outcome)
        before, written = picture(), trail()
        try:
            with transaction.atomic():
                service(step)
        except (Refused, PermissionDenied, ValidationError):
            assert picture() == before
            assert trail() == written
        else:
            assert trail() > written or picture() == before
        self.get_to_know()

    # What must hold

    @invariant()
    def numbers_never_change(self) -> None:
        numbered = AgendaItem.objects.filter(number__isnull=False)
        for pk, meeting, number in numbered.values_list("pk", "meeting", "number"):
            assert self.numbers.setdefault((pk, meeting), number) == number

    @invariant()
    def approved_minutes_never_change(self) -> None:
        approved = Meeting.objects.filter(state=State.MINUTES_APPROVED)
        for meeting in approved:
            now = minutes_of(meeting)
            assert self.approved.setdefault(meeting.pk, now) == now
        assert set(self.approved) == {meeting.pk for meeting in approved}

    @invariant()
    def a_decision_is_the_text_that_was_saved_last(self) -> None:
        """One for each item, and of a published item of a meeting that has begun."""
        for one in Decision.objects.select_related("item__meeting"):
            assert Decision.objects.filter(item=one.item).count() == 1
            assert one.item.published_at is not None
            assert one.text == getattr(newest(one.item, "decision"), "text", "")

    @invariant()
    def no_decision_is_seen_before_the_minutes_are_out(self) -> None:
        early = {"item__meeting__minutes_published_at__isnull": True}
        again = {"continues__meeting__minutes_published_at__isnull": True, "published_at__isnull": True}
        coming = AgendaItem.objects.filter(continues__isnull=False, **again)
        for name in READERS:
            user = self.user(name)
            assert not Decision.objects.visible_to(user).filter(**early).exists()
            assert not coming.visible_to(user).exists()

    @invariant()
    def what_is_postponed_comes_up_once(self) -> None:
        for item in AgendaItem.objects.filter(continues__isnull=False):
            assert item.continues is not None
            assert resumed(item.continues) == item
            assert item.closed or not item.continues.closed or self.was_opened(item)

    def was_opened(self, item: AgendaItem) -> bool:
        return JournalEntry.objects.filter(kind="item.opened", object_id=str(item.pk)).exists()

    @invariant()
    def withdrawn_is_withdrawn_everywhere(self) -> None:
        withdrawn = AgendaItem.objects.filter(state=AgendaItem.State.WITHDRAWN)
        keys = {str(pk) for pk in withdrawn.values_list("pk", flat=True)}
        for meeting in Meeting.objects.filter(items__in=withdrawn).select_related("forum").distinct():
            for user in map(self.user, ("sofie", *READERS)):
                shown = build.document(meeting, scopes.of(user, meeting), build.kind_for(user, meeting))
                assert all(entry.withdrawn == (entry.key in keys) for entry in shown.entries)

    @invariant()
    def a_withdrawn_edition_is_handed_to_nobody(self) -> None:
        withdrawn = IssuedDocument.objects.filter(withdrawn_at__isnull=False, format="pdf")
        for issued in withdrawn.select_related("meeting"):
            for user in map(self.user, ("sofie", *READERS)):
                assert standing.of_edition(user, issued) is not Standing.IN_FORCE


HOW = settings(
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


def live(how: settings) -> None:
    Life.house = make_house()
    run_state_machine_as_test(Life, settings=how)


def test_what_must_never_happen_does_not() -> None:
    live(settings(HOW, max_examples=2, stateful_step_count=35))


@pytest.mark.slow
def test_nor_in_long_lives() -> None:
    live(settings(HOW, max_examples=40, stateful_step_count=60))
