"""Standing items: what each new meeting begins and ends with, and whose minutes it approves."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.access import recuse
from agenda.services.approvals import previous, sentence, warnings
from agenda.services.items import accept_item, draft_item, withdraw_item
from agenda.services.meetings import (
    Slot,
    cancel_meeting,
    move_meeting,
    plan_meeting,
    plan_meetings,
    start_session,
)
from agenda.services.standing import (
    USUAL,
    Line,
    add_standing,
    change_standing,
    remove_standing,
    shift_standing,
)
from decisions.models import Outcome
from decisions.services.approval import approve_minutes
from decisions.services.recording import record_decision
from documents import services as documents
from documents.content import Kind
from tests.cast import Cast, World, make_cast, make_forum, some_day

pytestmark = pytest.mark.django_db

OPENING = "at dagsordenen godkendes"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def forum(cast: Cast) -> Forum:
    forum = make_forum(cast)
    for line in USUAL:
        add_standing(forum, line, by=cast.sofie)
    return forum


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.values_list("title", flat=True))


def recommended(meeting: Meeting) -> list[str]:
    item = meeting.items.get(approves_minutes=True)
    return [one.text for one in item.recommendations.all()]


def planned(forum: Forum, *days: int) -> list[Meeting]:
    return [plan_meeting(forum, some_day(day), start=time(8, 30), by=None) for day in days]


def approving(first: Meeting) -> list[str]:
    return [OPENING, sentence(first)]


def test_a_new_meeting_begins_and_ends_as_its_forum_wants(forum: Forum) -> None:
    (meeting,) = planned(forum, 14)
    items = list(meeting.items.all())
    assert [one.title for one in items] == ["Godkendelse af dagsorden og referat", "Evt."]
    assert {(one.state, one.closed) for one in items} == {("accepted", False)}
    assert recommended(meeting) == [OPENING]


def test_what_comes_later_lies_before_what_ends_the_meeting(forum: Forum, cast: Cast) -> None:
    (meeting,) = planned(forum, 14)
    draft = draft_item(forum, "Budgetopfølgning", closed=False, meeting=meeting, by=cast.sofie)
    for item in (draft, draft_item(forum, "Ladestandere", closed=False, by=cast.sofie)):
        accept_item(item, meeting, by=cast.sofie)
    assert titles(meeting) == [
        *("Godkendelse af dagsorden og referat", "Budgetopfølgning", "Ladestandere", "Evt.")
    ]
    documents.publish(meeting, Kind.AGENDA, by=cast.sofie)
    late = accept_item(draft_item(forum, "Sent punkt", closed=False, by=cast.sofie), meeting, by=cast.sofie)
    assert titles(meeting)[-2:] == ["Evt.", late.title]


def test_the_minutes_of_the_meeting_before_are_named_by_date(forum: Forum) -> None:
    first, second = planned(forum, 14, 28)
    assert recommended(second) == approving(first)
    item = second.items.get(approves_minutes=True)
    assert [one.approves for one in item.recommendations.all()] == [None, first]


def test_the_sentence_names_the_date_in_danish() -> None:
    assert sentence(Meeting(date=date(2026, 9, 3))) == "at referatet af mødet den 3. september 2026 godkendes"


def test_a_series_names_each_the_one_before(forum: Forum, cast: Cast) -> None:
    slots = [Slot(some_day(day), time(8, 30)) for day in (42, 14, 28)]
    third, first, second = plan_meetings(forum, slots, by=cast.sofie)
    assert [recommended(one) for one in (first, second, third)] == [
        [OPENING],
        approving(first),
        approving(second),
    ]


def test_a_meeting_put_between_two_is_named_instead(forum: Forum) -> None:
    _first, last = planned(forum, 14, 28)
    (between,) = planned(forum, 21)
    assert recommended(last) == approving(between)


def test_two_meetings_on_a_day_are_ordered_by_their_hours(forum: Forum) -> None:
    morning = plan_meeting(forum, some_day(14), start=time(8, 30), by=None)
    noon = plan_meeting(forum, some_day(14), start=time(12), by=None)
    assert (previous(noon), previous(morning)) == (morning, None)


def test_the_named_date_follows_a_meeting_that_is_moved(forum: Forum, cast: Cast) -> None:
    first, second, third = planned(forum, 14, 28, 42)
    moved = move_meeting(first, some_day(15), start=None, place="", by=cast.sofie)
    assert recommended(second) == approving(moved)
    moved = move_meeting(moved, some_day(35), start=None, place="", by=cast.sofie)
    assert [recommended(one) for one in (second, moved, third)] == [
        [OPENING],
        approving(second),
        approving(moved),
    ]


def test_a_cancelled_meeting_is_named_no_longer(forum: Forum, cast: Cast) -> None:
    first, second, third = planned(forum, 14, 28, 42)
    cancel_meeting(second, by=cast.sofie)
    assert recommended(third) == approving(first)
    cancel_meeting(first, by=cast.sofie)
    assert recommended(third) == [OPENING]


def test_minutes_approved_by_other_means_are_not_put_to_the_forum_again(world: World) -> None:
    for line in USUAL:
        add_standing(world.forum, line, by=None)
    (meeting,) = planned(world.forum, -3)
    assert recommended(meeting) == approving(world.past)
    approve_minutes(world.past, by=world.cast.sofie)
    assert recommended(meeting) == [OPENING]


def test_what_somebody_has_written_is_left_alone_and_warned_of(forum: Forum, cast: Cast) -> None:
    _first, second, third = planned(forum, 14, 28, 42)
    item = third.items.get(approves_minutes=True)
    by_hand = item.recommendations.get(approves=second)
    by_hand.text = "at referatet fra det seneste møde godkendes"
    by_hand.save()
    assert [said for said in warnings(third) if "nævner ikke den dato" in said]
    move_meeting(second, some_day(7), start=None, place="", by=cast.sofie)
    by_hand.refresh_from_db()
    assert (by_hand.text, by_hand.approves) == ("at referatet fra det seneste møde godkendes", second)
    assert [said for said in warnings(third) if "det forrige møde er" in said]
    cancel_meeting(second, by=cast.sofie)
    assert [said for said in warnings(third) if "aflyst" in said]


def test_what_somebody_has_taken_out_stays_out_and_is_warned_of(forum: Forum, cast: Cast) -> None:
    _first, second = planned(forum, 14, 28)
    second.items.get(approves_minutes=True).recommendations.filter(approves__isnull=False).delete()
    planned(forum, 21)
    assert recommended(second) == [OPENING]
    assert [said for said in warnings(second) if "nævner ikke referatet" in said]


def test_nothing_is_wrong_with_what_is_named_here(forum: Forum) -> None:
    assert [warnings(one) for one in planned(forum, 14, 28)] == [[], []]


def test_publishing_finds_the_right_meeting_and_ends_the_following(forum: Forum, cast: Cast) -> None:
    first, second = planned(forum, 14, 28)
    documents.publish(second, Kind.AGENDA, by=cast.sofie)
    planned(forum, 21)
    assert recommended(second) == approving(first)
    start_session(Meeting.objects.get(pk=second.pk), early=True, by=cast.sofie)
    assert warnings(second)


def test_the_outcome_approves_the_meeting_that_is_named(forum: Forum, cast: Cast) -> None:
    first, second = planned(forum, 14, 28)
    for meeting in (first, second):
        documents.publish(meeting, Kind.AGENDA, by=cast.sofie)
        start_session(meeting, early=True, by=cast.sofie)
        item = meeting.items.get(approves_minutes=True)
        outcomes = [Outcome.APPROVED] * item.recommendations.count()
        record_decision(item, "<p>Godkendt.</p>", outcomes=outcomes, by=cast.sofie)
        documents.publish(meeting, Kind.MINUTES, by=cast.sofie)
    assert [Meeting.objects.get(pk=one.pk).state for one in (first, second)] == [
        *("minutes_approved", "minutes_published")
    ]


def test_bare_standing_items_do_not_return_to_the_pool(forum: Forum, cast: Cast) -> None:
    draft, out = planned(forum, 14, 28)
    draft_item(forum, "Budgetopfølgning", closed=False, meeting=draft, by=cast.sofie)
    documents.publish(out, Kind.AGENDA, by=cast.sofie)
    written = out.items.get(title="Evt.")
    AgendaItem.objects.filter(pk=written.pk).update(background="<p>Husk sommerfesten.</p>")
    for meeting in (draft, out):
        cancel_meeting(meeting, by=cast.sofie)
    pool = AgendaItem.objects.filter(meeting=None)
    assert set(pool.values_list("title", flat=True)) == {"Budgetopfølgning", "Evt."}
    assert list(draft.items.all()) == []
    assert [(one.title, one.state, one.number) for one in out.items.all()] == [
        ("Godkendelse af dagsorden og referat", "withdrawn", 1)
    ]


def test_a_standing_item_that_something_hangs_on_is_never_deleted(forum: Forum, cast: Cast) -> None:
    (meeting,) = planned(forum, 14)
    item = meeting.items.get(title="Evt.")
    recuse(item, cast.carl, by=cast.sofie)
    cancel_meeting(meeting, by=cast.sofie)
    item.refresh_from_db()
    assert item.meeting is None


def test_the_list_is_kept_by_the_secretariat(forum: Forum, cast: Cast) -> None:
    line = add_standing(forum, Line("  Siden   sidst ", "first", minutes=10), by=cast.sofie)
    assert shift_standing(line, -1, by=cast.sofie)
    assert not shift_standing(line, -1, by=cast.sofie)
    changed = change_standing(line, Line("Siden sidst", "last"), by=cast.karen)
    (meeting,) = planned(forum, 14)
    assert titles(meeting) == ["Godkendelse af dagsorden og referat", "Evt.", "Siden sidst"]
    remove_standing(changed, by=cast.sofie)
    assert titles(planned(forum, 15)[0]) == ["Godkendelse af dagsorden og referat", "Evt."]
    assert titles(meeting)[-1] == "Siden sidst"


def test_a_list_has_titles_and_approves_minutes_once(forum: Forum, cast: Cast) -> None:
    for line, field in [(Line(" "), "title"), (Line("Referat", approves_minutes=True), "approves_minutes")]:
        with pytest.raises(ValidationError) as wrong:
            add_standing(forum, line, by=cast.sofie)
        assert list(wrong.value.message_dict) == [field]


@pytest.mark.parametrize("name", ["carl", "bo", "ida"])
def test_nobody_else_keeps_the_list(forum: Forum, cast: Cast, name: str) -> None:
    by, line = getattr(cast, name), forum.standing_items.all()[0]
    for act in (
        lambda: add_standing(forum, Line("Fødselsdage"), by=by),
        lambda: change_standing(line, Line("Fødselsdage"), by=by),
        lambda: shift_standing(line, 1, by=by),
        lambda: remove_standing(line, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_deadlines_are_set_at_creation_and_move_along(forum: Forum, cast: Cast) -> None:
    forum.submission_weeks_before, forum.submission_weekday, forum.submission_time = 1, 0, time(12)
    forum.sending_weeks_before, forum.sending_weekday, forum.sending_time = 0, 0, time(16)
    forum.save()
    (meeting,) = planned(forum, 14)
    assert meeting.submission_due_at is not None
    Meeting.objects.filter(pk=meeting.pk).update(sending_due_at=meeting.submission_due_at)
    moved = move_meeting(meeting, some_day(21), start=time(8, 30), place="", by=cast.sofie)
    assert moved.submission_due_at is not None
    assert abs(moved.submission_due_at - meeting.submission_due_at - timedelta(days=7)) <= timedelta(hours=1)
    assert moved.sending_due_at == meeting.submission_due_at


def test_a_withdrawn_standing_item_is_withdrawn_as_any_other(forum: Forum, cast: Cast) -> None:
    (meeting,) = planned(forum, 14)
    documents.publish(meeting, Kind.AGENDA, by=cast.sofie)
    assert withdraw_item(meeting.items.get(title="Evt."), by=cast.sofie).state == "withdrawn"
