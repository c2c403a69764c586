"""What was written is not lost: a server that is killed while somebody types, and two people in the same text."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from agenda.services.ordering import delete_draft
from tests.browser.conftest import Arrive, session_of
from tests.cast import World

pytestmark = pytest.mark.browser

SAVED = re.compile(r"Gemt kl\. \d\d\.\d\d")


def status(page: Page) -> Locator:
    return page.locator("#background [data-autosave-status]")


def background(page: Page) -> Locator:
    return page.locator("#background [data-ready]").get_by_role("textbox", name="Sagsfremstilling")


def all_saved(page: Page) -> None:
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator("#background[data-unsaved]")).to_have_count(0)


def test_two_people_in_the_same_text_meet_both_versions(world: World, arrive: Arrive) -> None:
    item = world.items["draft"]
    sofie, karen = arrive(world.cast.sofie), arrive(world.cast.karen)
    for one in (sofie, karen):
        one.visit("item_edit", item.pk)
    background(karen.page).fill("Karen skriver, at Rådhuset lukker kl. 12.")
    all_saved(karen.page)
    background(sofie.page).fill("Sofie skriver, at Rådhuset lukker kl. 14.")
    panel = sofie.page.locator("#background .clash")
    expect(panel).to_contain_text("Karen Ravnsø ændrede teksten")
    item.refresh_from_db()
    assert "Karen skriver" in item.background
    background(sofie.page).fill("Sofie og Karen skriver, at Rådhuset lukker kl. 13.")
    panel.get_by_role("button", name="Gem min tekst").press("Enter")
    all_saved(sofie.page)
    expect(panel).to_have_count(0)
    item.refresh_from_db()
    assert item.background == "<p>Sofie og Karen skriver, at Rådhuset lukker kl. 13.</p>"
    kept = list(item.text_versions.filter(field="background").values_list("text", flat=True))
    assert kept[1] == "<p>Karen skriver, at Rådhuset lukker kl. 12.</p>"
    for one in (sofie, karen):
        one.visit("meetings")


def test_what_somebody_wrote_in_a_deleted_draft_stays_in_sight(world: World, arrive: Arrive) -> None:
    item = world.items["draft"]
    page = (visitor := arrive(world.cast.sofie)).page
    visitor.visit("item_edit", item.pk)
    background(page).wait_for()
    delete_draft(item, by=world.cast.karen)
    background(page).fill("Rådhuset lukker kl. 12.")
    expect(status(page)).to_contain_text("Kopiér teksten")
    page.get_by_role("button", name="Gem", exact=True).press("Enter")
    expect(background(page)).to_be_focused()
    expect(background(page)).to_have_text("Rådhuset lukker kl. 12.")
    visitor.visit("meetings")


@contextmanager
def server(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own that serves the database in the folder, killed at the end as by a power cut."""
    command = [sys.executable, "manage.py", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}"]
    place = {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'copy.sqlite3'}"}
    env = {**os.environ, **place, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=quiet, stderr=quiet)
    try:
        answers(port, process)
        yield process
    finally:
        process.kill()
        process.wait()


def answers(port: int, process: subprocess.Popen[bytes]) -> None:
    for _try in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the server did not start"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_sofie(chromium: Browser, world: World, address: str) -> BrowserContext:
    context = chromium.new_context(locale="da-DK")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(world.cast.sofie), "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_while_the_server_was_dead_is_offered_again(
    world: World, chromium: Browser, tmp_path: Path
) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    editor = f"{address}/items/{world.items['draft'].pk}/edit/"
    context = as_sofie(chromium, world, address)
    connection.ensure_connection()
    with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
        connection.connection.backup(copy)
    with server(tmp_path, port):
        page = context.new_page()
        page.goto(editor)
        background(page).fill("Serveren lever.")
        all_saved(page)
    background(page).press("End")
    page.keyboard.type(" Nu er den død.")
    expect(status(page)).to_have_text("Ikke gemt – forbindelsen er væk; teksten er gemt i browseren")
    page.close()
    with server(tmp_path, port):
        page = context.new_page()
        page.goto(editor)
        expect(background(page)).to_have_text("Serveren lever.")
        offer = page.locator(".autosave-offer")
        expect(offer).to_contain_text("Der ligger tekst, som ikke blev gemt")
        offer.get_by_role("button", name="Hent den").press("Enter")
        all_saved(page)
        page.reload()
        expect(background(page)).to_have_text("Serveren lever. Nu er den død.")
        expect(offer).to_have_count(0)
        assert page.evaluate("Object.keys(localStorage)") == []
        page.close()
    context.close()
