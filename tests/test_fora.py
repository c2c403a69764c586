"""The page of a forum, its settings, its standing items, and who may read along."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from agenda.models import AgendaItem, Attachment, Forum, Meeting, Membership
from agenda.openness import change
from agenda.services.fora import Openness, change_settings, create_forum, name_forum, open_up
from agenda.services.meetings import set_deadlines
from agenda.services.standing import USUAL, add_standing
from decisions.services.follow_up.assigning import Owner, create_task
from people.models import JournalEntry, Notice
from tests.cast import World, make_world, some_day
from tests.pages import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DEADLINES = {
    "submission_weekday": "0",
    "submission_weeks_before": "1",
    "submission_time": "12:00",
    "sending_weekday": "4",
    "sending_weeks_before": "1",
    "sending_time": "15:00",
}


@pytest.fixture
def internal(db: None) -> World:
    return make_world("kodeord", open_to_employees=False)


def test_the_secretary_sees_what_lies_ahead(world: World) -> None:
    due = timezone.now() + timedelta(days=3, hours=4, minutes=30)
    set_deadlines(world.planned, due, None, by=world.cast.sofie)
    page = Reader(world.cast.sofie).text("forum", world.forum.pk)
    assert "3 dage og 4 timer tilbage" in page
    assert f"/meetings/{world.planned.pk}/move/" in page
    assert "2 punkter" in page
    assert "1 mangler noget" in page
    assert Reader(world.cast.sofie).text("meeting", world.planned.pk).count("3 dage og 4 timer tilbage") == 1


def test_members_see_nothing_of_the_secretarys_pages(world: World) -> None:
    set_deadlines(world.planned, timezone.now(), timezone.now(), by=world.cast.sofie)
    page = Reader(world.cast.carl).text("meeting", world.planned.pk)
    assert "Indsendelse" not in page
    assert "/fora/" not in page


def test_an_administrator_sees_the_fora_and_none_of_their_meetings(world: World) -> None:
    reader = Reader(world.cast.ida)
    assert world.forum.name in reader.text("fora")
    page = reader.text("forum", world.forum.pk)
    assert "/meetings/1" not in page
    assert "Pladser" in page
    assert "Faste punkter" not in page


def test_a_forum_begins_closed_with_the_usual_items(world: World) -> None:
    sent = {"name": "Direktion", "abbreviation": "DIR", "secretary": "sofie@fjordby.example"}
    assert Reader(world.cast.ida).post("forum_new", sent=sent).status_code == 302
    forum = Forum.objects.get(name="Direktion")
    assert Openness.of(forum) == Openness(False, False, False)
    assert list(forum.standing_items.values_list("title", flat=True)) == [one.title for one in USUAL]
    assert list(forum.memberships.values_list("user__full_name", "role")) == [("Sofie Møllebæk", "secretary")]
    assert Notice.objects.filter(user=world.cast.sofie, kind="your_seat").exists()


def test_two_fora_do_not_have_one_name(world: World) -> None:
    sent = {"name": "chefforum", "secretary": "sofie@fjordby.example"}
    assert "hedder sådan" in Reader(world.cast.ida).post("forum_new", sent=sent).content.decode()
    other = create_forum("Direktion", by=world.cast.ida)
    with pytest.raises(ValidationError):
        name_forum(other, "Chefforum ", "", by=world.cast.ida)
    assert name_forum(world.forum, "Chefforum", "CHF", by=world.cast.ida).abbreviation == "CHF"


@pytest.mark.parametrize("name", ["sofie", "carl", "bo"])
def test_only_administrators_make_and_name_fora(world: World, name: str) -> None:
    by = getattr(world.cast, name)
    with pytest.raises(PermissionDenied):
        create_forum("Direktion", by=by)
    with pytest.raises(PermissionDenied):
        name_forum(world.forum, "Direktion", "", by=by)


@pytest.mark.parametrize("name", ["carl", "bo", "ida"])
def test_only_the_forum_itself_says_how_it_works_and_who_reads_it(world: World, name: str) -> None:
    by = getattr(world.cast, name)
    with pytest.raises(PermissionDenied):
        change_settings(world.forum, {"usual_place": "915"}, by=by)
    with pytest.raises(PermissionDenied):
        open_up(world.forum, Openness(True, True, True), by=by)


def test_a_deadline_with_a_mistyped_year_is_refused(world: World) -> None:
    def answer(year: str) -> str:
        sent = {"submission": f"{year}-01-01T12:00"}
        shown = Reader(world.cast.sofie).post("meeting_deadlines", world.planned.pk, sent=sent)
        return str(shown.content.decode())

    assert "Se efter, om årstallet" in answer("0001")
    assert "Fristen ligger efter mødet" in answer("9999")


def test_new_deadlines_are_those_of_planned_meetings_too(world: World) -> None:
    by_hand = timezone.now() + timedelta(days=1)
    set_deadlines(world.planned, None, by_hand, by=world.cast.sofie)
    assert Reader(world.cast.sofie).post("forum_settings", world.forum.pk, sent=DEADLINES).status_code == 302
    meeting = Meeting.objects.get(pk=world.planned.pk)
    assert meeting.submission_due_at is not None
    local = timezone.localtime(meeting.submission_due_at)
    assert (local.weekday(), local.time()) == (0, time(12))
    assert meeting.sending_due_at == by_hand
    world.session.refresh_from_db()
    assert world.session.submission_due_at is None


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"submission_time": ""}, "Skriv, hvad klokken er."),
        ({"sending_weeks_before": ""}, "Skriv, hvor mange uger før mødet."),
        ({"sending_weeks_before": "mange"}, "Skriv et helt tal"),
        ({"approval_days": "0"}, "Skriv mindst 1 dag"),
    ],
)
def test_half_a_deadline_is_none(world: World, sent: dict[str, str], sentence: str) -> None:
    answer = Reader(world.cast.sofie).post("forum_settings", world.forum.pk, sent={**DEADLINES, **sent})
    assert sentence in answer.content.decode()
    world.forum.refresh_from_db()
    assert world.forum.deadlines == (None, None)


def test_a_deadline_is_taken_away(world: World) -> None:
    reader = Reader(world.cast.sofie)
    reader.post("forum_settings", world.forum.pk, sent=DEADLINES)
    reader.post("forum_settings", world.forum.pk, sent={**DEADLINES, "sending_weekday": ""})
    world.forum.refresh_from_db()
    assert world.forum.deadlines[0] is not None
    assert world.forum.deadlines[1] is None


def test_a_forum_says_that_it_notes_what_is_done(internal: World) -> None:
    cast, forum = internal.cast, internal.forum
    sent = {"notes_finished_tasks": "on"}
    assert Reader(cast.sofie).post("forum_settings", forum.pk, sent=sent).status_code == 302
    task = create_task(
        internal.items["past_open"], "Skriv til naboerne", Owner(person=cast.bo), by=cast.sofie
    )
    assert task.needs_noting


def test_opening_tells_what_it_shows_and_waits_for_a_yes(internal: World) -> None:
    reader, forum = Reader(internal.cast.sofie), internal.forum
    asked = reader.post("forum_opening", forum.pk, sent={"open_to_employees": "on"}).content.decode()
    assert "6 åbne punkter" in asked
    assert "2 lukkede punkter" in asked
    forum.refresh_from_db()
    assert not forum.open_to_employees
    seen = change(forum, Openness(True, False, False)).mark
    reader.post("forum_opening", forum.pk, sent={"open_to_employees": "on", "seen": seen})
    forum.refresh_from_db()
    assert forum.open_to_employees
    assert Notice.objects.get(kind="forum_opened").user == internal.cast.karen
    assert JournalEntry.objects.filter(kind="forum.opened").count() == 1


def test_what_is_told_is_what_the_gate_then_shows(internal: World) -> None:
    forum, bo = internal.forum, internal.cast.bo
    told = change(forum, Openness(True, True, False))
    assert told.employees is not None
    assert told.public is not None
    before = [queryset.objects.visible_to(bo).count() for queryset in (Meeting, AgendaItem, Attachment)]
    open_up(forum, Openness(True, False, False), by=internal.cast.sofie)
    after = [queryset.objects.visible_to(bo).count() for queryset in (Meeting, AgendaItem, Attachment)]
    assert [now - then for now, then in zip(after, before, strict=True)] == [
        *(told.employees.meetings, told.employees.items, told.employees.bilag)
    ]
    assert (told.public.meetings, told.public.items) == (1, 3)


def test_who_came_later_is_told_of_by_name(internal: World) -> None:
    forum, line = internal.forum, internal.cast.line
    Membership.objects.create(forum=forum, user=line, role="member", since=some_day(-1))
    told = change(forum, Openness(False, False, True))
    assert [(one.user, one.items) for one in told.newcomers] == [(line, 1)]
    before = set(AgendaItem.objects.visible_to(line))
    open_up(forum, told.after, by=internal.cast.sofie)
    assert len(set(AgendaItem.objects.visible_to(line)) - before) == 1


def test_what_has_changed_meanwhile_is_told_again(internal: World) -> None:
    forum = internal.forum
    seen = change(forum, Openness(True, False, False)).mark
    AgendaItem.objects.filter(pk=internal.items["past_open"].pk).update(closed=True)
    answer = Reader(internal.cast.sofie).post(
        "forum_opening", forum.pk, sent={"open_to_employees": "on", "seen": seen}
    )
    assert "Noget er ændret imens" in answer.content.decode()
    forum.refresh_from_db()
    assert not forum.open_to_employees


def test_a_forum_can_be_closed_again(world: World) -> None:
    told = change(world.forum, Openness(False, False, False))
    assert (told.closes_to_employees, told.employees) == (True, None)
    open_up(world.forum, told.after, by=world.cast.karen)
    assert not Meeting.objects.visible_to(world.cast.bo).exists()


def test_the_list_of_standing_items_is_kept_on_its_page(world: World) -> None:
    reader, forum = Reader(world.cast.sofie), world.forum
    for line in USUAL:
        add_standing(forum, line, by=None)
    sent = {"title": "Siden sidst", "place": "first", "kind": "orientation", "minutes": "10"}
    assert reader.post("standing", forum.pk, sent=sent).status_code == 302
    new = forum.standing_items.get(title="Siden sidst")
    answer = reader.post(
        "standing_shift", forum.pk, new.pk, sent={"direction": "up"}, follow=True
    ).content.decode()
    assert "»Siden sidst« er flyttet op." in answer
    assert forum.standing_items.first() == new
    assert reader.post("standing_item", forum.pk, new.pk, sent={**sent, "place": "last"}).status_code == 302
    assert forum.standing_items.last() == new
    assert reader.post("standing_remove", forum.pk, new.pk).status_code == 302
    assert forum.standing_items.count() == 2
    wrong = reader.post("standing", forum.pk, sent={**sent, "title": "", "minutes": "0"}).content.decode()
    assert "Skriv, hvad punktet hedder." in wrong
    assert "mellem 1 og 600" in wrong
