"""The list of meetings."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agenda.listing import AHEAD, PAGE
from agenda.models import Forum, Meeting
from agenda.services.meetings import plan_meeting
from tests.cast import TODAY, World, some_day

pytestmark = pytest.mark.django_db
MEETINGS = "/meetings/"


def test_carl_sees_what_lies_ahead_and_behind(client: Client, world: World) -> None:
    client.force_login(world.cast.carl)
    ahead, behind = client.get(MEETINGS).context["window"].shelves
    assert [row.meeting for row in ahead.rows] == [world.session, world.planned]
    assert [row.meeting for row in behind.rows] == [world.past]


def test_the_next_meeting_says_how_soon(client: Client, world: World) -> None:
    client.force_login(world.cast.carl)
    ahead = client.get(MEETINGS).context["window"].shelves[0]
    assert [row.soon for row in ahead.rows] == ["", "Om 14 dage"]


def test_a_meeting_still_in_session_stays_among_the_current(client: Client, world: World) -> None:
    Meeting.objects.filter(pk=world.session.pk).update(date=some_day(-3))
    client.force_login(world.cast.sofie)
    ahead = client.get(MEETINGS).context["window"].shelves[0]
    assert [row.meeting.pk for row in ahead.rows] == [world.session.pk, world.planned.pk]


def test_drafts_are_not_counted_for_members(client: Client, world: World) -> None:
    client.force_login(world.cast.carl)
    ahead = client.get(MEETINGS).context["window"].shelves[0]
    assert [row.items for row in ahead.rows] == [4, 0]


def test_nobody_is_asked_to_sign_in_where_nothing_is_public(client: Client, world: World) -> None:
    assert client.get(MEETINGS).headers["Location"] == "/sign-in/?next=/meetings/"


def test_nobody_sees_what_is_published_to_all(client: Client, world: World) -> None:
    Forum.objects.update(open_to_public=True)
    (behind,) = client.get("/").context["window"].shelves
    assert [row.meeting for row in behind.rows] == [world.past]


def test_an_employee_without_meetings_is_told_what_to_do(client: Client, world: World) -> None:
    Forum.objects.update(open_to_employees=False)
    client.force_login(world.cast.bo)
    assert "skriv til forummets sekretær" in client.get(MEETINGS).content.decode()


def test_windows_follow_each_other_without_gap_or_repetition(client: Client, world: World) -> None:
    for week in range(1, 2 * PAGE + 3):
        for start in (time(8), time(9)):
            plan_meeting(world.forum, TODAY - timedelta(weeks=week), start=start, by=None)
    client.force_login(world.cast.carl)
    seen, more = _walk(client, "")
    while more:
        found, more = _walk(client, more)
        seen += found
    assert seen == list(Meeting.objects.filter(date__lt=TODAY).order_by("-date", "-pk"))


def test_only_the_nearest_coming_meetings_are_shown_first(client: Client, world: World) -> None:
    for week in range(1, 20):
        plan_meeting(world.forum, TODAY + timedelta(weeks=week, days=1), start=time(8), by=None)
    client.force_login(world.cast.carl)
    ahead = client.get(MEETINGS).context["window"].shelves[0]
    (later,) = client.get(f"{MEETINGS}?{ahead.more}").context["window"].shelves
    assert len(ahead.rows) == AHEAD
    assert later.rows[0].meeting.date > ahead.rows[-1].meeting.date


def test_one_forum_at_a_time(client: Client, world: World) -> None:
    other = Forum.objects.create(name="Direktion", open_to_employees=True)
    client.force_login(world.cast.carl)
    assert client.get(MEETINGS, {"forum": other.pk}).context["window"].forum is None
    assert client.get(MEETINGS, {"forum": world.forum.pk}).context["window"].forum == world.forum


@pytest.mark.parametrize(
    "query", ["before=x", "after=2015-09-17", "before=2015-09-17." + "9" * 40, "forum=x"]
)
def test_what_is_not_understood_is_left_out(client: Client, world: World, query: str) -> None:
    client.force_login(world.cast.carl)
    assert client.get(f"{MEETINGS}?{query}").status_code == 200


def test_the_list_is_for_reading(client: Client, world: World) -> None:
    assert client.post(reverse("meetings")).status_code == 405


def test_the_list_is_kept_by_no_cache(client: Client, world: World) -> None:
    client.force_login(world.cast.carl)
    assert client.get(MEETINGS).headers["Cache-Control"] == "private, no-store"


def _walk(client: Client, query: str) -> tuple[list[Meeting], str]:
    shelf = client.get(f"{MEETINGS}?{query}").context["window"].shelves[-1]
    return [row.meeting for row in shelf.rows], shelf.more
