"""A described world as rows, in one transaction that is rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from agenda.models import (
    AgendaItem,
    Attachment,
    Case,
    Forum,
    Invitation,
    ItemGroupGrant,
    ItemGuest,
    ItemPresence,
    ItemUserGrant,
    Meeting,
    Membership,
    Recommendation,
    Recusal,
    Review,
)
from agenda.services.closing import Closing
from decisions.models import Correction, Decision, Dissent, FollowUpTask
from documents import build
from documents.content import ItemSection, Kind, MeetingDocument
from documents.editions import store_snapshot
from documents.reissuing import close_item
from people.files import kept_files
from people.models import Department, User
from tests.cast import some_day
from tests.worlds import GROUP, PEOPLE, Granted, Spot, World


@dataclass
class Built:
    """The rows behind a description."""

    people: list[User]
    group: Group
    permission: Permission
    department: Department
    fora: list[Forum] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    items: dict[str, AgendaItem] = field(default_factory=dict)
    bilag: dict[str, Attachment] = field(default_factory=dict)
    tasks: dict[str, FollowUpTask] = field(default_factory=dict)


def make_people() -> Built:
    """Those who are in every world."""
    people = [
        User.objects.create_user(f"person{number}@fjordby.example", "kodeord", full_name=f"Person {number}")
        for number in range(PEOPLE)
    ]
    permission = Permission.objects.get(content_type__app_label="agenda", codename="read_item")
    department = Department.objects.create(name="Kultur")
    return Built(people, Group.objects.create(name="Jurister"), permission, department)


@contextmanager
def built(world: World, known: Built) -> Iterator[Built]:
    """The world in the database for as long as the block lasts."""
    rows = Built(known.people, known.group, known.permission, known.department)
    in_memory = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    with override_settings(STORAGES=in_memory), transaction.atomic():
        _flags(world, rows)
        _fora(world, rows)
        _meetings(world, rows)
        spots = list(world.spots())
        _items(spots, rows)
        _bilag(spots, rows)
        _tasks([spot for spot in spots if spot.decided], rows)
        _parts(spots, rows)
        _grants(spots, rows)
        _invitations(world, rows)
        yield rows
        transaction.set_rollback(True)


def issue(world: World, rows: Built) -> None:
    """Issue what is out, with what is closed afterwards still open; then close that."""
    late = [
        spot for spot in world.spots() if spot.item.closed_afterwards and spot.item.closed and spot.published
    ]
    AgendaItem.objects.filter(pk__in=[rows.items[spot.code].pk for spot in late]).update(closed=False)
    for one in world.meetings:
        kinds = [Kind.AGENDA] * one.agenda_is_out + [Kind.MINUTES] * one.minutes_are_out
        for kind in kinds if one.state != "cancelled" else []:
            _store(build.whole(rows.meetings[one.row], kind), rows.meetings[one.row])
        if one.supplement is not None:
            _supplement(one.supplement, rows)
    for spot in late:
        closing = Closing(
            legal_ground=spot.word("ground"),
            public_title=spot.word("publictitle"),
            shows_case_number=spot.item.shows_case_number,
            public_decision=f"<p>{spot.word('publicdecision')}</p>",
            sensitive_words=[spot.word("sensitive")],
        )
        close_item(rows.items[spot.code], closing, by=None)


def _supplement(spot: Spot, rows: Built) -> None:
    meeting = rows.meetings[spot.meeting.row]
    whole = build.whole(meeting, Kind.AGENDA)
    late = tuple(one for one in whole.entries if one.key == str(rows.items[spot.code].pk))
    _store(replace(whole, kind=Kind.SUPPLEMENT, entries=late, adds_to=some_day(-1)), meeting)


def _store(whole: MeetingDocument, meeting: Meeting) -> None:
    """Keep the snapshot that issuing would have stored: with nothing in it that is still a draft."""
    entries = [one for one in whole.entries if not (isinstance(one, ItemSection) and one.preliminary)]
    with kept_files() as keep:
        store_snapshot(meeting, replace(whole, entries=tuple(entries)), by=None, keep=keep)


def _flags(world: World, rows: Built) -> None:
    for user, person in zip(rows.people, world.people, strict=True):
        user.is_active, user.is_staff, user.is_superuser = (
            person.active,
            person.administers,
            person.administers,
        )
        user.department = rows.department if person.in_department else None
    User.objects.bulk_update(rows.people, ["is_active", "is_staff", "is_superuser", "department"])
    rows.department.head = None if world.head is None else rows.people[world.head]
    rows.department.save()
    rows.group.user_set.set(
        [user for user, person in zip(rows.people, world.people, strict=True) if person.in_group]
    )


def _fora(world: World, rows: Built) -> None:
    rows.fora = Forum.objects.bulk_create(
        Forum(name=f"Forum {number}", **vars(one)) for number, one in enumerate(world.fora)
    )
    Membership.objects.bulk_create(
        Membership(
            forum=rows.fora[seat.forum],
            user=rows.people[seat.person],
            role=seat.role,
            since=some_day(seat.since),
            until=None if seat.until is None else some_day(seat.until),
        )
        for seat in world.seats
    )


def _meetings(world: World, rows: Built) -> None:
    now = timezone.now()
    rows.meetings = Meeting.objects.bulk_create(
        Meeting(
            forum=rows.fora[one.forum],
            date=some_day(one.day),
            start=time(8 + hour),
            state=one.state,
            agenda_published_at=now if one.agenda_is_out else None,
            minutes_published_at=now if one.minutes_are_out else None,
            minutes_approved_at=now if one.state == "minutes_approved" else None,
        )
        for hour, one in enumerate(world.meetings)
    )


def _items(spots: list[Spot], rows: Built) -> None:
    cases = Case.objects.bulk_create(
        Case(number=spot.word("case"), title=spot.word("casetitle")) for spot in spots
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(case=case, **_fields(spot, rows)) for spot, case in zip(spots, cases, strict=True)
    )
    rows.items = {spot.code: item for spot, item in zip(spots, items, strict=True)}
    Recommendation.objects.bulk_create(
        Recommendation(item=rows.items[spot.code], position=1, text=f"at {spot.word('recommendation')}")
        for spot in spots
    )
    ItemGuest.objects.bulk_create(
        ItemGuest(item=rows.items[spot.code], position=1, who=spot.word("guest")) for spot in spots
    )
    _minutes([spot for spot in spots if spot.decided], rows)


def _minutes(spots: list[Spot], rows: Built) -> None:
    decisions = Decision.objects.bulk_create(
        Decision(item=rows.items[spot.code], text=f"<p>{spot.word('decision')}</p>") for spot in spots
    )
    Dissent.objects.bulk_create(
        Dissent(decision=decision, position=1, who="Bo Dahl", text=spot.word("dissent"))
        for spot, decision in zip(spots, decisions, strict=True)
    )
    Correction.objects.bulk_create(
        Correction(item=rows.items[spot.code], text=spot.word("correction")) for spot in spots
    )
    ItemPresence.objects.bulk_create(
        ItemPresence(item=rows.items[spot.code], position=1, who=spot.word("presence"), kind="guest")
        for spot in spots
    )


def _fields(spot: Spot, rows: Built) -> dict[str, Any]:
    item, meeting = spot.item, spot.meeting
    published = "withdrawn" if item.withdrawn else "published"
    return {
        "forum": rows.fora[meeting.forum],
        "meeting": None if meeting.state == "cancelled" else rows.meetings[meeting.row],
        "position": spot.number,
        "number": spot.number + 1 if spot.published else None,
        "published_at": timezone.now() if spot.published else None,
        "state": published if spot.published else item.draft_state,
        "author": None if item.author is None else rows.people[item.author],
        "title": spot.word("title"),
        "proposer": spot.word("proposer"),
        "presenter": spot.word("presenter"),
        "background": f"<p>{spot.word('background')}</p>",
        "closed": item.closed,
        "public_title": spot.word("publictitle"),
        "legal_ground": spot.word("ground"),
        "shows_case_number": item.shows_case_number,
        "public_decision": f"<p>{spot.word('publicdecision')}</p>",
        "sensitive_words": spot.word("sensitive"),
    }


def _bilag(spots: list[Spot], rows: Built) -> None:
    """A bilag's file has its name from the words too, so that a path would be noticed."""
    for spot in spots:
        for place, closed in enumerate(spot.item.bilag):
            stored = f"attachments/{spot.bilag_word(place, 'stored')}.txt"
            content = ContentFile(spot.bilag_word(place, "content").encode())
            rows.bilag[spot.bilag_word(place, "bilag")] = Attachment(
                item=rows.items[spot.code],
                position=place,
                title=spot.bilag_word(place, "bilag"),
                closed=closed,
                file=default_storage.save(stored, content),
            )
    Attachment.objects.bulk_create(rows.bilag.values())


