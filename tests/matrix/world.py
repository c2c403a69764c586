"""The world of the matrix: what there is beside that of the other tests."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Group as UserGroup
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from agenda.models import Forum, ItemComment, ItemPresence, StandingItem
from agenda.services import attendance
from agenda.services.access import grant_reading
from agenda.services.bilag import attach
from agenda.services.guards import locked
from agenda.services.items import accept_item, draft_item, submit_item
from agenda.services.meetings import plan_meeting
from agenda.services.publication import mark_agenda_published, mark_minutes_published, publish_items
from agenda.services.versions import Mark, marks
from agenda.services.writing import save_text
from api.webhooks.models import Delivery, Webhook
from decisions.models import ApprovalRound, Outcome, StandardPhrase
from decisions.services.approval import approve_minutes
from decisions.services.dissents import add_dissent
from decisions.services.follow_up.assigning import Owner, create_task
from decisions.services.follow_up.evidence import add_evidence
from decisions.services.revisions import open_revision, set_dissents, set_outcomes, set_presences
from documents import build, scopes
from documents.content import Kind
from documents.editions import store_edition, store_snapshot
from documents.models import ImportedFile, Incident, WaitingBilag
from people.access_tokens import issue
from people.files import kept_files
from people.models import Absence, Department
from tests.cast import World, make_world, some_day
from tests.matrix.sent import LATEST, a_file


def leave_traces(world: World, marker: str) -> None:
    """A standard phrase, minutes to be approved, bilag on a draft, closed too late and waiting for an answer, and a
    group that is let in and has nobody in it."""
    _leave_minutes(world)
    _leave_revision(world, marker)
    _leave_approved(world)
    due = timezone.now() + timedelta(days=8)
    ApprovalRound.objects.create(meeting=world.past, version=1, due_at=due)
    StandardPhrase.objects.create(forum=world.forum, text="Sagen er behandlet i MED-udvalget.")
    StandingItem.objects.create(forum=world.forum, title="Evt.")
    bilag = world.attachments["past_closed"]
    Incident.objects.create(
        meeting=world.past,
        item=bilag.item,
        attachment=bilag,
        visible_from=bilag.item.published_at or timezone.now(),
    )
    with kept_files() as keep:
        WaitingBilag.objects.create(
            item=world.items["session_open"],
            title=world.attachments["session_closed"].title,
            file=keep.save("waiting/brev", ContentFile(b"Dok. 2003023693")),
        )
    world.attachments["in_draft"] = attach(world.items["draft"], "Kalender", file=a_file(), by=None)
    for key, text in [("past_open", "Skriv til borgerne"), ("past_closed", "Ring til ansøgeren")]:
        task = create_task(world.items[key], text, Owner(person=world.cast.frida), by=world.cast.sofie)
        word = f"{marker}evidence" if key == "past_closed" else "synligt"
        file = ContentFile(word.encode(), name="brev.txt")
        add_evidence(task, f"Brev {word}", file=file, by=world.cast.frida)
    Department.objects.create(name="Byg & Fritid")
    hook = Webhook.objects.create(
        forum=world.forum, url="https://esdh.fjordby.example/", secret="0" * 64, made_by=world.cast.sofie
    )
    Delivery.objects.create(webhook=hook, event="task.created", about="1", payload={}, next_at=None)
    Absence.objects.create(user=world.cast.frida, stand_in=world.cast.rikke, since=some_day(90), until=LATEST)
    issue(world.cast.mette, "Excel", scope="read", expires_at=None)
    jurists = UserGroup.objects.create(name="Jurister")
    grant_reading(world.items["session_closed"], jurists, reason="Vurderer klagen", by=world.cast.sofie)


def draft_something(world: World, marker: str) -> None:
    """A draft of Frida's that has not been sent in, written twice, and a closed proposal that waits for her head."""
    frida = world.cast.frida
    leave_comments(world, marker)
    Forum.objects.filter(pk=world.forum.pk).update(takes_proposals=True, heads_approve_proposals=True)
    world.forum.refresh_from_db()
    proposal = draft_item(
        world.forum,
        f"Fratrædelse {marker}proposal",
        closed=True,
        author=frida,
        department=frida.department,
        background=f"<p>Om {marker}proposal</p>",
        by=frida,
    )
    attach(proposal, f"Aftale {marker}proposal", file=a_file(), by=frida)
    world.items["proposal"] = submit_item(proposal, wish=world.planned, by=frida)
    item = draft_item(world.forum, f"Legeplads {marker}owndraft", closed=False, author=frida, by=frida)
    world.items["own_draft"] = item
    for word in ("Først", "Så"):
        base = marks(item).get("background", Mark())
        save_text(item, "background", f"<p>{word} {marker}owndraft</p>", base=base, by=frida, anew=True)


