"""Two people do the same thing in the same moment. On PostgreSQL; SQLite lets one writer in at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.urls import reverse

from agenda.models import AgendaItem, Meeting
from agenda.services.bilag import attach
from agenda.services.closing import Closing, close_item
from agenda.services.items import accept_item
from agenda.services.ordering import add_item, move_item
from agenda.services.publication import accepted
from agenda.services.versions import Clash, Mark
from agenda.services.writing import save_text
from decisions.models import FollowUpTask
from decisions.services.follow_up.assigning import Owner, create_task, hand_back
from decisions.services.recording import record_decision
from documents import services
from documents.answers import questions
from documents.clearance import Held
from documents.content import Kind
from documents.editions import edition_for
from documents.importing import store
from documents.models import CheckAnswer, IssuedDocument
from documents.reading.file import read_file
from people.models import User
from people.refusals import Refused
from tests.cast import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]

REFERAT = Path(__file__).parent / "data" / "referat-havneforum.txt"


def together(act: Callable[[], object]) -> list[object]:
    """Run `act` in two threads, each with its own connection, from the same moment; return results or refusals."""
    barrier = Barrier(2)

    def one() -> object:
        barrier.wait()
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return [running.result() for running in [pool.submit(one), pool.submit(one)]]


def test_an_agenda_is_published_once(world: World) -> None:
    done = together(lambda: services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie))
    assert sorted(type(one).__name__ for one in done) == ["IssuedDocument", "Refused"]
    assert list(world.planned.items.values_list("number", flat=True)) == [1, 2]
    assert IssuedDocument.objects.filter(format="snapshot", meeting=world.planned).count() == 1


def test_two_secretaries_answer_and_send_at_once(world: World) -> None:
    """Both have answered the same question of the check: it is kept once, and the second hears that it is sent."""
    AgendaItem.objects.filter(pk=world.items["draft"].pk).update(background="<p>Ring til 010190-1234.</p>")
    with pytest.raises(Held) as held:
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    (asked,) = questions(world.planned, Kind.AGENDA, held.value.findings)

    def send() -> int:
        client = Client()
        client.force_login(world.cast.sofie)
        sent = {f"q{asked.mark[:16]}-kind": "not_cpr"}
        return client.post(reverse("ready_agenda", args=[world.planned.pk]), sent).status_code

    assert sorted(map(str, together(send))) == ["302", "409"]
    assert CheckAnswer.objects.count() == 1
    assert IssuedDocument.objects.filter(format="snapshot", meeting=world.planned).count() == 1


def test_a_referat_is_read_in_once(db: None) -> None:
    original, reading = read_file(REFERAT)
    done = together(lambda: store(reading.document, reading.problems, original).created)
    assert sorted(map(str, done)) == ["False", "True"]
    assert Meeting.objects.count() == 1


def test_a_new_edition_is_kept_once(world: World) -> None:
    services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    IssuedDocument.objects.filter(format="pdf").delete()
    done = together(lambda: edition_for(world.cast.carl, world.planned, Kind.AGENDA))
    assert done[0] == done[1]
    assert IssuedDocument.objects.filter(format="pdf").count() == 1


EDITS: dict[str, Callable[[World], object]] = {
    "decide": lambda world: record_decision(world.items["session_open"], "<p>Andet.</p>", by=None),
    "move to another meeting": lambda world: accept_item(world.items["draft"], world.session, by=None),
    "close": lambda world: close_item(world.items["draft"], Closing("Udbud", "Udbud"), by=None),
    "attach": lambda world: attach(world.items["draft"], "Sent bilag", by=None),
}


@pytest.mark.parametrize("act", EDITS)
def test_an_item_waits_while_its_meeting_is_issued(
    world: World, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    """Between seeing that nothing has changed and storing, nobody else can change an item of the meeting."""
    waited: list[bool] = []
    move = services._move

    def meanwhile(meeting: Meeting, kind: Kind, by: User | None) -> None:
        with ThreadPoolExecutor(1) as pool:
            waited.append(pool.submit(_had_to_wait, EDITS[act], world).result())
        move(meeting, kind, by)

    monkeypatch.setattr(services, "_move", meanwhile)
    if act == "decide":
        services.publish(world.session, Kind.MINUTES, by=world.cast.sofie)
    else:
        services.publish(world.planned, Kind.AGENDA, by=world.cast.sofie)
    assert waited == [True]


def _had_to_wait(edit: Callable[[World], object], world: World) -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '300ms'")
        edit(world)
    except OperationalError:
        return True
    finally:
        connections.close_all()
    return False


def test_two_save_the_same_text_at_once(world: World) -> None:
    """One is saved, the other hears that there is another text now; both still have theirs."""
    item = world.items["draft"]
    people = iter([world.cast.sofie, world.cast.karen])

    def save() -> str:
        by = next(people)
        try:
            save_text(item, "background", f"<p>{by.full_name} skrev dette.</p>", base=Mark(), by=by)
        except Clash as clash:
            return clash.mine
        return ""

    lost = sorted(map(str, together(save)))
    kept = AgendaItem.objects.get(pk=item.pk).background
    newest, before = item.text_versions.filter(field="background")
    assert lost[0] == ""
    assert lost[1] != kept
    assert (newest.text, before.text) == (kept, item.background)


def test_two_who_move_items_at_once_leave_one_order(world: World) -> None:
    items = [add_item(world.planned, title, closed=False, by=None) for title in "ABCDE"]
    moves = iter([(items[4], 1), (items[0], 7)])

    def move() -> object:
        item, place = next(moves)
        return move_item(item, place, by=world.cast.sofie).pk

    together(move)
    titles = [item.title for item in accepted(world.planned)]
    assert (titles[0], titles[-1]) == ("E", "A")
    assert [item.position for item in accepted(world.planned)] == [1, 2, 3, 4, 5, 6, 7]


def test_of_two_programs_that_change_one_item_one_is_told(world: World) -> None:
    """Held against its ETag under the lock."""
    client, url = Client(), reverse("api-item-detail", args=[world.items["draft"].pk])
    client.force_login(world.cast.sofie)
    headers = {"If-Match": client.get(url).headers["ETag"]}
    sent = {"title": "Julelukning 2027"}
    answers = together(lambda: client.patch(url, sent, "application/json", headers=headers).status_code)
    assert sorted(map(str, answers)) == ["200", "412"]


def test_a_form_for_a_task_that_is_sent_twice_at_once_makes_one(world: World) -> None:
    item, cast = world.items["past_open"], world.cast
    made = together(lambda: create_task(item, "Send planen", Owner(person=cast.frida), by=cast.sofie))
    assert sorted(type(one).__name__ for one in made) == ["FollowUpTask", "Refused"]
    task = FollowUpTask.objects.get(text="Send planen")
    together(lambda: hand_back(task, reason="Det er Tekniks", by=cast.frida))
    assert task.entries.filter(kind="handed_back").count() == 1
