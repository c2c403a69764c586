from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from documents.content import Kind
from documents.services import publish
from tests.browser.conftest import PHONE, Arrive
from tests.cast import World

pytestmark = pytest.mark.browser


def test_a_member_reads_a_closed_item_in_full(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.carl)).page
    visitor.visit("meetings")
    page.get_by_role("link", name="Referat udsendt").click()
    item = page.get_by_role("article", name="Personsag")
    expect(item).to_contain_text("Lukket punkt")
    expect(item).to_contain_text("pastcloseddecision")


def test_an_employee_elsewhere_reads_a_stub(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.bo)).page
    visitor.visit("meeting", world.past.pk)
    expect(page.get_by_role("article", name="Lokalplan 412, Havnefronten")).to_contain_text("Godkendt")
    stub = page.get_by_role("article", name="Lukket: ansættelse")
    expect(stub).to_contain_text("Du har ikke adgang til indholdet.")
    assert "pastclosed" not in page.content()


def test_the_minutes_come_as_a_pdf(world: World, arrive: Arrive, tmp_path: Path) -> None:
    publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    page = (visitor := arrive(world.cast.carl)).page
    visitor.visit("meeting", world.session.pk)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Hent referat (PDF)").click()
    assert coming.value.suggested_filename == f"referat-chefforum-{world.session.date}.pdf"
    coming.value.save_as(tmp_path / "minutes.pdf")
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF")


def test_the_skip_link_leads_past_the_frame(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.carl)).page
    visitor.visit("meeting", world.past.pk)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link", name="Møder")).to_be_focused()


def test_the_keyboard_goes_from_item_to_item(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.carl)).page
    visitor.visit("meeting", world.past.pk)
    menu = page.get_by_role("navigation", name="Punkter på mødet")
    menu.get_by_role("link", name="Telefonpolitik").focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Telefonpolitik")).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("article", name="Telefonpolitik")).to_be_focused()


def test_one_item_leads_to_the_next(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.bo)).page
    visitor.visit("item", world.past.pk, world.items["past_open"].pk)
    expect(page.get_by_role("link", name="Forrige punkt")).to_have_count(0)
    page.get_by_role("link", name="Næste punkt").press("Enter")
    expect(page.get_by_role("heading", name="Lukket: ansættelse")).to_be_visible()
    page.get_by_role("link", name="Hele mødet").press("Enter")
    expect(page.get_by_role("article")).to_have_count(4)


def test_on_a_phone_the_items_fold_away(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.carl, width=PHONE)).page
    visitor.visit("meeting", world.past.pk)
    link = page.get_by_role("navigation", name="Punkter på mødet").get_by_role("link", name="Telefonpolitik")
    expect(link).to_be_hidden()
    page.locator(".item-menu summary").click()
    link.click()
    expect(link).to_be_hidden()
    expect(page.get_by_role("article", name="Telefonpolitik")).to_be_in_viewport()
