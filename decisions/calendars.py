"""A person's own calendar, subscribed to at a secret address: the meetings they have a seat at, and their deadlines."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from agenda.models import Invitation, Meeting, Membership
from decisions.models import CalendarAddress, FollowUpTask
from decisions.reminding import tasks_to_do
from people import journal
from people.models import User

SINCE = timedelta(days=90)
USUAL_MINUTES = 60


@transaction.atomic
def make_address(user: User) -> str:
    """Make the secret part of a new address, and return its only copy; the one before no longer works."""
    token = secrets.token_urlsafe(32)
    made, _new = CalendarAddress.objects.update_or_create(
        user=user, defaults={"digest": _digest(token), "made_at": timezone.now()}
    )
    journal.write("calendar.made", made, by=user)
    return token


@transaction.atomic
def withdraw_address(user: User) -> None:
    for address in CalendarAddress.objects.filter(user=user):
        journal.write("calendar.withdrawn", address, by=user)
        address.delete()


def owner_of(token: str) -> User | None:
    """Whose calendar it is; None where the address opens nothing now."""
    found = CalendarAddress.objects.filter(digest=_digest(token), user__is_active=True)
    address = found.select_related("user").first()
    return address.user if address else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def calendar_of(user: User) -> bytes:
    """The calendar as a file. It lies on machines that are not ours, so it has no word from a closed item."""
    calendar = Calendar()
    calendar.add("prodid", "-//Chefforum//DA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Chefforum"))
    for event in (*_meetings(user), *_deadlines(user)):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _own_meetings(user: User) -> QuerySet[Meeting]:
    """Meetings that they may open and have a seat at, or are asked to."""
    seats = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=OuterRef("date")),
        user=user, forum=OuterRef("forum"), since__lte=OuterRef("date"),
    )  # fmt: skip
    asked = Invitation.objects.filter(user=user, meeting=OuterRef("pk"))
    found = Meeting.objects.visible_to(user).filter(Exists(seats) | Exists(asked))
    return found.filter(date__gte=timezone.localdate() - SINCE).select_related("forum").order_by("date", "pk")


def _meetings(user: User) -> Iterator[Event]:
    for meeting in _own_meetings(user):
        event = _event(f"meeting-{meeting.pk}", meeting.forum.name, reverse("meeting", args=[meeting.pk]))
        if meeting.start is None:
            event.add("dtstart", meeting.date)
        else:
            begin = timezone.make_aware(datetime.combine(meeting.date, meeting.start))
            event.add("dtstart", begin.astimezone(UTC))
            minutes = meeting.forum.usual_minutes or USUAL_MINUTES
            event.add("dtend", (begin + timedelta(minutes=minutes)).astimezone(UTC))
        if meeting.place:
            event.add("location", meeting.place)
        cancelled = meeting.state == Meeting.State.CANCELLED
        event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
        yield event


def _deadlines(user: User) -> Iterator[Event]:
    for task in tasks_to_do(user).exclude(deadline=None).select_related("item"):
        words = _("opgave fra et lukket punkt") if task.item.closed else task.text
        event = _event(f"task-{task.pk}", _("Frist: %(task)s") % {"task": words}, _path(task))
        event.add("dtstart", task.deadline)
        event.add("transp", "TRANSPARENT")
        yield event


def _path(task: FollowUpTask) -> str:
    return reverse("task", args=[task.pk])


def _event(key: str, summary: str, path: str) -> Event:
    event = Event()
    event.add("uid", f"{key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("summary", summary)
    event.add("url", f"{settings.SITE_URL}{path}")
    return event
