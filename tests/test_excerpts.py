"""One item of the minutes as a paper of its own, and the list of what is filed."""

from __future__ import annotations

import pytest
from django.test import Client

from agenda.models import Meeting
from agenda.services.versions import Mark
from decisions.services.recording import record_decision
from decisions.services.revisions import open_revision, save_text, set_attendance
from documents.content import Kind
from documents.editions import edition_for
from documents.filing import file_excerpt, of_meeting, undo_filing, waiting_in
from documents.models import Filing
from documents.new_version import issue_version
from documents.services import publish
from people.models import JournalEntry
from people.refusals import Refused
from tests.cast import World
from tests.conftest import MARKER
from tests.test_queries import queries
from tests.tools.pdf_text import everything_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def out(world: World) -> Meeting:
    """The meeting in session, whose minutes have just been sent out."""
    publish(Meeting.objects.get(pk=world.session.pk), Kind.MINUTES, by=world.cast.sofie)
    return Meeting.objects.select_related("forum").get(pk=world.session.pk)


def fetched(client: Client, url: str) -> bytes:
    return b"".join(client.get(url, follow=True))


def test_an_excerpt_has_its_item_alone_for_those_who_read_it(
    world: World, out: Meeting, client: Client
) -> None:
    opened, closed = world.items["session_open"], world.items["session_closed"]
    client.force_login(world.cast.bo)
    text = everything_in(fetched(client, f"/meetings/{out.pk}/items/{opened.pk}/excerpt.pdf"))
    assert "PROTOKOLUDSKRIFT" in text
    assert "Lokalplan 412" in text
    assert "Telefonpolitik" not in text
    assert f"{MARKER}sessionbilag" not in text
    assert client.get(f"/meetings/{out.pk}/items/{closed.pk}/excerpt.pdf").status_code == 404
    client.force_login(world.cast.carl)
    url = f"/meetings/{out.pk}/items/{closed.pk}/excerpt.pdf"
    assert f"{MARKER}sessionclosed" in everything_in(fetched(client, url))
    assert "excerpt.pdf" in client.get(f"/meetings/{out.pk}/items/{closed.pk}/").content.decode()
    again = client.get(url)["Location"]
    assert again == client.get(url)["Location"]
    assert client.get(again)["Content-Disposition"].endswith('-punkt-2.pdf"')
    assert client.get(url.replace(".pdf", ".docx")).status_code == 403


def test_excerpts_are_ticked_off_and_taken_back(world: World, out: Meeting, client: Client) -> None:
    item, sofie = world.items["session_open"], world.cast.sofie
    assert len(of_meeting(out, sofie)) == 4
    file_excerpt(item, by=sofie)
    file_excerpt(item, by=sofie)
    assert [one.by for one in Filing.objects.all()] == [sofie]
    assert JournalEntry.objects.filter(kind="item.filed").count() == 1
    assert item.pk not in {line.item.pk for line in waiting_in(world.forum, sofie)}
    client.force_login(sofie)
    pages = [f"/meetings/{out.pk}/filing/", f"/fora/{world.forum.pk}/filing/"]
    before = [queries(client, url) for url in pages]
    assert "Journaliseret" in client.get(pages[0]).content.decode()
    client.post(f"/items/{item.pk}/filing/", {"undo": "1"})
    assert not Filing.objects.exists()
    part = client.post(f"/items/{item.pk}/filing/", headers={"HX-Request": "true"}).content.decode()
    assert "Fortryd" in part
    assert "<html" not in part
    for line in of_meeting(out, sofie):
        file_excerpt(line.item, by=sofie)
    assert [queries(client, url) for url in pages] <= before
    assert "Alt er journaliseret." in client.get(pages[1]).content.decode()


def test_what_a_new_version_prints_otherwise_is_filed_anew(world: World, out: Meeting) -> None:
    """A decision of that item alone; who was there stands on every excerpt."""
    item, other, sofie = world.items["session_open"], world.items["session_closed"], world.cast.sofie
    for one in (item, other):
        file_excerpt(one, by=sofie)
    open_revision(out, by=sofie)
    save_text(item, "<p>Tiltrådt.</p>", base=Mark(), by=sofie)
    issue_version(out, "Punkt 1 er rettet.", by=sofie)
    waiting = {line.item: line for line in waiting_in(world.forum, sofie)}
    line = waiting[item]
    assert (line.version, line.filing, line.earlier.version if line.earlier else None) == (2, None, 1)
    assert other not in waiting
    open_revision(out, by=sofie)
    set_attendance(out, [("Jens Poulsen", None, "present")], by=sofie)
    issue_version(out, "", by=sofie)
    assert {line.item: line.version for line in waiting_in(world.forum, sofie)}[other] == 3


def test_nothing_is_filed_before_the_minutes_are_out(world: World) -> None:
    record_decision(world.items["session_open"], "Ja", by=world.cast.sofie)
    for service in (file_excerpt, undo_filing):
        with pytest.raises(Refused, match="ikke udsendt"):
            service(world.items["session_open"], by=world.cast.sofie)
    assert edition_for(world.cast.sofie, world.session, Kind.MINUTES) is None
