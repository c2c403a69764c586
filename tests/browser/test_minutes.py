"""The minutes of a meeting are taken to the end without the mouse; two secretaries meet in one decision."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from agenda.models import AgendaItem, Recommendation
from decisions.models import Decision, Outcome
from decisions.services.approval import approve_minutes
from decisions.services.phrases import add_phrase
from decisions.services.postponing import outcomes_of, resumed
from decisions.services.recording import record_decision
from tests.browser.conftest import DESKTOP, PHONE, Arrive
from tests.cast import World

pytestmark = pytest.mark.browser

EDITOR = "[data-rich] [contenteditable='true']"


def at_item(page: Page, item: AgendaItem) -> None:
    page.wait_for_url(f"**/minutes/{item.pk}/")
    page.locator("[data-ready]").wait_for()


def text_of(item: AgendaItem) -> str:
    return Decision.objects.get(item=item).text


def everybody_can_use(page: Page) -> None:
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        report = Axe().run(page)
        assert report.violations_count == 0, report.generate_report()


def add_phrase_by_key(page: Page, word: str) -> None:
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    page.keyboard.press("Control+Space")
    page.keyboard.type(word)
    page.keyboard.press("Enter")


def add_attendee_by_key(page: Page, name: str) -> None:
    """What was just sent leaves the form open for the next; what is taken off leads to the list."""
    page.get_by_text("Sæt én til på listen").press("Enter")
    field = page.get_by_role("combobox", name="Navn")
    for who in (name, "Per Lund"):
        field.fill(who)
        field.press("Enter")
        expect(page.get_by_role("combobox", name=who)).to_be_visible()
        expect(field).to_be_focused()
        expect(field).to_have_value("")
    page.get_by_role("button", name="Fjern Per Lund").press("Enter")
    expect(page.get_by_role("heading", name="Deltagere")).to_be_focused()
    with page.expect_response("**/attendance/*/"):
        page.get_by_role("combobox", name=name).press("End")
    page.reload()
    expect(page.get_by_role("combobox", name=name)).to_have_value("absent")


def test_the_minutes_are_taken_by_keyboard_alone(world: World, arrive: Arrive) -> None:
    first, closed, guest, last = world.session.items.order_by("number")
    for item in (first, closed):
        record_decision(item, "", by=world.cast.sofie)
    Recommendation.objects.create(item=first, position=2, text="at planen sendes i høring")
    add_phrase(world.forum, "Forvaltningen vender tilbage på næste møde.", by=world.cast.sofie)
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("minutes", world.session.pk)
    page.get_by_role("button", name="Sæt medlemmerne og de inviterede på listen").press("Enter")
    expect(page.get_by_role("combobox", name="Mette Østervang")).to_be_visible()
    add_attendee_by_key(page, "Gitte Holm, KL")
    page.get_by_role("link", name="Gå til punkt 1").press("Enter")
    at_item(page, first)
    everybody_can_use(page)
    page.keyboard.press("1")
    page.keyboard.press("6")
    expect(page.locator(EDITOR)).to_be_focused()
    expect(page.locator(EDITOR)).to_contain_text("Ad 2: Ikke godkendt.")
    add_phrase_by_key(page, "vender")
    expect(page.locator(EDITOR)).to_contain_text("Ikke godkendt. Forvaltningen vender tilbage")
    page.keyboard.press("Control+Enter")
    at_item(page, closed)
    expect(page.get_by_role("radio", name="Ikke valgt")).to_be_focused()
    page.keyboard.press("Shift+5")
    expect(page.get_by_text("Punktet kommer igen som kladde på mødet")).to_be_visible()
    page.keyboard.press("Alt+PageDown")
    at_item(page, guest)
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    at_item(page, last)
    page.keyboard.press("3")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".state")).to_contain_text("4 af 4 punkter er færdige")
    assert text_of(first).startswith(
        "<p>Ad 1: Godkendt.</p><p>Ad 2: Ikke godkendt. Forvaltningen vender tilbage"
    )
    assert outcomes_of(first) == [Outcome.APPROVED, Outcome.REJECTED]
    assert resumed(closed) is not None
    assert text_of(last) == "<p>Drøftet.</p>"


def test_two_browsers_in_the_same_decision(world: World, arrive: Arrive) -> None:
    item = world.items["session_guest"]
    pages = []
    for user in (world.cast.sofie, world.cast.karen):
        page = (visitor := arrive(user)).page
        visitor.visit("minutes_item", world.session.pk, item.pk)
        page.locator("[data-ready]").wait_for()
        pages.append(page)
    for page, words in zip(pages, ("Sofies ord.", "Karens ord."), strict=True):
        page.locator(EDITOR).focus()
        page.keyboard.type(words)
        page.keyboard.press("Control+Enter") if page is pages[0] else page.keyboard.press("Tab")
        if page is pages[0]:
            page.wait_for_url(f"**/{world.items['session_recused'].pk}/")
    karen = pages[1]
    expect(karen.get_by_role("heading", name="Sofie Møllebæk ændrede teksten")).to_be_visible()
    expect(karen.locator(".clash-texts")).to_contain_text("Sofies")
    assert text_of(item) == "<p>Sofies ord.</p>"
    karen.get_by_role("button", name="Gem min tekst").press("Enter")
    expect(karen.get_by_text("Gemt kl.")).to_be_visible()
    assert text_of(item) == "<p>Karens ord.</p>"


def test_approved_and_corrected(world: World, arrive: Arrive) -> None:
    approve_minutes(world.past, by=world.cast.sofie)
    item = world.items["past_open"]
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("minutes", world.past.pk)
    page.get_by_role("link", name="Lokalplan 412, Havnefronten").press("Enter")
    page.get_by_label("Rettelse").fill("Der skulle stå otte uger og ikke seks.")
    page.get_by_role("button", name="Udsend rettelsen").press("Enter")
    expect(page.get_by_text("Rettelsen er udsendt sammen med referatet.")).to_be_visible()
    expect(page.get_by_text("Der skulle stå otte uger og ikke seks.")).to_be_visible()
    assert item.corrections.count() == 1
