"""After the meeting: minutes out, put right as version 2, approved, corrected, filed; and what happens to an agenda."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from agenda.models import Meeting
from decisions.models import Decision
from decisions.services.approval import approve_minutes
from documents.content import Kind
from documents.services import publish
from tests.browser.conftest import Arrive, tidy
from tests.cast import World

pytestmark = pytest.mark.browser

EDITOR = "[data-rich] [contenteditable='true']"


def test_put_right_in_a_new_version(world: World, arrive: Arrive) -> None:
    meeting, item = Meeting.objects.get(pk=world.session.pk), world.items["session_open"]
    publish(meeting, Kind.MINUTES, by=world.cast.sofie)
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("meeting", meeting.pk)
    page.get_by_role("link", name="Ret referatet i en ny udgave").press("Enter")
    page.get_by_role("button", name="Åbn referatet for en ændring").press("Enter")
    page.get_by_role("link", name="Lokalplan 412, Havnefronten").press("Enter")
    page.locator(EDITOR).focus()
    tidy(page)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Fristen er otte uger.")
    expect(page.get_by_text("Gemt kl.")).to_be_visible()
    page.get_by_role("button", name="Gem, og gå tilbage til referatet").press("Enter")
    page.get_by_role("link", name="Hvem der var til stede").press("Enter")
    page.get_by_label("Navn").first.fill("Jens Poulsen")
    page.get_by_label("Til stede som").first.select_option("deputy")
    tidy(page)
    page.get_by_role("button", name="Gem, og gå tilbage til referatet").press("Enter")
    expect(page.get_by_text("Til stede: Jens Poulsen er sat på som stedfortræder.")).to_be_visible()
    page.get_by_label("Hvad er ændret?").fill("Fristen i punkt 1 er skrevet ind.")
    tidy(page)
    page.get_by_role("button", name="Kontrollér, og udsend udgave 2").press("Enter")
    expect(page.get_by_text("Den nye udgave af referatet er udsendt.")).to_be_visible()
    expect(page.get_by_text("Fristen i punkt 1 er skrevet ind.")).to_be_visible()
    expect(page.get_by_role("link", name="Hent referat, udgave 1")).to_be_visible()
    tidy(page)
    assert "Fristen er otte uger." in Decision.objects.get(item=item).text


def test_approved_corrected_and_filed(world: World, arrive: Arrive) -> None:
    meeting, item = Meeting.objects.get(pk=world.session.pk), world.items["session_open"]
    publish(meeting, Kind.MINUTES, by=world.cast.sofie)
    approve_minutes(meeting, by=world.cast.sofie)
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("corrections", item.pk)
    page.get_by_label("Rettelse").fill("Fristen er ni uger.")
    page.get_by_role("button", name="Udsend rettelsen").press("Enter")
    expect(page.get_by_text("Fristen er ni uger.")).to_be_visible()
    page.get_by_role("link", name="Hele mødet").press("Enter")
    page.get_by_role("link", name="Til journalisering").press("Enter")
    page.get_by_role("button", name="Er journaliseret punkt 1").press("Enter")
    undo = page.get_by_role("button", name="Fortryd journaliseringen af punkt 1")
    expect(undo).to_be_focused()
    tidy(page)
    undo.press("Enter")
    expect(page.get_by_role("button", name="Er journaliseret punkt 1")).to_be_focused()


def test_an_item_goes_and_the_room_takes_the_rest_in_its_own_order(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("minutes_order", world.session.pk)
    page.get_by_role("link", name="Udbud af kantinen", exact=True).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("status")).to_have_text("Punkt 4 behandles som nr. 3 af 4.")
    page.get_by_role("button", name="Tag punkt 4 tidligere").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Punkt 4 behandles som nr. 2 af 4.")
    beside = page.get_by_role("navigation", name="Punkter på mødet")
    expect(beside.locator("a .item-menu-number")).to_have_text(["", "1", "4", "2", "3"])
    tidy(page)
    visitor.visit("item", world.session.pk, world.items["session_guest"].pk)
    page.get_by_role("link", name="Lad punktet udgå").press("Enter")
    page.get_by_label("Hvorfor udgår punktet?").fill("Forvaltningen har trukket sagen.")
    tidy(page)
    page.get_by_role("button", name="Lad punktet udgå").press("Enter")
    expect(page.get_by_text("Forvaltningen har trukket sagen.")).to_be_visible()
    tidy(page)


def test_a_member_goes_from_item_to_item_at_the_keyboard(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.carl)).page
    visitor.visit("item", world.past.pk, world.items["past_open"].pk)
    page.keyboard.press("Alt+PageDown")
    page.wait_for_url(f"**/{world.items['past_closed'].pk}/")
    page.keyboard.press("Alt+PageUp")
    page.wait_for_url(f"**/{world.items['past_open'].pk}/")
