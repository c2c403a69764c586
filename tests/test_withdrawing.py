"""A published item is withdrawn: it keeps its number and says "udgår" wherever it is met."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from decisions.services.follow_up.assigning import Owner, create_task
from decisions.services.recording import record_decision
from documents import build
from documents.content import Kind
from documents.editions import in_force, latest_snapshot, read_snapshot, store_snapshot
from documents.withdrawing import withdraw
from people.files import kept_files
from people.models import Notice
from people.refusals import Refused
from tests.cast import World

pytestmark = pytest.mark.django_db

REASON = "Forvaltningen har trukket sagen."


def issue_agenda(world: World) -> None:
    with kept_files() as keep:
        for kind in (Kind.AGENDA, Kind.SUPPLEMENT):
            store_snapshot(world.session, build.whole(world.session, kind), by=None, keep=keep)


def test_withdrawn_is_withdrawn_everywhere(world: World, client: Client) -> None:
    issue_agenda(world)
    item = world.items["session_guest"]
    type(world.session).objects.filter(pk=world.session.pk).update(start="08:30")
    world.session.items.update(minutes=15)
    withdraw(item, REASON, reissues=True, by=world.cast.sofie)
    snapshot = latest_snapshot(world.session, Kind.AGENDA)
    assert snapshot is not None
    document = read_snapshot(snapshot)
    assert (document.version, document.changes) == (2, "Punkt 3 udgår.")
    assert [entry.withdrawn for entry in document.entries] == [False, False, True, False]
    assert [one.version for one in in_force(world.session)] == [2, 2]
    assert set(Notice.objects.values_list("kind", flat=True)) == {"new_agenda"}
    for name in ("carl", "bo", "sofie"):
        client.force_login(getattr(world.cast, name))
        page = client.get(f"/meetings/{world.session.pk}/items/{item.pk}/").content.decode()
        assert ("Punktet udgår" in page, REASON in page) == (True, True), name
        shown = client.get(f"/api/v1/meetings/{world.session.pk}/").json()["document"]["items"]
        assert [one["withdrawn"] for one in shown] == [False, False, True, False]
    assert client.get(f"/meetings/{world.session.pk}/minutes/{item.pk}/").status_code == 409
    with pytest.raises(Refused):
        record_decision(item, "Ja", by=world.cast.sofie)
    with pytest.raises(Refused):
        create_task(item, "Skriv", Owner(person=world.cast.frida), by=world.cast.sofie)


def test_the_reason_of_a_closed_item_is_for_those_who_read_it(world: World, client: Client) -> None:
    item = world.items["session_closed"]
    record_decision(item, "", by=None)
    withdraw(item, REASON, reissues=False, by=world.cast.sofie)
    assert not Notice.objects.filter(kind="new_agenda").exists()
    for name, sees in [("carl", True), ("bo", False)]:
        client.force_login(getattr(world.cast, name))
        for url in (f"/meetings/{world.session.pk}/items/{item.pk}/", f"/meetings/{world.session.pk}/"):
            assert (REASON in client.get(url).content.decode()) == sees, (name, url)


def test_what_is_decided_or_to_be_done_is_not_withdrawn(world: World, client: Client) -> None:
    open_one, guest = world.items["session_open"], world.items["session_guest"]
    with pytest.raises(Refused, match="beslutning"):
        withdraw(open_one, REASON, reissues=True, by=world.cast.sofie)
    create_task(guest, "Skriv", Owner(person=world.cast.frida), by=world.cast.sofie)
    with pytest.raises(Refused, match="opgaver"):
        withdraw(guest, REASON, reissues=True, by=world.cast.sofie)
    with pytest.raises(PermissionDenied):
        withdraw(world.items["session_recused"], REASON, reissues=True, by=world.cast.carl)
    client.force_login(world.cast.sofie)
    url = f"/items/{world.items['session_recused'].pk}/withdraw/"
    assert "Skriv, hvorfor punktet udgår." in client.post(url, {"reason": " "}).content.decode()
    assert "Nummeret bliver stående" in client.post(url, {"reason": REASON}, follow=True).content.decode()
    assert client.get(url).status_code == 409
