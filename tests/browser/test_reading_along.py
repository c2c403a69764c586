"""The chair asks for a change and agrees once it is mended; a reader is answered; then the agenda goes out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from agenda.models import Forum
from agenda.services.versions import Mark
from agenda.services.writing import save_text
from tests.browser.conftest import Arrive, Visitor
from tests.cast import World

pytestmark = pytest.mark.browser


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).press("Enter")


def comment(reader: Visitor, world: World, words: str) -> None:
    reader.visit("meeting", world.planned.pk)
    reader.page.get_by_role("link", name="Læs dagsordenen igennem senest").press("Enter")
    reader.page.get_by_text("Skriv en bemærkning til punkt 1").press("Enter")
    reader.page.get_by_label("Din bemærkning").fill(words)
    press(reader.page, "Send bemærkningen")
    expect(reader.page.get_by_text("Sekretæren har ikke taget stilling endnu.")).to_be_visible()


def test_the_chair_and_a_reader_are_heard_before_it_goes_out(world: World, arrive: Arrive) -> None:
    Forum.objects.update(chair_agrees_agenda=True)
    sofie, karen, rikke = (arrive(getattr(world.cast, name)) for name in ("sofie", "karen", "rikke"))
    sofie.visit("ready_agenda", world.planned.pk)
    sofie.page.get_by_role("link", name="Formanden er ikke bedt om at godkende dagsordenen.").press("Enter")
    press(sofie.page, "Bed formanden godkende dagsordenen")
    expect(sofie.page.get_by_text("har ikke svaret endnu")).to_be_visible()

    comment(rikke, world, "Lillejuleaften er ikke med.")

    karen.visit("meeting", world.planned.pk)
    karen.page.get_by_role("link", name="Godkend dagsordenen, eller bed om ændringer").press("Enter")
    press(karen.page, "Bed om ændringer")
    expect(karen.page.get_by_role("alert")).to_be_focused()
    karen.page.get_by_label("Bemærkning (kan undlades)").fill("Skriv datoerne i titlen.")
    press(karen.page, "Bed om ændringer")
    expect(karen.page.get_by_text("Dit svar er sendt til sekretæren.")).to_be_visible()

    save_text(world.items["draft"], "title", "Julelukning 23. december", base=Mark(), by=world.cast.sofie)
    sofie.visit("agenda", world.planned.pk)
    sofie.page.get_by_text("1 bemærkning, 1 at tage stilling til").press("Enter")
    sofie.page.get_by_role("link", name="Tag stilling").press("Enter")
    sofie.page.get_by_label("Svar").fill("Den er kommet med.")
    press(sofie.page, "Er taget med")
    expect(sofie.page.get_by_text("Du har taget stilling til bemærkningen.")).to_be_visible()
    sofie.visit("agenda", world.planned.pk)
    sofie.page.get_by_role("link", name="Udkast og gennemlæsning").press("Enter")
    expect(sofie.page.get_by_text("Skriv datoerne i titlen.")).to_be_visible()
    press(sofie.page, "Bed formanden godkende dagsordenen")
    rikke.page.reload()
    expect(rikke.page.get_by_text("Den er kommet med.")).to_be_visible()

    karen.visit("reading", world.planned.pk)
    press(karen.page, "Godkend dagsordenen")
    sofie.visit("ready_agenda", world.planned.pk)
    press(sofie.page, "Udsend dagsorden")
    expect(sofie.page.get_by_text("Dagsordenen er udsendt.")).to_be_visible()
