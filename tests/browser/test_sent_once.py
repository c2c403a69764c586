"""A form is sent once, however often its button is pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from decisions.models import FollowUpTask
from tests.browser.conftest import Arrive
from tests.cast import World

pytestmark = pytest.mark.browser


def test_a_second_click_makes_no_second_task(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("item_tasks", world.items["past_open"].pk)
    page.locator("[name=text]").fill("Sende planen")
    page.locator("select[name=department]").select_option(index=1)
    button = page.get_by_role("button", name="Opret opgaven")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place is not None
    sent: list[Route] = []

    def hold(route: Route) -> None:
        """Press the button again before the form reaches the server."""
        sent.append(route)
        if len(sent) == 1:
            click()
        route.continue_()

    def click() -> None:
        page.mouse.click(place["x"] + 9, place["y"] + 9)

    page.route("**/tasks/", hold)
    click()
    page.get_by_text("Opgaven er oprettet").wait_for()
    assert [one.request.method for one in sent] == ["POST"]
    assert FollowUpTask.objects.filter(text="Sende planen").count() == 1
