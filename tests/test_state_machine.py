"""Every service in any order, by anybody: what must never happen does not, whatever came before.

A run is a forum with three meetings that live side by side. A step is one service, called by one person; what is
refused changes nothing, and what changes something is written down. After each step the promises of the whole are
looked at. What the services are given stands in `tests/lives/`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, TypeAlias

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from agenda.models import AgendaItem, Meeting, TextVersion
from agenda.services import items
from agenda.services.versions import newest
from decisions.models import Decision, Outcome
from decisions.services import approval, recording
from decisions.services.postponing import resumed
from documents import build, scopes, standing
from documents.models import IssuedDocument, Reading, Verdict
from documents.standing import Standing
from people.models import JournalEntry, User
from people.refusals import Refused
from tests.lives import apart, follow_up, keeping, preparing, sessions
from tests.lives.house import House, NothingThere, Rules, Step, make_house

pytestmark = [pytest.mark.django_db, pytest.mark.once]

State = Meeting.State
Service: TypeAlias = Callable[..., object]
Picture: TypeAlias = dict[str, list[tuple[Any, ...]]]

DERIVED = {TextVersion, Reading, Verdict}
"""Counted by their saves; who has read what; what the check remembers."""
GUARDED = {
    one.__name__: str(one._base_manager.all().query)
    for app in ("agenda", "decisions", "documents")
    for one in apps.get_app_config(app).get_models(include_auto_created=True)
    if one not in DERIVED
}
RULES: Rules = {
    **preparing.ITEMS,
    **preparing.BILAG,
    **preparing.READERS,
    **preparing.RIGHTS,
    **sessions.MEETINGS,
    **sessions.MINUTES,
    **sessions.AFTER,
    **follow_up.TASKS,
    **keeping.FORA,
    **keeping.LISTS,
}
GO_ON = sessions.next_move
OFTEN = (*[GO_ON] * 14, *[items.accept_item] * 3, *[recording.set_outcomes] * 8, *[recording.save_text] * 2)
"""What makes a life go on is tried more often than the rest."""
DOERS = {
    **dict.fromkeys((*follow_up.BY_ADMINISTRATOR, *keeping.BY_ADMINISTRATOR), "ida"),
    **preparing.DOERS,
    approval.answer: "carl",
}
"""Who does a thing where it is not the secretary; in every second try it is anybody."""
READERS = ("carl", "frida")
"""A member, and the author of the first items."""
PEOPLE = ["sofie", "karen", "carl", "mette", "frida", "per", "bo", "ida", "line"]


@dataclass(frozen=True)
class Try:
    """One service, and what it is tried with; nobody is who usually does it."""

    service: Service
    by: str | None
    whom: str
    item: int
    place: int
    number: int
    outcome: Outcome | None


TRIES = st.builds(
    Try,
    service=st.sampled_from([*OFTEN, *RULES]),
    by=st.sampled_from([*[None] * len(PEOPLE), *PEOPLE]),
    whom=st.sampled_from(PEOPLE),
    item=st.integers(0, 9),
    place=st.sampled_from([0, 0, 1, 2]),
    number=st.integers(0, 2),
    outcome=st.sampled_from(sessions.OUTCOMES),
)


def picture() -> Picture:
    """All rows that somebody could have changed, as they lie in the database."""
    rows = {}
    with connection.cursor() as cursor:
        for name, query in GUARDED.items():
            cursor.execute(query)
            rows[name] = sorted(cursor.fetchall(), key=str)
    return rows


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


def drawn(service: Service, step: Step) -> partial[object]:
    """The call, with what the table gives it and whoever does it."""
    service, what = sessions.next_move(step) if service is GO_ON else (service, RULES[service](step))
    told = {"by": step.by} if "by" in inspect.signature(service).parameters else {}
    return partial(service, *what.places, **what.names, **told)


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
        self.rows = picture()
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

    def step_of(self, tried: Try) -> Step:
        """Everything as it is now."""
        known = AgendaItem.objects.select_related("forum", "meeting").in_bulk(self.items)
        there = [known[pk] for pk in self.items if pk in known]
        when = Meeting.objects.select_related("forum").get(pk=self.house.meetings[tried.place].pk)
        by, whom = map(self.user, (tried.by or DOERS.get(tried.service, "sofie"), tried.whom))
        people = User.objects.in_bulk([by.pk, whom.pk])
        if not there or not people[by.pk].is_active:
            raise NothingThere
        item = there[tried.item % len(there)]
        return Step(people[by.pk], people[whom.pk], item, when, tried.number, tried.outcome)

    @rule(tries=st.lists(TRIES, min_size=5, max_size=5))
    def step(self, tries: list[Try]) -> None:
        """The first of some that is not refused."""
        any(self.changes(one) for one in tries)
        self.get_to_know()

    def changes(self, tried: Try) -> bool:
        """A refusal changes nothing, and a change is written down."""
        try:
            call = drawn(tried.service, self.step_of(tried))
        except (NothingThere, Refused):
            return False
        written, name = trail(), apart.name_of(call.func)
        try:
            call()
        except (Refused, PermissionDenied, ValidationError):
            assert not self.moved(), f"{name} refuses, and changes something"
            assert trail() == written, f"{name} refuses, and says that it did it"
            return False
        moved = self.moved()
        assert trail() > written or not moved, f"{name} changes {moved} and writes nothing down"
        return bool(moved)

    def moved(self) -> set[str]:
        """The models of which a row is another than before."""
        before, self.rows = self.rows, picture()
        return {name for name, rows in self.rows.items() if rows != before[name]}

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
        for item in AgendaItem.objects.filter(continues__isnull=False).select_related("continues"):
            assert item.continues is not None
            if not (item.published_at or item.closed or self.has_been("item.opened", item)):
                assert not item.continues.closed
            if self.has_been("item.resumed", item):
                assert resumed(item.continues) == item

    def has_been(self, kind: str, item: AgendaItem) -> bool:
        return JournalEntry.objects.filter(kind=kind, object_id=str(item.pk)).exists()

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


def test_every_service_is_fired_or_says_why_not() -> None:
    named = [*RULES, *(one for some in apart.APART.values() for one in some)]
    assert len(set(named)) == len(named)
    assert {apart.name_of(one) for one in apart.services()} == {apart.name_of(one) for one in named}


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
    live(settings(HOW, max_examples=25, stateful_step_count=60))
