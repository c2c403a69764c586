"""The check when something is closed or opened afterwards: it holds back what opens, never what closes."""

from __future__ import annotations

import pytest

from agenda.models import AgendaItem
from agenda.services.access import recuse
from agenda.services.closing import Closing
from decisions.services.phrases import add_phrase
from documents.answers import Answer, answer, questions
from documents.clearance import Held
from documents.content import Kind
from documents.editions import prepare_editions
from documents.issuing import issue, prepare_held
from documents.jobs import draw_editions
from documents.models import CheckAnswer, IssuedDocument
from documents.reissuing import close_item, open_item
from documents.replacing import NotReplaced
from people.models import JournalEntry, Notice, User
from people.refusals import Refused
from tests.cast import World
from tests.test_reissuing import CLOSING, get, newest, paper_of, store, tell_of

pytestmark = pytest.mark.django_db

NUMBER = "010190-1234"


@pytest.fixture
def telling(world: World) -> World:
    """One item names another in a sentence, so that closing the other leaves the sentence behind."""
    title = "Salg af grunden ved den gamle gasværkshavn"
    AgendaItem.objects.filter(pk=world.items["past_open"].pk).update(title=title)
    AgendaItem.objects.filter(pk=world.items["past_guest"].pk).update(background=f"<p>Se også {title}.</p>")
    store(world.past, Kind.MINUTES)
    return world


def test_who_had_it_is_told_when_the_new_edition_can_be_fetched(telling: World) -> None:
    cast, meeting = telling.cast, telling.past
    for user in (cast.bo, cast.carl):
        get(user, "edition", paper_of(user, meeting).pk)
    close_item(telling.items["past_open"], CLOSING, by=cast.sofie)
    draw_editions.call(meeting.pk, "minutes")
    tell_of(meeting)
    assert told() == [cast.carl]
    add_phrase(telling.forum, "Salg af grunden ved den gamle gasværkshavn", by=cast.sofie)
    held = prepare_held(meeting, Kind.MINUTES, by=cast.sofie)
    assert held is not None
    issue(meeting, held, by=cast.sofie)
    tell_of(meeting)
    assert told() == [cast.carl, cast.bo]


def told() -> list[User]:
    return [one.user for one in Notice.objects.filter(kind="new_minutes").order_by("pk")]


def test_closing_is_not_held_up_by_what_the_new_edition_tells(telling: World) -> None:
    cast = telling.cast
    old = paper_of(cast.bo, telling.past)
    close_item(telling.items["past_open"], CLOSING, by=cast.sofie)
    assert get(cast.bo, "edition", old.pk).status_code == 410
    assert get(cast.bo, "minutes_pdf", telling.past.pk).status_code == 409
    assert not IssuedDocument.objects.filter(format="pdf", version=2).exists()
    (notice,) = Notice.objects.filter(user=cast.sofie)
    assert "holder en ny udgave fra Chefforum" in notice.sentence
    assert get(cast.carl, "minutes_pdf", telling.past.pk).status_code == 302


@pytest.fixture
def numbered(world: World) -> World:
    AgendaItem.objects.filter(pk=world.items["past_closed"].pk).update(background=f"<p>{NUMBER}</p>")
    store(world.past, Kind.MINUTES)
    return world


def test_what_the_check_stops_is_not_opened(numbered: World) -> None:
    item, entries = numbered.items["past_closed"], JournalEntry.objects.count()
    with pytest.raises(Held) as held:
        open_item(item, by=numbered.cast.sofie)
    assert NUMBER not in str(held.value)
    item.refresh_from_db()
    assert item.closed
    assert newest(numbered.past).version == 1
    assert JournalEntry.objects.count() == entries


def test_what_the_check_found_is_not_for_who_is_recused_from_another_item(numbered: World) -> None:
    recuse(numbered.items["past_open"], numbered.cast.sofie, reason="Part", by=numbered.cast.karen)
    with pytest.raises(Refused, match="inhabil") as refused:
        open_item(numbered.items["past_closed"], by=numbered.cast.sofie)
    assert not isinstance(refused.value, NotReplaced)


