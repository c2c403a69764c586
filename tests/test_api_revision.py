"""Minutes that are out, written anew over REST and sent out as a new version."""

from __future__ import annotations

import pytest
from django.test import Client

from agenda.models import Meeting
from agenda.services.versions import Mark
from decisions.services.revisions import save_text
from documents.content import Kind
from documents.models import CheckAnswer, IssuedDocument
from documents.services import publish
from tests.cast import World
from tests.test_api_writing import Program, pointers
from tests.test_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def esdh(world: World) -> Program:
    """A secretary's program that has just been shown the minutes, which are out."""
    publish(Meeting.objects.get(pk=world.session.pk), Kind.MINUTES, by=world.cast.sofie)
    program = Program(world, "sofie")
    program.see(f"meetings/{world.session.pk}/")
    return program


def test_minutes_that_are_out_are_written_anew_and_sent(world: World, esdh: Program) -> None:
    revision, item = f"meetings/{world.session.pk}/revision/", world.items["session_open"]
    carl, karen = world.cast.carl.pk, world.cast.karen.pk
    assert esdh.ask("get", revision).status_code == 404
    opened = esdh.ask("post", revision)
    assert (opened.status_code, opened.json()["items"], opened.json()["attendance"]) == (201, [], None)
    assert esdh.ask("post", f"{revision}issue/").status_code == 409, "nothing is changed yet"
    anew = {
        "item": str(item.pk),
        "text": "<p>Udsat. Sag 2003023693.</p>",
        "outcomes": ["postponed"],
        "presences": [{"user": carl, "kind": "left", "at": "09:40"}],
        "dissents": [{"user": karen, "text": "Imod."}],
    }
    odd = [{**anew, "item": "00000000-0000-4000-8000-000000000000"}, {"item": str(item.pk), "outcomes": []}]
    for one, field in zip(odd, ("item", "outcomes"), strict=True):
        assert pointers(esdh.ask("patch", revision, {"items": [anew, one]})) == [f"#/items/1/{field}"]
    before = esdh.tag
    present = {"user": carl, "presence": "absent"}
    assert pointers(esdh.ask("patch", revision, {"attendance": [present, present]})) == [
        "#/attendance/1/user"
    ]
    sent = {"items": [anew], "attendance": [present], "changes": "Punkt 1 er udsat."}
    told = esdh.ask("patch", revision, sent).json()
    (written,) = told["items"]
    assert (written["text"], written["outcomes"], written["dissents"][0]["user"]) == (
        anew["text"], ["postponed"], karen
    )  # fmt: skip
    assert (written["presences"][0]["at"], told["attendance"][0]["presence"]) == ("09:40:00", "absent")
    now, esdh.tag = esdh.tag, before
    assert [esdh.ask(method, revision, {}).status_code for method in ("patch", "delete")] == [412, 412]
    esdh.tag = now
    held = esdh.ask("post", f"{revision}issue/")
    (finding,) = held.json()["findings"]
    assert (held.status_code, finding["severity"], CheckAnswer.objects.exists()) == (409, "cpr", False)
    answers = {"answers": [{"finding": finding["id"], "kind": "not_cpr"}]}
    issued = esdh.ask("post", f"{revision}issue/", answers).json()["document"]
    assert issued["items"][0]["decision"] == anew["text"]
    assert IssuedDocument.objects.filter(meeting=world.session, kind="minutes", version=2).exists()
    assert esdh.ask("get", revision).status_code == 404


def test_it_is_dropped_and_is_for_those_who_take_the_minutes(world: World, esdh: Program) -> None:
    revision, carl = f"meetings/{world.session.pk}/revision/", Program(world, "carl")
    esdh.ask("post", revision)
    told = [carl.ask(method, path, {}).status_code for method, path in (
        ("get", revision), ("post", revision), ("patch", revision), ("delete", revision), ("post", f"{revision}issue/")
    )]  # fmt: skip
    assert told == [403] * 5
    assert esdh.ask("delete", revision).status_code == 204
    assert esdh.ask("patch", revision, {}).status_code == 404
    planned = f"meetings/{world.planned.pk}/"
    esdh.see(planned)
    assert esdh.ask("post", f"{planned}revision/").status_code == 409


def test_it_costs_the_same_whatever_is_written_anew(world: World, esdh: Program) -> None:
    esdh.ask("post", f"meetings/{world.session.pk}/revision/")
    client, costs = Client(), []
    client.force_login(world.cast.sofie)
    for key in ("session_open", "session_guest"):
        save_text(world.items[key], "<p>Udsat.</p>", base=Mark(), by=world.cast.sofie)
        costs.append(queries(client, f"/api/v1/meetings/{world.session.pk}/revision/"))
    assert costs[0] == costs[1] <= 24
