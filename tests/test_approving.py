"""Minutes are approved by a later meeting, or by the members, each with a click before a deadline."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from agenda.models import Meeting
from agenda.services.guards import locked
from decisions.models import ApprovalRound, Outcome
from decisions.services.approval import (
    answer,
    approve_by_silence,
    approve_minutes,
    approve_what_was_approved,
    is_to_be_changed,
    open_round,
    voters,
    waiting_for,
)
from decisions.services.recording import record_decision
from people.models import Notice, User
from people.refusals import Refused
from tests.cast import World, some_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world: World) -> ApprovalRound:
    """The minutes of the past meeting, sent round with eight days to answer in."""
    type(world.forum).objects.update(approval_days=8)
    return send_round(world.past, 1)


def send_round(meeting: Meeting, version: int) -> ApprovalRound:
    with transaction.atomic():
        opened = open_round(locked(meeting), version, by=None)
    assert opened is not None
    return opened


def state(world: World) -> str:
    world.past.refresh_from_db()
    return world.past.state


def result(asked: ApprovalRound) -> str:
    asked.refresh_from_db()
    return asked.result


def run_out(asked: ApprovalRound) -> None:
    ApprovalRound.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    approve_by_silence(asked)


def told(kind: str) -> list[str]:
    users = Notice.objects.filter(kind=kind, by_mail=True).order_by("user__email")
    return [email.partition("@")[0] for email in users.values_list("user__email", flat=True)]


def test_the_members_are_asked_and_told_until_when(world: World, asked: ApprovalRound) -> None:
    assert told("minutes_to_approve") == ["carl", "karen", "mette"]
    assert asked.last_day == some_day(8)
    assert "regnes det for godkendt" in Notice.objects.filter(kind="minutes_to_approve")[0].sentence


def test_who_has_not_answered_is_led_there_from_the_meeting(world: World, asked: ApprovalRound) -> None:
    path, address = f"/meetings/{world.past.pk}/", f"/meetings/{world.past.pk}/approve/"

    def led(user: User) -> bool:
        client = Client()
        client.force_login(user)
        return address in client.get(path).content.decode()

    assert [led(one) for one in (world.cast.carl, world.cast.sofie)] == [True, False]
    answer(asked, approves=True, by=world.cast.carl)
    assert not led(world.cast.carl)


def test_a_forum_without_days_asks_nobody(world: World) -> None:
    with transaction.atomic():
        assert open_round(locked(world.past), 1, by=None) is None


def test_the_last_member_approves_the_minutes(world: World, asked: ApprovalRound) -> None:
    for user in (world.cast.carl, world.cast.mette):
        answer(asked, approves=True, by=user)
        assert state(world) == "minutes_published"
    assert list(waiting_for(asked)) == [world.cast.karen]
    answer(asked, approves=True, by=world.cast.karen)
    assert (state(world), result(asked)) == ("minutes_approved", "approved")
    assert told("minutes_approved") == ["sofie"]


def test_an_objection_stops_it_and_is_told(world: World, asked: ApprovalRound) -> None:
    with pytest.raises(ValidationError, match="hvad der er galt"):
        answer(asked, approves=False, comment=" ", by=world.cast.carl)
    answer(asked, approves=False, comment="Punkt 1 blev udsat.", by=world.cast.carl)
    assert (state(world), result(asked)) == ("minutes_published", "objected")
    assert told("minutes_objected") == ["sofie"]
    with pytest.raises(Refused, match="ikke længere"):
        answer(asked, approves=True, by=world.cast.mette)
    run_out(asked)
    assert state(world) == "minutes_published"


def test_silence_approves_when_the_deadline_is_past(world: World, asked: ApprovalRound) -> None:
    answer(asked, approves=True, comment="Fint.", by=world.cast.carl)
    approve_by_silence(asked)
    assert state(world) == "minutes_published"
    run_out(asked)
    assert (state(world), result(asked)) == ("minutes_approved", "approved")


def test_after_the_deadline_nobody_answers(world: World, asked: ApprovalRound) -> None:
    ApprovalRound.objects.update(due_at=timezone.now())
    with pytest.raises(Refused, match="udløbet"):
        answer(asked, approves=False, comment="For sent.", by=world.cast.carl)


def test_one_may_think_again(world: World, asked: ApprovalRound) -> None:
    answer(asked, approves=True, by=world.cast.carl)
    answer(asked, approves=False, comment="Nej, forkert beløb.", by=world.cast.carl)
    assert [one.approves for one in asked.answers.all()] == [False]


def test_a_new_version_starts_it_over(world: World, asked: ApprovalRound) -> None:
    answer(asked, approves=True, by=world.cast.carl)
    again = send_round(world.past, 2)
    assert (result(asked), again.answers.count()) == ("overtaken", 0)
    with pytest.raises(Refused):
        answer(asked, approves=True, by=world.cast.mette)


@pytest.mark.parametrize("name", ["sofie", "bo", "niels", "per", "ida"])
def test_only_members_with_a_seat_that_day_approve(world: World, asked: ApprovalRound, name: str) -> None:
    with pytest.raises(PermissionDenied):
        answer(asked, approves=True, by=getattr(world.cast, name))


def test_a_member_whose_seat_has_ended_since_still_answers(world: World) -> None:
    world.forum.memberships.filter(user=world.cast.carl).update(until=some_day(-1))
    assert world.cast.carl in voters(world.past)


def test_a_later_meeting_overtakes_the_round(world: World, asked: ApprovalRound) -> None:
    approve_minutes(world.past, by=world.cast.sofie)
    assert result(asked) == "overtaken"


def test_approved_with_a_change_asks_for_the_change(world: World) -> None:
    item = world.items["session_open"]
    item.recommendations.update(approves=world.past)
    record_decision(item, "<p>Godkendt.</p>", outcomes=[Outcome.APPROVED_WITH_CHANGE], by=world.cast.sofie)
    assert not is_to_be_changed(world.past)
    world.session.minutes_published_at, world.session.state = timezone.now(), "minutes_published"
    world.session.save()
    approve_what_was_approved(world.session, by=world.cast.sofie)
    assert state(world) == "minutes_published"
    assert told("change_asked") == ["sofie"]
    assert is_to_be_changed(world.past)


# The page


def test_a_member_approves_on_the_page(client: Client, world: World, asked: ApprovalRound) -> None:
    client.force_login(world.cast.carl)
    url = f"/meetings/{world.past.pk}/approve/"
    assert "Svarer du ikke" in client.get(url).content.decode()
    page = client.post(url, {"asked": asked.pk, "approves": "0"})
    assert "hvad der er galt" in page.content.decode()
    client.post(url, {"asked": asked.pk, "approves": "1", "comment": "Tak."})
    assert "Du har godkendt det" in client.get(url).content.decode()


def test_only_editors_see_what_others_answer(client: Client, world: World, asked: ApprovalRound) -> None:
    answer(asked, approves=True, comment="Husk bilaget.", by=world.cast.carl)
    seen = {}
    for name in ("mette", "sofie"):
        client.force_login(getattr(world.cast, name))
        seen[name] = "Husk bilaget" in client.get(f"/meetings/{world.past.pk}/approve/").content.decode()
    assert seen == {"mette": False, "sofie": True}


def test_an_answer_to_an_earlier_version_is_refused(
    client: Client, world: World, asked: ApprovalRound
) -> None:
    send_round(world.past, 2)
    client.force_login(world.cast.carl)
    sent = client.post(f"/meetings/{world.past.pk}/approve/", {"asked": asked.pk, "approves": "1"})
    assert sent.status_code == 409
