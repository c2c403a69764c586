"""Closing, letting in and breaking the glass in a real Chromium: axe, three widths, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agenda.models import AgendaItem, LegalGround
from agenda.services.access import break_glass, grant_reading, recuse, withdraw_grant
from documents.models import Incident, Reading
from tests.browser.conftest import PHONE, Arrive, Visitor, tidy
from tests.cast import World

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def ground(db: None) -> LegalGround:
    """Tests with a live server are cleaned up after by emptying all tables, those filled by a migration too."""
    return LegalGround.objects.get_or_create(text="Overslag, tilbud og udbud")[0]


@pytest.fixture
def town(world: World) -> World:
    """An item with something in every section of its page."""
    cast, item = world.cast, world.items["past_closed"]
    withdraw_grant(grant_reading(item, cast.rikke, reason="Læser korrektur", by=cast.sofie), by=cast.karen)
    soon = timezone.now() + timedelta(days=2)
    grant_reading(item, cast.frida, reason="Afklarer lønnen", expires_at=soon, by=cast.sofie)
    break_glass(item, reason="Retten venter på svar", by=cast.ida)
    recuse(item, cast.mette, reason="Søster til ansøgeren", by=cast.sofie)
    Reading.objects.create(user=cast.ida, face="page", meeting=world.past, item=item)
    Incident.objects.create(meeting=world.past, item=item, visible_from=timezone.now() - timedelta(days=3))
    return world


def _item(name: str, key: str, *, send: bool = False) -> Callable[[Visitor, World], object]:
    def go(visitor: Visitor, world: World) -> None:
        visitor.visit(name, world.items[key].pk)
        if send:
            visitor.page.locator("main form button[type=submit]").first.click()
            expect(visitor.page.get_by_role("alert")).to_be_focused()

    return go


def _sent(name: str) -> Callable[[Visitor, World], object]:
    def go(visitor: Visitor, world: World) -> None:
        visitor.visit(name)
        visitor.page.locator("main form button[type=submit]").first.click()
        expect(visitor.page.get_by_role("alert")).to_be_focused()

    return go


def _incident(visitor: Visitor, world: World) -> None:
    visitor.visit("incident", Incident.objects.get().pk)


def _bilag(visitor: Visitor, world: World) -> None:
    visitor.visit("attachment_open", world.attachments["past_closed"].pk)


def _lift(visitor: Visitor, world: World) -> None:
    visitor.visit("recusal_lift", world.items["past_recused"].recusals.get().pk)


def _ground(visitor: Visitor, world: World) -> None:
    visitor.visit("ground", LegalGround.objects.get(text="Overslag, tilbud og udbud").pk)
    expect(visitor.page.get_by_label("Hjemmel")).to_have_value("Overslag, tilbud og udbud")


PAGES: dict[str, tuple[str, Callable[[Visitor, World], object]]] = {
    "access, closed": ("sofie", _item("item_access", "past_closed")),
    "access, open": ("sofie", _item("item_access", "past_open")),
    "close": ("sofie", _item("item_close", "past_open")),
    "close, refused": ("sofie", _item("item_close", "past_open", send=True)),
    "open": ("sofie", _item("item_open", "past_closed")),
    "open a bilag": ("sofie", _bilag),
    "grant, refused": ("sofie", _item("item_grant", "past_closed", send=True)),
    "recuse, refused": ("sofie", _item("item_recuse", "past_closed", send=True)),
    "lift": ("sofie", _lift),
    "incident": ("sofie", _incident),
    "emergency, refused": ("ida", _sent("emergency")),
    "grounds, refused": ("ida", _sent("grounds")),
    "ground": ("ida", _ground),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(name: str, town: World, arrive: Arrive) -> None:
    who, go = PAGES[name]
    visitor = arrive(getattr(town.cast, who), width=PHONE)
    go(visitor, town)
    tidy(visitor.page)


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until the thing of that name has the focus."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"{name} can't be reached")


def test_a_secretary_closes_an_item_by_keyboard(world: World, arrive: Arrive) -> None:
    item, visitor = world.items["past_guest"], arrive(world.cast.sofie)
    page = visitor.page
    visitor.visit("item", world.past.pk, item.pk)
    page.get_by_role("link", name="Adgang og lukning").press("Enter")
    page.get_by_role("link", name="Luk punktet").press("Enter")
    page.get_by_label("Hjemmel", exact=True).select_option("Overslag, tilbud og udbud")
    tab_to(page, "Luk punktet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Ankestyrelsen har kritiseret")
    page.get_by_label("Titel, som andre må se").fill("Lukket: udbud af kantinedrift")
    page.get_by_role("button", name="Gem det rettede").press("Enter")
    expect(page.get_by_role("heading", name="Punktet er lukket")).to_be_visible()
    assert AgendaItem.objects.get(pk=item.pk).closed


def test_an_error_leads_to_its_field(world: World, arrive: Arrive) -> None:
    visitor = arrive(world.cast.sofie)
    visitor.visit("item_grant", world.items["past_closed"].pk)
    page = visitor.page
    page.get_by_label("Person").fill("ukendt@fjordby.example")
    page.get_by_label("Begrundelse").fill("Skal skrive opslaget")
    page.get_by_role("button", name="Giv adgang").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Der er ingen bruger med det navn eller den e-mailadresse.").press("Enter")
    field = page.get_by_label("Person")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(
        "Skriv vedkommendes e-mailadresse, eller vælg på listen. "
        "Fejl: Der er ingen bruger med det navn eller den e-mailadresse. Se efter tastefejl."
    )
    expect(field).to_have_value("ukendt@fjordby.example")


def test_an_administrator_goes_from_the_stub_to_the_item(world: World, arrive: Arrive) -> None:
    visitor = arrive(world.cast.ida)
    page = visitor.page
    visitor.visit("item", world.session.pk, world.items["session_closed"].pk)
    page.get_by_role("link", name="Nødadgang for it-administratorer").press("Enter")
    page.get_by_label("Begrundelse").fill("Sekretæren er syg")
    page.get_by_role("button", name="Læs punktet i én time").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Du har adgang til punktet i én time.")
    expect(page.get_by_role("article")).to_contain_text("kodeordsessionclosed")
