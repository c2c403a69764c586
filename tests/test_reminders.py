"""One mail a day with what is to be remembered, sent once whatever happens; and a calendar at a secret address."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from agenda.models import Meeting
from decisions import reminding
from decisions.calendars import make_address
from decisions.models import FollowUpTask, Reminder, ReminderMail
from decisions.services.follow_up.assigning import Due, Owner, create_task, set_owner
from decisions.services.follow_up.progress import set_status
from people.logs import WordlessFormatter
from tests.cast import TODAY, World
from tests.pages import Reader

pytestmark = pytest.mark.once

MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _deadlines(internal: World) -> None:
    """Frida has two tasks, one from a closed item; both are due in the week of the reminders."""
    FollowUpTask.objects.update(deadline=TUESDAY + timedelta(days=2))


def sent() -> list[str]:
    return [one.to[0].split("@")[0] for one in mail.outbox]


def send() -> None:
    reminding.mail_reminders.call()


def gather(day: date) -> None:
    reminding.gather(day)
    send()


def test_a_mail_tells_of_what_is_new_without_closed_words(internal: World) -> None:
    gather(TUESDAY)
    assert sent() == ["frida"]
    (letter,) = mail.outbox
    page = str(letter.alternatives[0][0])  # type: ignore[union-attr]
    for text in (str(letter.body), page):
        assert "Skriv til borgerne" in text
        assert "Opgave fra et lukket punkt" in text
        assert "Ring til ansøgeren" not in text
        assert "kodeord" not in text
    assert letter.body.count("Skriv til borgerne") == 1


def test_nothing_is_told_twice(internal: World) -> None:
    gather(TUESDAY)
    gather(TUESDAY)
    gather(TUESDAY + timedelta(days=1))
    assert sent() == ["frida"]
    gather(TUESDAY + timedelta(days=3))
    assert sent() == ["frida", "frida"]
    assert "Over fristen" in mail.outbox[1].body


def test_a_task_that_is_new_and_late_is_told_as_late(internal: World) -> None:
    FollowUpTask.objects.update(deadline=TUESDAY - timedelta(days=1))
    gather(TUESDAY)
    assert "fristen var den" in mail.outbox[0].body


def test_who_is_given_a_task_again_is_told_again(internal: World) -> None:
    cast, day = internal.cast, MONDAY
    task = create_task(internal.items["past_open"], "Mål svarprocenten", Owner(person=cast.bo), by=None)
    for person in (cast.carl, cast.bo):
        gather(day)
        set_owner(task, Owner(person=person), by=cast.sofie)
        day += timedelta(days=1)
    mail.outbox.clear()
    gather(day)
    assert "bo" in sent()
    gather(day + timedelta(days=1))
    assert sent().count("bo") == 1


def test_on_mondays_everything_is_told_and_heads_see_how_it_stands(internal: World) -> None:
    gather(MONDAY - timedelta(days=7))
    mail.outbox.clear()
    gather(MONDAY)
    assert sent() == ["frida", "line"]
    assert "2 ikke afsluttet" in mail.outbox[1].body
    assert "Skriv til borgerne" not in mail.outbox[1].body


def test_each_kind_can_be_turned_off(internal: World) -> None:
    Reader(internal.cast.frida).post("reminders", sent={"late": "on"})
    gather(TUESDAY)
    assert sent() == []
    gather(TUESDAY + timedelta(days=3))
    assert sent() == ["frida"]


def test_what_a_monday_mail_told_of_is_not_new_when_that_is_chosen_again(internal: World) -> None:
    page = Reader(internal.cast.frida)
    page.post("reminders", sent={"monday": "on"})
    gather(MONDAY)
    page.post("reminders", sent={"assigned": "on"})
    gather(TUESDAY)
    assert sent().count("frida") == 1


def test_what_is_done_or_hidden_by_then_is_not_told(internal: World) -> None:
    reminding.gather(TUESDAY)
    for task in FollowUpTask.objects.all():
        set_status(task, "done", by=internal.cast.frida)
    send()
    assert sent() == []
    assert not ReminderMail.objects.filter(mailed_at=None).exists()


def test_a_task_without_a_person_is_the_heads_to_remember(internal: World) -> None:
    owner = Owner(internal.cast.line.department)
    create_task(internal.items["past_open"], "Mål svarprocenten", owner, by=internal.cast.sofie)
    gather(TUESDAY)
    assert sent() == ["frida", "line"]


def test_a_mail_server_that_is_down_delays_and_the_next_day_joins_in(
    internal: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(_self: EmailMessage, *_args: Any, **_more: Any) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", down)
        gather(TUESDAY)
    due = Due(TUESDAY + timedelta(days=4))
    create_task(
        internal.items["past_open"], "Ring til KL", Owner(person=internal.cast.frida), due=due, by=None
    )
    assert DBTaskResult.objects.filter(
        task_path__endswith="mail_reminders", run_after__gt=timezone.now()
    ).exists()
    gather(TUESDAY + timedelta(days=1))
    assert sent() == ["frida"]
    assert "Ring til KL" in mail.outbox[0].body


def test_a_worker_that_is_killed_midway_sends_once_when_it_is_back(
    internal: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """KeyboardInterrupt stands in for the kill: nothing of ours catches it. A later run has been ordered by then."""
    reminding.gather(TUESDAY)
    with monkeypatch.context() as patch:
        patch.setattr(reminding, "letter_of", _dies)
        with pytest.raises(KeyboardInterrupt):
            send()
    assert DBTaskResult.objects.filter(
        task_path__endswith="mail_reminders", run_after__gt=timezone.now()
    ).exists()
    send()
    assert sent() == []  # whoever took it may be sending it still
    ReminderMail.objects.update(taken_at=timezone.now() - reminding.LET_GO_AFTER * 2)
    send()
    send()
    assert sent() == ["frida"]


def _dies(_mail: ReminderMail) -> None:
    raise KeyboardInterrupt


def test_the_daily_command_gathers(internal: World) -> None:
    call_command("remind")
    assert Reminder.objects.filter(user=internal.cast.frida).exists()


def test_a_calendar_has_meetings_and_deadlines_and_no_closed_words(internal: World) -> None:
    page = Reader(internal.cast.frida).post("calendar_address").content.decode()
    assert "/calendar/" in page
    token = make_address(internal.cast.carl)
    feed = Reader(None).get("calendar_feed", token)
    calendar = Calendar.from_ical(feed.content)
    summaries = [str(one["summary"]) for one in calendar.walk("VEVENT")]
    assert summaries.count("Chefforum") == Meeting.objects.visible_to(internal.cast.carl).count() > 2
    mine = Reader(None).get("calendar_feed", make_address(internal.cast.frida)).content.decode()
    assert "SUMMARY:Frist: Skriv til borgerne" in mine
    assert "Frist: opgave fra et lukket punkt" in mine
    assert "kodeord" not in mine + feed.content.decode()
    Reader(internal.cast.carl).post("calendar_withdraw")
    assert Reader(None).get("calendar_feed", token).status_code == 404


def test_the_calendars_secret_address_is_in_no_log_line() -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "Server Error: %s", ("/calendar/hemmelig.ics",), None
    )
    assert "hemmelig" not in WordlessFormatter().format(record)
