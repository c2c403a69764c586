"""The check when something is closed or opened afterwards: it holds back what opens, never what closes."""

from __future__ import annotations

import pytest

from agenda.models import AgendaItem
from agenda.services.access import recuse
from documents.answers import Answer, answer, questions
from documents.clearance import Held
from documents.content import Kind
from documents.editions import prepare_editions
from documents.models import CheckAnswer, IssuedDocument
from documents.reissuing import NotOpened, close_item, open_item
from people.models import JournalEntry, Notice
from people.refusals import Refused
from tests.cast import World
from tests.test_reissuing import CLOSING, get, newest, paper_of, store

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
    assert not isinstance(refused.value, NotOpened)


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
    with pytest.raises(NotOpened) as stopped:
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
