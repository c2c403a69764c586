"""The secretary issues an agenda: what the check found, her answers, and then out."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from agenda.models import AgendaItem
from agenda.services.bilag import attach
from decisions.services.phrases import add_phrase
from tests.browser.conftest import Arrive, tidy
from tests.cast import World

pytestmark = pytest.mark.browser

SECRET = "Lederen af Solsikken er fritaget for tjeneste indtil videre."
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def found(world: World) -> World:
    """Something of every kind for the check to find."""
    closed, draft = world.items["closed_draft"], world.items["draft"]
    AgendaItem.objects.filter(pk=closed.pk).update(background=f"<p>{SECRET} Ahorn flytter ind.</p>")
    AgendaItem.objects.filter(pk=draft.pk).update(background=f"<p>{SECRET} Se dok. 2003023693.</p>")
    attach(draft, "Plan over lokalerne", file=ContentFile(PICTURE, name="plan.png"), by=None)
    attach(draft, "Brev", file=ContentFile(b"Ahorn flytter ind.", name="brev.txt"), by=None)
    return world


def test_she_mends_answers_and_sends(found: World, arrive: Arrive) -> None:
    page = (visitor := arrive(found.cast.sofie)).page
    visitor.visit("meeting", found.planned.pk)
    page.get_by_role("link", name="Udsend dagsorden").click()
    for heading in (
        "Skal rettes, før der kan udsendes",
        "Ligner CPR-numre",
        "Kunne ikke læses",
        "Kan røbe et lukket punkt",
    ):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Gem svar, og kontrollér igen")).to_be_visible()
    assert "2003023693" not in page.content()
    tidy(page)
    AgendaItem.objects.filter(pk=found.items["draft"].pk).update(background="<p>Se dok. 2003023693.</p>")
    page.reload()
    page.get_by_role("button", name="Udsend dagsorden").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)
    tidy(page)
    page.get_by_role("alert").get_by_role("link").first.press("Enter")
    expect(page.get_by_role("radio", name="Det er ikke et CPR-nummer")).to_be_focused()
    page.keyboard.press("Space")
    for reason in page.get_by_label("Begrundelse", exact=True).all():
        reason.fill("Det står allerede på hjemmesiden.")
    page.get_by_role("button", name="Udsend dagsorden").press("Enter")
    expect(page.get_by_text("Dagsordenen er udsendt.")).to_be_visible()
    expect(page.get_by_role("link", name="Udsend dagsorden")).to_have_count(0)


def test_nothing_found_is_one_click(world: World, arrive: Arrive) -> None:
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("ready_minutes", world.session.pk)
    expect(page.get_by_text("Klar til at blive udsendt")).to_be_visible()
    tidy(page)
    page.get_by_role("button", name="Udsend referat").press("Enter")
    expect(page.get_by_text("Referatet er udsendt.")).to_be_visible()


def test_the_forum_keeps_its_standard_phrases(world: World, arrive: Arrive) -> None:
    add_phrase(world.forum, "Sagen er behandlet i MED-udvalget.", by=world.cast.sofie)
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("phrases", world.forum.pk)
    page.get_by_role("button", name="Tilføj formuleringen").click()
    expect(page.get_by_role("alert")).to_be_focused()
    tidy(page)
    page.get_by_label("Ny formulering").fill("Udvalget drøftede sagen.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem").filter(has_text="Udvalget drøftede sagen.")).to_be_visible()
    page.get_by_role("button", name="Slet »Sagen er behandlet i MED-udvalget.«").press("Enter")
    expect(page.get_by_text("Sagen er behandlet i MED-udvalget.")).to_have_count(0)
