"""The pages where an agenda is put together and an item is written."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agenda.models import AgendaItem, Case, ItemGuest, TextVersion
from agenda.services.access import recuse
from agenda.services.items import draft_item
from agenda.services.ordering import add_item
from agenda.services.versions import Mark, marks
from agenda.services.writing import save_text
from documents.models import Reading
from documents.workspace import Workspace
from people.models import User
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    """The words of a page, without its tags."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def save(client: Client, item: AgendaItem, field: str, text: str, base: Mark, **more: str) -> Any:
    """Save as autosave.js does."""
    address = reverse("item_text", args=[item.pk, field])
    return client.post(
        address, {"text": text, "base": str(base), **more}, headers={"accept": "application/json"}
    )


# The agenda


def test_a_character_that_cannot_be_kept_is_told_in_our_words(world: World) -> None:
    client, url = signed_in(world.cast.sofie), f"/meetings/{world.planned.pk}/agenda/"
    assert "usynligt tegn, der ikke kan gemmes" in text_of(client.post(url, {"title": "Budget\0"}))
    client.logout()
    assert "usynligt tegn" in text_of(client.post("/sign-in/", {"username": "a\0", "password": "b"}))


def test_the_agenda_shows_the_clock_and_what_is_missing(world: World) -> None:
    for name, minutes in (("draft", 15), ("closed_draft", 45)):
        AgendaItem.objects.filter(pk=world.items[name].pk).update(minutes=minutes)
    ItemGuest.objects.create(
        item=world.items["closed_draft"],
        position=1,
        who="Gitte Holm, KL",
        arrives=time(9),
        leaves=time(9, 10),
    )
    world.forum.usual_minutes = 45
    world.forum.save()
    told = text_of(signed_in(world.cast.sofie).get(reverse("agenda", args=[world.planned.pk])))
    assert "Punkterne tager 60 minutter og slutter kl. 09:30 – mødet plejer at vare 45 minutter" in told
    assert "08:30–08:45 15 min." in told
    assert "Gitte Holm, KL 09:00–09:10 – passer ikke med punktets tid" in told
    assert "Der er ikke noget sagsnummer." in told


def test_the_clock_runs_as_the_room_takes_the_items(world: World) -> None:
    for name, place in (("past_open", 2), ("past_guest", 1)):
        AgendaItem.objects.filter(pk=world.items[name].pk).update(minutes=10, room_position=place)
    lines = {line.item: line.clock for line in Workspace(world.past, world.cast.sofie).lines}
    assert lines[world.items["past_guest"]] == "08:30–08:40"
    assert lines[world.items["past_open"]] == "08:40–08:50"


def test_an_item_is_added_with_its_title_alone_and_moved(world: World) -> None:
    client = signed_in(world.cast.sofie)
    address = reverse("agenda", args=[world.planned.pk])
    client.post(address, {"title": "Evt."})
    item = world.planned.items.get(title="Evt.")
    assert (item.state, item.closed) == ("accepted", False)
    told = client.post(reverse("item_place", args=[item.pk]), {"place": 1, "number": 3}, follow=True)
    assert "Punkt 3, Evt., er flyttet til plads 1 af 3." in text_of(told)


def test_an_item_goes_to_the_pool_and_is_taken_from_it(world: World) -> None:
    client, item = signed_in(world.cast.sofie), world.items["draft"]
    told = client.post(reverse("item_pool", args=[item.pk]), follow=True)
    assert "Punktet er taget af dagsordenen" in text_of(told)
    assert "Venter på et møde" in text_of(told)
    told = client.post(reverse("item_take", args=[item.pk, world.planned.pk]), follow=True)
    assert "Punktet er sat på dagsordenen for" in text_of(told)
    item.refresh_from_db()
    assert item.meeting == world.planned


def test_what_a_secretary_is_recused_from_is_a_line_without_a_word(world: World) -> None:
    recuse(world.items["draft"], world.cast.sofie, reason="Part i sagen", by=world.cast.karen)
    told = text_of(signed_in(world.cast.sofie).get(reverse("agenda", args=[world.planned.pk])))
    assert "Du er inhabil i dette punkt." in told
    assert "Julelukning" not in told


