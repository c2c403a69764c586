"""The pages where minutes are taken, as a secretary meets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from agenda.models import AgendaItem, Meeting, Recommendation
from agenda.services import attendance
from agenda.services.access import recuse
from agenda.services.guards import locked
from agenda.services.items import accept_item, draft_item, withdraw_item
from agenda.services.publication import publish_items
from agenda.services.versions import Mark
from decisions.models import Decision, Outcome
from decisions.services.approval import approve_minutes
from decisions.services.postponing import outcomes_of, resumed
from decisions.services.recording import record_decision, save_text
from decisions.services.session import leave_session
from documents.models import Reading
from tests.cast import World, some_day
from tests.test_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def sofie(client: Client, world: World) -> Client:
    client.force_login(world.cast.sofie)
    return client


def page_of(item: AgendaItem) -> str:
    return f"/meetings/{item.meeting_id}/minutes/{item.pk}/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def decided(item: AgendaItem) -> str:
    return Decision.objects.get(item=item).text


def post_json(client: Client, url: str, data: Mapping[str, str]) -> dict[str, Any]:
    answer = client.post(url, data, headers={"Accept": "application/json"})
    return dict(answer.json())


def test_she_opens_the_meeting_and_goes_to_the_first_item(sofie: Client, world: World) -> None:
    for item in world.session.items.filter(decision__isnull=False):
        record_decision(item, "", by=world.cast.sofie)
    leave_session(world.session, by=world.cast.sofie)
    url = f"/meetings/{world.session.pk}/minutes/"
    assert "Åbn mødet" in text(sofie.get(url))
    Meeting.objects.filter(pk=world.session.pk).update(date=some_day(7))
    assert "Åbn mødet allerede nu" in text(sofie.post(f"{url}start/"))
    opened = text(sofie.post(f"{url}start/", {"early": "1"}, follow=True))
    assert "0 af 4 punkter er færdige" in opened
    assert f'href="{page_of(world.items["session_open"])}"' in opened


def test_the_list_beside_says_what_is_done(sofie: Client, world: World) -> None:
    record_decision(world.items["session_open"], "<p>Ja.</p>", outcomes=[Outcome.APPROVED], by=None)
    withdraw_item(world.items["session_recused"], by=None)
    page = text(sofie.get(page_of(world.items["session_guest"])))
    progress = [part.partition('"')[0] for part in page.split('data-progress="')[1:]]
    assert progress == ["done", "begun", "not_begun", "off"]
    assert "1 af 3 punkter er færdige" in page


def test_without_script_the_whole_page_is_saved_and_the_next_item_comes(sofie: Client, world: World) -> None:
    item = world.items["session_guest"]
    sent = sofie.post(page_of(item), {"decision": "", "decision-base": "0-0", "outcome-1": "noted"})
    assert sent.headers["Location"] == page_of(world.items["session_recused"])
    assert (decided(item), outcomes_of(item)) == ("<p>Taget til efterretning.</p>", [Outcome.NOTED])


def test_without_script_two_texts_are_shown_together(sofie: Client, world: World) -> None:
    item = world.items["session_guest"]
    save_text(item, "<p>Karens tekst.</p>", base=Mark(), by=world.cast.karen)
    sent = sofie.post(page_of(item), {"decision": "<p>Sofies tekst.</p>", "decision-base": "0-0"})
    assert sent.status_code == 409
    assert "Karen Ravnsø ændrede teksten" in text(sent)
    assert decided(item) == "<p>Karens tekst.</p>"


def test_an_outcome_answers_with_the_sentence_and_its_mark(sofie: Client, world: World) -> None:
    item = world.items["session_guest"]
    answer = post_json(sofie, f"{page_of(item)}outcomes/", {"outcome-1": "discussed"})
    assert (answer["text"], answer["progress"], answer["offered"]) == ("<p>Drøftet.</p>", "done", True)
    saved = post_json(
        sofie, f"{page_of(item)}text/", {"text": "<p>Drøftet kort.</p>", "base": answer["mark"]}
    )
    assert "mark" in saved
    assert decided(item) == "<p>Drøftet kort.</p>"


def test_what_is_postponed_is_said_at_once(sofie: Client, world: World) -> None:
    item = world.items["session_guest"]
    answer = post_json(sofie, f"{page_of(item)}outcomes/", {"outcome-1": "postponed"})
    new = resumed(item)
    assert new is not None
    assert f"/items/{new.pk}/" in answer["resumed"]


def test_an_item_without_recommendations_has_an_outcome_of_its_own(sofie: Client, world: World) -> None:
    item = world.items["session_guest"]
    item.recommendations.all().delete()
    assert 'name="outcome-0"' in text(sofie.get(page_of(item)))
    post_json(sofie, f"{page_of(item)}outcomes/", {"outcome-0": "noted"})
    assert outcomes_of(item) == [Outcome.NOTED]


def test_who_came_and_went_is_noted_and_taken_back(sofie: Client, world: World) -> None:
    item, htmx = world.items["session_open"], {"HX-Request": "true"}
    sofie.post(f"/meetings/{world.session.pk}/minutes/attendance/expected/")
    sent = {"who": "mette østervang", "kind": "left", "at": "09:40"}
    part = text(sofie.post(f"{page_of(item)}presence/", sent, headers=htmx))
    assert "gik under punktet, kl. 09.40" in " ".join(part.split())
    assert "<html" not in part
    presence = item.presences.get()
    assert presence.user == world.cast.mette
    sofie.post(f"{page_of(item)}presence/{presence.pk}/remove/", headers=htmx)
    assert not item.presences.exists()


@pytest.mark.parametrize(
    ("who", "sentence"), [("En gæst", "e-mailadressen"), ("Sofie Møllebæk", "Du mister adgangen")]
)
def test_only_another_user_is_noted_as_recused_here(
    sofie: Client, world: World, who: str, sentence: str
) -> None:
    item = world.items["session_open"]
    assert sentence in text(sofie.post(f"{page_of(item)}presence/", {"who": who, "kind": "recused"}))
    sofie.post(f"{page_of(item)}presence/", {"who": "Carl Aadalskov", "kind": "recused"})
    assert [one.user for one in item.recusals.all()] == [world.cast.carl]


def test_a_dissent_is_written_where_the_decision_is(sofie: Client, world: World) -> None:
    item = world.items["session_open"]
    part = sofie.post(f"{page_of(item)}dissents/", {"who": "Carl Aadalskov", "text": ""})
    assert "vil have ført til referat" in text(part)
    sofie.post(f"{page_of(item)}dissents/", {"who": "Carl Aadalskov", "text": "Nej.\nHusk høringen."})
    assert "Nej.<br>Husk høringen." in text(sofie.get(page_of(item)))


def test_the_room_sees_no_closed_title(sofie: Client, world: World) -> None:
    item, url = world.items["session_closed"], f"/meetings/{world.session.pk}/minutes/"
    assert "sessionclosed" in text(sofie.get(url))
    sofie.post(f"{url}room/")
    assert "sessionclosed" not in text(sofie.get(url)) + text(sofie.get(page_of(item)))
    assert "sessionclosed" in text(sofie.get(f"{page_of(item)}?show=1"))


def test_the_window_of_a_closed_item_has_its_public_title(sofie: Client, world: World) -> None:
    title = text(sofie.get(page_of(world.items["session_closed"]))).partition("</title>")[0]
    assert "Lukket: ansættelse" in title
    assert "sessionclosed" not in title


def test_that_a_closed_item_was_open_on_the_screen_is_written_down(sofie: Client, world: World) -> None:
    item = world.items["session_closed"]
    sofie.get(page_of(item))
    assert Reading.objects.filter(item=item, user=world.cast.sofie).count() == 1


def test_who_is_recused_meets_a_line_without_a_link(client: Client, world: World) -> None:
    item = world.items["session_closed"]
    recuse(item, world.cast.karen, by=world.cast.sofie)
    client.force_login(world.cast.karen)
    page = text(client.get(page_of(world.items["session_open"])))
    assert "sessionclosed" not in page
    assert page_of(item) not in page
    assert "du er inhabil" in page
    assert client.get(page_of(item)).status_code == 404


def test_it_costs_a_constant_number_of_queries(sofie: Client, world: World) -> None:
    item = world.items["session_open"]
    urls = [f"/meetings/{world.session.pk}/minutes/", page_of(item)]
    before = [queries(sofie, url) for url in urls]
    for number in range(8):
        more = draft_item(world.forum, f"Punkt {number}", closed=False, recommendations=["at"] * 3, by=None)
        accept_item(more, world.session, by=None)
        Recommendation.objects.create(item=item, position=number + 5, text="at drøfte")
        attendance.add_attendee(world.session, f"Gæst {number}", presence="guest", by=None)
    with transaction.atomic():
        publish_items(locked(world.session), timezone.now(), None)
    assert [queries(sofie, url) for url in urls] == before
    assert max(before) <= 21


def test_approved_minutes_are_corrected_beside_their_text(sofie: Client, world: World) -> None:
    item = world.items["past_open"]
    approve_minutes(world.past, by=world.cast.sofie)
    url = f"/items/{item.pk}/corrections/"
    assert f'href="{url}"' in text(sofie.get(f"/meetings/{world.past.pk}/minutes/"))
    assert "Skriv rettelsen" in text(sofie.post(url, {"text": " "}))
    before = decided(item)
    sofie.post(url, {"text": "Der skulle stå 14 og ikke 12 børn."})
    assert decided(item) == before
    assert "Der skulle stå 14 og ikke 12 børn." in text(
        sofie.get(f"/meetings/{world.past.pk}/items/{item.pk}/")
    )


def test_the_page_is_called_as_the_button_that_leads_to_it(sofie: Client, world: World) -> None:
    for meeting in (world.session, world.past):
        url = f"/meetings/{meeting.pk}/"
        words = text(sofie.get(url)).partition(f'href="{url}minutes/">')[2].partition("<")[0]
        assert f'<span class="page-head-kind">{words}</span>' in text(sofie.get(f"{url}minutes/"))


def test_minutes_approved_with_a_change_are_approved_with_the_correction(sofie: Client, world: World) -> None:
    world.items["session_open"].recommendations.update(approves=world.past)
    record_decision(world.items["session_open"], "", outcomes=[Outcome.APPROVED_WITH_CHANGE], by=None)
    world.session.minutes_published_at, world.session.state = timezone.now(), "minutes_published"
    world.session.save()
    url = f"/items/{world.items['past_open'].pk}/corrections/"
    assert "godkendt med en ændring" in text(sofie.get(url))
    sofie.post(url, {"text": "Carl deltog også."})
    world.past.refresh_from_db()
    assert world.past.state == "minutes_approved"
    assert world.items["past_open"].corrections.get().text == "<p>Carl deltog også.</p>"


def test_a_cancelled_meeting_says_so_and_asks_for_no_agenda(sofie: Client, world: World) -> None:
    Meeting.objects.filter(pk=world.planned.pk).update(state=Meeting.State.CANCELLED)
    page = text(sofie.get(f"/meetings/{world.planned.pk}/minutes/"))
    assert "Mødet er aflyst." in page
    assert "Dagsordenen er ikke udsendt" not in page
