"""The chair's agreement, rounds of reading, and comments: who is asked, what they see, and what it holds back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from agenda.models import AgendaItem, Agreement, ItemComment
from agenda.rights import Forum, Membership
from agenda.services import rounds
from agenda.services.access import grant_reading, recuse
from agenda.services.agreements import ask_chair
from agenda.services.comments import comment, settle_comment
from agenda.services.items import accept_item
from agenda.services.meetings import cancel_meeting
from agenda.services.ordering import add_item, return_to_pool
from agenda.services.versions import Mark
from agenda.services.writing import save_text
from decisions.services.recording import record_decision
from documents import agreeing, readiness, services
from documents.content import Kind
from people.models import JournalEntry, Notice, User
from people.refusals import Refused
from tests.cast import World, some_day

pytestmark = pytest.mark.django_db

Answer = Agreement.Answer


def page(user: User, url: str) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(url)
    return response.content.decode() if response.status_code == 200 else str(response.status_code)


def seen(world: World, kind: Agreement.Kind = Agreement.Kind.AGENDA) -> str:
    meeting = world.planned if kind == Agreement.Kind.AGENDA else world.session
    return agreeing.digest_of(agreeing.draft(meeting, kind))


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def retitle(world: World, title: str) -> None:
    save_text(world.items["draft"], "title", title, base=Mark(), by=world.cast.sofie)


@pytest.fixture
def asking(world: World) -> World:
    Forum.objects.update(chair_agrees_agenda=True, chair_sees_minutes=True)
    world.forum.refresh_from_db()
    for one in (world.planned, world.session):
        one.forum = world.forum
    return world


def test_the_chair_asks_for_a_change_and_then_agrees(asking: World) -> None:
    karen, sofie, meeting = asking.cast.karen, asking.cast.sofie, asking.planned
    with pytest.raises(Refused, match="ikke bedt om"):
        agreeing.require_agreed(meeting, Kind.AGENDA)
    ask_chair(meeting, Agreement.Kind.AGENDA, by=sofie)
    assert ask_chair(meeting, Agreement.Kind.AGENDA, by=sofie).answer == Answer.WAITING
    assert told(karen) == ["agenda_to_agree"]
    agreeing.answer(meeting, Answer.CHANGES, comment="Titlen er forkert", seen=seen(asking), by=karen)
    retitle(asking, "Lukkedage i julen")
    ask_chair(meeting, Agreement.Kind.AGENDA, by=sofie)
    agreeing.answer(meeting, Answer.AGREED, seen=seen(asking), by=karen)
    agreeing.require_agreed(meeting, Kind.AGENDA)
    assert told(sofie) == ["chair_asks_changes", "chair_agreed"]
    entries = JournalEntry.objects.filter(kind__startswith="agreement.").order_by("pk")
    kinds = [one.kind.removeprefix("agreement.") for one in entries]
    assert kinds == ["asked", "changes", "asked", "agreed"]


def test_what_is_changed_afterwards_has_not_been_agreed_to(asking: World) -> None:
    agreeing.answer(asking.planned, Answer.AGREED, seen=seen(asking), by=asking.cast.karen)
    retitle(asking, "Lukkedage i julen")
    with pytest.raises(Refused, match="ændret siden"):
        agreeing.require_agreed(asking.planned, Kind.AGENDA)


def test_nobody_agrees_to_what_changed_while_they_read(asking: World) -> None:
    before = seen(asking)
    retitle(asking, "Lukkedage i julen")
    with pytest.raises(ValidationError, match="rettet i udkastet"):
        agreeing.answer(asking.planned, Answer.AGREED, seen=before, by=asking.cast.karen)


def test_only_the_chair_answers_and_says_what_to_change(asking: World) -> None:
    with pytest.raises(PermissionDenied):
        agreeing.answer(asking.planned, Answer.AGREED, seen=seen(asking), by=asking.cast.sofie)
    with pytest.raises(ValidationError):
        agreeing.answer(asking.planned, Answer.CHANGES, comment=" ", seen="", by=asking.cast.karen)


def test_a_forum_without_a_chair_says_so(asking: World) -> None:
    Membership.objects.filter(role="chair").update(until=some_day(-1))
    with pytest.raises(Refused, match="ingen formand"):
        ask_chair(asking.planned, Agreement.Kind.AGENDA, by=asking.cast.sofie)
    assert "ingen formand" in page(asking.cast.sofie, f"/meetings/{asking.planned.pk}/reading/")
    with pytest.raises(Refused, match="ingen formand"):
        agreeing.require_agreed(asking.planned, Kind.AGENDA)


def test_minutes_wait_for_the_chair_and_change_with_a_decision(asking: World) -> None:
    minutes, meeting = Agreement.Kind.MINUTES, asking.session
    agreeing.answer(meeting, Answer.AGREED, seen=seen(asking, minutes), by=asking.cast.karen)
    agreeing.require_agreed(meeting, Kind.MINUTES)
    record_decision(asking.items["session_open"], "<p>Udsat.</p>", by=asking.cast.sofie)
    with pytest.raises(Refused, match="Formanden har set referatet"):
        agreeing.require_agreed(meeting, Kind.MINUTES)


def test_nothing_goes_out_before_the_chair_has_agreed(asking: World) -> None:
    client, url = Client(), f"/meetings/{asking.planned.pk}/ready/agenda/"
    client.force_login(asking.cast.sofie)
    assert "ikke bedt om at godkende" in client.post(url).content.decode()
    with pytest.raises(Refused, match="ikke bedt om"):
        services.publish(asking.planned, Kind.AGENDA, by=asking.cast.sofie)
    agreeing.answer(asking.planned, Answer.AGREED, seen=seen(asking), by=asking.cast.karen)
    assert client.post(url).status_code == 302
    assert rounds.running(asking.planned) is None


def test_where_the_forum_asks_for_nothing_nothing_is_asked(world: World) -> None:
    agreeing.require_agreed(world.planned, Kind.AGENDA)
    assert agreeing.lacking(world.session, Kind.MINUTES) == ("", "")
    assert "Venter på dig" not in page(world.cast.karen, f"/meetings/{world.planned.pk}/")


def test_what_the_chair_was_asked_is_remarked_on_where_it_holds_nothing_back(world: World) -> None:
    meeting, document = world.planned, agreeing.draft(world.planned, Agreement.Kind.AGENDA)
    assert agreeing.unsettled(meeting, document) == ""
    ask_chair(meeting, Agreement.Kind.AGENDA, by=world.cast.sofie)
    (remark, *_others) = readiness.remarks(meeting, document)
    assert ("ikke svaret endnu" in remark.sentence, remark.blocks) == (True, False)
    agreeing.answer(meeting, Answer.AGREED, seen=agreeing.digest_of(document), by=world.cast.karen)
    assert agreeing.unsettled(meeting, document) == ""


def test_who_is_asked_is_told_on_the_meetings_page_and_nobody_else(asking: World) -> None:
    ask_chair(asking.planned, Agreement.Kind.AGENDA, by=asking.cast.sofie)
    url = f"/meetings/{asking.planned.pk}/"
    assert "Godkend dagsordenen, eller bed om ændringer" in page(asking.cast.karen, url)
    assert "Læs dagsordenen igennem senest" in page(asking.cast.rikke, url)
    for other in ("sofie", "carl", "frida"):
        assert "Venter på dig" not in page(getattr(asking.cast, other), url)


def test_readers_read_the_draft_only_while_the_round_is_open(world: World) -> None:
    bo, url = world.cast.bo, f"/meetings/{world.planned.pk}/reading/"
    assert page(bo, url) == "404"
    for due in (world.planned.date + timedelta(days=1), date(9999, 12, 31)):
        with pytest.raises(ValidationError, match="efter mødet"):
            rounds.ask_readers(world.planned, [bo], due=due, by=world.cast.sofie)
    rounds.ask_readers(world.planned, [bo], due=some_day(3), by=world.cast.sofie)
    assert told(bo) == ["agenda_to_read"]
    text = page(bo, url)
    assert "Julelukning" in text
    assert "Ny chef" not in text
    rounds.end_round(world.planned, by=world.cast.sofie)
    assert page(bo, url) == page(bo, f"/meetings/{world.planned.pk}/") == "404"


def test_a_reader_with_a_grant_reads_what_is_closed_too(world: World) -> None:
    grant_reading(world.items["closed_draft"], world.cast.rikke, reason="Skal læse det", by=world.cast.sofie)
    assert "Ny chef" in page(world.cast.rikke, f"/meetings/{world.planned.pk}/reading/")


def test_a_round_follows_its_agenda(world: World) -> None:
    item, rikke = world.items["draft"], world.cast.rikke
    new = add_item(world.planned, "Evt.", closed=False, by=world.cast.sofie)
    read = AgendaItem.objects.visible_to(rikke).filter(pk__in=[item.pk, new.pk])
    assert read.count() == 2
    return_to_pool(item, by=world.cast.sofie)
    assert read.get() == new
    accept_item(item, world.planned, by=world.cast.sofie)
    assert read.count() == 2
    cancel_meeting(world.planned, by=world.cast.sofie)
    assert not read.exists()


def test_what_minutes_not_yet_out_say_is_not_read_along(world: World) -> None:
    """An item that was postponed tells a decision by being on the next agenda."""
    item = world.items["draft"]
    item.continues = world.items["session_open"]
    item.save()
    rounds.follow(item)
    assert not AgendaItem.objects.visible_to(world.cast.rikke).filter(pk=item.pk).exists()


def test_a_comment_is_said_by_those_asked_and_settled_by_the_secretary(world: World) -> None:
    draft, cast = world.items["draft"], world.cast
    for stranger in (cast.sofie, cast.carl, cast.frida):
        with pytest.raises(PermissionDenied):
            comment(draft, "Hov", by=stranger)
    said = comment(draft, "Der mangler en dato", by=cast.rikke)
    assert "Der mangler en dato" in page(cast.sofie, f"/meetings/{world.planned.pk}/agenda/")
    assert "Der mangler en dato" not in page(cast.frida, f"/proposals/{draft.pk}/")
    settle_comment(said, taken=True, reply="Den er skrevet ind", by=cast.sofie)
    assert told(cast.rikke) == ["comment_settled"]
    assert "Den er skrevet ind" in page(cast.rikke, f"/meetings/{world.planned.pk}/reading/")
    with pytest.raises(Refused):
        settle_comment(said, taken=False, by=cast.sofie)


def test_the_chairs_comment_on_minutes_is_for_editors(world: World) -> None:
    item = world.items["session_open"]
    said = comment(item, "Skal være udsat", by=world.cast.karen)
    assert said.kind == ItemComment.Kind.MINUTES
    assert "Skal være udsat" in page(world.cast.sofie, f"/meetings/{world.session.pk}/minutes/{item.pk}/")
    for url in (f"/meetings/{world.session.pk}/", f"/meetings/{world.session.pk}/items/{item.pk}/"):
        assert "Skal være udsat" not in page(world.cast.carl, url)
    settle_comment(said, taken=False, by=world.cast.sofie)
    with pytest.raises(Refused, match="udsendt"):
        comment(world.items["past_open"], "For sent", by=world.cast.karen)


def test_a_recused_chair_sees_and_comments_the_rest(world: World) -> None:
    recuse(world.items["draft"], world.cast.karen, by=world.cast.sofie)
    text = page(world.cast.karen, f"/meetings/{world.planned.pk}/reading/")
    assert "Julelukning" not in text
    assert "Du er inhabil i noget af udkastet" in text
    assert "draft.pdf" not in text
    with pytest.raises(PermissionDenied):
        comment(world.items["draft"], "Hov", by=world.cast.karen)
