"""axe-core finds nothing to say about any page, on a phone or at a desk; nothing sticks out at 320 px."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from agenda.models import AgendaItem
from agenda.services.comments import comment
from agenda.services.versions import Mark
from agenda.services.writing import save_text
from documents.emergencies import read_in_emergency
from tests.browser.conftest import DESKTOP, PHONE, Arrive, Visitor
from tests.cast import World

pytestmark = pytest.mark.browser

TABLE = """<h4>Forventet regnskab</h4><table><caption>Forventet regnskab i mio. kr.</caption><thead><tr>
<th scope="col">Afdeling</th><th scope="col">Budget</th><th scope="col">Forventet</th><th scope="col">Afvigelse</th>
</tr></thead><tbody><tr><th scope="row">Kultur, Fritid og Forebyggende Sundhed</th><td>96,4</td><td>96,0</td>
<td>−0,4</td></tr></tbody></table><ul><li>Ledige stillinger holdes ubesat i tre måneder.</li></ul>"""


def _wrong_password(visitor: Visitor, world: World) -> None:
    visitor.visit("sign_in")
    visitor.page.get_by_label("E-mail").fill("carl@fjordby.example")
    visitor.page.get_by_label("Adgangskode").fill("forkert")
    visitor.page.get_by_role("main").get_by_role("button", name="Log ind").click()
    visitor.page.get_by_role("alert").wait_for()


def _notices(visitor: Visitor, world: World) -> None:
    read_in_emergency(world.items["past_closed"], reason="Retten har bedt om sagens akter", by=world.cast.ida)
    visitor.visit("notices")


def _agenda(visitor: Visitor, world: World) -> None:
    visitor.visit("agenda", world.planned.pk)
    visitor.page.locator(".agenda-lacks summary").first.click()
    visitor.page.locator(".agenda-more summary").first.click()


def _editor(visitor: Visitor, world: World) -> None:
    """In the middle of a clash, with the cursor in a table and with lines of every kind."""
    item, sofie = world.items["draft"], world.cast.sofie
    text = "<table><tbody><tr><td>Post</td><td>Beløb</td></tr></tbody></table>"
    mark = Mark.of(save_text(item, "background", text, base=Mark(), by=sofie))
    save_text(item, "guests", "08:45–09:00 Gitte Holm, KL", base=Mark(), by=sofie)
    visitor.visit("item_edit", item.pk)
    save_text(item, "background", f"{text}<p>Karen var her.</p>", base=mark, by=world.cast.karen)
    visitor.page.locator("[data-ready]").get_by_role("cell", name="Post").click()
    visitor.page.keyboard.type("Større ")
    visitor.page.locator("#background .clash").wait_for()


def _versions(visitor: Visitor, world: World) -> None:
    item = world.items["draft"]
    save_text(item, "background", "<p>Helt nyt.</p>", base=Mark(), by=world.cast.karen)
    visitor.visit("item_text", item.pk, "background")


def _draft_read_along(visitor: Visitor, world: World) -> None:
    """With something said, and a form open."""
    comment(world.items["draft"], "Datoen passer ikke.", by=world.cast.rikke)
    visitor.visit("reading", world.planned.pk)
    visitor.page.locator(".say summary").first.click()


def _comment(visitor: Visitor, world: World) -> None:
    said = comment(world.items["draft"], "Datoen passer ikke.", by=world.cast.rikke)
    visitor.visit("comment_settle", said.pk)


PAGES: dict[str, tuple[str, Callable[[Visitor, World], object]]] = {
    "sign in": ("", lambda visitor, world: visitor.visit("sign_in")),
    "sign in, refused": ("", _wrong_password),
    "meetings": ("sofie", lambda visitor, world: visitor.visit("meetings")),
    "a meeting, member": ("carl", lambda visitor, world: visitor.visit("meeting", world.past.pk)),
    "a meeting, outsider": ("bo", lambda visitor, world: visitor.visit("meeting", world.past.pk)),
    "a meeting, drafts": ("sofie", lambda visitor, world: visitor.visit("meeting", world.planned.pk)),
    "a meeting, empty": ("carl", lambda visitor, world: visitor.visit("meeting", world.planned.pk)),
    "an item": (
        "carl",
        lambda visitor, world: visitor.visit("item", world.past.pk, world.items["past_open"].pk),
    ),
    "a stub": (
        "bo",
        lambda visitor, world: visitor.visit("item", world.past.pk, world.items["past_closed"].pk),
    ),
    "notices": ("sofie", _notices),
    "an agenda put together": ("sofie", _agenda),
    "an item written": ("sofie", _editor),
    "earlier versions": ("sofie", _versions),
    "a draft, the chair": ("karen", _draft_read_along),
    "a draft, a reader": ("rikke", _draft_read_along),
    "readers asked": ("sofie", lambda visitor, world: visitor.visit("reading_readers", world.planned.pk)),
    "a comment settled": ("sofie", _comment),
    "no such page": ("bo", lambda visitor, world: visitor.visit("meeting", 987654)),
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_sticks_out(name: str, world: World, arrive: Arrive) -> None:
    page = _at(name, DESKTOP, world, arrive).page
    for width in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_wide_table_scrolls_with_the_keyboard(world: World, arrive: Arrive) -> None:
    page = _at("a meeting, member", 320, world, arrive).page
    table = page.get_by_role("region", name="Tabel 1 i punkt 1")
    table.focus()
    page.keyboard.press("ArrowRight")
    expect(table).not_to_have_js_property("scrollLeft", 0)


def _at(name: str, width: int, world: World, arrive: Arrive) -> Visitor:
    AgendaItem.objects.filter(pk=world.items["past_open"].pk).update(background=TABLE)
    who, go = PAGES[name]
    visitor = arrive(getattr(world.cast, who) if who else None, width=width)
    go(visitor, world)
    return visitor
