"""The page of issuing: nothing leaves before the check has been answered. Draws and reads real PDFs."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from agenda.models import AgendaItem, Case, Meeting, Recommendation
from agenda.services.access import recuse
from agenda.services.bilag import attach
from agenda.services.closing import Closing, close_item
from agenda.services.items import accept_item, draft_item
from agenda.services.meetings import plan_meeting
from decisions.services.phrases import add_phrase
from documents import jobs, services
from documents.answers import Answer, answer, questions
from documents.clearance import Held
from documents.content import Kind
from documents.editions import edition_for, latest_snapshot, prepare_editions
from documents.holding import held_kinds, note_held
from documents.leak_check.findings import Severity
from documents.models import CheckAnswer, IssuedDocument, Reading
from people.models import JournalEntry, Notice
from people.refusals import Refused
from tests.cast import World, some_day
from tests.tools.office_files import W, docx_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SECRET = "Lederen af Solsikken er fritaget for tjeneste indtil videre"
NUMBER = "2003023693"


@pytest.fixture
def sofie(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.sofie)
    return client


def write(item: AgendaItem, text: str) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(background=f"<p>{text}</p>")


def page_of(meeting: Meeting, kind: str = "agenda") -> str:
    return reverse(f"ready_{kind}", args=[meeting.pk])


def fields(page: bytes) -> list[str]:
    """The prefixes of the questions that the page asks."""
    return sorted(set(re.findall(r'name="(q[0-9a-f]{16})-', page.decode())))


def with_comment(text: str) -> bytes:
    comment = f'<w:comment w:id="0"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
    return docx_file(**{"word/comments.xml": f'<w:comments xmlns:w="{W}">{comment}</w:comments>'})


def is_out(meeting: Meeting) -> bool:
    meeting.refresh_from_db()
    return meeting.state == Meeting.State.AGENDA_PUBLISHED


def test_a_sentence_of_the_closed_item_is_named_and_mended(world: World, sofie: Client) -> None:
    write(world.items["closed_draft"], f"{SECRET}.")
    write(world.items["draft"], f"Julelukning. {SECRET}.")
    shown = sofie.get(page_of(world.planned))
    assert "Skal rettes, før der kan udsendes" in shown.content.decode()
    assert f"»{SECRET}.«" in shown.content.decode()
    assert reverse("item", args=[world.planned.pk, world.items["draft"].pk]) in shown.content.decode()
    read = Reading.objects.get()
    assert (read.user, read.face, read.item) == (world.cast.sofie, "check", world.items["closed_draft"])
    assert sofie.post(page_of(world.planned)).status_code == 200
    assert not is_out(world.planned)
    write(world.items["draft"], "Julelukning.")
    sent = sofie.post(page_of(world.planned), follow=True)
    assert is_out(world.planned)
    assert "Dagsordenen er udsendt." in sent.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": "reason"}, "Skriv, hvorfor det må sendes ud."),
        ({"reason": "Borgeren er enig"}, "Vælg, om det er et CPR-nummer."),
        ({"kind": "reason", "reason": "Nr. 010203-1234"}, "Skriv begrundelsen uden selve nummeret."),
    ],
)
def test_half_an_answer_is_not_lost_behind_a_stop(
    world: World, sofie: Client, given: dict[str, str], sentence: str
) -> None:
    write(world.items["closed_draft"], f"{SECRET}.")
    write(world.items["draft"], f"{SECRET}. Journalnummer {NUMBER}.")
    (prefix,) = fields(sofie.get(page_of(world.planned)).content)
    data = {f"{prefix}-{name}": value for name, value in given.items()}
    shown = sofie.post(page_of(world.planned), data).content.decode()
    assert sentence in shown
    assert all(f'value="{value}"' in shown for value in given.values())
    assert not CheckAnswer.objects.exists()


def test_a_closed_draft_is_no_text_of_the_agenda_either(world: World) -> None:
    """It is on the meeting, and not taken onto the agenda yet: no member may read it."""
    draft_item(world.forum, SECRET, closed=True, meeting=world.planned, by=None)
    write(world.items["draft"], f"Julelukning. {SECRET}.")
    with pytest.raises(Held) as held:
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    assert {one.severity for one in held.value.findings} == {Severity.STOP}


ELSEWHERE = "Afskedigelse af lederen ved skolen på havnefronten"


def held_for(world: World) -> list[str]:
    """What the agenda of the planned meeting is held back for."""
    found = services.prepare(world.planned, Kind.AGENDA, by=world.cast.sofie).findings
    return sorted({one.origin for one in found if one.severity is Severity.STOP})


@pytest.mark.parametrize("here", ["closed", "all open"])
def test_a_title_that_was_closed_at_the_last_meeting_is_no_text_of_this_one(world: World, here: str) -> None:
    AgendaItem.objects.filter(pk=world.items["past_closed"].pk).update(title=ELSEWHERE)
    write(world.items["draft"], f"Se også sagen om {ELSEWHERE.lower()}.")
    if here == "all open":
        AgendaItem.objects.filter(pk=world.items["closed_draft"].pk).update(meeting=None, state="draft")
    assert held_for(world) == [f"titlen på et lukket punkt på mødet den {world.past.date:%d-%m-%Y}"]
    with pytest.raises(Held):
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)


def test_what_else_names_a_closed_item_of_another_meeting_or_the_pool_is_looked_for(world: World) -> None:
    AgendaItem.objects.filter(pk=world.items["session_closed"].pk).update(sensitive_words="Egeløkke")
    pooled = draft_item(world.forum, "Ny aftale", closed=True, by=None)
    attach(pooled, "Advokatens notat om sagens videre forløb", by=None)
    Case.objects.filter(items=world.items["past_closed"]).update(number="26/4711")
    text = "Sag 26/4711 om Egeløkke, jf. Advokatens notat om sagens videre forløb. Ny aftale."
    write(world.items["draft"], text)
    assert held_for(world) == [
        "et bilagsnavn på et lukket punkt i puljen",
        f"et ord, der er markeret følsomt på et lukket punkt på mødet den {world.session.date:%d-%m-%Y}",
        f"sagsnummeret på et lukket punkt på mødet den {world.past.date:%d-%m-%Y}",
    ]


def test_what_others_may_read_of_a_closed_item_elsewhere_is_no_secret(world: World) -> None:
    """The title recurs on an open item, and the case has an open item too."""
    past, open_one = world.items["past_closed"], world.items["session_guest"]
    AgendaItem.objects.filter(pk=past.pk).update(title=ELSEWHERE)
    AgendaItem.objects.filter(pk=world.items["draft"].pk).update(title=ELSEWHERE)
    AgendaItem.objects.filter(pk=open_one.pk).update(case=past.case)
    Case.objects.filter(items=past).update(number="26/4711")
    write(world.items["draft"], f"{ELSEWHERE}, sag 26/4711.")
    assert held_for(world) == []


@pytest.mark.parametrize(("days", "held"), [(-300, True), (-400, False), (60, True)])
def test_closed_items_are_looked_for_a_year_back_and_ahead(world: World, days: int, held: bool) -> None:
    meeting = plan_meeting(world.forum, some_day(days), by=None)
    draft_item(world.forum, ELSEWHERE, closed=True, meeting=meeting, by=None)
    write(world.items["draft"], ELSEWHERE)
    assert bool(held_for(world)) is held


def test_members_may_be_told_in_a_closed_item_of_another_one(world: World) -> None:
    AgendaItem.objects.filter(pk=world.items["past_closed"].pk).update(title=ELSEWHERE)
    write(world.items["closed_draft"], f"Fortsat fra {ELSEWHERE}.")
    assert held_for(world) == []


def test_a_stop_cannot_be_talked_past(world: World) -> None:
    write(world.items["closed_draft"], f"{SECRET}.")
    write(world.items["draft"], f"{SECRET}.")
    with pytest.raises(Held) as held:
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    assert SECRET not in f"{held.value} {held.value!r} {held.value.findings!r}"
    asked = questions(world.planned, Kind.AGENDA, held.value.findings)
    with pytest.raises(Refused, match="skal rettes"):
        answer(world.planned, [Answer(asked[0], CheckAnswer.Kind.REASON, "Det haster")], by=world.cast.sofie)
    assert not CheckAnswer.objects.exists()


def test_a_comment_hidden_in_a_bilag_is_found(world: World, sofie: Client) -> None:
    write(world.items["closed_draft"], f"{SECRET}.")
    attach(
        world.items["draft"],
        "Åbningstider",
        file=ContentFile(with_comment(SECRET), name="tider.docx"),
        by=world.cast.sofie,
    )
    shown = sofie.get(page_of(world.planned)).content.decode()
    assert "Bilag 1.1 »Åbningstider«" in shown
    assert "kommentar" in shown


def test_a_bilag_whose_file_is_lost_is_asked_for_again(world: World, sofie: Client) -> None:
    bilag = attach(
        world.items["draft"], "Tider", file=ContentFile(b"x", name="tider.txt"), by=world.cast.sofie
    )
    bilag.file.storage.delete(str(bilag.file.name))
    response = sofie.get(page_of(world.planned))
    assert response.status_code == 409
    assert "Bilag 1.1 »Tider«" in response.content.decode()
    assert sofie.get(reverse("attachment", args=[bilag.pk])).status_code == 410


def test_a_cpr_number_in_a_bilag_passes_with_a_reason(world: World, sofie: Client) -> None:
    attach(
        world.items["draft"],
        "Kontrakt",
        file=ContentFile(b"Underskrevet af 010190-1234", name="k.txt"),
        by=None,
    )
    (field,) = fields(sofie.get(page_of(world.planned)).content)
    missing = sofie.post(page_of(world.planned), {f"{field}-kind": "reason"})
    assert "Skriv, hvorfor det må sendes ud." in missing.content.decode()
    assert not is_out(world.planned)
    reason = "Parten har selv bedt om at blive nævnt"
    sofie.post(page_of(world.planned), {f"{field}-kind": "reason", f"{field}-reason": reason})
    assert is_out(world.planned)
    assert CheckAnswer.objects.get().reason == reason


def test_a_document_number_is_asked_about_once_and_kept_nowhere(world: World, sofie: Client) -> None:
    attach(
        world.items["draft"], "Brev", file=ContentFile(f"Dok. {NUMBER}".encode(), name="brev.txt"), by=None
    )
    shown = sofie.get(page_of(world.planned))
    assert NUMBER not in shown.content.decode()
    (field,) = fields(shown.content)
    with_number = {f"{field}-kind": "reason", f"{field}-reason": f"{NUMBER} er et dokument"}
    assert "uden selve nummeret" in sofie.post(page_of(world.planned), with_number).content.decode()
    sofie.post(page_of(world.planned), {f"{field}-kind": "not_cpr"})
    assert is_out(world.planned)
    item = draft_item(world.forum, "Nyt punkt", closed=False, meeting=world.planned, by=None)
    accept_item(item, world.planned, by=None)
    assert fields(sofie.get(page_of(world.planned)).content) == []
    assert [name for name, text in everything_stored() if NUMBER in text] == []


def everything_stored() -> list[tuple[str, str]]:
    return [
        (model.__name__, repr(row))
        for model in apps.get_models()
        for row in model._default_manager.values_list()
    ]


def test_a_warning_needs_its_reason(world: World, sofie: Client) -> None:
    close_item(world.items["closed_draft"], Closing("Personforhold", "Ansættelse"), by=world.cast.sofie)
    Recommendation.objects.filter(item=world.items["closed_draft"]).update(text="at Ahorn flytter ind")
    write(world.items["draft"], "Vi mødes, at Ahorn flytter ind, er uvist.")
    (field,) = fields(sofie.get(page_of(world.planned)).content)
    refused = sofie.post(page_of(world.planned)).content.decode()
    assert "Ret dette, og prøv igen" in refused
    assert f'href="#id_{field}-reason"' in refused
    sofie.post(page_of(world.planned), {f"{field}-reason": "Flytningen står på hjemmesiden"})
    assert is_out(world.planned)
    kinds = list(JournalEntry.objects.values_list("kind", flat=True))
    assert kinds.index("finding.reason") < kinds.index("document.issued")


def test_a_standard_phrase_is_no_secret(world: World, sofie: Client) -> None:
    sentence = "Sagen er behandlet i MED-udvalget og i Økonomiudvalget."
    for key in ("draft", "closed_draft"):
        write(world.items[key], sentence)
    assert "MED-udvalget" in sofie.get(page_of(world.planned)).content.decode()
    phrases = reverse("phrases", args=[world.forum.pk])
    assert sentence in sofie.post(phrases, {"text": sentence}, follow=True).content.decode()
    assert "står allerede" in sofie.post(phrases, {"text": sentence}).content.decode()
    assert "Klar til at blive udsendt" in sofie.get(page_of(world.planned)).content.decode()
    phrase = world.forum.standard_phrases.get()
    sofie.post(reverse("delete_phrase", args=[world.forum.pk, phrase.pk]))
    assert "Skal rettes" in sofie.get(page_of(world.planned)).content.decode()


def test_a_closed_item_without_a_ground_is_not_issued(world: World, sofie: Client) -> None:
    AgendaItem.objects.filter(pk=world.items["closed_draft"].pk).update(legal_ground="")
    assert "Punkt 2 er lukket uden hjemmel" in sofie.get(page_of(world.planned)).content.decode()
    with pytest.raises(Held):
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)


def test_a_word_marked_sensitive_meanwhile_is_looked_for(world: World) -> None:
    write(world.items["draft"], "Solsikken holder åbent.")
    prepared = services.prepare(world.planned, Kind.AGENDA, by=world.cast.sofie)
    AgendaItem.objects.filter(pk=world.items["closed_draft"].pk).update(sensitive_words="Solsikken")
    with pytest.raises(Held):
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie, prepared=prepared)
    assert not is_out(world.planned)


def test_the_second_click_says_that_it_is_sent(world: World, sofie: Client) -> None:
    assert sofie.post(page_of(world.planned)).status_code == 302
    again = sofie.post(page_of(world.planned))
    assert again.status_code == 409
    assert "allerede udsendt af Sofie Møllebæk den" in again.content.decode()
    assert IssuedDocument.objects.filter(meeting=world.planned, format="snapshot").count() == 1


def test_a_recused_secretary_asks_somebody_else(world: World, sofie: Client) -> None:
    """What the check finds may be the very text that she is not to read."""
    recuse(world.items["closed_draft"], world.cast.sofie, by=world.cast.karen)
    shown = sofie.get(page_of(world.planned))
    assert shown.status_code == 409
    assert "Bed en anden i sekretariatet" in shown.content.decode()


def test_what_she_is_recused_from_at_another_meeting_is_not_shown_to_her_either(
    world: World, sofie: Client
) -> None:
    AgendaItem.objects.filter(pk=world.items["past_closed"].pk).update(title=ELSEWHERE)
    write(world.items["draft"], f"Se også sagen om {ELSEWHERE}.")
    recuse(world.items["past_closed"], world.cast.sofie, by=world.cast.karen)
    shown = sofie.get(page_of(world.planned))
    assert shown.status_code == 409
    assert "fra et punkt, du er inhabil i" in shown.content.decode()
    assert ELSEWHERE not in shown.content.decode()
    assert not Reading.objects.exists()


def test_what_a_recused_member_must_not_read_is_looked_for_too(world: World, sofie: Client) -> None:
    """The item is open, so the public edition may hold the sentence; Carl's may not."""
    write(world.items["session_recused"], f"{SECRET}.")
    write(world.items["session_guest"], f"{SECRET}.")
    assert "Klar til at blive udsendt" in sofie.get(page_of(world.session, "minutes")).content.decode()
    recuse(world.items["session_recused"], world.cast.carl, by=world.cast.sofie)
    shown = sofie.get(page_of(world.session, "minutes")).content.decode()
    assert "Inhabil i punkt 4 og kan ikke læse det: Carl Aadalskov." in shown
    assert f"»{SECRET}.«" in shown


