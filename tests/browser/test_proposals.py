"""A proposal in a real Chromium: submitted from Word, approved by the head, and taken to the agenda."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect

from agenda.models import AgendaItem, Forum
from agenda.services.items import draft_item, submit_item
from documents.drawing.proposal_template import template
from tests.browser.conftest import Arrive, tidy
from tests.cast import World
from tests.test_read_proposal import filled
from tests.tools.bad_files import pdf_file

pytestmark = pytest.mark.browser


@pytest.fixture
def forum(world: World) -> Forum:
    Forum.objects.update(takes_proposals=True, heads_approve_proposals=True)
    world.forum.refresh_from_db()
    return world.forum


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """The municipality's template, filled in."""
    document = docx.Document(io.BytesIO(template("Fjordby Kommune")))
    filled(document)
    document.add_heading("Noter til mig selv", 1)
    document.add_paragraph("Husk at ringe til Bo.")
    document.save(str(tmp_path / "forslag.docx"))
    return tmp_path / "forslag.docx"


def test_a_proposal_goes_from_word_to_the_agenda(
    forum: Forum, world: World, arrive: Arrive, word: Path, tmp_path: Path
) -> None:
    page = (frida := arrive(world.cast.frida)).page
    frida.visit("proposals")
    page.get_by_role("link", name="Nyt forslag").press("Enter")
    page.get_by_text("Har du skrevet det i Word?").press("Enter")
    page.get_by_label("Word-fil (.docx)").set_input_files(word)
    page.get_by_role("button", name="Læs filen").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Titel")).to_have_value("Ladestandere ved Rådhuset")
    expect(page.get_by_role("textbox", name="Sagsfremstilling")).to_contain_text("Der mangler ladestandere.")
    tidy(page)
    page.get_by_label("Titel").fill("Ladestandere ved Rådhuset og havnen")
    page.get_by_role("button", name="Gem som kladde").press("Enter")
    (tmp_path / "Kort.pdf").write_bytes(pdf_file())
    page.get_by_label("Læg bilag på").set_input_files(tmp_path / "Kort.pdf")
    expect(page.get_by_role("link", name="Kort")).to_be_visible()
    tidy(page)
    page.get_by_role("button", name="Indsend forslaget").press("Enter")
    expect(page.get_by_role("heading", name="Afventer godkendelse fra Line Skovbjærg.")).to_be_visible()

    page = (line := arrive(world.cast.line)).page
    line.visit("proposals")
    page.get_by_role("link", name="Ladestandere ved Rådhuset og havnen").press("Enter")
    tidy(page)
    page.get_by_role("button", name="Godkend forslaget").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Sekretariatet har det nu.")

    page = (sofie := arrive(world.cast.sofie)).page
    sofie.visit("inbox", forum.pk)
    tidy(page)
    page.get_by_role("link", name="Ladestandere ved Rådhuset og havnen").press("Enter")
    tidy(page)
    page.get_by_role("button", name="Tag på dagsordenen").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Forslaget er taget på dagsordenen")
    item = AgendaItem.objects.get(title="Ladestandere ved Rådhuset og havnen")
    assert (item.meeting, item.attachments.count(), item.recommendations.count()) == (world.planned, 1, 2)


def test_an_error_leads_to_its_field(forum: Forum, world: World, arrive: Arrive) -> None:
    item = draft_item(forum, "Telefonpolitik", closed=False, author=world.cast.frida, by=world.cast.frida)
    submit_item(item, by=world.cast.frida)
    page = (sofie := arrive(world.cast.sofie)).page
    sofie.visit("inbox_item", forum.pk, item.pk)
    page.get_by_role("button", name="Send tilbage").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    tidy(page)
    page.get_by_role("link", name="Skriv hvorfor").press("Enter")
    expect(page.get_by_label("Bemærkning").last).to_be_focused()
