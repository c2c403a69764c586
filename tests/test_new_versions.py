"""Minutes that are out and not approved are put right as a numbered version that says what changed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agenda.models import Meeting
from agenda.services.versions import Mark
from decisions.models import Decision, Outcome, Revision
from decisions.services.approval import approve_minutes
from decisions.services.postponing import outcomes_of
from decisions.services.revisions import open_revision, save_text, set_outcomes
from documents import versions
from documents.clearance import Held
from documents.content import Kind
from documents.editions import edition_for, latest_snapshot, read_snapshot
from documents.new_version import issue_version
from documents.services import publish
from people.models import JournalEntry, Notice
from people.refusals import Refused
from tests.cast import World
from tests.test_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ANEW = "<p>Tiltrådt, dog med en frist på otte uger.</p>"


@pytest.fixture
def out(world: World) -> Meeting:
    """The meeting in session, whose minutes have just been sent out."""
    type(world.forum).objects.update(approval_days=8)
    publish(Meeting.objects.get(pk=world.session.pk), Kind.MINUTES, by=world.cast.sofie)
    return Meeting.objects.select_related("forum").get(pk=world.session.pk)


def numbers(world: World, out: Meeting, name: str) -> list[int]:
    shelves = versions.of(getattr(world.cast, name), out)
    return [one.number for shelf in shelves if shelf.kind == "minutes" for one in shelf.versions]


def test_what_is_written_anew_waits_and_then_goes_out_as_version_two(world: World, out: Meeting) -> None:
    item, sofie = world.items["session_open"], world.cast.sofie
    first = edition_for(world.cast.carl, out, Kind.MINUTES)
    open_revision(out, by=sofie)
    save_text(item, ANEW, base=Mark(), by=sofie)
    set_outcomes(item, {1: Outcome.APPROVED_WITH_CHANGE}, by=sofie)
    assert JournalEntry.objects.filter(kind="revision.outcomes").count() == 1
    assert Decision.objects.get(item=item).text != ANEW
    Notice.objects.all().delete()
    issue_version(out, "Fristen i punkt 1 er rettet.", by=sofie)
    assert (Decision.objects.get(item=item).text, outcomes_of(item)) == (ANEW, [Outcome.APPROVED_WITH_CHANGE])
    snapshot = latest_snapshot(out, Kind.MINUTES)
    assert snapshot is not None
    document = read_snapshot(snapshot)
    assert (document.version, document.changes) == (2, "Fristen i punkt 1 er rettet.")
    assert set(Notice.objects.values_list("kind", flat=True)) == {"minutes_to_approve"}
    assert out.approval_rounds.get(closed_at=None).version == 2
    assert Revision.objects.get().version == 2
    assert JournalEntry.objects.filter(kind="meeting.minutes_revised").count() == 1
    client = Client()
    client.force_login(world.cast.carl)
    page = client.get(f"/meetings/{out.pk}/versions/").content.decode()
    assert first is not None
    assert f"/editions/{first.pk}/kept/" in page
    assert client.get(f"/editions/{first.pk}/kept/").status_code == 200
    assert "Fristen i punkt 1 er rettet." in page
    assert "Udgave 2" in client.get(f"/meetings/{out.pk}/").content.decode()
    assert numbers(world, out, "carl") == numbers(world, out, "bo") == [2, 1]


def test_what_it_says_of_itself_is_checked_too(world: World, out: Meeting) -> None:
    item = world.items["session_open"]
    open_revision(out, by=None)
    save_text(item, ANEW, base=Mark(), by=None)
    secret = Decision.objects.get(item=world.items["session_closed"]).text
    with pytest.raises(Held):
        issue_version(
            out, f"Før stod der {world.items['session_closed'].title} {secret}", by=world.cast.sofie
        )
    assert Decision.objects.get(item=item).text != ANEW


def test_nothing_approved_nothing_unchanged_and_by_editors_alone(world: World) -> None:
    with pytest.raises(PermissionDenied):
        open_revision(world.past, by=world.cast.carl)
    with pytest.raises(Refused, match="ikke udsendt"):
        open_revision(world.session, by=world.cast.sofie)
    open_revision(world.past, by=world.cast.sofie)
    with pytest.raises(Refused, match="ikke ændret noget"):
        issue_version(world.past, "Intet", by=world.cast.sofie)
    approve_minutes(world.past, by=world.cast.sofie)
    assert Revision.objects.get().closed_at is not None
    with pytest.raises(Refused, match="godkendt"):
        save_text(world.items["past_open"], ANEW, base=Mark(), by=world.cast.sofie)


def test_the_pages_of_it(world: World, client: Client) -> None:
    client.force_login(world.cast.sofie)
    url, item = f"/meetings/{world.past.pk}/versions/new/", world.items["past_open"]
    assert "Åbn referatet for en ændring" in client.get(url).content.decode()
    assert client.get(f"{url}{item.pk}/").status_code == 302
    client.post(f"{url}open/")
    before = [queries(client, one) for one in (url, f"{url}{item.pk}/")]
    sent = {"text": ANEW, "base": "0-0"}
    saved = client.post(f"{url}{item.pk}/", sent, headers={"Accept": "application/json"})
    assert "mark" in saved.json()
    assert (
        client.post(f"{url}{item.pk}/", {"decision": "<p>Nej.</p>", "decision-base": "0-0"}).status_code
        == 409
    )
    assert "Rettet" in client.get(url).content.decode()
    for key in ("past_closed", "past_guest", "past_recused"):
        client.post(f"{url}{world.items[key].pk}/", {"outcome-1": "noted"})
    assert [queries(client, one) for one in (url, f"{url}{item.pk}/")] <= [before[0] + 3, before[1] + 1]
    assert client.post(f"{url}drop/", follow=True).status_code == 200
    assert Revision.objects.get().version is None
