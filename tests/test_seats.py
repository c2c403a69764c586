"""Seats: who gives and ends them, who is told, and that nobody gets one unseen."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from agenda.models import AgendaItem, Forum, Membership
from agenda.rights import Role
from agenda.services.fora import create_forum
from agenda.services.seats import end_seat, found_forum, give_seat, watchers
from people.mailing import send_waiting
from people.models import JournalEntry, Notice, User
from people.refusals import Refused
from tests.cast import TODAY, World, some_day
from tests.pages import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def seat_of(world: World, user: User) -> Membership:
    return world.forum.memberships.get(user=user, until=None)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__full_name", flat=True))


def test_the_secretary_gives_a_seat(world: World) -> None:
    seat = give_seat(world.forum, world.cast.line, "member", since=TODAY, by=world.cast.sofie)
    assert JournalEntry.objects.last().kind == "seat.given"  # type: ignore[union-attr]
    assert AgendaItem.objects.visible_to(world.cast.line).contains(world.items["session_closed"])
    assert (told("your_seat"), told("seat_given")) == ({"Line Skovbjærg"}, set())
    end_seat(seat, TODAY, by=world.cast.karen)
    seat.refresh_from_db()
    assert seat.until == TODAY


def test_what_an_administrator_gives_is_told_at_once(world: World) -> None:
    """Also that it is by mail, and that it names who did it and who got it."""
    give_seat(world.forum, world.cast.ida, "secretary", since=TODAY, by=world.cast.ida)
    assert told("seat_given") == {"Sofie Møllebæk", "Karen Ravnsø"}
    send_waiting()
    (first, *_others) = [one for one in mail.outbox if one.to == ["sofie@fjordby.example"]]
    assert (
        "It-administrator Ida Tofterup har givet Ida Tofterup plads som sekretær i Chefforum fra"
        in first.body
    )


def test_a_new_secretary_does_not_hide_it_from_the_one_before(world: World) -> None:
    """An administrator seats somebody of his own and then ends the real one's seat: she is told of both."""
    give_seat(world.forum, world.cast.bo, "secretary", since=TODAY, by=world.cast.ida)
    end_seat(seat_of(world, world.cast.sofie), some_day(-1), by=world.cast.ida)
    kinds = Notice.objects.filter(user=world.cast.sofie).values_list("kind", flat=True)
    assert set(kinds) == {"seat_given", "seat_ended"}


def test_an_administrator_gives_no_seat_in_the_past(world: World) -> None:
    with pytest.raises(ValidationError, match="fra i dag"):
        give_seat(world.forum, world.cast.bo, "member", since=some_day(-1), by=world.cast.ida)
    assert give_seat(world.forum, world.cast.bo, "member", since=some_day(-1), by=world.cast.sofie)


def test_where_nobody_is_left_those_before_and_other_administrators_are_told(world: World) -> None:
    Membership.objects.filter(forum=world.forum, until=None).update(until=some_day(-1))
    assert set(watchers(world.forum)) == {world.cast.sofie, world.cast.karen, world.cast.ida}
    User.objects.filter(pk__in=[world.cast.sofie.pk, world.cast.karen.pk]).update(is_active=False)
    with pytest.raises(Refused, match="ingen i forummet"):
        give_seat(world.forum, world.cast.ida, "secretary", since=TODAY, by=world.cast.ida)
    User.objects.filter(pk=world.cast.bo.pk).update(is_staff=True)
    give_seat(world.forum, world.cast.ida, "secretary", since=TODAY, by=world.cast.ida)
    assert told("seat_given") == {"Bo Kildegærde"}


def test_members_watch_where_nobody_else_does(world: World) -> None:
    editors = [Role.CHAIR, Role.SECRETARY]
    Membership.objects.filter(forum=world.forum, role__in=editors).update(until=some_day(-1))
    assert set(watchers(world.forum)) == {world.cast.carl, world.cast.mette}


def test_a_new_forum_gets_its_first_secretary(world: World) -> None:
    forum = found_forum("Direktion", "DIR", world.cast.sofie, by=world.cast.ida)
    assert forum.memberships.get().role == "secretary"
    assert told("your_seat") == {"Sofie Møllebæk"}


