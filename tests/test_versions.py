"""Versions that follow each other, and what becomes of those before. Papers are drawn as text, which is checked too."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from agenda.models import Meeting
from agenda.services.closing import Closing
from agenda.services.items import accept_item, draft_item
from decisions.services.approval import approve_minutes
from documents import services
from documents.content import Kind
from documents.correcting import correct_item
from documents.drawing.text import draw_text
from documents.editions import edition_for, in_force, latest_snapshot, read_snapshot
from documents.models import IssuedDocument
from documents.reissuing import close_item, open_item
from documents.replacing import NotReplaced
from people.models import Notice
from people.refusals import Refused
from tests.cast import World, refresh

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _papers_are_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.editions.draw_pdf", lambda document: draw_text(document).encode())


def text_for(world: World, name: str, meeting: Meeting, kind: Kind, version: int | None = None) -> str:
    issued = edition_for(getattr(world.cast, name), meeting, kind, version=version)
    assert issued is not None
    with issued.file.open("rb") as file:
        return str(file.read(), "utf-8")


def fetched(world: World, name: str, address: str, issued: IssuedDocument) -> int:
    client = Client()
    client.force_login(getattr(world.cast, name))
    return client.get(reverse(address, args=[issued.pk])).status_code


def approved(world: World) -> dict[str, IssuedDocument]:
    """The minutes of the session are out and approved; return the editions of a member and of an employee."""
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    with transaction.atomic():
        approve_minutes(world.session, by=world.cast.karen)
    refresh(world)
    found = {
        name: edition_for(getattr(world.cast, name), world.session, Kind.MINUTES) for name in ("carl", "bo")
    }
    return {name: one for name, one in found.items() if one is not None}


def test_members_are_told_once_that_something_is_out(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    told = Notice.objects.filter(kind="agenda_out")
    assert {one.user for one in told} == {world.cast.karen, world.cast.carl, world.cast.mette}
    assert all(one.by_mail for one in told)
    assert "Julelukning" not in " ".join(one.sentence for one in told)


def test_what_comes_later_is_a_supplement_beside_the_whole_agenda(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    for title, closed in [("Cykelstier ved Havnen", False), ("Ny skoleleder ved Nordskolen", True)]:
        item = draft_item(world.forum, title, closed=closed, by=None)
        accept_item(item, world.planned, by=None)
    late = world.planned.items.get(title="Ny skoleleder ved Nordskolen")
    close_item(late, Closing("Personforhold", "Lukket: ansættelse"), by=world.cast.sofie)
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    assert [(one.kind, one.version) for one in in_force(world.planned)] == [("agenda", 2), ("supplement", 1)]
    supplement = text_for(world, "carl", world.planned, Kind.SUPPLEMENT)
    assert "TILLÆGSDAGSORDEN" in supplement
    assert f"Tillæg til dagsordenen af {world.session.date:%d-%m-%Y}" in supplement
    assert ("Julelukning" in supplement, "Cykelstier" in supplement, "Nordskolen" in supplement) == (
        False,
        True,
        True,
    )
    assert "Nordskolen" not in text_for(world, "bo", world.planned, Kind.SUPPLEMENT)
    whole = text_for(world, "carl", world.planned, Kind.AGENDA)
    assert "Ændret: Punkt 3 og 4 er kommet til." in whole
    assert "Julelukning" in whole
    assert Notice.objects.filter(kind="supplement_out").count() == 3


def test_a_later_supplement_leaves_the_first_alone_and_closing_withdraws_the_right_one(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    for title in ("Cykelstier ved Havnen", "Vinterbadning"):
        accept_item(draft_item(world.forum, title, closed=False, by=None), world.planned, by=None)
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    first = edition_for(world.cast.bo, world.planned, Kind.SUPPLEMENT, version=1)
    second = edition_for(world.cast.bo, world.planned, Kind.SUPPLEMENT, version=2)
    assert first is not None
    assert second is not None
    closed = world.planned.items.get(title="Cykelstier ved Havnen")
    close_item(closed, Closing("Personforhold", "Lukket: anlæg"), by=world.cast.sofie)
    assert [(one.kind, one.version) for one in in_force(world.planned)] == [
        ("agenda", 4), ("supplement", 3), ("supplement", 2),
    ]  # fmt: skip
    assert (fetched(world, "bo", "edition", first), fetched(world, "bo", "edition", second)) == (410, 200)
    assert "Cykelstier" not in text_for(world, "bo", world.planned, Kind.SUPPLEMENT, version=3)
    open_item(closed, by=world.cast.sofie)
    assert "Cykelstier" in text_for(world, "bo", world.planned, Kind.SUPPLEMENT, version=4)


def test_a_correction_is_printed_with_the_minutes_and_changes_nothing_else(world: World) -> None:
    before = approved(world)
    old = latest_snapshot(world.session, Kind.MINUTES)
    assert old is not None
    correct_item(world.items["session_open"], "<p>Fristen er den 3. maj.</p>", by=world.cast.sofie)
    new = latest_snapshot(world.session, Kind.MINUTES)
    assert new is not None
    assert (new.version, new.changes) == (2, "Rettelse til punkt 1.")
    text = text_for(world, "bo", world.session, Kind.MINUTES)
    assert "RETTELSE DEN" in text
    assert "Fristen er den 3. maj." in text
    pairs = zip(read_snapshot(old).entries, read_snapshot(new).entries, strict=True)
    assert [one.number for one, other in pairs if one != other] == [1]
    assert fetched(world, "bo", "edition", before["bo"]) == 302
    assert fetched(world, "bo", "kept_edition", before["bo"]) == 200
    assert fetched(world, "bo", "kept_edition", before["carl"]) == 404
    assert {one.user.email for one in Notice.objects.filter(kind="new_minutes")} == {
        f"{name}@fjordby.example" for name in ("karen", "carl", "mette")
    }


def test_a_version_that_is_kept_is_gone_once_what_it_shows_is_closed(world: World) -> None:
    before = approved(world)
    item = world.items["session_open"]
    correct_item(item, "Fristen er den 3. maj.", by=world.cast.sofie)
    close_item(item, Closing("Personforhold", "Lukket: plan"), by=world.cast.sofie)
    assert fetched(world, "bo", "edition", before["bo"]) == 410
    assert fetched(world, "bo", "kept_edition", before["bo"]) == 404


def test_a_correction_that_tells_what_is_closed_is_held_and_nothing_is_stored(world: World) -> None:
    approved(world)
    secret = world.items["session_closed"].title
    with pytest.raises(NotReplaced):
        correct_item(world.items["session_open"], f"Se {secret} og intet andet.", by=world.cast.sofie)
    assert not world.items["session_open"].corrections.exists()
    assert IssuedDocument.objects.filter(meeting=world.session, kind="minutes", version=2).count() == 0


def test_minutes_that_are_not_approved_are_not_corrected(world: World) -> None:
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    with pytest.raises(Refused, match="ny udgave"):
        correct_item(world.items["session_open"], "Fristen er den 3. maj.", by=world.cast.sofie)