# Texts that save themselves


def test_a_text_saves_itself_and_says_when(world: World) -> None:
    client, item = signed_in(world.cast.sofie), world.items["draft"]
    told = save(client, item, "background", "<p>Ny tekst</p>", Mark()).json()
    assert re.fullmatch(r"\d\d\.\d\d", told["at"])
    assert told["mark"] == str(marks(item)["background"])
    item.refresh_from_db()
    assert item.background == "<p>Ny tekst</p>"
    assert save(client, item, "background", "<p>Ny tekst</p>", Mark(), check="1").json() == {"stored": True}


def test_a_clash_is_answered_with_both_texts_and_can_be_settled(world: World) -> None:
    client, item = signed_in(world.cast.sofie), world.items["draft"]
    save_text(item, "background", "<p>Karen skrev dette.</p>", base=Mark(), by=world.cast.karen)
    answer = save(client, item, "background", "<p>Sofie skrev dette.</p>", Mark())
    told = answer.json()
    assert answer.status_code == 409
    assert told["text"] == "<p>Karen skrev dette.</p>"
    assert "Karen Ravnsø ændrede teksten" in told["panel"]
    settled = save(
        client, item, "background", "<p>Begge skrev dette.</p>", Mark.parse(told["mark"]), anew="1"
    )
    assert settled.status_code == 200
    newest, karens, _first = TextVersion.objects.filter(item=item, field="background")
    assert (newest.text, karens.text) == ("<p>Begge skrev dette.</p>", "<p>Karen skrev dette.</p>")


def test_what_cannot_be_saved_is_told_in_a_sentence(world: World) -> None:
    client = signed_in(world.cast.sofie)
    empty = save(client, world.items["draft"], "title", " ", Mark())
    assert (empty.status_code, empty.json()) == (400, {"sentence": "Skriv en titel."})
    out = save(client, world.items["past_open"], "title", "For sent", Mark())
    assert (out.status_code, "udsendt" in out.json()["sentence"]) == (409, True)
    gone = save(Client(), world.items["draft"], "title", "Uden navn", Mark())
    assert (gone.status_code, gone.json()) == (401, {"sign_in": "/sign-in/"})
    assert save(signed_in(world.cast.bo), world.items["draft"], "title", "Nej", Mark()).status_code == 404
    assert save(client, world.items["draft"], "state", "published", Mark()).status_code == 404


# The editor


def form_of(client: Client, item: AgendaItem) -> dict[str, str]:
    """What the editor sends when nothing was written in it."""
    editing = client.get(reverse("item_edit", args=[item.pk])).context["editing"]
    sent: dict[str, str] = {}
    for name, box in editing.boxes.items():
        sent |= {name: box.value, f"{name}-base": str(box.base), f"{name}-was": box.was}
    return sent


def test_the_form_saves_what_was_written_and_leaves_the_rest(world: World) -> None:
    """What somebody else has written meanwhile stays, where this page has not touched it."""
    client, item = signed_in(world.cast.sofie), world.items["draft"]
    sent = form_of(client, item) | {"minutes": "20", "recommendations": "At drøfte\nAt beslutte"}
    save_text(item, "presenter", "Line Skovbjærg", base=Mark(), by=world.cast.karen)
    answer = client.post(reverse("item_edit", args=[item.pk]), sent)
    assert answer.status_code == 302
    item.refresh_from_db()
    assert (item.minutes, item.presenter) == (20, "Line Skovbjærg")
    assert [one.text for one in item.recommendations.all()] == ["at drøfte", "at beslutte"]


def test_the_form_shows_a_clash_and_the_other_fields_are_saved(world: World) -> None:
    client, item = signed_in(world.cast.sofie), world.items["draft"]
    sent = form_of(client, item) | {"title": "Julelukning 2026", "minutes": "20"}
    save_text(item, "title", "Sommerlukning", base=Mark(), by=world.cast.karen)
    answer = client.post(reverse("item_edit", args=[item.pk]), sent)
    assert answer.status_code == 409
    assert "Karen Ravnsø ændrede teksten" in text_of(answer)
    item.refresh_from_db()
    assert (item.title, item.minutes) == ("Sommerlukning", 20)
    box = answer.context["editing"].boxes["title"]
    again = sent | {"title": box.value, "title-base": str(box.base), "title-anew": "1"}
    assert client.post(reverse("item_edit", args=[item.pk]), again).status_code == 302
    item.refresh_from_db()
    assert item.title == "Julelukning 2026"


