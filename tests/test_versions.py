"""Nothing that was written is lost: versions of texts, editing sessions, and two people in the same text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agenda.models import AgendaItem, TextVersion
from agenda.services.items import park_item
from agenda.services.versions import Clash, Mark, marks, newest, put
from people.models import User
from tests.cast import World

pytestmark = pytest.mark.django_db

NOT_BEGUN = Mark()


@pytest.fixture
def item(world: World) -> AgendaItem:
    return world.items["draft"]


def save(item: AgendaItem, text: str, base: Mark, by: User, *, anew: bool = False) -> Mark:
    """Save the decision on the item as a page does, with nothing stored before the first save."""
    last = newest(item, "decision")
    stored = last.text if last else ""
    return Mark.of(put(item, "decision", text, stored=stored, base=base, by=by, anew=anew))


def texts(item: AgendaItem) -> list[str]:
    return list(item.text_versions.filter(field="decision").values_list("text", flat=True))


def test_the_autosaves_of_one_session_are_one_version(world: World, item: AgendaItem) -> None:
    mark = NOT_BEGUN
    for text in ("God", "Godkend", "Godkendt."):
        mark = save(item, text, mark, world.cast.sofie)
    assert texts(item) == ["Godkendt."]
    assert marks(item) == {"decision": mark}
    assert mark.saves == 3


def test_ten_quiet_minutes_end_the_session(world: World, item: AgendaItem) -> None:
    mark = save(item, "Godkendt.", NOT_BEGUN, world.cast.sofie)
    TextVersion.objects.update(saved_at=timezone.now() - timedelta(minutes=10))
    save(item, "Godkendt med ændring.", mark, world.cast.sofie)
    assert texts(item) == ["Godkendt med ændring.", "Godkendt."]


def test_a_change_of_state_ends_the_session(world: World, item: AgendaItem) -> None:
    mark = save(item, "Drøftet.", NOT_BEGUN, world.cast.sofie)
    park_item(item, by=world.cast.sofie)
    save(item, "Udsat.", mark, world.cast.sofie)
    assert texts(item) == ["Udsat.", "Drøftet."]


def test_another_person_begins_a_version_of_their_own(world: World, item: AgendaItem) -> None:
    mark = save(item, "Godkendt.", NOT_BEGUN, world.cast.sofie)
    mark = save(item, "Godkendt, idet fristen flyttes.", mark, world.cast.karen)
    save(item, "Godkendt.", mark, world.cast.sofie)
    assert texts(item) == ["Godkendt.", "Godkendt, idet fristen flyttes.", "Godkendt."]


def test_two_people_in_the_same_text_clash_and_neither_is_overwritten(world: World, item: AgendaItem) -> None:
    mark = save(item, "Godkendt.", NOT_BEGUN, world.cast.sofie)
    theirs = save(item, "Godkendt. Karen skriver til KL.", mark, world.cast.karen)
    with pytest.raises(Clash) as clash:
        save(item, "Godkendt. Sofie skriver til KL.", mark, world.cast.sofie)
    assert clash.value.mine == "Godkendt. Sofie skriver til KL."
    assert clash.value.theirs.text == "Godkendt. Karen skriver til KL."
    assert clash.value.theirs.by == world.cast.karen
    assert texts(item) == ["Godkendt. Karen skriver til KL.", "Godkendt."]
    save(item, clash.value.mine, theirs, world.cast.sofie, anew=True)
    assert texts(item)[:2] == ["Godkendt. Sofie skriver til KL.", "Godkendt. Karen skriver til KL."]


def test_the_same_person_in_two_windows_clashes_too(world: World, item: AgendaItem) -> None:
    mark = save(item, "Godkendt.", NOT_BEGUN, world.cast.sofie)
    save(item, "Godkendt i det ene vindue.", mark, world.cast.sofie)
    with pytest.raises(Clash):
        save(item, "Godkendt i det andet.", mark, world.cast.sofie)


def test_a_save_that_is_sent_twice_is_saved_once(world: World, item: AgendaItem) -> None:
    """Where the answer was lost on the way, the browser sends the same text again from the same place."""
    first = save(item, "Godkendt.", NOT_BEGUN, world.cast.sofie)
    assert save(item, "Godkendt.", NOT_BEGUN, world.cast.sofie) == first


def test_what_stood_there_before_the_first_save_is_kept(world: World, item: AgendaItem) -> None:
    put(item, "background", "<p>Nyt.</p>", stored=item.background, base=NOT_BEGUN, by=world.cast.sofie)
    new, old = item.text_versions.filter(field="background")
    assert (new.text, new.by) == ("<p>Nyt.</p>", world.cast.sofie)
    assert old.text == item.background
    assert old.ended_at is not None


def test_what_was_stored_without_a_version_is_kept_when_the_next_save_replaces_it(
    world: World, item: AgendaItem
) -> None:
    mark = save(item, "Godkendt.", NOT_BEGUN, world.cast.sofie)
    put(item, "decision", "Udsat.", stored="Indlæst tekst.", base=mark, by=world.cast.sofie)
    assert texts(item) == ["Udsat.", "Indlæst tekst.", "Godkendt."]


def test_a_version_of_its_own_is_begun_when_asked_for(world: World, item: AgendaItem) -> None:
    mark = save(item, "Skrevet i ti minutter.", NOT_BEGUN, world.cast.sofie)
    save(item, "Hentet frem igen.", mark, world.cast.sofie, anew=True)
    assert texts(item) == ["Hentet frem igen.", "Skrevet i ti minutter."]


def test_a_mark_that_says_nothing_is_never_the_newest(world: World, item: AgendaItem) -> None:
    assert Mark.parse(str(Mark(12, 3))) == Mark(12, 3)
    for text in ("", "-", "1", "1-2-3", "x-1", "-1-1", "²-1", "1" * 30 + "-1"):
        with pytest.raises(Clash):
            save(item, "Godkendt.", Mark.parse(text), world.cast.sofie)
