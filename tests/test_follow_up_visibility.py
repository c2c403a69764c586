"""Who sees a task: four rules of its own, and the rights table does not decide alone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from decisions.models import FollowUpTask
from decisions.services.follow_up.assigning import Owner, create_task
from people.models import Absence, Department, User
from tests.cast import World

EDITORS = {"sofie", "karen"}
MEMBERS = {*EDITORS, "carl", "mette"}


@pytest.fixture
def culture(internal: World) -> Department:
    """Frida and Line's department, which Tove leads from above; nobody else has to do with it."""
    above = Department.objects.create(name="Borgere & Velfærd", head=internal.cast.tove)
    culture = Department.objects.get(head=internal.cast.line)
    culture.parent = above
    culture.save()
    return culture


def given(world: World, item: str, **owner: Department | User) -> FollowUpTask:
    return create_task(world.items[item], "Skriv til klubberne", Owner(**owner), by=world.cast.sofie)  # type: ignore[arg-type]


def seen_by(world: World, task: FollowUpTask) -> set[str]:
    people = world.cast.everybody().items()
    return {
        name for name, user in people if FollowUpTask.objects.visible_to(user).filter(pk=task.pk).exists()
    }


def test_before_the_minutes_are_out_only_those_who_take_them(internal: World, culture: Department) -> None:
    task = given(internal, "session_open", person=internal.cast.frida)
    assert seen_by(internal, task) == EDITORS


def test_of_an_open_item_readers_the_owner_and_all_heads_above(internal: World, culture: Department) -> None:
    task = given(internal, "past_open", person=internal.cast.frida)
    assert seen_by(internal, task) == {*MEMBERS, "per", "frida", "line", "tove"}


def test_of_a_closed_item_readers_the_owner_and_one_head(internal: World, culture: Department) -> None:
    task = given(internal, "past_closed", person=internal.cast.frida)
    assert seen_by(internal, task) == {*EDITORS, "carl", "mette", "per", "tove", "frida", "line"}
    lines = given(internal, "session_closed", department=culture)
    internal.session.minutes_published_at, internal.session.state = timezone.now(), "minutes_published"
    internal.session.save()
    assert seen_by(internal, lines) == {*MEMBERS, "line"}, "the head above is told nothing of what is closed"


def test_a_closed_task_of_a_head_is_told_to_the_head_above(internal: World, culture: Department) -> None:
    task = given(internal, "session_closed", person=internal.cast.line)
    internal.session.minutes_published_at, internal.session.state = timezone.now(), "minutes_published"
    internal.session.save()
    assert seen_by(internal, task) == {*MEMBERS, "line", "tove"}


def test_who_is_recused_sees_only_a_task_of_their_own(internal: World, culture: Department) -> None:
    others = given(internal, "past_recused", department=culture)
    assert "mette" not in seen_by(internal, others)
    own = given(internal, "past_recused", person=internal.cast.mette)
    assert "mette" in seen_by(internal, own)


def test_a_stand_in_sees_what_the_absent_one_has_while_it_lasts(internal: World, culture: Department) -> None:
    cast = internal.cast
    task = given(internal, "past_closed", person=cast.frida)
    away = Absence.objects.create(user=cast.frida, stand_in=cast.bo, since=timezone.localdate())
    assert "bo" in seen_by(internal, task)
    away.since = away.until = timezone.localdate().replace(year=2020)
    away.save()
    assert "bo" not in seen_by(internal, task)


def test_no_flag_opens_a_task(internal: World, culture: Department) -> None:
    assert "ida" not in seen_by(internal, given(internal, "past_open", person=internal.cast.frida))