def test_a_held_edition_is_a_calm_sentence_to_the_reader(world: World, sofie: Client) -> None:
    """Carl is recused after the minutes went out, and they hold a few words of his item elsewhere."""
    write(world.items["session_guest"], "Telefonerne skiftes, også i kantinen: Udbud af kantinen følger.")
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    recuse(world.items["session_recused"], world.cast.carl, by=world.cast.sofie)
    carl, minutes = Client(), reverse("minutes_pdf", args=[world.session.pk])
    carl.force_login(world.cast.carl)
    for _again in range(2):
        waiting = carl.get(minutes)
        assert waiting.status_code == 409
        assert "Den nye udgave er ikke klar endnu." in waiting.content.decode()
        assert "kantinen" not in waiting.content.decode()
    assert JournalEntry.objects.filter(kind="document.held").count() == 1
    assert Notice.objects.filter(user=world.cast.sofie).count() == 1
    assert "holdt tilbage" in sofie.get(reverse("meeting", args=[world.session.pk])).content.decode()
    release(sofie, world)
    assert carl.get(minutes, follow=True).status_code == 200
    assert "holdt tilbage" not in sofie.get(reverse("meeting", args=[world.session.pk])).content.decode()


def test_what_was_mended_in_another_way_is_released_all_the_same(world: World, sofie: Client) -> None:
    write(world.items["session_guest"], "Telefonerne skiftes, også i kantinen: Udbud af kantinen følger.")
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    recuse(world.items["session_recused"], world.cast.carl, by=world.cast.sofie)
    with pytest.raises(Refused, match="ikke klar"):
        edition_for(world.cast.carl, world.session, Kind.MINUTES)
    add_phrase(world.forum, "Udbud af kantinen", by=world.cast.sofie)
    url = page_of(world.session, "minutes")
    assert "Frigiv udgaverne" in sofie.get(url).content.decode()
    sent = sofie.post(url, {"held": "1"}, follow=True).content.decode()
    assert "Udgaverne er frigivet." in sent
    assert url not in sent


