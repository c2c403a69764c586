"""Bilag in a real Chromium: eight at once of which one is refused, put in order by keyboard, and without a script."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Route, expect

from agenda.models import AgendaItem
from agenda.services.bilag import attach
from agenda.services.items import draft_item
from tests.browser.conftest import Arrive, tidy
from tests.cast import World
from tests.tools.bad_files import pdf_file

pytestmark = pytest.mark.browser


@pytest.fixture
def item(world: World) -> AgendaItem:
    frida = world.cast.frida
    return draft_item(world.forum, "Ladestandere ved Rådhuset", closed=False, author=frida, by=frida)


def titles(item: AgendaItem) -> list[str]:
    return list(item.attachments.values_list("title", flat=True))


def eight(folder: Path) -> list[Path]:
    """Seven that can be taken, and a program in the middle that calls itself a PDF."""
    for number in range(1, 9):
        (folder / f"Bilag {number}.pdf").write_bytes(pdf_file())
    (folder / "Bilag 5.pdf").write_bytes(b"MZ\x90\0" + bytes(2000))
    return sorted(folder.glob("*.pdf"))


def test_eight_at_once_of_which_one_is_refused(
    item: AgendaItem, world: World, arrive: Arrive, tmp_path: Path
) -> None:
    page = (visitor := arrive(world.cast.frida)).page
    visitor.visit("item_bilag", item.pk)
    page.get_by_label("Læg bilag på").set_input_files(eight(tmp_path))
    expect(page.get_by_role("status")).to_have_text("7 lagt på, 1 afvist.")
    expect(page.get_by_role("listitem").filter(has_text="Bilag 5.pdf")).to_contain_text("Filen er et program")
    expect(page.get_by_role("link", name="Bilag 8")).to_be_visible()
    assert titles(item) == [f"Bilag {number}" for number in (1, 2, 3, 4, 6, 7, 8)]
    tidy(page)
    page.get_by_role("button", name="Skjul: Bilag 5.pdf").press("Enter")
    expect(page.get_by_text("Filen er et program")).to_have_count(0)


def test_a_file_chosen_before_the_script_was_there_is_taken(
    item: AgendaItem, world: World, arrive: Arrive, tmp_path: Path
) -> None:
    page = (visitor := arrive(world.cast.frida)).page
    (tmp_path / "Kort.pdf").write_bytes(pdf_file())

    def choose_first(route: Route) -> None:
        page.get_by_label("Læg bilag på").set_input_files(tmp_path / "Kort.pdf")
        route.continue_()

    page.route("**/bilag*.js", choose_first)
    visitor.visit("item_bilag", item.pk)
    expect(page.get_by_role("link", name="Kort")).to_be_visible()
    assert titles(item) == ["Kort"]


def test_bilag_are_put_in_order_by_keyboard(item: AgendaItem, world: World, arrive: Arrive) -> None:
    for title in ("Kort", "Pris", "Plan"):
        attach(item, title, file=ContentFile(pdf_file(), name="x.pdf"), by=None)
    page = (visitor := arrive(world.cast.frida)).page
    visitor.visit("item_bilag", item.pk)
    page.get_by_role("button", name="Flyt op: Plan").press("Enter")
    expect(page.get_by_role("status")).to_have_text("»Plan« er flyttet op.")
    expect(page.get_by_role("button", name="Flyt op: Plan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Flyt ned: Plan")).to_be_focused()
    assert titles(item) == ["Plan", "Kort", "Pris"]
    page.locator("summary", has_text="Kort").press("Enter")
    page.get_by_role("textbox", name="Titel").fill("Kort over havnen")
    tidy(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Kort over havnen")).to_be_visible()
    page.locator("summary", has_text="Pris").press("Enter")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Slet bilaget : Pris").press("Enter")
    expect(page.get_by_role("status")).to_have_text("»Pris« er slettet.")
    assert titles(item) == ["Plan", "Kort over havnen"]


def test_it_works_without_a_script(item: AgendaItem, world: World, arrive: Arrive, tmp_path: Path) -> None:
    page = (visitor := arrive(world.cast.frida)).page
    page.route("**/bilag*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    visitor.visit("item_bilag", item.pk)
    page.get_by_label("Læg bilag på").set_input_files(eight(tmp_path))
    page.get_by_role("button", name="Læg filerne på").press("Enter")
    expect(page.get_by_role("status")).to_have_text("7 filer er modtaget.")
    expect(page.get_by_role("listitem").filter(has_text="Bilag 5.pdf")).to_contain_text("Filen er et program")
    page.locator("summary", has_text="Bilag 1").press("Enter")
    page.get_by_role("button", name="Slet bilaget : Bilag 1").press("Enter")
    page.get_by_role("button", name="Slet bilaget", exact=True).press("Enter")
    expect(page.get_by_role("status")).to_have_text("»Bilag 1« er slettet.")
