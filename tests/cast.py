"""The few people that every test story is about, and the meetings they meet in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from agenda.models import AgendaItem, Attachment, Case, Forum, Invitation, Meeting, Membership, ReviewRound
from agenda.services.access import grant_reading, invite, recuse
from agenda.services.bilag import attach
from agenda.services.closing import Closing, close_item
from agenda.services.guards import locked
from agenda.services.items import accept_item, draft_item
from agenda.services.meetings import plan_meeting, start_session
from agenda.services.publication import mark_agenda_published, mark_minutes_published, publish_items
from agenda.services.rounds import follow
from decisions.services.recording import record_decision
from people.models import Department, User, Viewer

TODAY = timezone.localdate()
NOBODY = AnonymousUser()


@dataclass
class Cast:
    """Sofie (secretary), Karen (chair), Carl and Mette (members), Per (deputy for one meeting), Frida (author),
    Line (her head), Bo (employee elsewhere), Ida (administrator), Gitte (guest for one item), Rikke (reviewer),
    Tove (holder of a grant), Niels (a former member)."""

    sofie: User
    karen: User
    carl: User
    mette: User
    per: User
    frida: User
    line: User
    bo: User
    ida: User
    gitte: User
    rikke: User
    tove: User
    niels: User

    def everybody(self) -> dict[str, Viewer]:
        return {**vars(self), "nobody": NOBODY}


NAMES = {
    "sofie": "Sofie Møllebæk", "karen": "Karen Ravnsø", "carl": "Carl Aadalskov", "mette": "Mette Østervang",
    "per": "Per Åfeldt", "frida": "Frida Hørmark", "line": "Line Skovbjærg", "bo": "Bo Kildegærde",
    "ida": "Ida Tofterup", "gitte": "Gitte Gæst", "rikke": "Rikke Læser", "tove": "Tove Bevilling",
    "niels": "Niels Forhen",
}  # fmt: skip

EVERYBODY = (*NAMES, "nobody")


def make_cast() -> Cast:
    culture = Department.objects.create(name="Kultur, Fritid & Forebyggende Sundhed")
    people = {
        key: User.objects.create_user(f"{key}@fjordby.example", "hemmeligt-kodeord", full_name=name)
        for key, name in NAMES.items()
    }
    cast = Cast(**people)
    cast.ida.is_staff = cast.ida.is_superuser = True
    cast.ida.save()
    for user in (cast.frida, cast.line):
        user.department = culture
        user.save()
    culture.head = cast.line
    culture.save()
    return cast


def make_forum(cast: Cast, name: str = "Chefforum", *, open_to_employees: bool = True) -> Forum:
    forum = Forum.objects.create(name=name, abbreviation="CF", open_to_employees=open_to_employees)
    long_ago = TODAY - timedelta(days=700)
    for user, role in [
        (cast.karen, "chair"), (cast.sofie, "secretary"), (cast.carl, "member"), (cast.mette, "member"),
    ]:  # fmt: skip
        Membership.objects.create(forum=forum, user=user, role=role, since=long_ago)
    Membership.objects.create(
        forum=forum, user=cast.niels, role="member", since=long_ago, until=TODAY - timedelta(days=30)
    )
    return forum


@dataclass
class World:
    """A forum with a past meeting whose minutes are out, one in session, and one planned."""

    cast: Cast
    forum: Forum
    past: Meeting
    session: Meeting
    planned: Meeting
    items: dict[str, AgendaItem]
    attachments: dict[str, Attachment]


def make_world(marker: str = "", *, open_to_employees: bool = True) -> World:
    """Build the world. Every text of what is closed holds `marker` and a word for the thing: "…pastclosed" for the
    item, "…pastbilag" for the closed bilag on an open item; decisions hold "…pastdecision", drafts "…draft"."""
    cast = make_cast()
    forum = make_forum(cast, open_to_employees=open_to_employees)
    past = plan_meeting(forum, TODAY - timedelta(days=14), start=time(8, 30), place="Mødelokale 2", by=None)
    session = plan_meeting(forum, TODAY, start=time(8, 30), place="Mødelokale 2", by=None)
    planned = plan_meeting(forum, TODAY + timedelta(days=14), start=time(8, 30), by=None)
    world = World(cast, forum, past, session, planned, {}, {})
    for name, meeting in [("past", past), ("session", session)]:
        _add_items(world, name, meeting, marker)
    world.items["draft"] = _draft(
        world, planned, f"Julelukning {marker}opendraft", closed=False, author=cast.frida
    )
    world.items["closed_draft"] = _closed(world, planned, "Ny chef", f"{marker}closeddraft")
    _publish(past)
    _publish(session)
    start_session(past, by=cast.sofie)
    start_session(session, by=cast.sofie)
    for name in ("past", "session"):
        _decide(world, name, marker)
    _let_people_in(world)
    with transaction.atomic():
        mark_minutes_published(locked(past), timezone.now(), cast.sofie)
    refresh(world)
    return world


def refresh(world: World) -> None:
    for one in (world.past, world.session, world.planned, *world.items.values()):
        one.refresh_from_db()


def _draft(
    world: World, meeting: Meeting, title: str, *, closed: bool, author: User | None = None
) -> AgendaItem:
    item = draft_item(
        world.forum,
        title,
        closed=closed,
        meeting=meeting,
        author=author,
        proposer="Økonomi & Stab",
        background=f"<p>Sagen om {title}.</p>",
        recommendations=[f"at Chefforum drøfter {title}"],
        by=None,
    )
    return accept_item(item, meeting, by=None)


def _closed(world: World, meeting: Meeting, title: str, marker: str) -> AgendaItem:
    item = draft_item(
        world.forum,
        f"{title} {marker}",
        closed=True,
        meeting=meeting,
        case=Case.objects.create(number=f"26/{marker}", title=marker),
        proposer=f"Kommunaldirektøren {marker}",
        background=f"<p>Fortroligt: {title} {marker}</p>",
        recommendations=[f"at Chefforum ansætter {marker}"],
        by=None,
    )
    attach(item, f"Ansøgning {marker}", file=ContentFile(marker.encode(), name=f"{marker}.txt"), by=None)
    item = accept_item(item, meeting, by=None)
    return close_item(item, Closing(f"Personforhold {marker}", "Lukket: ansættelse"), by=world.cast.sofie)


def _add_items(world: World, name: str, meeting: Meeting, marker: str) -> None:
    world.items[f"{name}_open"] = _draft(world, meeting, "Lokalplan 412, Havnefronten", closed=False)
    world.items[f"{name}_closed"] = _closed(world, meeting, "Personsag", f"{marker}{name}closed")
    world.items[f"{name}_guest"] = _draft(world, meeting, "Telefonpolitik", closed=False)
    world.items[f"{name}_recused"] = _draft(world, meeting, "Udbud af kantinen", closed=False)
    item = world.items[f"{name}_open"]
    for key, closed in [("open", False), ("closed", True)]:
        word = f"{marker}{name}bilag" if closed else "synligt"
        world.attachments[f"{name}_{key}"] = attach(
            item,
            f"Bilag {word}",
            file=ContentFile(word.encode(), name=f"{word}.txt"),
            closed=closed,
            by=None,
        )
    world.attachments[f"{name}_in_closed"] = world.items[f"{name}_closed"].attachments.get()


@transaction.atomic
def _publish(meeting: Meeting) -> None:
    """Publish the agenda without drawing it; drawing has tests of its own."""
    meeting = locked(meeting)
    publish_items(meeting, timezone.now(), None)
    mark_agenda_published(meeting, timezone.now(), None)


def _decide(world: World, name: str, marker: str) -> None:
    for key in ("open", "closed"):
        text = f"<p>Godkendt: {marker}{name}{key}decision</p>"
        record_decision(world.items[f"{name}_{key}"], text, by=world.cast.sofie)


def _let_people_in(world: World) -> None:
    cast, items = world.cast, world.items
    invite(world.past, cast.per, kind=Invitation.Kind.DEPUTY, reads_closed=True, by=cast.sofie)
    invite(world.past, cast.gitte, kind=Invitation.Kind.GUEST, item=items["past_guest"], by=cast.sofie)
    grant_reading(items["past_closed"], cast.tove, reason="Skal udarbejde kontrakten", by=cast.sofie)
    _let_read_along(world)
    recuse(items["past_recused"], cast.mette, reason="Gift med tilbudsgiveren", by=cast.sofie)


def _let_read_along(world: World) -> None:
    """A round of reading the planned agenda, without the mail about it."""
    found = ReviewRound.objects.create(
        meeting=world.planned, due=some_day(7), message="Se især på datoerne.", opened_by=world.cast.sofie
    )
    found.readers.add(world.cast.rikke)
    for key in ("draft", "closed_draft"):
        follow(world.items[key])


def some_day(days: int) -> date:
    return TODAY + timedelta(days=days)
