"""The page where the API is tried out."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from agenda.models import Meeting
from tests.browser.conftest import Arrive
from tests.cast import World, some_day

pytestmark = pytest.mark.browser


def test_a_secretary_tries_the_api_out_with_her_own_session(internal: World, arrive: Arrive) -> None:
    page = (visitor := arrive(internal.cast.sofie)).page
    visitor.visit("api_docs")
    planning = page.locator("#operations-meetings-meetings_create")
    planning.get_by_role("button").first.click()
    planning.get_by_role("button", name="Try it out").click()
    day = some_day(40)
    planning.locator("textarea").fill(json.dumps({"forum": internal.forum.pk, "date": day.isoformat()}))
    planning.get_by_role("button", name="Execute").click()
    expect(planning.locator(".live-responses-table tbody .response-col_status").first).to_have_text("201")
    assert Meeting.objects.filter(forum=internal.forum, date=day).exists()
