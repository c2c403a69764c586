"""Changes of state: what they do, who may, when they are refused, and that the journal tells of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from agenda.models import AgendaItem, Agreement, Invitation, ItemComment, ItemPresence, Meeting
from agenda.services import (
    access,
    agreements,
    attendance,
    bilag,
    closing,
    comments,
    items,
    meetings,
    publication,
    rounds,
)
from agenda.services.closing import Closing
from agenda.services.guards import locked
from agenda.services.versions import Mark
from decisions.models import Decision, Outcome
from decisions.services.approval import approve_minutes, approve_what_was_approved
from decisions.services.dissents import add_dissent
from decisions.services.recording import record_decision, save_text, set_outcomes
from decisions.services.sentences import keep_sentences
from decisions.services.session import leave_session
from documents import services as documents
from documents.content import Kind
from people import journal
from people.models import JournalEntry, User
from people.refusals import Refused
from tests.cast import TODAY, World, some_day

pytestmark = pytest.mark.django_db


def last_entry() -> str:
    entry = JournalEntry.objects.last()
    return entry.kind if entry else ""


def new_item(world: World, title: str = "Ladestandere ved Rådhuset") -> AgendaItem:
    return items.draft_item(world.forum, title, closed=False, author=world.cast.frida, by=world.cast.frida)


def test_an_item_travels_from_draft_to_the_agenda(world: World) -> None:
    item = items.submit_item(new_item(world), by=world.cast.frida)
    item = items.accept_item(item, world.planned, by=world.cast.sofie)
    assert (item.state, item.meeting, item.position) == ("accepted", world.planned, 3)
    assert last_entry() == "item.accepted"


def test_an_item_can_be_returned_and_submitted_again(world: World) -> None:
    item = items.submit_item(new_item(world), by=world.cast.frida)
    item = items.return_item(item, by=world.cast.sofie)
    assert items.submit_item(item, by=world.cast.frida).state == "submitted"


def test_a_parked_item_leaves_its_meeting(world: World) -> None:
    item = items.park_item(world.items["draft"], by=world.cast.sofie)
    assert (item.state, item.meeting) == ("parked", None)


def test_only_the_author_submits(world: World) -> None:
    with pytest.raises(PermissionDenied):
        items.submit_item(new_item(world), by=world.cast.bo)


Acts: TypeAlias = dict[str, Callable[[], object]]


def everything_an_editor_does(world: World, by: User) -> Acts:
    """Every service that only an editor may call, as `by` would call it."""
    return {**before_the_meeting(world, by), **at_the_meeting(world, by)}


def before_the_meeting(world: World, by: User) -> Acts:
    draft, decided, meeting = world.items["draft"], world.items["session_open"], world.planned
    kind = Invitation.Kind.GUEST
    said = ItemComment(item=draft, kind=ItemComment.Kind.REVIEW, text="Datoen er forkert.")
    return {
        "plan": lambda: meetings.plan_meeting(world.forum, some_day(90), by=by),
        "plan a series": lambda: meetings.plan_meetings(world.forum, [meetings.Slot(some_day(90))], by=by),
        "deadlines": lambda: meetings.set_deadlines(meeting, None, None, by=by),
        "start": lambda: meetings.start_session(meeting, by=by),
        "leave": lambda: leave_session(world.session, by=by),
        "cancel": lambda: meetings.cancel_meeting(meeting, by=by),
        "move": lambda: meetings.move_meeting(meeting, some_day(90), start=None, place="", by=by),
        "attendance": lambda: attendance.set_attendance(meeting, [], by=by),
        "draft": lambda: items.draft_item(world.forum, "Kupforslag", closed=False, by=by),
        "accept": lambda: items.accept_item(draft, meeting, by=by),
        "return": lambda: items.return_item(draft, by=by),
        "park": lambda: items.park_item(draft, by=by),
        "withdraw": lambda: items.withdraw_item(world.items["session_guest"], by=by),
        "close": lambda: closing.close_item(draft, Closing("Udbud", "Udbud"), by=by),
        "open": lambda: closing.open_item(draft, by=by),
        "attach": lambda: bilag.attach(world.items["session_closed"], "Bilag", by=by),
        "grant": lambda: access.grant_reading(decided, by, reason="Nysgerrig", by=by),
        "take back": lambda: access.withdraw_grant(world.items["past_closed"].user_grants.get(), by=by),
        "recuse": lambda: access.recuse(decided, world.cast.carl, by=by),
        "invite": lambda: access.invite(meeting, by, kind=kind, reads_closed=True, by=by),
        "invite to item": lambda: access.invite(meeting, by, kind=kind, item=draft, by=by),
        "ask to read": lambda: rounds.ask_readers(meeting, [by], due=some_day(7), by=by),
        "end the round": lambda: rounds.end_round(meeting, by=by),
        "ask the chair": lambda: agreements.ask_chair(meeting, Agreement.Kind.AGENDA, by=by),
        "settle": lambda: comments.settle_comment(said, taken=True, by=by),
    }


def at_the_meeting(world: World, by: User) -> Acts:
    decided, meeting = world.items["session_open"], world.planned
    return {
        "decide": lambda: record_decision(decided, "<p>Nej.</p>", by=by),
        "outcome": lambda: set_outcomes(decided, {1: Outcome.APPROVED}, by=by),
        "write": lambda: save_text(decided, "<p>Nej.</p>", base=Mark(), by=by),
        "dissent": lambda: add_dissent(decided, "Carl", "Nej.", by=by),
        "sentences": lambda: keep_sentences(world.forum, {}, by=by),
        "prefill": lambda: attendance.prefill_attendance(meeting, by=by),
        "attend": lambda: attendance.add_attendee(meeting, "Carl", presence="present", by=by),
        "presence": lambda: attendance.note_presence(decided, "Carl", kind=ItemPresence.Kind.LEFT, by=by),
        "approve": lambda: approve_minutes(world.past, by=by),
        "publish agenda": lambda: documents.publish(meeting, Kind.AGENDA, by=by),
        "publish minutes": lambda: documents.publish(world.session, Kind.MINUTES, by=by),
    }


@pytest.mark.parametrize("name", ["carl", "bo", "ida", "niels", "per"])
def test_only_editors_change_meetings_and_items(world: World, name: str) -> None:
    for act, service in everything_an_editor_does(world, getattr(world.cast, name)).items():
        assert refused(service), f"{name} may {act}"


def refused(service: Callable[[], object]) -> bool:
    try:
        service()
    except PermissionDenied:
        return True
    return False


def test_a_recused_secretary_neither_accepts_nor_invites_to_the_item(world: World) -> None:
    draft, sofie = world.items["draft"], world.cast.sofie
    access.recuse(draft, sofie, by=world.cast.karen)
    with pytest.raises(PermissionDenied):
        items.accept_item(draft, world.session, by=sofie)
    with pytest.raises(PermissionDenied):
        access.invite(world.planned, world.cast.bo, kind=Invitation.Kind.GUEST, item=draft, by=sofie)


def test_nothing_is_attached_once_the_minutes_are_out(world: World) -> None:
    with pytest.raises(Refused, match="Referatet er udsendt"):
        bilag.attach(world.items["past_open"], "Eftertanke", by=world.cast.sofie)


def test_an_author_who_is_recused_writes_no_more(world: World) -> None:
    item = new_item(world)
    access.recuse(item, world.cast.frida, reason="Part i sagen", by=world.cast.sofie)
    for act in (items.submit_item, partial(bilag.attach, title="Tegning")):
        with pytest.raises(PermissionDenied):
            act(item, by=world.cast.frida)


def test_an_author_attaches_until_the_item_is_published(world: World) -> None:
    assert bilag.attach(world.items["draft"], "Kalender", by=world.cast.frida).title == "Kalender"


def test_an_item_is_drafted_for_a_meeting_of_its_forum_that_is_not_over(world: World) -> None:
    other = type(world.forum).objects.create(name="Direktion")
    for forum, meeting in [(other, world.planned), (world.forum, world.past)]:
        with pytest.raises(Refused):
            items.draft_item(forum, "Forkert sted", closed=False, meeting=meeting, by=None)


def test_a_recused_secretary_cannot_touch_the_item(world: World) -> None:
    access.recuse(world.items["session_open"], world.cast.sofie, by=world.cast.karen)
    with pytest.raises(PermissionDenied):
        record_decision(world.items["session_open"], "<p>Godkendt.</p>", by=world.cast.sofie)


def test_a_draft_needs_a_title(world: World) -> None:
    with pytest.raises(ValidationError, match="titel"):
        new_item(world, " \n ")


def test_an_item_stays_in_its_forum(world: World) -> None:
    other = meetings.plan_meeting(type(world.forum).objects.create(name="Direktion"), TODAY, by=None)
    with pytest.raises(Refused, match="andet forum"):
        items.accept_item(new_item(world), other, by=None)


def test_closing_needs_a_ground_and_a_title(world: World) -> None:
    for ground, title in [
        (" ", "Ansættelse"),
        ("Udbud", " "),
        ("Udbud", "Ny <b>chef</b>"),
        ("Udbud", "A" * 1001),
    ]:
        with pytest.raises(ValidationError):
            closing.close_item(world.items["draft"], Closing(ground, title), by=world.cast.sofie)
    world.items["draft"].refresh_from_db()
    assert not world.items["draft"].closed


def test_closing_and_opening_are_written_down(world: World) -> None:
    item = closing.close_item(
        world.items["draft"], Closing("Udbud", "Udbud af kantinen"), by=world.cast.sofie
    )
    assert (item.closed, item.closed_by, last_entry()) == (True, world.cast.sofie, "item.closed")
    item = closing.open_item(item, by=world.cast.sofie)
    assert (item.closed, item.closed_by, last_entry()) == (False, None, "item.opened")


def test_a_published_item_is_neither_closed_nor_opened_here(world: World) -> None:
    with pytest.raises(Refused):
        closing.open_item(world.items["past_closed"], by=world.cast.sofie)
    with pytest.raises(Refused):
        closing.close_item(world.items["past_open"], Closing("Udbud", "Udbud"), by=world.cast.sofie)


def test_items_of_a_cancelled_meeting_return_to_the_pool(world: World) -> None:
    with transaction.atomic():
        publication.publish_items(locked(world.planned), timezone.now(), None)
        publication.mark_agenda_published(locked(world.planned), timezone.now(), None)
    meetings.cancel_meeting(world.planned, by=world.cast.sofie)
    world.items["draft"].refresh_from_db()
    item = world.items["draft"]
    assert (item.meeting, item.number, item.published_at, item.state) == (None, None, None, "accepted")


@pytest.mark.parametrize("name", ["past", "session"])
def test_a_meeting_under_way_is_neither_cancelled_nor_moved(world: World, name: str) -> None:
    meeting: Meeting = getattr(world, name)
    with pytest.raises(Refused):
        meetings.cancel_meeting(meeting, by=world.cast.sofie)
    with pytest.raises(Refused):
        meetings.move_meeting(meeting, TODAY, start=None, place="", by=world.cast.sofie)


def test_a_meeting_moves_before_it_begins(world: World) -> None:
    meeting = meetings.move_meeting(
        world.planned, some_day(21), start=None, place="Kantinen", by=world.cast.sofie
    )
    assert (meeting.date, meeting.start, meeting.place) == (some_day(21), None, "Kantinen")


def test_a_session_can_be_left_until_something_is_decided(world: World) -> None:
    with pytest.raises(Refused, match="beslutninger"):
        leave_session(world.session, by=world.cast.sofie)
    for item in world.session.items.filter(decision__isnull=False):
        record_decision(item, "", by=world.cast.sofie)
    assert leave_session(world.session, by=world.cast.sofie).state == "agenda_published"
    with pytest.raises(Refused):
        leave_session(world.past, by=world.cast.sofie)


def test_a_second_meeting_at_the_same_time_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="allerede et møde"):
        meetings.plan_meeting(world.forum, TODAY, start=world.session.start, by=world.cast.sofie)


def test_numbers_go_on_after_those_published(world: World) -> None:
    item = items.accept_item(new_item(world), world.session, by=world.cast.sofie)
    with transaction.atomic():
        publication.publish_items(locked(world.session), timezone.now(), None)
    item.refresh_from_db()
    assert item.number == 5


def test_a_withdrawn_item_keeps_its_number(world: World) -> None:
    item = items.withdraw_item(world.items["session_guest"], by=world.cast.sofie)
    assert (item.state, item.number) == ("withdrawn", 3)
    with pytest.raises(Refused):
        items.withdraw_item(world.items["past_guest"], by=world.cast.sofie)


def test_a_decision_can_be_rewritten_while_the_meeting_lasts(world: World) -> None:
    record_decision(world.items["session_open"], "<p>Udsat.</p>", by=world.cast.sofie)
    assert Decision.objects.get(item=world.items["session_open"]).text == "<p>Udsat.</p>"


def test_no_decision_before_the_meeting_or_after_the_minutes(world: World) -> None:
    for name in ("draft", "past_open"):
        with pytest.raises(Refused):
            record_decision(world.items[name], "<p>Godkendt.</p>", by=world.cast.sofie)


def test_minutes_are_approved_once(world: World) -> None:
    assert approve_minutes(world.past, by=world.cast.sofie).state == "minutes_approved"
    with pytest.raises(Refused):
        approve_minutes(world.past, by=world.cast.sofie)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.APPROVED, "minutes_approved"),
        (Outcome.APPROVED_WITH_CHANGE, "minutes_published"),
        (Outcome.NOTED, "minutes_published"),
        (None, "minutes_published"),
    ],
)
def test_only_the_outcome_approved_approves_the_minutes_it_names(
    world: World, outcome: Outcome | None, state: str
) -> None:
    item = world.items["session_open"]
    item.recommendations.update(approves=world.past)
    record_decision(item, "<p>Godkendt.</p>", outcomes=[outcome] if outcome else [], by=world.cast.sofie)
    approve_what_was_approved(world.session, by=world.cast.sofie)
    world.past.refresh_from_db()
    assert world.past.state == state


def test_an_outcome_taken_back_approves_nothing(world: World) -> None:
    item = world.items["session_open"]
    item.recommendations.update(approves=world.past)
    for outcomes in ([Outcome.APPROVED], []):
        record_decision(item, "<p>Udsat.</p>", outcomes=outcomes, by=world.cast.sofie)
    approve_what_was_approved(world.session, by=world.cast.sofie)
    world.past.refresh_from_db()
    assert world.past.state == "minutes_published"


def test_each_recommendation_has_its_outcome_or_none(world: World) -> None:
    with pytest.raises(ValidationError, match="udfald"):
        record_decision(
            world.items["session_open"], "<p>Ja.</p>", outcomes=[Outcome.APPROVED] * 2, by=world.cast.sofie
        )


def test_a_meeting_does_not_move_onto_another(world: World) -> None:
    with pytest.raises(ValidationError, match="allerede et møde"):
        meetings.move_meeting(
            world.planned, world.session.date, start=world.session.start, place="", by=world.cast.sofie
        )


def test_attendance_is_written_anew_until_the_minutes_are_out(world: World) -> None:
    rows = [("Karen Ravnsø, kommunaldirektør", world.cast.karen, "present"), ("Gæst fra KL", None, "guest")]
    attendance.set_attendance(world.session, rows, by=world.cast.sofie)
    attendance.set_attendance(world.session, rows[:1], by=world.cast.sofie)
    assert [one.who for one in world.session.attendance.all()] == [rows[0][0]]
    with pytest.raises(Refused):
        attendance.set_attendance(world.past, rows, by=world.cast.sofie)


def test_a_grant_wants_a_reason_and_a_time_to_come(world: World) -> None:
    item = world.items["past_closed"]
    with pytest.raises(ValidationError, match="hvorfor"):
        access.grant_reading(item, world.cast.bo, reason=" ", by=world.cast.sofie)
    with pytest.raises(ValidationError, match="fortiden"):
        access.grant_reading(
            item, world.cast.bo, reason="Kort", expires_at=timezone.now(), by=world.cast.sofie
        )
    assert not item.user_grants.filter(user=world.cast.bo).exists()


def test_a_grant_can_be_taken_back(world: World) -> None:
    access.withdraw_grant(world.items["past_closed"].user_grants.get(), by=world.cast.sofie)
    assert not AgendaItem.objects.visible_to(world.cast.tove).contains(world.items["past_closed"])
    assert last_entry() == "grant.withdrawn"


def test_a_guest_is_invited_to_an_item_of_that_meeting(world: World) -> None:
    with pytest.raises(Refused):
        access.invite(
            world.past,
            world.cast.bo,
            kind=Invitation.Kind.GUEST,
            item=world.items["session_open"],
            by=world.cast.sofie,
        )


def test_the_journal_holds_no_title(world: World) -> None:
    words = " ".join(
        f"{one} {one.kind} {one.object_type} {one.object_id} {one.departments}"
        for one in JournalEntry.objects.all()
    )
    assert "kodeord" not in words
    assert "Lokalplan" not in words


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_written_in_the_transaction_of_the_change() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        journal.write("meeting.moved", Meeting(pk=1), by=None)
