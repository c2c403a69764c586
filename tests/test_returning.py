"""What comes back to the forum: matters to be taken up again, and what is done and to be noted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.closing import Closing
from agenda.services.meetings import plan_meeting, start_session
from agenda.services.versions import Mark, newest
from agenda.services.writing import save_text
from decisions.models import FollowUpTask, Outcome
from decisions.services.follow_up.assigning import Owner, create_task
from decisions.services.follow_up.evidence import add_evidence
from decisions.services.follow_up.noting import TITLE, keep_list
from decisions.services.follow_up.progress import set_status
from decisions.services.follow_up.returning import return_to_agenda
from decisions.services.postponing import resumed
from decisions.services.recording import record_decision, set_outcomes
from documents.content import Kind
from documents.reissuing import close_item, open_item
from documents.services import publish
from tests.cast import World, some_day
from tests.pages import Reader

pytestmark = pytest.mark.once


def _task(internal: World, key: str) -> FollowUpTask:
    return internal.items[key].follow_up_tasks.get()


def test_a_matter_comes_up_again_on_the_first_meeting_after_its_day(internal: World) -> None:
    cast, task = internal.cast, _task(internal, "past_closed")
    later = plan_meeting(internal.forum, some_day(70), by=None)
    day = later.date - timedelta(days=3)
    page = Reader(cast.sofie).post("task_return", task.pk, sent={"returns_on": day.isoformat()}, follow=True)
    assert "Der er intet møde den" in page.content.decode()
    task.refresh_from_db()
    new = task.returned_as
    assert new is not None
    assert (new.meeting, new.continues, new.case, new.closed) == (later, task.item, task.item.case, True)
    assert "kodeordpastcloseddecision" in new.background
    assert [one.title for one in new.attachments.all()] == ["Brev kodeordevidence"]
    add_evidence(task, "Kvittering", file=ContentFile(b"Tak", name="tak.txt"), by=cast.frida)
    assert new.attachments.count() == 2
    assert not AgendaItem.objects.visible_to(cast.carl).filter(pk=new.pk).exists()
    assert Reader(cast.sofie).post("task_return", task.pk, sent={"returns_on": day}).status_code == 409


def test_two_tasks_of_a_decision_come_up_again_on_one_draft(internal: World) -> None:
    sofie, task = internal.cast.sofie, _task(internal, "past_open")
    other = create_task(task.item, "Mål svarprocenten", Owner(person=internal.cast.bo), by=sofie)
    add_evidence(other, "Svarene", file=ContentFile(b"Svar", name="svar.txt"), by=sofie)
    plan_meeting(internal.forum, some_day(70), by=None)
    new = return_to_agenda(task, some_day(60), by=sofie).returned_as
    assert new is not None
    assert return_to_agenda(other, some_day(65), by=sofie).returned_as == new
    assert "Svarene" in [one.title for one in new.attachments.all()]


def test_without_a_meeting_it_waits_in_the_pool_and_keeps_who_is_recused(internal: World) -> None:
    cast = internal.cast
    task = create_task(internal.items["past_recused"], "Udbyd igen", Owner(person=cast.bo), by=cast.sofie)
    task = return_to_agenda(task, some_day(900), by=cast.sofie)
    assert task.returned_as is not None
    assert task.returned_as.meeting is None
    assert [one.user for one in task.returned_as.recusals.all()] == [cast.mette]


def test_a_task_is_given_and_comes_up_again_in_one_go(internal: World) -> None:
    item = internal.items["session_open"]
    sent = {
        "text": "Forelæg en plan",
        "person": "bo@fjordby.example",
        "returns_on": some_day(-90).isoformat(),
    }
    reader = Reader(internal.cast.sofie)
    assert "efter mødet" in reader.post("item_tasks", item.pk, sent=sent).content.decode()
    assert not item.follow_up_tasks.exists()
    sent["returns_on"] = internal.planned.date.isoformat()
    answer = reader.post("item_tasks", item.pk, sent=sent, follow=True).content.decode()
    assert "Sagen er sat på dagsordenen til mødet den" in answer
    assert item.follow_up_tasks.get().returned_as.meeting == internal.planned  # type: ignore[union-attr]


def test_a_matter_that_returns_is_postponed_like_any_other(internal: World) -> None:
    cast, item = internal.cast, internal.items["session_open"]
    task = create_task(item, "Forelæg en plan", Owner(person=cast.bo), by=cast.sofie)
    returned = return_to_agenda(task, internal.planned.date, by=cast.sofie).returned_as
    set_outcomes(item, {1: Outcome.POSTPONED}, by=cast.sofie)
    new = resumed(item)
    assert new is not None
    assert new != returned
    assert new.recommendations.count() == item.recommendations.count()
    set_outcomes(item, {1: Outcome.APPROVED}, by=cast.sofie)
    assert item.continued_by.get() == returned


def test_closed_afterwards_the_draft_is_closed_with_it(internal: World) -> None:
    cast, item = internal.cast, internal.items["session_open"]
    task = create_task(item, "Forelæg en plan", Owner(person=cast.bo), by=cast.sofie)
    new = return_to_agenda(task, internal.planned.date, by=cast.sofie).returned_as
    assert new is not None
    close_item(item, Closing("Udbud", "Udbud", public_decision="Godkendt"), by=cast.sofie)
    new.refresh_from_db()
    assert (new.closed, new.public_title, new.public_decision) == (True, "Udbud", "")
    open_item(new, by=cast.sofie)
    close_item(item, Closing("Udbud", "Udbud"), by=cast.sofie)
    new.refresh_from_db()
    assert not new.closed


@pytest.fixture
def noting(internal: World) -> World:
    """A forum that notes what is done; Frida has done what she was asked on an open and on a closed item."""
    Forum.objects.filter(pk=internal.forum.pk).update(notes_finished_tasks=True)
    FollowUpTask.objects.update(needs_noting=True)
    for key in ("past_open", "past_closed"):
        set_status(_task(internal, key), "done", by=internal.cast.frida)
    keep_list.call(internal.forum.pk)
    return internal


def test_what_is_done_stands_on_the_next_agenda_without_closed_words(noting: World) -> None:
    item = noting.planned.items.get(title=TITLE)
    assert (item.state, item.closed) == ("accepted", False)
    assert "Skriv til borgerne (Frida Hørmark; punkt " in item.background
    assert "Ring til ansøgeren" not in item.background
    assert "En opgave fra punkt" in item.background
    set_status(_task(noting, "past_open"), "in_progress", by=noting.cast.line)
    keep_list.call(noting.forum.pk)
    item.refresh_from_db()
    assert "Skriv til borgerne" not in item.background
    set_status(_task(noting, "past_closed"), "in_progress", by=noting.cast.sofie)
    keep_list.call(noting.forum.pk)
    assert not noting.planned.items.filter(title=TITLE).exists()


def test_what_somebody_has_written_in_is_left_as_it_is(noting: World) -> None:
    item = noting.planned.items.get(title=TITLE)
    save_text(
        item,
        "background",
        "<p>Sofies egne ord.</p>",
        base=Mark.of(newest(item, "background")),
        by=noting.cast.sofie,
    )
    set_status(_task(noting, "past_open"), "open", by=noting.cast.line)
    keep_list.call(noting.forum.pk)
    item.refresh_from_db()
    assert item.background == "<p>Sofies egne ord.</p>"


@pytest.mark.parametrize(("outcome", "noted"), [(Outcome.NOTED, True), (Outcome.POSTPONED, False)])
def test_the_minutes_note_what_was_on_the_list(noting: World, outcome: Outcome, noted: bool) -> None:
    """On a forum's only item, so that little is drawn."""
    sofie, meeting = noting.cast.sofie, noting.planned
    meeting.items.exclude(title=TITLE).update(meeting=None)
    publish(meeting, Kind.AGENDA, by=sofie)
    start_session(meeting, early=True, by=sofie)
    item = meeting.items.get(title=TITLE)
    record_decision(item, "<p>Noteret.</p>", outcomes=[outcome], by=sofie)
    publish(Meeting.objects.get(pk=meeting.pk), Kind.MINUTES, by=sofie)
    tasks = FollowUpTask.objects.filter(item__forum=noting.forum)
    assert [one.is_finished for one in tasks] == [noted, noted]