def test_an_earlier_version_that_was_held_is_asked_about_no_more(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    snapshot = latest_snapshot(world.planned, Kind.AGENDA)
    note_held(world.planned, snapshot)
    assert held_kinds(world.planned) == ["agenda"]
    item = draft_item(world.forum, "Nyt punkt", closed=False, meeting=world.planned, by=None)
    accept_item(item, world.planned, by=None)
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    assert held_kinds(world.planned) == []


def release(sofie: Client, world: World) -> None:
    url = page_of(world.session, "minutes")
    (field,) = fields(sofie.get(url).content)
    sent = sofie.post(url, {"held": "1", f"{field}-reason": "Udbuddet er annonceret"}, follow=True)
    assert "Udgaverne er frigivet." in sent.content.decode()


def test_a_job_that_is_held_ends_quietly(world: World) -> None:
    write(world.items["draft"], "Ring til 010190-1234.")
    assert jobs.publish.func(world.planned.pk, "agenda", world.cast.sofie.pk) == jobs.HELD
    assert not is_out(world.planned)
    assert JournalEntry.objects.filter(kind="document.held", object_type="agenda.meeting").count() == 1


def test_editions_of_what_was_read_in_are_checked(world: World) -> None:
    """As after an import: there is a snapshot, and its editions are drawn by the worker."""
    write(world.items["session_open"], "Ring til 010190-1234.")
    prepared = services.prepare(world.session, Kind.MINUTES, by=world.cast.sofie)
    with pytest.raises(Held):
        services.issue(world.session, prepared, by=world.cast.sofie)
    assert {one.severity for one in prepared.findings} == {Severity.CPR}
    services.publish(world.session, Kind.MINUTES, by=world.cast.sofie, prepared=allowed(world, prepared))
    IssuedDocument.objects.filter(format="pdf").delete()
    CheckAnswer.objects.all().delete()
    with pytest.raises(Held):
        prepare_editions(world.session, Kind.MINUTES)
    assert jobs.draw_editions.func(world.session.pk, "minutes") == jobs.HELD
    assert not IssuedDocument.objects.filter(format="pdf").exists()
    with pytest.raises(Refused, match="ikke klar"):
        edition_for(world.cast.carl, world.session, Kind.MINUTES)


def allowed(world: World, prepared: services.Prepared) -> services.Prepared:
    asked = questions(world.session, Kind.MINUTES, prepared.findings)
    answer(world.session, [Answer(one, CheckAnswer.Kind.NOT_CPR) for one in asked], by=world.cast.sofie)
    return prepared.answered(world.session)


def test_render_minutes_holds_back_what_the_page_would(world: World, tmp_path: Path) -> None:
    write(world.items["past_guest"], "Ring til 010190-1234.")
    target, told = tmp_path / "referat.pdf", io.StringIO()
    with pytest.raises(CommandError, match="holdt tilbage"):
        call_command("render_minutes", str(world.past.pk), "-o", str(target), stderr=told)
    assert "0101xx-xxxx" in told.getvalue()
    assert "Punkt 3" in told.getvalue()
    assert not target.exists()
    asked = ["render_minutes", str(world.past.pk), "-o", str(target)]
    with pytest.raises(CommandError, match="uden selve nummeret"):
        call_command(*asked, "--reason", "010190-1234 er et testnummer", stderr=told)
    assert not target.exists()
    assert not CheckAnswer.objects.exists()
    call_command(*asked, "--reason", "Testnummer", stdout=told)
    assert target.read_bytes().startswith(b"%PDF")
    assert [(one.reason, one.by) for one in CheckAnswer.objects.all()] == [("Testnummer", None)]
    assert JournalEntry.objects.filter(kind="finding.reason").count() == 1
    call_command(*asked, stdout=told)


def test_render_minutes_has_no_reason_for_what_must_be_mended(world: World, tmp_path: Path) -> None:
    write(world.items["past_closed"], f"{SECRET}.")
    write(world.items["past_guest"], f"{SECRET}.")
    target = tmp_path / "referat.txt"
    options = ["--format", "text", "--reason", "Det haster", "-o", str(target)]
    with pytest.raises(CommandError, match="holdt tilbage"):
        call_command("render_minutes", str(world.past.pk), *options, stderr=io.StringIO())
    assert not target.exists()
