"""An item stood open in an agenda, its meeting was cancelled, and it is closed after that: who had read it?"""

from __future__ import annotations

import pytest

from agenda.models import Meeting
from agenda.services.access import recuse
from agenda.services.meetings import cancel_meeting
from documents.content import Kind
from documents.reissuing import close_item, open_item, set_attachment_closed
from people import journal
from tests.cast import World, refresh
from tests.test_reissuing import CLOSING, get, lines, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def cancelled(world: World) -> World:
    """The agenda of the session was out and read when the meeting was cancelled; its items are in the pool."""
    Meeting.objects.filter(pk=world.session.pk).update(state="agenda_published")
    store(world.session, Kind.AGENDA)
    for name in ("carl", "bo", "mette"):
        get(getattr(world.cast, name), "meeting", world.session.pk)
    get(world.cast.bo, "attachment", world.attachments["session_open"].pk)
    cancel_meeting(world.session, by=world.cast.sofie)
    refresh(world)
    return world


def test_closed_after_its_meeting_was_cancelled_it_leaves_an_incident(cancelled: World) -> None:
    cast, item = cancelled.cast, cancelled.items["session_open"]
    get(cast.line, "meeting", cancelled.session.pk)
    assert "et møde, der siden er aflyst" in b"".join(get(cast.sofie, "item_close", item.pk)).decode()
    incident = close_item(item, CLOSING, by=cast.sofie)
    assert incident is not None
    assert incident.meeting == cancelled.session
    assert incident.visible_until == journal.last("meeting.cancelled", cancelled.session)
    assert incident.bilag == [str(cancelled.attachments["session_open"].pk)]
    assert lines(incident) == [
        (cast.carl, "page", 1), (cast.bo, "page", 1), (cast.mette, "page", 1), (cast.bo, "file", 1)
    ]  # fmt: skip
    open_item(item, by=cast.sofie)
    assert close_item(item, CLOSING, by=cast.sofie) is None


def test_who_was_recused_met_it_on_no_page(cancelled: World) -> None:
    item = cancelled.items["session_recused"]
    recuse(item, cancelled.cast.mette, reason="Part", by=cancelled.cast.sofie)
    incident = close_item(item, CLOSING, by=cancelled.cast.sofie)
    assert incident is not None
    assert cancelled.cast.mette not in [user for user, _face, _times in lines(incident)]


def test_what_stood_closed_to_the_last_or_in_no_agenda_leaves_none(cancelled: World) -> None:
    for key in ("session_closed", "draft"):
        assert close_item(cancelled.items[key], CLOSING, by=cancelled.cast.sofie) is None


def test_a_bilag_of_it_closed_by_itself_leaves_one(cancelled: World) -> None:
    for key, expected in [("session_open", True), ("session_closed", False)]:
        bilag = cancelled.attachments[key]
        incident = set_attachment_closed(bilag, True, by=cancelled.cast.sofie)
        assert (incident is not None and incident.bilag == [str(bilag.pk)]) is expected
