"""One meeting to read, one item of it, and the files that belong to it."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agenda.models import AgendaItem, Meeting
from agenda.services.items import draft_item
from documents.content import Kind
from documents.models import ImportedFile
from documents.services import publish
from people.models import User
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _get(client: Client, user: User | None, name: str, *args: object) -> HttpResponse:
    if user:
        client.force_login(user)
    return client.get(reverse(name, args=args))  # type: ignore[return-value]


def test_a_member_reads_the_closed_item(client: Client, world: World) -> None:
    text = _get(client, world.cast.carl, "meeting", world.past.pk).content.decode()
    assert "pastcloseddecision" in text
    assert "Lukket punkt" in text


def test_an_employee_reads_a_stub(client: Client, world: World) -> None:
    text = _get(client, world.cast.bo, "meeting", world.past.pk).content.decode()
    assert "Lukket: ansættelse" in text
    assert "pastclosed" not in text


def test_decisions_wait_for_the_minutes(client: Client, world: World) -> None:
    response = _get(client, world.cast.carl, "meeting", world.session.pk)
    assert "sessionopendecision" not in response.content.decode()


def test_the_secretary_sees_them_meanwhile(client: Client, world: World) -> None:
    response = _get(client, world.cast.sofie, "meeting", world.session.pk)
    assert "sessionopendecision" in response.content.decode()


def test_a_member_is_told_to_wait_for_the_agenda(client: Client, world: World) -> None:
    text = _get(client, world.cast.mette, "meeting", world.planned.pk).content.decode()
    assert "når sekretæren har udsendt dagsordenen" in text
    assert "Julelukning" not in text


def test_a_draft_has_a_preliminary_number(client: Client, world: World) -> None:
    assert "Foreløbigt nummer" in _get(client, world.cast.sofie, "meeting", world.planned.pk).content.decode()


def main_of(response: HttpResponse) -> bytes:
    return response.content.partition(b"<main")[2].partition(b"</main>")[0]


def test_what_was_never_taken_up_is_no_part_of_the_minutes(client: Client, world: World) -> None:
    """It waits in the inbox instead, and is taken to another meeting from there."""
    item = draft_item(world.forum, "Cykelsti", closed=False, meeting=world.session, by=None)
    client.force_login(world.cast.sofie)
    url = f"/meetings/{world.session.pk}/"
    assert "Cykelsti" in client.get(url).content.decode()
    out = {"state": "minutes_published", "minutes_published_at": timezone.now()}
    Meeting.objects.filter(pk=world.session.pk).update(**out)
    assert "Cykelsti" not in client.get(url).content.decode()
    assert client.get(f"{url}items/{item.pk}/").status_code == 404
    inbox = f"/fora/{world.forum.pk}/inbox/"
    assert "Cykelsti" in client.get(inbox).content.decode()
    client.post(f"{inbox}{item.pk}/accept/", {"meeting": world.planned.pk})
    assert AgendaItem.objects.get(pk=item.pk).meeting == world.planned


def test_nobody_gets_the_same_answer_as_for_no_meeting(client: Client, world: World) -> None:
    there, not_there = _get(client, None, "meeting", world.past.pk), _get(client, None, "meeting", 987654)
    assert there.status_code == not_there.status_code == 404
    asked = f"/meetings/{world.past.pk}/".encode(), b"/meetings/987654/"
    assert main_of(there).replace(asked[0], b"") == main_of(not_there).replace(asked[1], b"")


def test_one_item_at_an_address_of_its_own(client: Client, world: World) -> None:
    item = world.items["past_open"]
    response = _get(client, world.cast.bo, "item", world.past.pk, item.pk)
    assert response.context["part"].entry.title == item.title  # type: ignore[attr-defined]


def test_a_stub_has_an_address_too(client: Client, world: World) -> None:
    response = _get(client, world.cast.bo, "item", world.past.pk, world.items["past_closed"].pk)
    assert response.status_code == 200
    assert "pastclosed" not in response.content.decode()


def test_an_item_of_another_meeting_is_not_there(client: Client, world: World) -> None:
    item = world.items["session_open"]
    assert _get(client, world.cast.carl, "item", world.past.pk, item.pk).status_code == 404


def test_nothing_is_fetched_before_it_is_issued(client: Client, world: World) -> None:
    assert _get(client, world.cast.sofie, "minutes_pdf", world.session.pk).status_code == 404


def test_the_minutes_are_fetched_under_a_name_that_tells_nothing(client: Client, world: World) -> None:
    publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    leads_to = _get(client, world.cast.bo, "minutes_pdf", world.session.pk)["Location"]
    response = client.get(leads_to)
    assert b"".join(response).startswith(b"%PDF")
    name = f"referat-chefforum-{world.session.date}.pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_bilag_comes_as_a_file_that_cannot_run(client: Client, world: World) -> None:
    response = _get(client, world.cast.carl, "attachment", world.attachments["past_open"].pk)
    assert b"".join(response) == b"synligt"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["past_closed", "past_in_closed"])
def test_a_closed_bilag_is_not_there_for_an_employee(client: Client, world: World, name: str) -> None:
    assert _get(client, world.cast.bo, "attachment", world.attachments[name].pk).status_code == 404


def test_the_imported_file_is_for_those_who_may_read_all_of_it(client: Client, world: World) -> None:
    _import(world)
    cast = world.cast
    answers = [
        _get(client, user, "original", world.past.pk).status_code for user in (cast.sofie, cast.carl, cast.bo)
    ]
    assert answers == [200, 404, 404]


@pytest.mark.parametrize("name", ["meeting", "agenda_pdf", "minutes_pdf", "original"])
def test_a_meeting_is_for_reading(client: Client, world: World, name: str) -> None:
    client.force_login(world.cast.sofie)
    assert client.post(reverse(name, args=[world.past.pk])).status_code == 405


def _import(world: World) -> None:
    ImportedFile.objects.create(
        meeting=world.past,
        file=ContentFile(b"REFERAT", name="referat.txt"),
        sha256=hashlib.sha256(b"REFERAT").hexdigest(),
    )