def _leave_approved(world: World) -> None:
    """An older meeting whose minutes are approved, with one open item."""
    meeting = plan_meeting(world.forum, some_day(-42), by=None)
    item = draft_item(world.forum, "Budgetopfølgning", closed=False, meeting=meeting, by=None)
    accept_item(item, meeting, by=None)
    now = timezone.now()
    with transaction.atomic():
        publish_items(locked(meeting), now, None)
        mark_agenda_published(locked(meeting), now, None)
        mark_minutes_published(locked(meeting), now, None)
    world.items["approved"] = item
    approve_minutes(meeting, by=world.cast.sofie)
    item.refresh_from_db()


def _leave_revision(world: World, marker: str) -> None:
    open_revision(world.past, by=world.cast.sofie)
    item = world.items["past_open"]
    set_outcomes(item, {1: Outcome.APPROVED}, by=world.cast.sofie)
    closed = world.items["past_closed"]
    set_presences(closed, [(f"{marker}pastcloseddecision", None, "left", None)], by=world.cast.sofie)
    set_dissents(closed, [("Mette", None, f"{marker}pastcloseddecision")], by=world.cast.sofie)


def leave_comments(world: World, marker: str) -> None:
    """What a reviewer has said of a draft, and the chair of what is closed, of the agenda and of the minutes."""
    said = ItemComment.Kind.REVIEW
    for key, kind, text, by in [
        ("draft", said, f"Datoen i {marker}opendraft passer ikke.", world.cast.rikke),
        ("closed_draft", said, f"Hvem sagde {marker}closeddraft?", world.cast.karen),
        (
            "session_closed",
            ItemComment.Kind.MINUTES,
            f"Ikke {marker}sessioncloseddecision!",
            world.cast.karen,
        ),
    ]:
        ItemComment.objects.create(item=world.items[key], kind=kind, text=text, by=by)


def _leave_minutes(world: World) -> None:
    item, sofie = world.items["session_open"], world.cast.sofie
    attendance.add_attendee(
        world.session, "Carl Aadalskov", user=world.cast.carl, presence="present", by=sofie
    )
    attendance.note_presence(item, "Carl Aadalskov", kind=ItemPresence.Kind.LEFT, by=sofie)
    add_dissent(item, "Carl Aadalskov", "Carl kan ikke tiltræde beslutningen.", by=sofie)


def make_internal(marker: str) -> World:
    """A forum closed to employees, with an issued agenda, issued minutes and an imported file."""
    world = make_world(marker, open_to_employees=False)
    leave_traces(world, marker)
    draft_something(world, marker)
    ImportedFile.objects.create(meeting=world.past, file="imported/original.txt", sha256="0" * 64)
    with kept_files() as keep, transaction.atomic():
        keep.save("imported/original.txt", ContentFile(b"REFERAT"))
        minutes = build.whole(world.past, Kind.MINUTES)
        snapshot = store_snapshot(world.past, minutes, by=None, keep=keep)
        for scope in (scopes.full(minutes), scopes.public(minutes)):
            store_edition(snapshot, scope, b"%PDF-1.7", by=None, keep=keep)
        for kind in (Kind.AGENDA, Kind.SUPPLEMENT):
            store_snapshot(world.session, build.whole(world.session, kind), by=None, keep=keep)
    return world
