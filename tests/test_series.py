"""Meetings in series: proposed, adjusted, and made all at once or not at all."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from agenda.models import Meeting
from agenda.services.meetings import Slot, Taken, plan_meetings
from agenda.services.standing import USUAL, add_standing
from tests.cast import TODAY, World, some_day
from tests.pages import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FIRST = TODAY + timedelta(days=(3 - TODAY.weekday()) % 7 + 70)
"""A Thursday well after the meetings of the world."""


def wanted(**more: Any) -> dict[str, Any]:
    last = FIRST + timedelta(weeks=8)
    usual = {"interval": "2", "weekday": "3", "start": "08:30", "place": "915"}
    return {**usual, "first": FIRST.isoformat(), "last": last.isoformat(), **more}


def lines(days: list[date], ticked: list[int] | None = None, start: str = "08:30") -> dict[str, str]:
    """The form of a proposal as a browser sends it."""
    sent = {"line-TOTAL_FORMS": str(len(days)), "line-INITIAL_FORMS": str(len(days))}
    for number, day in enumerate(days):
        sent |= {
            f"line-{number}-date": day.isoformat(),
            f"line-{number}-start": start,
            f"line-{number}-place": "915",
        }
        if ticked is None or number in ticked:
            sent[f"line-{number}-make"] = "on"
    return sent


def every_second_week(count: int = 5) -> list[date]:
    return [FIRST + timedelta(weeks=2 * number) for number in range(count)]


def create(world: World, sent: dict[str, str], **more: Any) -> HttpResponse:
    reader = Reader(world.cast.sofie)
    query = "&".join(f"{name}={value}" for name, value in wanted(**more).items())
    url = f"{reverse('series', args=[world.forum.pk])}?{query}"
    return reader.client.post(url, sent, follow=True)  # type: ignore[return-value]


def planned(world: World) -> list[date]:
    new = Meeting.objects.filter(forum=world.forum, date__gte=FIRST).order_by("date")
    return list(new.values_list("date", flat=True))


def test_the_dates_are_proposed_with_what_is_left_out_and_why(world: World) -> None:
    week = (FIRST + timedelta(weeks=2)).isocalendar().week
    page = Reader(world.cast.sofie).text("series", world.forum.pk, asked=wanted(weeks=str(week)))
    assert page.count('type="date"') == 2 + 5
    assert f"Udeladt: uge {week}" in page
    assert planned(world) == []


def test_a_holiday_is_told_by_its_name(world: World) -> None:
    year = TODAY.year + 1
    asked = wanted(
        first=f"{year}-01-01", last=f"{year}-12-31", interval="1", weekday="3", holidays="on", christmas="on"
    )
    page = Reader(world.cast.sofie).text("series", world.forum.pk, asked=asked)
    assert "Udeladt: Skærtorsdag" in page
    assert "Udeladt: Kristi himmelfartsdag" in page


def test_the_chosen_ones_are_made_with_their_standing_items(world: World) -> None:
    for line in USUAL:
        add_standing(world.forum, line, by=world.cast.sofie)
    days = every_second_week()
    moved = [*days[:4], days[4] + timedelta(days=1)]
    answer = create(world, lines(moved, ticked=[0, 2, 3, 4]))
    assert "4 møder er oprettet." in answer.content.decode()
    assert planned(world) == [moved[0], *moved[2:]]
    meeting = Meeting.objects.get(forum=world.forum, date=days[0])
    assert (meeting.start, meeting.place, meeting.items.count()) == (time(8, 30), "915", 2)


def test_the_same_sent_twice_makes_nothing_twice(world: World) -> None:
    sent = lines(every_second_week())
    create(world, sent)
    answer = create(world, sent)
    assert "Møderne er der allerede." in answer.content.decode()
    assert planned(world) == every_second_week()


def test_a_time_that_is_taken_is_told_at_its_line_and_nothing_is_made(world: World) -> None:
    plan_meetings(world.forum, [Slot(FIRST, time(8, 30), "Kantinen")], by=None)
    answer = create(world, lines(every_second_week())).content.decode()
    assert "Der er allerede et møde i forummet på det tidspunkt." in answer
    assert 'id="id_line-0-date_error"' in answer
    assert planned(world) == [FIRST]
    again = create(world, lines(every_second_week(), ticked=[1, 2])).content.decode()
    assert "2 møder er oprettet." in again


def test_two_lines_at_the_same_time_are_refused(world: World) -> None:
    slots = [Slot(FIRST, time(9)), Slot(FIRST, time(9), "Kantinen"), Slot(FIRST, None)]
    with pytest.raises(Taken) as refused:
        plan_meetings(world.forum, slots, by=world.cast.sofie)
    assert list(refused.value.sentences) == [1]
    assert planned(world) == []


def test_the_time_of_a_cancelled_meeting_is_free(world: World) -> None:
    plan_meetings(world.forum, [Slot(FIRST, time(9))], by=None)
    Meeting.objects.filter(date=FIRST).update(state="cancelled")
    assert len(plan_meetings(world.forum, [Slot(FIRST, time(9))], by=world.cast.sofie)) == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"line-0-date": ""}, "Skriv en dato, eller fjern fluebenet."),
        ({"line-0-date": "2015-09-17"}, "Datoen er passeret."),
        ({"line-0-start": "halv ni"}, "Skriv klokkeslættet"),
        ({"line-0-make": "", "line-1-make": ""}, "Sæt flueben ved mindst ét møde."),
    ],
)
def test_what_is_wrong_with_a_line_is_told(world: World, sent: dict[str, str], sentence: str) -> None:
    answer = create(world, {**lines(every_second_week(2)), **sent}).content.decode()
    assert sentence in answer
    assert "Ingen møder er oprettet." in answer
    assert planned(world) == []


def test_what_is_wrong_with_a_line_without_a_tick_is_nobodys_business(world: World) -> None:
    sent = lines(every_second_week(2), ticked=[1]) | {"line-0-date": "i morgen"}
    assert "1 møde er oprettet." in create(world, sent).content.decode()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"weeks": "7, påske"}, "»påske« er ikke en uge."),
        ({"interval": "0"}, "Skriv et tal fra 1 til 26."),
        ({"last": some_day(1).isoformat()}, "Serien slutter, før den begynder."),
        ({"last": f"{TODAY.year + 9}-01-01"}, "Serien er for lang."),
        ({"first": "2015-09-17"}, "Datoen er passeret."),
        ({"weekday": "9"}, "Vælg en ugedag."),
    ],
)
def test_what_cannot_be_proposed_is_told(world: World, asked: dict[str, str], sentence: str) -> None:
    page = Reader(world.cast.sofie).text("series", world.forum.pk, asked=wanted(**asked))
    assert sentence in page
    assert "Opret de valgte møder" not in page


def test_a_single_meeting_is_made_at_the_forums_usual_time(world: World) -> None:
    world.forum.usual_place, world.forum.usual_start = "Mødelokale 915", time(8, 30)
    world.forum.save()
    reader = Reader(world.cast.sofie)
    assert "Mødelokale 915" in reader.text("meeting_new", world.forum.pk)
    sent = {"date": FIRST.isoformat(), "start": "08:30", "place": "Mødelokale 915"}
    assert reader.post("meeting_new", world.forum.pk, sent=sent).status_code == 302
    again = reader.post("meeting_new", world.forum.pk, sent=sent).content.decode()
    assert "Der er allerede et møde i forummet på det tidspunkt." in again
    assert planned(world) == [FIRST]
