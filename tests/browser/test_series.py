"""The secretary lays a series of meetings without touching the mouse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from agenda.models import Meeting
from agenda.services.standing import USUAL, add_standing
from tests.browser.conftest import Arrive, tidy
from tests.cast import TODAY, World

pytestmark = pytest.mark.browser

FIRST = TODAY + timedelta(days=(3 - TODAY.weekday()) % 7 + 70)


def test_she_makes_a_series_at_the_keyboard(world: World, arrive: Arrive) -> None:
    for line in USUAL:
        add_standing(world.forum, line, by=world.cast.sofie)
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("forum", world.forum.pk)
    page.get_by_role("link", name="Møder i serie").press("Enter")
    page.get_by_label("Ugedag").focus()
    page.keyboard.type("tor")
    page.get_by_label("Fra", exact=True).fill(FIRST.isoformat())
    page.get_by_label("Til og med").fill((FIRST + timedelta(weeks=8)).isoformat())
    page.get_by_label("Ikke i uge").fill(str((FIRST + timedelta(weeks=2)).isocalendar().week))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Forslag")).to_be_focused()
    expect(page.get_by_role("checkbox", name="Opret møde 2")).not_to_be_checked()
    tidy(page)
    page.get_by_role("checkbox", name="Opret møde 3").press("Space")
    moved = FIRST + timedelta(weeks=6, days=1)
    page.get_by_label("Dato for møde 4").fill(moved.isoformat())
    expect(page.get_by_role("row").nth(4)).to_contain_text("fredag")
    page.get_by_role("button", name="Opret de valgte møder").press("Enter")
    expect(page.get_by_text("3 møder er oprettet.")).to_be_visible()
    made = Meeting.objects.filter(forum=world.forum, date__gte=FIRST).order_by("date")
    assert [one.date for one in made] == [FIRST, moved, FIRST + timedelta(weeks=8)]


def test_standing_items_are_ordered_with_buttons_that_keep_the_focus(world: World, arrive: Arrive) -> None:
    for line in (*USUAL, USUAL[1]):
        add_standing(world.forum, line, by=world.cast.sofie)
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("standing", world.forum.pk)
    page.get_by_role("button", name="Flyt ned: Evt.").first.press("Enter")
    expect(page.get_by_role("status")).to_have_text("»Evt.« er flyttet ned.")
    expect(page.get_by_role("button", name="Flyt op: Evt.").last).to_be_focused()
    tidy(page)