def test_an_error_is_said_with_what_was_written(world: World) -> None:
    client, item = signed_in(world.cast.sofie), world.items["draft"]
    sent = form_of(client, item) | {"minutes": "et kvarter"}
    told = text_of(client.post(reverse("item_edit", args=[item.pk]), sent))
    assert "Skriv minutterne som et helt tal" in told


def test_an_author_has_fewer_fields_and_no_agenda(world: World) -> None:
    item = draft_item(world.forum, "Legeplads", closed=False, author=world.cast.frida, by=world.cast.frida)
    page = signed_in(world.cast.frida).get(reverse("item_edit", args=[item.pk]))
    assert "department" not in page.context["editing"].boxes
    assert "/agenda/" not in page.content.decode()
    assert "Adgang og lukning" not in page.content.decode()


def test_the_editor_of_a_closed_item_is_a_reading_and_names_no_title_in_the_window(world: World) -> None:
    item = world.items["closed_draft"]
    page = signed_in(world.cast.sofie).get(reverse("item_edit", args=[item.pk])).content.decode()
    assert "kodeord" not in page.partition("<title>")[2].partition("</title>")[0]
    assert "Andre ser kun titlen »Lukket: ansættelse«." in page
    assert Reading.objects.filter(item=item, user=world.cast.sofie).count() == 1


# Earlier versions


def test_an_earlier_version_is_compared_and_fetched_again(world: World) -> None:
    client, item = signed_in(world.cast.sofie), world.items["draft"]
    old = item.background
    save_text(item, "background", "<p>Helt ny tekst.</p>", base=Mark(), by=world.cast.karen)
    page = client.get(reverse("item_text", args=[item.pk, "background"]))
    told = text_of(page)
    assert "[slettet: Sagen" in told
    assert "[tilføjet: Helt ny tekst. ]" in told
    versions = page.context["versions"]
    client.post(
        reverse("item_text", args=[item.pk, "background"]),
        {"version": versions.chosen.pk, "base": str(versions.mark)},
    )
    item.refresh_from_db()
    assert item.background == old
    assert item.text_versions.filter(field="background").count() == 3


# The case


def test_the_history_of_a_case_shows_what_the_reader_may_read(world: World) -> None:
    """An item that may not be read is its public title, and only where its case number may be told."""
    case = Case.objects.create(number="15/7111")
    keys = ("draft", "past_open", "past_closed", "session_open")
    AgendaItem.objects.filter(pk__in=[world.items[key].pk for key in keys]).update(case=case)
    address = reverse("item_case", args=[world.items["draft"].pk])
    told = signed_in(world.cast.sofie).get(address).content.decode()
    assert "Personsag kodeordpastclosed" in told
    assert "kodeordpastopendecision" in told
    assert "kodeordsessionopendecision" in told
    assert Reading.objects.filter(item=world.items["past_closed"], user=world.cast.sofie).exists()
    told = signed_in(world.cast.frida).get(address).content.decode()
    assert "Lokalplan 412" in told
    assert "kodeordsessionopendecision" not in told
    assert "Lukket: ansættelse" not in told
    AgendaItem.objects.filter(pk=world.items["past_closed"].pk).update(shows_case_number=True)
    told = signed_in(world.cast.frida).get(address).content.decode()
    assert "Lukket: ansættelse" in told
    assert "kodeordpastclosed" not in told


def test_what_a_member_opens_shows_no_trace_of_drafting(world: World) -> None:
    add_item(world.session, "Hastesag", closed=False, by=world.cast.sofie)
    page = signed_in(world.cast.carl).get(reverse("meeting", args=[world.session.pk])).content.decode()
    assert "/agenda/" not in page
    assert "Hastesag" not in page
