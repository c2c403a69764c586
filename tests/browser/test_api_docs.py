"""The API tried out in a real Chromium: nothing is asked of anybody else, and the content policy has no complaint."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from agenda.models import Meeting
from tests.browser.conftest import PHONE, Arrive
from tests.cast import World, some_day

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_secretary_tries_the_api_out(world: World, arrive: Arrive) -> None:
    """As herself, with the token against forgery; what she sends is done."""
    sofie = arrive(world.cast.sofie)
    asked = list[str]()
    sofie.page.on("request", lambda request: asked.append(request.url))
    sofie.visit("api_docs")
    planning = sofie.page.locator("#operations-meetings-meetings_create")
    planning.locator(".opblock-summary-control").click(timeout=40_000)
    planning.get_by_role("button", name="Try it out").click()
    sent = {"forum": world.forum.pk, "date": some_day(50).isoformat()}
    planning.locator("textarea.body-param__text").fill(json.dumps(sent))
    planning.get_by_role("button", name="Execute").click()
    expect(planning.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("201")
    assert Meeting.objects.filter(date=some_day(50)).exists()
    assert {url.split("/")[2] for url in asked if not url.startswith("data:")} == {
        sofie.address.split("/")[2]
    }
    report = Axe().run(sofie.page, context={"exclude": [["#api"]]})
    of_our_own = [one["id"] for one in report.response["violations"]]
    assert of_our_own == ["landmark-no-duplicate-main"]  # Swagger UI has one of its own
    sofie.page.set_viewport_size({"width": PHONE, "height": 900})
    assert sofie.page.evaluate("document.documentElement.scrollWidth") == PHONE
