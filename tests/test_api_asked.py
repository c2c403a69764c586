"""What an address of the REST face asks for and cannot: nothing of it is passed over in silence."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.test import Client

from agenda.models import Forum, Meeting
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = [
    *("attachments", "cases", "decisions", "departments", "documents"),
    *("forums", "items", "meetings", "tasks"),
]
EVERYWHERE = [
    *("farve=rød", "page_size=0", "page_size=501", "page_size=ti"),
    *("cursor=zzz", "cursor=cD0lMDA=", "format=xml"),
]
OF_ONE = (
    ("tasks", "departmnt=3", "department"),
    ("tasks", "late=maybe", "true, false"),
    ("tasks", "late=", "Er tom"),
    ("tasks", "status=zz", "open, in_progress"),
    ("tasks", "status=open,", "open, in_progress"),
    ("tasks", "ordering=secret", "-created_at"),
    ("tasks", "department=1.5", "Indtast et heltal"),
    ("tasks", "department=1&department=2", "flere gange"),
    ("tasks", "deadline_before=31/12/2026", "2026-10-22"),
    ("tasks", "modified_since=0001-01-01T00:00:00%2B23:00", "%2B"),
    ("tasks", "format=csv&ordering=created_at", "hele listen"),
    ("tasks", "format=csv&modified_since=1970-01-01T00:00:00Z", "JSON"),
    ("items", "published=maybe", "true, false"),
    ("meetings", "state=planlagt", "planned"),
    ("meetings", "cursor=cD1hYmM=", "next"),
    ("meetings", "modified_since=1970-01-01T00:00:00Z&state=planned", "modified_since"),
    ("me", "navn=1", "format"),
)


def program(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.sofie)
    return client


@pytest.mark.parametrize("of", LISTS)
def test_no_list_passes_over_what_it_does_not_know(world: World, of: str) -> None:
    client = program(world)
    assert client.get(f"/api/v1/{of}/?page_size=500&format=json").status_code == 200
    for query in EVERYWHERE:
        answer = client.get(f"/api/v1/{of}/?{quote(query, safe='=&%')}")
        assert answer.status_code == 400, query
        (wrong,) = answer.json()["errors"]
        assert (wrong["parameter"], set(wrong)) == (query.partition("=")[0], {"parameter", "detail"})


@pytest.mark.parametrize(("of", "query", "says"), OF_ONE)
def test_a_parameter_that_is_of_no_use_is_named_with_what_there_is(
    world: World, of: str, query: str, says: str
) -> None:
    answer = program(world).get(f"/api/v1/{of}/?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert any(one["parameter"] in query and says in one["detail"] for one in answer.json()["errors"]), (
        answer.content.decode()
    )


def test_what_a_body_names_and_there_is_not_is_an_error_at_its_field(world: World) -> None:
    client, hidden = program(world), {"title": "Nyt", "closed": False}
    other = Meeting.objects.create(forum=_other_forum(), date=world.planned.date)
    for path, sent, field in (
        ("meetings", {"forum": other.forum_id, "date": "2027-01-01"}, "forum"),
        ("items", {**hidden, "forum": 0}, "forum"),
        ("items", {**hidden, "meeting": other.pk}, "meeting"),
        ("items", {**hidden, "meeting": world.planned.pk, "forum": other.forum_id}, "forum"),
        ("tasks", {"item": str(_NOBODYS), "text": "Ring"}, "item"),
        ("decisions", {"item": str(_NOBODYS)}, "item"),
    ):
        answer = client.post(f"/api/v1/{path}/", sent, content_type="application/json")
        assert answer.status_code == 400, path
        assert [one["pointer"] for one in answer.json()["errors"]] == [f"#/{field}"]
    agree = {**hidden, "meeting": world.planned.pk, "forum": world.forum.pk}
    assert client.post("/api/v1/items/", agree, content_type="application/json").status_code == 201


_NOBODYS = "00000000-0000-4000-8000-000000000000"


def _other_forum() -> Forum:
    return Forum.objects.create(name="Direktion", abbreviation="DIR")


def test_values_of_another_kind_are_told_of_in_danish(world: World) -> None:
    sent = {"title": {}, "closed": "måske", "recommendations": [{}], "meeting": "x", "kind": "zz"}
    answer = program(world).post("/api/v1/items/", sent, content_type="application/json").json()
    words = {one["pointer"]: one["detail"] for one in answer["errors"]}
    assert (words["#/title"], words["#/closed"]) == ("Skriv en tekst.", "Skriv true eller false.")
    assert "discussion" in words["#/kind"]
    assert words["#/recommendations/0"] == "Skriv en tekst."
    item = program(world).post("/api/v1/decisions/", {"item": "x"}, content_type="application/json").json()
    assert item["errors"][0]["detail"].startswith("Skriv et id")
    task = {"item": str(_NOBODYS), "text": "Ring", "department": 999, "person": "bo", "partner_people": ["x"]}
    told = program(world).post("/api/v1/tasks/", task, content_type="application/json").json()["errors"]
    ids = {one["pointer"]: one["detail"].split(" ")[0] for one in told}
    assert ids == {"#/department": "Findes", "#/person": "Skriv", "#/partner_people": "Skriv"}


@pytest.mark.parametrize("body", ['{"a": ', '{"a": NaN}', b"\xff"])
def test_a_body_that_cannot_be_read_is_told_of_in_one_language(world: World, body: str | bytes) -> None:
    answer = program(world).post("/api/v1/items/", body, content_type="application/json")
    assert (answer.status_code, "er ikke JSON" in answer.json()["detail"]) == (400, True)


def test_a_body_in_pieces_is_not_taken_for_none(world: World) -> None:
    answer = program(world).generic(
        "POST", "/api/v1/items/", b"", "application/json", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH=""
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (411, "application/problem+json")
