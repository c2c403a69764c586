"""axe-core finds nothing to say about the pages where a forum, its minutes, its tasks and its people are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from agenda.models import Forum
from agenda.services.attendance import note_presence, prefill_attendance
from agenda.services.standing import USUAL, add_standing
from api.models import Delivery
from api.webhooks.services import make_webhook
from decisions.models import Decision
from decisions.services.approval import approve_minutes, open_round
from decisions.services.dissents import add_dissent
from decisions.services.follow_up.assigning import Due, Owner, create_task
from decisions.services.follow_up.deadlines import ask_deadline
from decisions.services.recording import record_decision
from people.access_tokens import issue
from people.models import Department
from tests.browser.conftest import Arrive, Visitor, tidy
from tests.cast import TODAY, World

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Round:
    """One person who walks from page to page."""

    visitor: Visitor

    def look_at(self, *names: str, args: tuple[object, ...] = ()) -> None:
        for name in names:
            answer = self.visitor.visit(name, *args)
            assert answer is not None
            assert answer.status == 200, name
            tidy(self.visitor.page)


def test_the_forum_s_own_pages(world: World, arrive: Arrive) -> None:
    for line in USUAL:
        add_standing(world.forum, line, by=world.cast.sofie)
    walk, forum = Round(arrive(world.cast.sofie)), world.forum.pk
    walk.look_at("fora")
    walk.look_at("forum", "forum_settings", "forum_opening", "seats", "meeting_new", args=(forum,))
    walk.look_at("phrases", "sentences", args=(forum,))
    walk.look_at("meeting_deadlines", "meeting_move", "meeting_cancel", args=(world.planned.pk,))


def test_the_minutes_while_they_are_taken(world: World, arrive: Arrive) -> None:
    sofie, item = world.cast.sofie, world.items["session_guest"]
    prefill_attendance(world.session, by=sofie)
    record_decision(item, "<p>Godkendt.</p>", by=sofie)
    note_presence(item, "Tove Engholm", kind=item.presences.model.Kind.GUEST, by=sofie)
    add_dissent(item, "Carl Aadalskov", "Planen er for dyr.", by=sofie)
    walk = Round(arrive(sofie))
    walk.look_at("minutes", args=(world.session.pk,))
    walk.visitor.visit("minutes_item", world.session.pk, item.pk)
    page = walk.visitor.page
    page.locator("[data-ready]").wait_for()
    for summary in page.locator(".taking-work summary").all():
        summary.press("Enter")
    tidy(page)
    for opener, dialog in (("Taster", "keys"), ("Indsæt formulering", "palette")):
        page.get_by_role("button", name=opener).press("Enter")
        expect(page.locator(f"dialog#{dialog}")).to_be_visible()
        tidy(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=opener)).to_be_focused()


def test_minutes_approved_and_corrected(world: World, arrive: Arrive) -> None:
    Forum.objects.update(approval_days=5)
    world.past.forum.refresh_from_db()
    with transaction.atomic():
        open_round(world.past, 1, by=None)
    for person in (world.cast.carl, world.cast.sofie):
        Round(arrive(person)).look_at("approve", args=(world.past.pk,))
    approve_minutes(world.past, by=world.cast.sofie)
    walk = Round(arrive(world.cast.sofie))
    walk.look_at("minutes", args=(world.past.pk,))
    walk.look_at("corrections", args=(world.items["past_open"].pk,))


def test_the_pages_of_tasks(world: World, arrive: Arrive) -> None:
    item, sofie, line = world.items["past_open"], world.cast.sofie, world.cast.line
    Decision.objects.filter(item=item).update(
        text="<p>Karen Ravnsø svarer grundejeren senest den 1. marts.</p>"
    )
    owner = Owner(world.cast.frida.department, world.cast.frida)
    task = create_task(item, "Svar grundejeren", owner, due=Due(TODAY), by=sofie)
    ask_deadline(task, TODAY + timedelta(days=60), reason="Ferie", by=world.cast.frida)
    walk = Round(arrive(sofie))
    walk.look_at("forum_tasks", args=(world.forum.pk,))
    walk.look_at("item_tasks", args=(item.pk,))
    walk.look_at("task", "task_change", args=(task.pk,))
    walk.look_at("item", args=(world.past.pk, item.pk))
    walk = Round(arrive(line))
    walk.look_at("my_tasks", "hand_over_tasks", "absences", "reminders")
    walk.visitor.visit("led_tasks")
    walk.visitor.page.locator(".task-months summary").click()
    tidy(walk.visitor.page)
    walk = Round(arrive(world.cast.frida))
    walk.look_at("my_tasks")
    walk.look_at("task", "task_deadline", "task_hand_back", args=(task.pk,))


def test_webhooks_and_the_calendar_s_address(world: World, arrive: Arrive) -> None:
    sofie = world.cast.sofie
    hook = make_webhook(world.forum, "https://esdh.fjordby.example/ind", ["task.created"], by=sofie)
    Delivery.objects.create(webhook=hook, event="task.created", about="412", payload={}, attempts=3)
    walk = Round(arrive(sofie))
    walk.look_at("webhooks")
    walk.look_at("webhook", args=(hook.pk,))
    walk.visitor.visit("reminders")
    walk.visitor.page.locator(f"form[action='{reverse('calendar_address')}'] button").click()
    tidy(walk.visitor.page)


def test_people_departments_and_keys(world: World, arrive: Arrive) -> None:
    ida, group = world.cast.ida, Group.objects.create(name="Beredskabsstaben")
    group.user_set.add(world.cast.carl)
    issue(ida, "Power BI", scope="read", expires_at=None)
    walk = Round(arrive(ida))
    walk.look_at("administration", "people", "person_new", "departments", "groups", "grounds", "keys")
    walk.look_at("person", args=(world.cast.carl.pk,))
    house = Department.objects.earliest("pk")
    walk.look_at("department", "department_merge", args=(house.pk,))
    walk.look_at("group", "group_name", args=(group.pk,))
    Round(arrive()).look_at("password_forgotten")
