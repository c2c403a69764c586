"""The pages where a secretary closes, opens, lets in and takes off, and where an administrator breaks the glass."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agenda.models import AgendaItem, Attachment, ItemUserGrant, LegalGround, Membership
from agenda.services.access import break_glass, grant_reading, recuse
from documents import build
from documents.adding import add_bilag
from documents.content import Kind
from documents.editions import store_snapshot
from documents.models import Incident, Reading
from people.danish import long_date
from people.files import kept_files
from people.models import JournalEntry, User
from tests.cast import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

GROUND = "Overslag, tilbud og udbud"


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, name: str, *args: object, **data: Any) -> HttpResponse:
    return client.post(reverse(name, args=args), data)  # type: ignore[return-value]


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """The sentences at each field; the page says them in a summary that has the focus, too."""
    found: dict[str, list[str]] = dict(response.context["form"].errors)  # type: ignore[attr-defined]
    text = response.content.decode()
    assert response.status_code == 200
    assert not found or "Ret dette, og prøv igen" in text
    assert all(f'id="id_{name}_error"' in text for name in found)
    return found


def closing(**more: Any) -> dict[str, Any]:
    ground = LegalGround.objects.get(text=GROUND).pk
    return {"legal_ground": ground, "public_title": "Lukket: udbud af kantinedrift"} | more


# Closing


def test_a_secretary_closes_an_item_on_a_ground_from_the_list(world: World) -> None:
    item, client = world.items["past_guest"], at(world.cast.sofie)
    words = {
        "public_decision": "Udbuddet\ngodkendt.\n\n- Det offentliggøres.",
        "sensitive_words": "Kok & Søn\n",
    }
    response = send(client, "item_close", item.pk, **closing(**words))
    assert response["Location"] == reverse("item_access", args=[item.pk])
    item.refresh_from_db()
    assert (item.closed, item.closed_by, item.legal_ground) == (True, world.cast.sofie, GROUND)
    assert item.public_decision == "<p>Udbuddet godkendt.</p><ul><li>Det offentliggøres.</li></ul>"
    assert item.sensitive_words == "Kok & Søn"
    assert "Lukket: udbud af kantinedrift" in page(client, "item_access", item.pk)


def test_a_public_title_that_says_nothing_is_warned_of_and_allowed(world: World) -> None:
    item, client = world.items["past_guest"], at(world.cast.sofie)
    response = send(client, "item_close", item.pk, **closing(public_title="Lukket punkt"))
    assert "Ankestyrelsen har kritiseret" in response.content.decode()
    assert 'value="Lukket punkt"' in response.content.decode()
    assert not AgendaItem.objects.get(pk=item.pk).closed
    send(client, "item_close", item.pk, **closing(public_title="Lukket punkt"), anyway="1")
    assert AgendaItem.objects.get(pk=item.pk).public_title == "Lukket punkt"


def test_digits_like_a_cpr_number_are_warned_of_where_they_go_out_at_once(world: World) -> None:
    item, client = world.items["past_guest"], at(world.cast.sofie)
    words = closing(public_decision="Sagen om 010190-1234 er afgjort.")
    assert "ligner et CPR-nummer" in send(client, "item_close", item.pk, **words).content.decode()
    assert not AgendaItem.objects.get(pk=item.pk).closed
    send(client, "item_close", item.pk, **words, anyway="1")
    assert AgendaItem.objects.get(pk=item.pk).closed


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("legal_ground", {"legal_ground": ""}, "Vælg, med hvilken hjemmel punktet lukkes."),
        ("legal_ground", {"legal_ground": "999"}, "Hjemlen kan ikke vælges længere."),
        ("public_title", {"public_title": ""}, "Skriv den titel, som andre må se."),
        ("public_title", {"public_title": "Salg af <b>grund</b>"}, "Skriv titlen som almindelig tekst"),
        ("public_title", {"public_title": "x" * 1001}, "Titlen er for lang"),
    ],
)
def test_what_is_wrong_with_a_closing_is_said_at_the_field(
    world: World, field: str, wrong: dict[str, str], sentence: str
) -> None:
    item, before = world.items["past_guest"], JournalEntry.objects.count()
    found = errors(send(at(world.cast.sofie), "item_close", item.pk, **closing(**wrong)))
    assert list(found) == [field]
    assert sentence in found[field][0]
    assert not AgendaItem.objects.get(pk=item.pk).closed
    assert JournalEntry.objects.count() == before


def test_an_open_ended_ground_asks_for_words_which_are_stored(world: World) -> None:
    item, client = world.items["past_guest"], at(world.cast.sofie)
    other = LegalGround.objects.get(open_ended=True).pk
    assert "own_words" in errors(send(client, "item_close", item.pk, **closing(legal_ground=other)))
    words = closing(legal_ground=other, own_words="Hensynet til en verserende retssag")
    send(client, "item_close", item.pk, **words)
    assert (
        AgendaItem.objects.get(pk=item.pk).legal_ground == "Anden hjemmel: Hensynet til en verserende retssag"
    )
    assert "Hensynet til en verserende retssag" in page(client, "item_close", item.pk)


def test_the_same_form_says_anew_how_a_closed_item_is_closed(world: World) -> None:
    """Its ground is no longer on the list, and stays as it was; who closed it and when stay too."""
    item, client = world.items["past_closed"], at(world.cast.karen)
    given = client.get(reverse("item_close", args=[item.pk])).context["form"].initial
    send(client, "item_close", item.pk, **given | {"public_decision": "Stillingen slås op."})
    now = AgendaItem.objects.get(pk=item.pk)
    assert now.public_decision == "<p>Stillingen slås op.</p>"
    assert (now.legal_ground, now.public_title, now.closed_by, now.closed_at) == (
        item.legal_ground, item.public_title, item.closed_by, item.closed_at,
    )  # fmt: skip


def test_what_the_check_finds_is_answered_before_more_is_told_of_a_closed_item(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    given = client.get(reverse("item_close", args=[item.pk])).context["form"].initial
    data = given | {"public_title": "Lukket", "public_decision": "Sagen er 010190-1234.", "anyway": "1"}
    response = send(client, "item_close", item.pk, **data)
    assert "Det er ikke gemt endnu" in response.content.decode()
    assert 'name="anyway" value="1"' in response.content.decode()
    (form,) = response.context["held"].forms  # type: ignore[attr-defined]
    assert AgendaItem.objects.get(pk=item.pk).public_decision == ""
    answers = {"answered": "1", f"{form.prefix}-kind": "not_cpr"}
    assert send(client, "item_close", item.pk, **data | answers).status_code == 302
    assert AgendaItem.objects.get(pk=item.pk).public_decision == "<p>Sagen er 010190-1234.</p>"


def test_a_ground_switched_off_can_not_be_chosen(world: World) -> None:
    LegalGround.objects.filter(text=GROUND).update(active=False)
    item = world.items["past_guest"]
    assert "legal_ground" in errors(send(at(world.cast.sofie), "item_close", item.pk, **closing()))


def test_closing_what_is_out_says_what_will_happen_and_leaves_an_incident(world: World) -> None:
    item, client = world.items["past_guest"], at(world.cast.sofie)
    assert "bliver trukket tilbage og erstattet af nye" in page(client, "item_close", item.pk)
    assert "trukket tilbage" not in page(client, "item_close", world.items["draft"].pk)
    for _click in range(2):
        send(client, "item_close", item.pk, **closing())
    incident = Incident.objects.get(item=item)
    assert reverse("incident", args=[incident.pk]) in page(client, "item_access", item.pk)
    send(client, "incident", incident.pk, note="Ringet til Bo.\nFilen er slettet.")
    assert "Ringet til Bo.<br>Filen er slettet." in page(client, "item_access", item.pk)


# Opening


def test_opening_shows_first_and_does_after(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    shown = page(client, "item_open", item.pk)
    for words in (
        "Personsag kodeordpastclosed", "26/kodeordpastclosed", "Ansøgning kodeordpastclosed",
        "at Chefforum ansætter", "kodeordpastcloseddecision", "Niels Forhen", "Alle andre ansatte",
    ):  # fmt: skip
        assert words in shown
    assert "Carl Aadalskov" not in shown
    seen = client.get(reverse("item_open", args=[item.pk])).context["seen"]
    for _click in range(2):
        assert send(client, "item_open", item.pk, seen=seen).status_code == 302
    assert not AgendaItem.objects.get(pk=item.pk).closed
    assert JournalEntry.objects.filter(kind="item.opened", object_id=str(item.pk)).count() == 1


def test_what_has_changed_since_it_was_shown_is_shown_again(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    seen = client.get(reverse("item_open", args=[item.pk])).context["seen"]
    add_bilag(world.items["session_closed"], "Notat", by=None)
    AgendaItem.objects.filter(pk=item.pk).update(background="<p>En helt anden tekst.</p>")
    response = send(client, "item_open", item.pk, seen=seen)
    assert "Noget er ændret, mens du læste." in response.content.decode()
    assert AgendaItem.objects.get(pk=item.pk).closed


def test_what_the_check_finds_is_answered_before_an_item_is_opened(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    AgendaItem.objects.filter(pk=item.pk).update(background="<p>Ansøgeren er 010190-1234.</p>")
    with kept_files() as keep, transaction.atomic():
        store_snapshot(world.past, build.whole(world.past, Kind.MINUTES), by=None, keep=keep)
    seen = client.get(reverse("item_open", args=[item.pk])).context["seen"]
    held = send(client, "item_open", item.pk, seen=seen).context["held"]  # type: ignore[attr-defined]
    assert len(held.forms) == 1
    kind = f"{held.forms[0].prefix}-kind"
    forgotten = send(client, "item_open", item.pk, seen=seen, answered="1")
    assert "Vælg, om det er et CPR-nummer." in forgotten.content.decode()
    assert AgendaItem.objects.get(pk=item.pk).closed
    send(client, "item_open", item.pk, seen=seen, answered="1", **{kind: "not_cpr"})
    assert not AgendaItem.objects.get(pk=item.pk).closed


def test_a_bilag_is_closed_and_opened_by_itself(world: World) -> None:
    client, bilag = at(world.cast.sofie), world.attachments["past_open"]
    for _click in range(2):
        assert send(client, "attachment_close", bilag.pk).status_code == 302
    assert Attachment.objects.get(pk=bilag.pk).closed
    assert "1.L1" in page(client, "item_access", bilag.item_id)
    answer = client.get(reverse("attachment_open", args=[bilag.pk]))
    assert "Alle andre ansatte" in answer.content.decode()
    send(client, "attachment_open", bilag.pk, seen=answer.context["seen"])
    assert not Attachment.objects.get(pk=bilag.pk).closed


# Letting in


def test_a_grant_is_given_shown_and_taken_back(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    tomorrow = timezone.localtime() + timedelta(days=1)
    data = {
        "to": "BO@fjordby.example",
        "reason": "Skal skrive opslaget",
        "expires_at": f"{tomorrow:%Y-%m-%dT%H:%M}",
    }
    for _click in range(2):
        assert send(client, "item_grant", item.pk, **data).status_code == 302
    grant = ItemUserGrant.objects.get(user=world.cast.bo)
    assert grant.expires_at == tomorrow.replace(second=0, microsecond=0)
    shown = page(client, "item_access", item.pk)
    assert "Skal skrive opslaget" in shown
    assert f"kl.\N{NO-BREAK SPACE}{tomorrow:%H:%M}." in shown
    for _click in range(2):
        assert send(client, "person_grant_withdraw", grant.pk).status_code == 302
    assert not AgendaItem.objects.visible_to(world.cast.bo).contains(item)
    assert "1 adgang, der er ophørt" in page(client, "item_access", item.pk)


def test_a_group_is_let_in_by_a_choice(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    assert 'name="group"' not in page(client, "item_grant", item.pk)
    jurists = Group.objects.create(name="Jurister")
    jurists.user_set.add(world.cast.bo)
    send(client, "item_grant", item.pk, group=jurists.pk, reason="Vurderer klagen")
    assert AgendaItem.objects.visible_to(world.cast.bo).contains(item)
    assert "Gruppen Jurister (1 person)" in page(client, "item_access", item.pk)
    send(client, "group_grant_withdraw", item.group_grants.get().pk)
    assert not AgendaItem.objects.visible_to(world.cast.bo).contains(item)


def test_who_reads_it_already_is_let_in_on_a_second_yes_only(world: World) -> None:
    """Carl is a member. Bo reads the open item as an employee, and not its closed bilag."""
    client, jurists = at(world.cast.sofie), Group.objects.create(name="Jurister")
    jurists.user_set.add(world.cast.carl)
    for key, field, whom, warned in [
        ("past_closed", "to", "carl@fjordby.example", "Carl Aadalskov kan allerede læse punktet"),
        ("past_closed", "group", str(jurists.pk), "Alle i gruppen Jurister kan allerede læse punktet"),
        ("past_open", "to", "bo@fjordby.example", ""),
    ]:  # fmt: skip
        data = {field: whom, "reason": "Skal svare på en klage"}
        asked = send(client, "item_grant", world.items[key].pk, **data)
        assert warned in asked.content.decode()
        assert (asked.status_code == 200) is bool(warned)
    past = {"to": "carl@fjordby.example", "reason": "Svar", "expires_at": "2020-01-01T12:00"}
    assert list(errors(send(client, "item_grant", world.items["past_closed"].pk, **past))) == ["expires_at"]
    assert not ItemUserGrant.objects.filter(user=world.cast.carl).exists()
    data = {"to": "carl@fjordby.example", "reason": "Fratræder snart", "anyway": "1"}
    assert send(client, "item_grant", world.items["past_closed"].pk, **data).status_code == 302
    assert ItemUserGrant.objects.filter(user=world.cast.carl).exists()


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("to", {"to": "ukendt@fjordby.example"}, "Der er ingen bruger med det navn eller den e-mailadresse."),
        ("to", {"to": ""}, "Skriv, hvem der skal have adgang."),
        ("to", {"to": "carl@fjordby.example"}, "Vedkommende er inhabil i punktet"),
        ("reason", {"reason": " "}, "Skriv, hvorfor vedkommende skal have adgang."),
        ("expires_at", {"expires_at": "2020-01-01T12:00"}, "Udløbet ligger i fortiden"),
        ("expires_at", {"expires_at": "i morgen"}, "Skriv både dato og klokkeslæt"),
    ],
)
def test_what_is_wrong_with_a_grant_is_said_at_the_field(
    world: World, field: str, wrong: dict[str, str], sentence: str
) -> None:
    item = world.items["past_closed"]
    recuse(item, world.cast.carl, reason="Bror til ansøgeren", by=world.cast.sofie)
    before = JournalEntry.objects.count()
    data = {"to": "bo@fjordby.example", "reason": "Skal skrive opslaget"} | wrong
    found = errors(send(at(world.cast.sofie), "item_grant", item.pk, **data))
    assert list(found) == [field]
    assert sentence in found[field][0]
    assert item.user_grants.count() == 1
    assert JournalEntry.objects.count() == before


# Taking off


def test_a_member_is_recused_and_let_back(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    for _click in range(2):
        send(client, "item_recuse", item.pk, user="carl@fjordby.example", reason="Bror til ansøgeren")
    recusal = item.recusals.get()
    assert not AgendaItem.objects.visible_to(world.cast.carl).contains(item)
    assert "Bror til ansøgeren" in page(client, "recusal_lift", recusal.pk)
    for _click in range(2):
        send(client, "recusal_lift", recusal.pk)
    assert AgendaItem.objects.visible_to(world.cast.carl).contains(item)


def test_somebody_who_takes_no_part_can_not_be_recused(world: World) -> None:
    item, before = world.items["past_closed"], JournalEntry.objects.count()
    data = {"user": "bo@fjordby.example", "reason": "Gift med ansøgeren"}
    found = errors(send(at(world.cast.sofie), "item_recuse", item.pk, **data))
    assert "deltager ikke i forummets møder" in found["user"][0]
    assert not item.recusals.exists()
    assert JournalEntry.objects.count() == before


def test_a_secretary_who_recuses_herself_is_told_first_and_loses_the_item(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    data = {"user": "sofie@fjordby.example", "reason": "Ansøgeren er min søster"}
    assert "Du mister straks adgangen" in send(client, "item_recuse", item.pk, **data).content.decode()
    assert not item.recusals.exists()
    response = send(client, "item_recuse", item.pk, **data, anyway="1")
    assert response["Location"] == reverse("meeting", args=[world.past.pk])
    assert client.get(reverse("item_access", args=[item.pk])).status_code == 404
    assert client.get(response["Location"]).status_code == 200


# Who has read it


def test_the_page_tells_who_has_read_what_and_marks_emergencies(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    Reading.objects.create(
        user=world.cast.ida, face="page", item=item, at=timezone.now() - timedelta(hours=2)
    )
    break_glass(item, reason="Retten venter på svar", by=world.cast.ida)
    Reading.objects.create(user=world.cast.ida, face="file", item=item, attachment=item.attachments.get())
    in_order = client.get(reverse("item_access", args=[item.pk])).context["readings"]
    assert [(line.reading.user, line.bilag, line.emergency) for line in in_order] == [
        (world.cast.ida, "2.1", True), (world.cast.ida, "", False),
    ]  # fmt: skip


def test_a_reader_of_english_is_told_the_dates_in_english(world: World) -> None:
    seat = Membership.objects.get(user=world.cast.karen)
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(world.cast.sofie)
    shown = page(client, "item_access", world.items["past_closed"].pk)
    assert f"{seat.since.day} {seat.since:%B %Y}" in shown
    assert long_date(seat.since) not in shown


def test_long_logs_are_read_page_by_page(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    Reading.objects.bulk_create(Reading(user=world.cast.carl, face="page", item=item) for _one in range(120))
    met, before = [], ""
    while True:
        context = client.get(reverse("item_access", args=[item.pk]), {"before": before}).context
        met += [line.reading.pk for line in context["readings"]]
        if context["more_readings"] is None:
            break
        before = context["more_readings"]
    assert met == sorted(item.readings.values_list("pk", flat=True), reverse=True)
    for odd in ("x", "-1", "9" * 30, "²"):
        assert client.get(reverse("item_access", args=[item.pk]), {"before": odd}).status_code == 200


def test_a_draft_without_a_meeting_has_the_page_too(world: World) -> None:
    item = world.items["draft"]
    AgendaItem.objects.filter(pk=item.pk).update(meeting=None, state="draft")
    client = at(world.cast.sofie)
    assert "er bedt om at læse kladden" in page(client, "item_access", item.pk)
    send(client, "item_close", item.pk, **closing())
    assert AgendaItem.objects.get(pk=item.pk).closed


# Breaking the glass


def emergency(world: World, **more: Any) -> dict[str, Any]:
    item = world.items["session_closed"]
    day = world.session.date.isoformat()
    return {"forum": world.forum.pk, "date": day, "number": item.number, "reason": "Sekretæren er syg"} | more


def test_an_administrator_reads_an_item_for_an_hour(world: World) -> None:
    item, client = world.items["session_closed"], at(world.cast.ida)
    response = send(client, "emergency", **emergency(world))
    assert response["Location"] == reverse("item", args=[world.session.pk, item.pk])
    assert "kodeordsessionclosed" in client.get(response["Location"]).content.decode()
    again = errors(send(client, "emergency", **emergency(world, reason="")))
    assert "Du har allerede adgang til punktet." in again["number"][0]
    linked = client.get(f"{reverse('emergency')}?item={item.pk}", follow=True)
    assert "Der er ikke brug for nødadgang." in linked.content.decode()
    assert item.user_grants.count() == 1
    ItemUserGrant.objects.update(expires_at=timezone.now())
    assert "kodeordsessionclosed" not in client.get(response["Location"]).content.decode()


def test_a_stub_leads_an_administrator_to_the_emergency_page(world: World) -> None:
    item, client = world.items["session_closed"], at(world.cast.ida)
    address = f"{reverse('emergency')}?item={item.pk}"
    assert f'href="{address}"' in page(client, "item", world.session.pk, item.pk)
    assert address not in page(at(world.cast.bo), "item", world.session.pk, item.pk)
    asked = client.get(address).content.decode()
    assert "punkt 2" in asked
    assert "kodeord" not in asked
    assert client.post(address, {"reason": "Sekretæren er syg"}).status_code == 302
    assert AgendaItem.objects.visible_to(world.cast.ida).contains(item)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("date", {"date": "2001-01-01"}), ("number", {"number": "99"}), ("number", {"number": "to"}),
     ("reason", {"reason": ""}), ("forum", {"forum": ""})],
)  # fmt: skip
def test_an_unknown_item_is_said_at_the_field(world: World, field: str, wrong: dict[str, str]) -> None:
    found = errors(send(at(world.cast.ida), "emergency", **emergency(world, **wrong)))
    assert list(found) == [field]
    assert not ItemUserGrant.objects.filter(emergency=True).exists()


def test_a_dead_link_or_one_to_a_draft_leads_to_the_search(world: World) -> None:
    client = at(world.cast.ida)
    for link in ("x", str(world.items["closed_draft"].pk)):
        answer = client.get(reverse("emergency"), {"item": link}).content.decode()
        assert "Linket fører ikke til et punkt, der er udsendt." in answer
        assert 'name="number"' in answer


# The list of grounds


def test_an_administrator_keeps_the_list_of_grounds(world: World) -> None:
    client = at(world.cast.ida)
    send(client, "grounds", text="Udbudsloven § 10", position="0", active="on")
    ground = LegalGround.objects.first()
    assert ground is not None
    assert ground.text == "Udbudsloven § 10"
    send(client, "ground", ground.pk, text="Udbudsloven § 11", position="0")
    form = page(at(world.cast.sofie), "item_close", world.items["past_open"].pk)
    assert "Udbudsloven" not in form
    assert "Udbudsloven § 11" in page(client, "grounds")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("text", {"text": " "}), ("text", {"text": GROUND.upper()}), ("position", {"position": "x"})],
)
def test_what_is_wrong_with_a_ground_is_said_at_the_field(
    world: World, field: str, wrong: dict[str, str]
) -> None:
    before = LegalGround.objects.count()
    data = {"text": "Udbudsloven § 10", "position": "7"} | wrong
    assert list(errors(send(at(world.cast.ida), "grounds", **data))) == [field]
    assert LegalGround.objects.count() == before


# The whole


def test_the_editors_are_led_to_the_page_and_others_are_not(world: World) -> None:
    address = reverse("item_access", args=[world.items["past_closed"].pk])
    for name in ("sofie", "karen", "carl"):
        shown = page(at(getattr(world.cast, name)), "meeting", world.past.pk)
        assert (f'href="{address}"' in shown) == (name != "carl")


def test_the_pages_cost_a_constant_number_of_queries(world: World) -> None:
    item, client = world.items["past_closed"], at(world.cast.sofie)
    pages = [
        (name, item.pk) for name in ("item_access", "item_open", "item_close", "item_grant", "item_recuse")
    ]
    pages.append(("attachment_open", world.attachments["past_closed"].pk))

    def costs() -> list[int]:
        found = []
        for name, pk in pages:
            with CaptureQueriesContext(connection) as captured:
                page(client, name, pk)
            found.append(len(captured))
        return found

    fill(world, item, 1)
    before = costs()
    fill(world, item, 8)
    assert costs() == before
    assert max(before) <= 25


def test_an_incident_costs_the_same_however_many_had_fetched_it(world: World) -> None:
    incident = Incident.objects.create(
        meeting=world.past, item=world.items["past_open"], visible_from=timezone.now() - timedelta(days=1)
    )
    client, hour_ago = at(world.cast.sofie), timezone.now() - timedelta(hours=1)
    costs = []
    for names in (["carl"], ["mette", "bo", "niels", "line"]):
        for name in names:
            Reading.objects.create(
                user=getattr(world.cast, name), face="page", meeting=world.past, at=hour_ago
            )
        with CaptureQueriesContext(connection) as captured:
            assert "Carl Aadalskov" in page(client, "incident", incident.pk)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 20


def fill(world: World, item: AgendaItem, many: int) -> None:
    for number in range(many, 2 * many):
        extra = User.objects.create_user(f"nr{number}@fjordby.example", full_name=f"Nr. {number}")
        grant_reading(item, extra, reason="Høring", by=world.cast.sofie)
        Reading.objects.create(user=extra, face="page", item=item)
        group = Group.objects.create(name=f"Gruppe {number}")
        group.user_set.add(extra)
        grant_reading(item, group, reason="Høring", by=world.cast.sofie)
        Attachment.objects.create(item=item, position=10 + number, title=f"Bilag {number}")
        Incident.objects.create(meeting=world.past, item=item, visible_from=timezone.now())
    recuse(item, world.cast.carl, reason="Bror", by=world.cast.sofie)