@pytest.mark.parametrize("name", ["carl", "mette", "bo", "niels"])
def test_nobody_else_keeps_the_seats(world: World, name: str) -> None:
    by = getattr(world.cast, name)
    with pytest.raises(PermissionDenied):
        give_seat(world.forum, by, "secretary", since=TODAY, by=by)
    with pytest.raises(PermissionDenied):
        end_seat(seat_of(world, world.cast.sofie), TODAY, by=by)


def test_a_forum_is_not_left_without_somebody_to_take_care_of_it(world: World) -> None:
    end_seat(seat_of(world, world.cast.karen), TODAY, by=world.cast.sofie)
    with pytest.raises(ValidationError, match="uden formand og sekretær"):
        end_seat(seat_of(world, world.cast.sofie), some_day(3), by=world.cast.sofie)
    give_seat(world.forum, world.cast.line, "secretary", since=some_day(4), by=world.cast.sofie)
    end_seat(seat_of(world, world.cast.sofie), some_day(3), by=world.cast.sofie)


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [(TODAY, some_day(-1), "until"), (some_day(-800), some_day(-690), "user"), (TODAY, None, "user")],
)
def test_a_seat_has_its_dates_in_order_and_to_itself(
    world: World, since: date, until: date | None, field: str
) -> None:
    with pytest.raises(ValidationError) as wrong:
        give_seat(world.forum, world.cast.carl, "member", since=since, until=until, by=world.cast.sofie)
    assert list(wrong.value.message_dict) == [field]


def test_a_seat_given_by_mistake_is_taken_back_the_same_day(world: World) -> None:
    seat = give_seat(world.forum, world.cast.bo, "member", since=TODAY, by=world.cast.sofie)
    end_seat(seat, some_day(-1), by=world.cast.sofie)
    assert not world.forum.memberships.filter(user=world.cast.bo).exists()
    assert JournalEntry.objects.filter(kind="seat.ended").count() == 1
    with pytest.raises(ValidationError, match="før den begynder"):
        end_seat(seat_of(world, world.cast.carl), some_day(-900), by=world.cast.sofie)


def test_an_ended_seat_stays_as_it_was(world: World) -> None:
    with pytest.raises(Refused, match="allerede afsluttet"):
        end_seat(world.forum.memberships.get(user=world.cast.niels), TODAY, by=world.cast.sofie)


def test_somebody_who_has_left_gets_no_seat(world: World) -> None:
    User.objects.filter(pk=world.cast.bo.pk).update(is_active=False)
    world.cast.bo.refresh_from_db()
    with pytest.raises(ValidationError):
        give_seat(world.forum, world.cast.bo, "member", since=TODAY, by=world.cast.sofie)


def test_seats_are_given_and_ended_on_their_page(world: World) -> None:
    reader, forum = Reader(world.cast.ida), world.forum
    page = reader.text("seats", forum.pk)
    assert "får straks besked, også med mail" in page
    assert page.index("Karen Ravnsø") < page.index("Sofie Møllebæk") < page.index("Carl Aadalskov")
    assert page.rindex("Niels Forhen") > page.index("Tidligere")
    sent = {"user": "line@fjordby.example", "role": "member", "since": TODAY.isoformat()}
    assert reader.post("seats", forum.pk, sent=sent).status_code == 302
    assert "har allerede den plads" in reader.post("seats", forum.pk, sent=sent).content.decode()
    seat = forum.memberships.get(user=world.cast.line)
    assert "Line Skovbjærg" in reader.text("seat_end", forum.pk, seat.pk)
    ending = {"until": some_day(1).isoformat()}
    assert reader.post("seat_end", forum.pk, seat.pk, sent=ending).status_code == 302
    assert "Pladser" not in Reader(world.cast.sofie).text("meetings")


def test_who_ends_the_own_seat_is_led_away(world: World) -> None:
    sent = {"until": some_day(-1).isoformat()}
    seat = seat_of(world, world.cast.sofie)
    answer = Reader(world.cast.sofie).post("seat_end", world.forum.pk, seat.pk, sent=sent)
    assert answer.url == "/meetings/"


def test_a_forum_of_ones_own_is_nobody_elses_to_watch(db: None) -> None:
    """Without seats and items there is nobody to tell, and nothing to read."""
    ida = User.objects.create_user("ida@fjordby.example", full_name="Ida Tofterup", is_staff=True)
    forum: Forum = create_forum("Direktion", by=ida)
    assert give_seat(forum, ida, "secretary", since=TODAY, by=ida)
