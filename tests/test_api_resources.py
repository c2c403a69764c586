"""What there is, over REST: each as far as the caller may see it, and closed items as stubs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agenda.models import Invitation
from documents.models import Reading
from documents.reissuing import set_attachment_closed
from people import access_tokens
from people.models import Department
from tests.cast import World


def get(world: World, name: str, url: str) -> Any:
    client = Client()
    if name != "nobody":
        client.force_login(getattr(world.cast, name))
    return client.get(f"/api/v1/{url}").json()


def test_a_closed_item_is_a_stub_with_the_id_it_has_for_those_who_read_it(internal: World) -> None:
    item = internal.items["past_closed"]
    chief, guest = (get(internal, name, f"items/{item.pk}/") for name in ("carl", "gitte"))
    assert (chief["stub"], guest["stub"], chief["id"]) == (False, True, guest["id"])
    assert (guest["title"], guest["number"], guest["case_number"]) == ("Lukket: ansættelse", 2, None)
    assert (guest["background"], guest["recommendations"], guest["attachments"]) == ("", [], [])
    assert guest["decision"] is None
    assert get(internal, "carl", f"decisions/{chief['decision']}/")["item"] == chief["id"]


def test_an_open_item_that_is_not_shared_tells_neither_title_nor_case(internal: World) -> None:
    told = get(internal, "gitte", f"items/{internal.items['past_open'].pk}/")
    assert (told["stub"], told["title"], told["closed"]) == (True, "Ikke delt", False)


def test_a_filter_finds_no_stub_by_what_it_hides(internal: World) -> None:
    case = internal.items["past_closed"].case
    assert case is not None
    for query in (f"case={case.number}", "kind=decision"):
        stubs = [one for one in get(internal, "gitte", f"items/?{query}")["results"] if one["stub"]]
        assert stubs == []
    assert [one["number"] for one in get(internal, "carl", f"items/?case={case.number}")["results"]] == [2]


def test_a_closed_item_that_was_read_over_rest_stands_in_the_read_log(internal: World) -> None:
    item = internal.items["past_closed"]
    for name in ("carl", "gitte"):
        get(internal, name, "items/")
    lines = Reading.objects.filter(item=item, face=Reading.Face.API)
    assert [one.user for one in lines] == [internal.cast.carl]


def test_a_page_follows_another_and_each_item_stands_on_one(internal: World) -> None:
    found, url = list[str](), "items/?page_size=3"
    while url:
        page = get(internal, "sofie", url)
        found += [one["id"] for one in page["results"]]
        url = (page["next"] or "").rpartition("/api/v1/")[2]
    assert len(found) == len(set(found)) == len(get(internal, "sofie", "items/")["results"])


def test_bilag_and_documents_are_fetched_with_a_key(internal: World) -> None:
    """Whatever kind of answer the program says it would like."""
    _token, key = access_tokens.issue(internal.cast.carl, "arkiv", scope="read", expires_at=None)
    headers = {"Authorization": f"Bearer {key}", "Accept": "application/pdf"}
    bilag = get(internal, "carl", f"attachments/{internal.attachments['past_open'].pk}/")
    assert b"".join(Client().get(bilag["file"], headers=headers)) == b"synligt"
    paper = get(internal, "carl", f"documents/?meeting={internal.past.pk}")["results"][0]
    assert (paper["kind"], b"".join(Client().get(paper["file"], headers=headers))) == ("minutes", b"%PDF-1.7")


def test_the_caller_is_told_who_they_are(internal: World) -> None:
    assert get(internal, "line", "me/")["leads"] == [internal.cast.line.department_id]
    internal.cast.line.departments_led.update(merged_into=Department.objects.create(name="Miljø & Teknik"))
    assert get(internal, "line", "me/")["leads"] == []
    assert [one["role"] for one in get(internal, "karen", "me/")["seats"]] == ["chair"]
    nobody = get(internal, "nobody", "me/")
    assert (nobody["status"], nobody["detail"][:13]) == (401, "Send en nøgle")


@pytest.mark.parametrize(
    "name", ["forums", "items", "cases", "decisions", "attachments", "documents", "departments", "me"]
)
def test_a_page_costs_at_most_eight_queries(
    internal: World, django_assert_max_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    client = Client()
    client.force_login(internal.cast.sofie)
    with django_assert_max_num_queries(8):
        assert client.get(f"/api/v1/{name}/").status_code == 200


def test_a_department_that_was_merged_says_of_which_it_is_part(internal: World) -> None:
    house, other = Department.objects.order_by("pk")[:2]
    Department.objects.filter(pk=other.pk).update(merged_into=house)
    told = {one["id"]: one["merged_into"] for one in get(internal, "bo", "departments/")["results"]}
    assert (told[house.pk], told[other.pk]) == (None, house.pk)


def test_a_bilag_that_was_closed_is_gone_to_those_who_could_fetch_it(internal: World) -> None:
    bilag = internal.attachments["past_open"]
    set_attachment_closed(bilag, True, by=internal.cast.sofie)
    assert get(internal, "per", f"attachments/{bilag.pk}/")["title"] == bilag.title
    Invitation.objects.filter(user=internal.cast.per).update(reads_closed=False)
    answers = {name: get(internal, name, f"attachments/{bilag.pk}/file/")["status"] for name in ("per", "bo")}
    assert answers == {"per": 410, "bo": 404}
