"""Putting an agenda together and writing an item, by keyboard, and with what Word puts on the clipboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from agenda.models import AgendaItem
from agenda.services.publication import accepted
from tests.browser.conftest import Arrive
from tests.cast import World
from tests.test_word_paste import STORED

pytestmark = pytest.mark.browser

CLIPBOARD = (Path(__file__).parents[1] / "data" / "word-clipboard.html").read_text(encoding="utf-8")
PASTE = """(element, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
SAVED = re.compile(r"Gemt kl\. \d\d\.\d\d")


def all_saved(page: Page, field: str) -> None:
    expect(page.locator(f"#{field} [data-autosave-status]")).to_have_text(SAVED)
    expect(page.locator(f"#{field}[data-unsaved]")).to_have_count(0)


def test_a_secretary_puts_an_agenda_together_by_keyboard(world: World, arrive: Arrive) -> None:
    """Three items are added and one of them moved; one is written, its recommendations in order; and out it goes."""
    visitor = arrive(world.cast.sofie)
    page = visitor.page
    visitor.visit("agenda", world.planned.pk)
    for title in ("Budgetopfølgning", "Ladestandere", "Evt."):
        page.get_by_label("Nyt punkt").fill(title)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=title)).to_be_visible()
    page.get_by_role("link", name="Ladestandere").focus()
    page.keyboard.press("Alt+ArrowUp")
    told = page.locator("[data-agenda-status]")
    expect(told).to_have_text("Punkt 4, Ladestandere, er flyttet til plads 3 af 5.")
    expect(page.get_by_role("link", name="Ladestandere")).to_be_focused()
    page.get_by_role("button", name="Flyt ned: Ladestandere").focus()
    page.keyboard.press("Enter")
    expect(told).to_have_text("Punkt 3, Ladestandere, er flyttet til plads 4 af 5.")
    expect(page.get_by_role("button", name="Flyt ned: Ladestandere")).to_be_focused()
    page.locator("[data-item]").last.locator(".agenda-grip").drag_to(page.locator("[data-item]").first)
    expect(told).to_contain_text("Evt., er flyttet til plads")
    assert [item.title for item in accepted(world.planned)][-1] == "Ladestandere"
    page.get_by_role("link", name="Ladestandere").press("Enter")
    page.get_by_role("button", name="Tilføj en indstilling").press("Enter")
    page.keyboard.type("Chefforum drøfter placeringen")
    page.keyboard.press("Enter")
    page.keyboard.type("at godkende budgettet")
    page.keyboard.press("Alt+ArrowUp")
    all_saved(page, "recommendations")
    item = AgendaItem.objects.get(title="Ladestandere")
    expect(page.locator("#missing-heading + div")).to_contain_text("Der er ikke noget sagsnummer.")
    assert [one.text for one in item.recommendations.all()] == [
        "at godkende budgettet",
        "at Chefforum drøfter placeringen",
    ]
    page.get_by_role("link", name="Dagsordenen").press("Enter")
    page.get_by_role("link", name="Udsend dagsorden").press("Enter")
    page.get_by_role("button", name="Udsend dagsorden").press("Enter")
    expect(page.get_by_text("Dagsordenen er udsendt.")).to_be_visible()
    item.refresh_from_db()
    assert item.number == world.planned.items.count()


def test_text_pasted_from_word_keeps_its_lists_and_loses_its_looks(world: World, arrive: Arrive) -> None:
    visitor = arrive(world.cast.sofie)
    page = visitor.page
    item = world.items["draft"]
    visitor.visit("item_edit", item.pk)
    text = page.locator("#background [data-ready]").get_by_role("textbox", name="Sagsfremstilling")
    text.press("Control+a")
    text.evaluate(PASTE, CLIPBOARD)
    expect(text.locator("ol > li")).to_have_count(2)
    all_saved(page, "background")
    item.refresh_from_db()
    assert item.background == STORED
    text.press("Escape")
    expect(page.get_by_role("button", name="Fed")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Kursiv")).to_be_focused()
