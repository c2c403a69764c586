"""Pictures of the main pages at three widths, for the README. Not a test by name, so it only runs when asked:

python -m pytest tests/browser/screenshots.py
"""

from __future__ import annotations

import pytest
from django.conf import settings

from agenda.models import AgendaItem, Meeting
from decisions.models import FollowUpTask
from documents.sample.load import load
from people.models import User
from tests.browser.conftest import DESKTOP, PHONE, TABLET, Arrive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = settings.BASE_DIR / "docs" / "screenshots"
HEIGHTS = {PHONE: 844, TABLET: 1100, DESKTOP: 1000}
BIGGEST = 300_000
PEOPLE = ("sofie", "carl", "line", "frida")


def test_take_pictures(arrive: Arrive) -> None:
    load()
    FOLDER.mkdir(parents=True, exist_ok=True)
    secretary, member, employee, author = (User.objects.get(email=f"{who}@fjordby.example") for who in PEOPLE)
    meetings = Meeting.objects.filter(forum__name="Chefforum", state=Meeting.State.MINUTES_PUBLISHED)
    meeting = meetings.latest("date").pk
    closed = AgendaItem.objects.filter(meeting=meeting, closed=True).latest("number").pk
    planned = Meeting.objects.filter(forum__name="Chefforum", state=Meeting.State.PLANNED).earliest("date")
    draft = planned.items.filter(state=AgendaItem.State.ACCEPTED, closed=False).exclude(background="")[0].pk
    session = Meeting.objects.get(forum__name="Chefforum", state=Meeting.State.IN_SESSION)
    taken = session.items.get(number=2).pk
    task = FollowUpTask.objects.filter(item__meeting__forum=planned.forum, status="in_progress")[0].pk
    returned = AgendaItem.objects.get(state=AgendaItem.State.RETURNED).pk
    for width in HEIGHTS:
        take(arrive, width, None, "sign_in")
        take(arrive, width, secretary, "forum", planned.forum_id)
        take(arrive, width, secretary, "inbox", planned.forum_id)
        take(arrive, width, secretary, "minutes", session.pk)
        take(arrive, width, secretary, "minutes_item", session.pk, taken)
        take(arrive, width, secretary, "ready_agenda", planned.pk)
        take(arrive, width, secretary, "forum_tasks", planned.forum_id)
        take(arrive, width, secretary, "task", task)
        take(arrive, width, member, "my_tasks")
        take(arrive, width, author, "proposal", returned)
        take(arrive, width, secretary, "agenda", planned.pk)
        take(arrive, width, secretary, "item_edit", draft)
        take(arrive, width, secretary, "meetings")
        take(arrive, width, member, "meeting", meeting)
        take(arrive, width, member, "item", meeting, closed)
        take(arrive, width, employee, "item", meeting, closed, suffix="-closed")


def take(arrive: Arrive, width: int, user: User | None, name: str, *args: object, suffix: str = "") -> None:
    visitor = arrive(user, width=width)
    visitor.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    visitor.visit(name, *args)
    if name in ("item_edit", "minutes_item"):
        visitor.page.locator("[contenteditable=true]").first.wait_for()
    path = FOLDER / f"{name.replace('_', '-')}{suffix}-{width}.png"
    visitor.page.screenshot(path=path)
    assert path.stat().st_size < BIGGEST
