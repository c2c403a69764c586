"""What happens to a task: given, worked on, handed back, put off, done, and done again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from decisions.models import FollowUpTask
from decisions.services.follow_up.assigning import (
    Due,
    Owner,
    create_task,
    hand_back,
    hand_over,
    put_partners,
    set_owner,
)
from decisions.services.follow_up.deadlines import answer_deadline, ask_deadline, set_deadline
from decisions.services.follow_up.guards import Changed
from decisions.services.follow_up.leaving import leave_tasks
from decisions.services.follow_up.noting import note_finished
from decisions.services.follow_up.progress import add_note, set_status, set_text
from people.models import Department, Notice, User
from people.refusals import Refused
from tests.cast import TODAY, World

Status = FollowUpTask.Status


@pytest.fixture(autouse=True)
def _no_other_tasks(internal: World) -> None:
    """Those of the matrix are not counted here."""
    FollowUpTask.objects.all().delete()


@pytest.fixture
def task(internal: World) -> FollowUpTask:
    """Frida is to write to the citizens within a month; Line is her head."""
    cast = internal.cast
    due = Due(TODAY + timedelta(days=30))
    return create_task(
        internal.items["past_open"], "Skriv til borgerne", Owner(person=cast.frida), due=due, by=cast.sofie
    )


def log(task: FollowUpTask) -> list[str]:
    return list(task.entries.values_list("kind", flat=True))


def test_a_task_of_a_person_belongs_to_their_department(internal: World, task: FollowUpTask) -> None:
    assert task.department == internal.cast.frida.department
    assert log(task) == ["created"]


@pytest.mark.parametrize(
    ("text", "owner", "days", "field"),
    [
        ("", "frida", 1, "text"),
        ("Skriv", None, 1, "person"),
        ("Skriv", "frida", -400, "deadline"),
        ("x" * 1001, "frida", 1, "text"),
    ],
)
def test_what_makes_no_task(internal: World, text: str, owner: str | None, days: int, field: str) -> None:
    person = getattr(internal.cast, owner) if owner else None
    with pytest.raises(ValidationError) as refused:
        create_task(
            internal.items["past_open"],
            text,
            Owner(person=person),
            due=Due(TODAY + timedelta(days=days)),
            by=internal.cast.sofie,
        )
    assert field in refused.value.message_dict
    assert not FollowUpTask.objects.exists()


def test_a_draft_has_no_tasks_and_members_make_none(internal: World) -> None:
    owner = Owner(person=internal.cast.frida)
    with pytest.raises(Refused):
        create_task(internal.items["draft"], "Skriv", owner, by=internal.cast.sofie)
    with pytest.raises(PermissionDenied):
        create_task(internal.items["past_open"], "Skriv", owner, by=internal.cast.carl)


def test_the_owner_works_on_it_and_the_head_moves_it(internal: World, task: FollowUpTask) -> None:
    cast = internal.cast
    add_note(task, "Brevet er skrevet.", by=cast.frida)
    set_status(task, "in_progress", by=cast.frida)
    with pytest.raises(PermissionDenied):
        set_deadline(task, TODAY + timedelta(days=60), by=cast.frida)
    set_deadline(task, TODAY + timedelta(days=60), reason="Sommerferie", by=cast.line)
    set_text(task, "Skriv til alle borgere", by=cast.line)
    task.refresh_from_db()
    assert (task.text, task.deadline, task.version) == (
        "Skriv til alle borgere",
        TODAY + timedelta(days=60),
        5,
    )
    assert log(task) == ["created", "note", "status", "deadline", "text"]


def test_who_only_reads_it_changes_nothing(internal: World, task: FollowUpTask) -> None:
    with pytest.raises(PermissionDenied):
        add_note(task, "Hvordan går det?", by=internal.cast.carl)


def test_two_who_change_it_at_once_do_not_overwrite_each_other(internal: World, task: FollowUpTask) -> None:
    set_status(task, "waiting", by=internal.cast.frida, base=1)
    with pytest.raises(Changed):
        set_status(task, "done", by=internal.cast.line, base=1)
    task.refresh_from_db()
    assert task.status == Status.WAITING


def test_a_status_that_cannot_follow_is_refused(internal: World, task: FollowUpTask) -> None:
    cast = internal.cast
    set_status(task, "done", by=cast.frida)
    with pytest.raises(Refused, match="udført"):
        set_status(task, "waiting", by=cast.line)
    with pytest.raises(PermissionDenied):
        set_status(task, "open", by=cast.frida)
    with pytest.raises(ValidationError):
        set_status(task, "færdig", by=cast.line)
    assert set_status(task, "open", by=cast.line).done_at is None


def told(kind: str) -> set[User]:
    return {one.user for one in Notice.objects.filter(kind=kind)}


def test_a_wish_for_another_deadline_is_answered_once(internal: World, task: FollowUpTask) -> None:
    cast, later = internal.cast, TODAY + timedelta(days=90)
    ask_deadline(task, later, reason="Leverandøren er forsinket", by=cast.frida)
    with pytest.raises(Refused):
        ask_deadline(task, later, reason="Igen", by=cast.frida)
    assert told("deadline_wished") == {cast.sofie, cast.line}
    assert answer_deadline(task, grant=True, by=cast.line).deadline == later
    assert told("deadline_answered") == {cast.frida}
    with pytest.raises(Refused):
        answer_deadline(task, grant=False, by=cast.line)


def test_a_task_handed_back_keeps_its_owner_until_it_gets_another(
    internal: World, task: FollowUpTask
) -> None:
    cast = internal.cast
    handed = hand_back(task, reason="Det hører under Teknik", by=cast.frida)
    assert handed.person == cast.frida
    assert handed.handed_back_at is not None
    assert told("task_handed_back") == {cast.sofie, cast.line}
    with pytest.raises(Refused):
        hand_back(task, reason="Det hører stadig under Teknik", by=cast.frida)
    moved = set_owner(task, Owner(person=cast.bo, partners=[cast.frida]), by=cast.line)
    assert (moved.person, moved.handed_back_at, moved.department) == (cast.bo, None, None)


def test_the_same_task_is_not_made_twice(internal: World, task: FollowUpTask) -> None:
    item, cast = internal.items["past_open"], internal.cast

    def again(due: Due) -> FollowUpTask:
        return create_task(item, " Skriv til borgerne", Owner(person=cast.frida), due=due, by=cast.sofie)

    with pytest.raises(Refused):
        again(Due(task.deadline))
    again(Due(TODAY + timedelta(days=31)))
    set_status(task, Status.DONE, by=cast.frida)
    again(Due(task.deadline))


def test_tasks_are_handed_over_together_or_not_at_all(internal: World, task: FollowUpTask) -> None:
    cast = internal.cast
    other = create_task(internal.items["past_guest"], "Ring til skolen", Owner(person=cast.bo), by=cast.sofie)
    with pytest.raises(PermissionDenied):
        hand_over([task, other], cast.line, reason="Barsel", by=cast.line)
    task.refresh_from_db()
    assert task.person == cast.frida
    hand_over([task, other], cast.line, reason="Barsel", by=cast.sofie)
    assert set(FollowUpTask.objects.values_list("person", flat=True)) == {cast.line.pk}


def test_who_leaves_leaves_their_tasks_to_the_head(internal: World, task: FollowUpTask) -> None:
    (moved,) = leave_tasks(internal.cast.frida, by=internal.cast.ida).moved
    assert moved.person == internal.cast.line
    Department.objects.update(head=None)
    internal.cast.line.refresh_from_db()
    (again,) = leave_tasks(internal.cast.line, by=internal.cast.ida).moved
    assert (again.person, again.department) == (None, task.department)


def test_what_is_done_again_and_again_is_followed_by_the_next(internal: World, task: FollowUpTask) -> None:
    FollowUpTask.objects.update(every_months=6, deadline=TODAY.replace(month=8, day=31))
    set_status(task, "done", by=internal.cast.frida)
    following = FollowUpTask.objects.get(follows=task)
    assert following.deadline == TODAY.replace(year=TODAY.year + 1, month=2, day=28)
    set_status(task, "open", by=internal.cast.line)
    set_status(task, "done", by=internal.cast.frida)
    assert FollowUpTask.objects.count() == 2


def test_the_next_one_has_the_same_partners_and_a_deadline_ahead(internal: World, task: FollowUpTask) -> None:
    put_partners(task, [internal.cast.bo])
    FollowUpTask.objects.update(every_months=3, deadline=TODAY - timedelta(days=400))
    set_status(task, "done", by=internal.cast.frida)
    following = FollowUpTask.objects.get(follows=task)
    assert [one.person for one in following.partners.all()] == [internal.cast.bo]
    assert following.deadline is not None
    assert TODAY <= following.deadline < TODAY + timedelta(days=93)


def test_a_forum_may_want_to_note_what_is_done(internal: World, task: FollowUpTask) -> None:
    FollowUpTask.objects.update(needs_noting=True)
    with pytest.raises(Refused):
        note_finished(task, by=internal.cast.sofie)
    assert not set_status(task, "done", by=internal.cast.frida).is_finished
    assert note_finished(task, by=internal.cast.sofie).is_finished
