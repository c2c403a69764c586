from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Arrive
from tests.cast import World

pytestmark = pytest.mark.browser


def test_carl_signs_in_and_out(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive()).page
    visitor.visit("meeting", world.past.pk)
    visitor.visit("meetings")
    page.get_by_label("E-mail").fill("carl@fjordby.example")
    page.get_by_label("Adgangskode").fill("hemmeligt-kodeord")
    page.get_by_role("main").get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("heading", name="Aktuelle og kommende møder")).to_be_visible()
    page.get_by_role("button", name="Log ud").click()
    expect(page).to_have_url(re.compile("/sign-in/$"))


def test_a_wrong_password_says_what_to_do(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive()).page
    visitor.visit("sign_in")
    page.get_by_label("E-mail").fill("carl@fjordby.example")
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("main").get_by_role("button", name="Log ind").click()
    expect(page.get_by_role("alert")).to_contain_text("Se efter tastefejl, og prøv igen.")


def test_the_face_in_english(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.carl)).page
    visitor.visit("meeting", world.past.pk)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Decision").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#item-1 .rich").first).to_have_attribute("lang", "da")
