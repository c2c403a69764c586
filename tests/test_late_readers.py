"""Who reads what nobody read when the document was issued: their edition and their bilag are checked when they ask."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from agenda.models import AgendaItem
from agenda.services.access import recuse
from decisions.services.phrases import add_phrase
from documents import editions
from documents.clearance import Clearance
from documents.content import Kind
from documents.editions import edition_for
from documents.models import Reading, Verdict
from people.models import JournalEntry, Notice
from people.refusals import Refused
from tests.cast import World
from tests.test_reissuing import get, store

pytestmark = pytest.mark.django_db

SECRET = "Lederen af Solsikken er fritaget for tjeneste indtil videre"


@pytest.fixture
def telling(world: World) -> World:
    """Two items are closed. A bilag of the one, which Tove is let in to, tells of the other."""
    other = AgendaItem.objects.filter(pk=world.items["past_guest"].pk)
    other.update(closed=True, public_title="Lukket: ansættelse", background=f"<p>{SECRET}.</p>")
    world.attachments["past_in_closed"].file.save(
        "notat.txt", ContentFile(f"Som bekendt: {SECRET}.".encode())
    )
    store(world.past, Kind.MINUTES)
    return world


def counted(monkeypatch: pytest.MonkeyPatch, of: object, name: str) -> list[str]:
    """A list that grows each time the function is called."""
    real, calls = getattr(of, name), list[str]()

    def called(*args: object, **named: object) -> object:
        calls.append(name)
        return real(*args, **named)

    monkeypatch.setattr(of, name, called)
    return calls


def test_a_bilag_that_tells_of_another_closed_item_waits_for_the_secretary(telling: World) -> None:
    cast, bilag = telling.cast, telling.attachments["past_in_closed"]
    for _again in range(2):
        answer = get(cast.tove, "attachment", bilag.pk)
        assert answer.status_code == 409
        assert "Bilaget er ikke klar endnu." in b"".join(answer).decode()
    assert not Reading.objects.exists()
    assert JournalEntry.objects.filter(kind="document.held").count() == 1
    assert Notice.objects.filter(user=cast.sofie, kind="edition_held").count() == 1
    for name in ("carl", "sofie", "karen"):
        assert get(getattr(cast, name), "attachment", bilag.pk).status_code == 200
    assert get(cast.tove, "attachment", telling.attachments["past_open"].pk).status_code == 200
    add_phrase(telling.forum, SECRET, by=cast.sofie)
    assert get(cast.tove, "attachment", bilag.pk).status_code == 200


def test_what_was_said_of_a_bilag_is_said_again_until_something_changes(
    telling: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = counted(monkeypatch, Clearance, "_bilag")
    for _again in range(2):
        for key in ("past_in_closed", "past_open"):
            get(telling.cast.tove, "attachment", telling.attachments[key].pk)
    assert len(read) == 2
    assert sorted(Verdict.objects.values_list("passed", flat=True)) == [False, True]
    AgendaItem.objects.filter(pk=telling.items["past_guest"].pk).update(sensitive_words="Solsikken")
    get(telling.cast.tove, "attachment", telling.attachments["past_open"].pk)
    assert len(read) == 3


def test_a_held_edition_is_drawn_anew_only_when_something_has_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "<p>Telefonerne skiftes, også i kantinen: Udbud af kantinen følger.</p>"
    AgendaItem.objects.filter(pk=world.items["past_guest"].pk).update(background=text)
    store(world.past, Kind.MINUTES)
    recuse(world.items["past_recused"], world.cast.carl, by=world.cast.sofie)
    drawn = counted(monkeypatch, editions, "draw_edition")

    def ask() -> None:
        with pytest.raises(Refused, match="ikke klar"):
            edition_for(world.cast.carl, world.past, Kind.MINUTES)

    ask()
    ask()
    assert len(drawn) == 1
    AgendaItem.objects.filter(pk=world.items["past_closed"].pk).update(sensitive_words="Bjergager")
    ask()
    ask()
    assert len(drawn) == 2
    add_phrase(world.forum, "Udbud af kantinen", by=world.cast.sofie)
    assert edition_for(world.cast.carl, world.past, Kind.MINUTES) is not None