@pytest.mark.parametrize("kind", [CheckAnswer.Kind.REASON, CheckAnswer.Kind.NOT_CPR])
def test_a_reason_given_for_members_is_none_for_everybody(numbered: World, kind: CheckAnswer.Kind) -> None:
    meeting, item, sofie = numbered.past, numbered.items["past_closed"], numbered.cast.sofie
    with pytest.raises(Held) as held:
        prepare_editions(meeting, Kind.MINUTES)
    (asked,) = questions(meeting, Kind.MINUTES, held.value.findings)
    answer(meeting, [Answer(asked, kind, "Kun medlemmerne ser det lukkede punkt")], by=sofie)
    prepare_editions(meeting, Kind.MINUTES)
    if kind == CheckAnswer.Kind.NOT_CPR:
        open_item(item, by=sofie)
        return
    with pytest.raises(NotReplaced) as stopped:
        open_item(item, by=sofie)
    (again,) = questions(meeting, Kind.MINUTES, stopped.value.findings)
    answer(meeting, [Answer(again, kind, "Ansøgeren har selv bedt om det")], by=sofie)
    open_item(item, by=sofie)
    assert not AgendaItem.objects.get(pk=item.pk).closed


def test_a_reason_given_for_one_who_is_recused_is_none_for_everybody(telling: World) -> None:
    """Few words of an open item stand in another; when it is closed, all are to be kept from them."""
    meeting, cast = telling.past, telling.cast
    for key, text in [("past_recused", ""), ("past_guest", "<p>Se også Udbud af kantinen, der følger.</p>")]:
        AgendaItem.objects.filter(pk=telling.items[key].pk).update(background=text)
    store(meeting, Kind.MINUTES)
    with pytest.raises(Held) as held:
        prepare_editions(meeting, Kind.MINUTES)
    asked = questions(meeting, Kind.MINUTES, held.value.findings)
    answer(meeting, [Answer(one, CheckAnswer.Kind.REASON, "Kun Mette er inhabil") for one in asked], by=None)
    prepare_editions(meeting, Kind.MINUTES)
    close_item(telling.items["past_recused"], CLOSING, by=cast.sofie)
    with pytest.raises(Held):
        prepare_editions(meeting, Kind.MINUTES)


NUMBER_TOLD = Closing("Personforhold", "Ansættelse af leder", public_decision="<p>010190-1234</p>")


@pytest.mark.parametrize("issued", [True, False])
@pytest.mark.parametrize(
    "closing",
    [
        NUMBER_TOLD,
        Closing("Personforhold", "Ansættelse af 010190-1234"),
    ],
)
def test_telling_more_of_a_closed_item_waits_for_the_check(
    world: World, closing: Closing, issued: bool
) -> None:
    item, cast = world.items["past_closed"], world.cast
    if issued:
        store(world.past, Kind.MINUTES)
    before = AgendaItem.objects.filter(pk=item.pk).values().get()
    with pytest.raises(Held):
        close_item(item, closing, by=cast.sofie)
    assert AgendaItem.objects.filter(pk=item.pk).values().get() == before
    assert "010190-1234" not in b"".join(get(cast.bo, "meeting", world.past.pk)).decode()


def test_a_word_that_is_no_longer_sensitive_may_be_told_in_the_same_go(world: World) -> None:
    item = world.items["past_closed"]
    AgendaItem.objects.filter(pk=item.pk).update(sensitive_words="Bjergager")
    close_item(item, Closing("Personforhold", "Bjergager bliver leder"), by=world.cast.sofie)
    assert AgendaItem.objects.get(pk=item.pk).public_title == "Bjergager bliver leder"


def test_closing_and_telling_less_wait_for_nothing(world: World) -> None:
    """The first closing is never held up, whatever its public decision says; nor is taking it back."""
    store(world.past, Kind.MINUTES)
    item, sofie = world.items["past_open"], world.cast.sofie
    assert close_item(item, NUMBER_TOLD, by=sofie) is not None
    close_item(item, Closing("Andet", NUMBER_TOLD.public_title), by=sofie)
    assert AgendaItem.objects.get(pk=item.pk).public_decision == ""
    assert newest(world.past).version == 3


def test_a_public_decision_waits_for_the_minutes_and_their_check(world: World) -> None:
    item = world.items["session_closed"]
    closing = Closing(item.legal_ground, item.public_title, public_decision="<p>010190-1234</p>")
    close_item(item, closing, by=world.cast.sofie)
    assert AgendaItem.objects.get(pk=item.pk).public_decision == closing.public_decision
