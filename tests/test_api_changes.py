"""Following changes over REST: what is new to one person, and what they may see no longer, whatever the reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agenda.models import AgendaItem, Attachment, Forum, Membership, Recommendation
from agenda.services.access import recuse
from agenda.services.closing import Closing
from agenda.services.guards import locked
from agenda.services.meetings import move_meeting
from agenda.services.ordering import delete_draft
from agenda.services.publication import mark_minutes_published
from agenda.services.versions import Mark
from agenda.services.writing import save_text
from api.stamps import DECISIONS as FOLLOWED_DECISIONS
from api.stamps import TASKS as FOLLOWED_TASKS
from decisions.models import FollowUpTask
from decisions.services.follow_up.assigning import Owner, create_task
from decisions.services.follow_up.progress import set_status
from decisions.services.recording import record_decision
from documents.reissuing import close_item
from people import journal
from people.models import Department
from tests.cast import TODAY, World, some_day

TASKS = "/api/v1/tasks/"
EVER = "1970-01-01T00:00:00Z"


class Follower:
    """A program that keeps a copy of what a person sees: their tasks, or another list."""

    def __init__(self, world: World, name: str, size: int = 50, of: str = TASKS) -> None:
        self.client, self.size, self.of = Client(), size, of
        self.client.force_login(getattr(world.cast, name))
        self.as_of, self.copy = EVER, dict[str, dict[str, Any]]()

    def ask(self) -> tuple[list[str], list[str]]:
        """Return the texts of what is new, and of what is gone."""
        url, new, gone, as_of = f"{self.of}?modified_since={self.as_of}&page_size={self.size}", [], [], None
        while url:
            page = self.client.get(url.replace("+", "%2B")).json()
            as_of = as_of or page["as_of"]
            new += page["results"]
            gone += [self.copy.pop(one) for one in page["gone"]]
            url = page["next"]
        self.copy |= {one["id"]: one for one in new}
        self.as_of = str(as_of)
        return [_called(one) for one in new], [_called(one) for one in gone]


def _called(one: dict[str, Any]) -> str:
    return str(one.get("text") or one.get("title") or one.get("date"))


@pytest.fixture
def tasks(internal: World) -> dict[str, FollowUpTask]:
    FollowUpTask.objects.all().delete()
    owner = Owner(person=internal.cast.frida)
    return {
        key: create_task(internal.items[key], f"Opgave {key}", owner, by=internal.cast.sofie)
        for key in ("past_open", "past_closed")
    }


def test_a_program_is_told_of_each_change_once(internal: World, tasks: dict[str, FollowUpTask]) -> None:
    carl = Follower(internal, "carl", size=1)
    assert carl.ask() == (["Opgave past_open", "Opgave past_closed"], [])
    assert carl.ask() == ([], [])
    set_status(tasks["past_open"], "in_progress", by=internal.cast.frida)
    assert carl.ask() == (["Opgave past_open"], [])
    assert carl.copy[str(tasks["past_open"].pk)]["status"] == "in_progress"


def test_what_a_person_is_taken_off_is_gone_and_comes_back_when_they_are_let_in(
    internal: World, tasks: dict[str, FollowUpTask]
) -> None:
    mette = Follower(internal, "mette")
    mette.ask()
    recusal = recuse(tasks["past_open"].item, internal.cast.mette, reason="Søster", by=internal.cast.sofie)
    assert mette.ask() == ([], ["Opgave past_open"])
    recusal.lifted_at = timezone.now()
    recusal.save()
    assert mette.ask() == (["Opgave past_open"], [])


def test_what_goes_with_the_day_is_gone_though_nobody_changed_it(
    internal: World, tasks: dict[str, FollowUpTask]
) -> None:
    carl = Follower(internal, "carl")
    carl.ask()
    Membership.objects.filter(user=internal.cast.carl).update(until=TODAY - timedelta(days=40))
    assert carl.ask() == ([], ["Opgave past_open", "Opgave past_closed"])


def test_a_new_head_meets_the_tasks_and_the_former_one_loses_them(
    internal: World, tasks: dict[str, FollowUpTask]
) -> None:
    line, bo = Follower(internal, "line"), Follower(internal, "bo")
    assert (len(line.ask()[0]), bo.ask()) == (2, ([], []))
    Department.objects.update(head=internal.cast.bo)
    assert bo.ask() == (["Opgave past_open", "Opgave past_closed"], [])
    assert line.ask() == ([], ["Opgave past_open", "Opgave past_closed"])


def test_what_happens_to_an_item_is_news_though_the_reader_stands_as_before(
    internal: World, tasks: dict[str, FollowUpTask]
) -> None:
    Forum.objects.update(open_to_employees=True)
    bo, item = Follower(internal, "bo"), tasks["past_open"].item
    assert bo.ask() == (["Opgave past_open"], [])
    assert FOLLOWED_TASKS._to_look_at(internal.cast.bo, timezone.now()) != [Q()], (
        "not all tasks are asked for"
    )
    with transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(closed=True)
        journal.write("item.closed", item, by=None)
    assert bo.ask() == ([], ["Opgave past_open"])


def test_decisions_come_with_the_minutes_and_go_with_their_item(internal: World) -> None:
    Forum.objects.update(open_to_employees=True)
    bo, item = Follower(internal, "bo", of="/api/v1/decisions/"), internal.items["past_open"]
    first = [one.decision.text for one in (item, internal.items["session_open"])]
    assert bo.ask() == ([first[0]], [])
    with transaction.atomic():
        mark_minutes_published(locked(internal.session), timezone.now(), internal.cast.sofie)
    assert bo.ask() == ([first[1]], [])
    close_item(item, Closing("Personforhold", "Lukket: lokalplan"), by=internal.cast.sofie)
    assert FOLLOWED_DECISIONS._to_look_at(internal.cast.bo, timezone.now()) != [Q()], "not all are asked for"
    assert bo.ask() == ([], [first[0]])


def test_nobody_is_told_that_something_is_gone_which_they_never_saw(
    internal: World, tasks: dict[str, FollowUpTask]
) -> None:
    bo = Follower(internal, "bo")
    assert bo.ask() == ([], [])
    set_status(tasks["past_open"], "in_progress", by=internal.cast.frida)
    assert bo.ask() == ([], [])


def test_a_task_is_told_anew_when_its_item_may_be_read_no_longer(
    internal: World, tasks: dict[str, FollowUpTask]
) -> None:
    frida = Follower(internal, "frida")
    frida.ask()
    assert frida.copy[str(tasks["past_open"].pk)]["item"] is None
    Membership.objects.create(
        forum=internal.forum, user=internal.cast.frida, since=TODAY - timedelta(days=90)
    )
    assert len(frida.ask()[0]) == 2
    assert frida.copy[str(tasks["past_open"].pk)]["item"]["number"] == 1


@pytest.mark.parametrize("query", ["i%20g%C3%A5r", f"{EVER}&late=true"])
def test_what_cannot_be_followed_is_said(internal: World, query: str) -> None:
    client = Client()
    client.force_login(internal.cast.carl)
    assert client.get(f"{TASKS}?modified_since={query}").status_code == 400
    assert Client().get(f"{TASKS}?modified_since={EVER}").status_code == 401


def test_asking_costs_the_same_whatever_has_changed(
    internal: World, tasks: dict[str, FollowUpTask], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    carl = Follower(internal, "carl")
    for number in range(20):
        create_task(
            internal.items["past_open"], f"{number}", Owner(person=internal.cast.bo), by=internal.cast.sofie
        )
    with django_assert_max_num_queries(36):
        assert len(carl.ask()[0]) == 22


def test_items_are_followed_by_what_each_reader_is_shown(internal: World) -> None:
    items = internal.items
    carl, mette, sofie, gitte = (
        Follower(internal, name, of="/api/v1/items/") for name in ("carl", "mette", "sofie", "gitte")
    )
    for one in (carl, mette, sofie, gitte):
        assert one.ask()[0] != []
        assert one.ask() == ([], [])
    draft = items["draft"]
    save_text(draft, "background", "<p>Ny tekst</p>", base=Mark(), by=internal.cast.sofie)
    record_decision(items["session_guest"], "<p>Udsat</p>", by=internal.cast.sofie)
    assert (sorted(sofie.ask()[0]), carl.ask()) == ([draft.title, "Telefonpolitik"], ([], []))
    recuse(items["past_guest"], internal.cast.mette, reason="Søster", by=internal.cast.sofie)
    assert mette.ask() == (["Ikke delt"], [])
    close_item(items["past_open"], Closing("Personforhold", "Lukket: lokalplan"), by=internal.cast.sofie)
    assert (carl.ask()[0], gitte.ask()[0]) == ([items["past_open"].title], ["Lukket: lokalplan"])
    sofie.ask()
    delete_draft(items["own_draft"], by=internal.cast.sofie)
    assert sofie.ask() == ([], [items["own_draft"].title])


def test_another_word_of_the_same_length_is_news(internal: World) -> None:
    carl, item = Follower(internal, "carl", of="/api/v1/items/"), internal.items["past_open"]
    bilag = item.attachments.filter(closed=False).earliest("position")
    carl.ask()
    Attachment.objects.filter(pk=bilag.pk).update(title=bilag.title[::-1])
    assert carl.ask()[0] == [item.title]
    recommendation = item.recommendations.earliest("position")
    Recommendation.objects.filter(pk=recommendation.pk).update(text=recommendation.text[::-1])
    assert (carl.ask()[0], carl.ask()) == ([item.title], ([], []))


def test_meetings_and_decisions_are_followed(internal: World) -> None:
    meetings, decisions = (
        Follower(internal, "mette", of=f"/api/v1/{one}/") for one in ("meetings", "decisions")
    )
    held, taken = len(meetings.ask()[0]), decisions.ask()[0]
    assert held >= 3
    move_meeting(internal.planned, some_day(20), start=None, place="915", by=internal.cast.sofie)
    recuse(internal.items["past_open"], internal.cast.mette, reason="Søster", by=internal.cast.sofie)
    assert meetings.ask() == ([some_day(20).isoformat()], [])
    new, gone = decisions.ask()
    assert (new, len(gone), gone[0] in taken) == ([], 1, True)


@pytest.mark.parametrize("of", ["items", "meetings", "decisions"])
def test_following_costs_the_same_whatever_has_changed(
    internal: World, django_assert_max_num_queries: DjangoAssertNumQueries, of: str
) -> None:
    sofie = Follower(internal, "sofie", of=f"/api/v1/{of}/")
    with django_assert_max_num_queries(36):
        assert sofie.ask()[0] != []