def _tasks(spots: list[Spot], rows: Built) -> None:
    for spot in spots:
        if (task := spot.item.task) is not None:
            person = None if task.person is None else rows.people[task.person]
            department = person.department if person else rows.department
            rows.tasks[spot.code] = FollowUpTask(
                item=rows.items[spot.code], text=spot.word("task"), person=person, department=department
            )
    FollowUpTask.objects.bulk_create(rows.tasks.values())


def _parts(spots: list[Spot], rows: Built) -> None:
    now = timezone.now()
    Recusal.objects.bulk_create(
        Recusal(
            item=rows.items[spot.code],
            user=rows.people[one.person],
            reason=spot.word("why"),
            lifted_at=now if one.lifted else None,
        )
        for spot in spots
        for one in spot.item.recused
    )
    Review.objects.bulk_create(
        Review(
            item=rows.items[spot.code],
            user=rows.people[one.person],
            opened_at=now,
            closed_at=now if one.over else None,
        )
        for spot in spots
        for one in spot.item.reviewed
    )


def _grants(spots: list[Spot], rows: Built) -> None:
    given = [(spot, one) for spot in spots for one in spot.item.granted]
    ItemUserGrant.objects.bulk_create(
        ItemUserGrant(user=rows.people[one.to], **_grant(spot, one, rows))
        for spot, one in given
        if one.to != GROUP
    )
    ItemGroupGrant.objects.bulk_create(
        ItemGroupGrant(group=rows.group, **_grant(spot, one, rows)) for spot, one in given if one.to == GROUP
    )


def _grant(spot: Spot, one: Granted, rows: Built) -> dict[str, Any]:
    now = timezone.now()
    return {
        "content_object": rows.items[spot.code],
        "permission": rows.permission,
        "reason": spot.word("why"),
        "expires_at": None if one.hours is None else now + timedelta(hours=one.hours),
        "withdrawn_at": now if one.withdrawn else None,
    }


def _invitations(world: World, rows: Built) -> None:
    Invitation.objects.bulk_create(
        Invitation(
            meeting=rows.meetings[meeting.row],
            item=None if one.item is None else rows.items[meeting.code(one.item)],
            user=rows.people[one.person],
            kind=Invitation.Kind.DEPUTY,
            reads_closed=one.reads_closed,
        )
        for meeting in world.meetings
        for one in meeting.invited
    )
