"""A real Chromium, and visitors who use it. Every complaint in the console fails the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

from people.models import User

PHONE, TABLET, DESKTOP = 390, 820, 1440
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visitor:
    """One person at one window."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def visit(self, name: str, *args: object) -> Response | None:
        return self.page.goto(self.address + reverse(name, args=args))

    def listen(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        """Chromium reports the answers 403 and 404 as errors too; those are the test's own business."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


def tidy(page: Page) -> None:
    """Nothing for axe to say on a phone and on a desktop, and nothing sticks out, down to the narrowest."""
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        report = Axe().run(page)
        assert report.violations_count == 0, f"{page.url}: {report.generate_report()}"
    for width in (TABLET, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width, page.url
    page.set_viewport_size({"width": DESKTOP, "height": 900})


def launch() -> Iterator[Browser]:
    """Chromium without the window that nobody sees: drawing that too took a third of the time."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert path, "Chromium is missing: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    yield from launch()


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(chromium: Browser, live_server: LiveServer) -> Iterator[Arrive]:
    """Return a function that opens a window: `arrive(world.cast.carl, width=PHONE)`; without a person, nobody."""
    visitors: list[Visitor] = []

    def open_window(user: User | None = None, *, width: int = DESKTOP, language: str = "da-DK") -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale=language)
        if user is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": str(live_server)}]
            )
        visitor = Visitor(context.new_page(), str(live_server))
        visitor.listen()
        visitors.append(visitor)
        return visitor

    yield open_window
    for visitor in visitors:
        visitor.page.context.close()
    assert [one.complaints for one in visitors if one.complaints] == []


def session_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
