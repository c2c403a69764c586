"""A proposal's way from the author's desk to the agenda: who may do what, who is told, and who reads it meanwhile."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agenda.models import AgendaItem, Forum, ItemComment, Meeting
from agenda.services.access import recuse
from agenda.services.heads import approve_proposal, approver, pass_over_head, refuse_proposal
from agenda.services.items import accept_item, park_item, submit_item
from agenda.services.ordering import return_to_pool
from agenda.services.proposals import open_to, propose, send_back, take_back
from agenda.services.publication import mark_minutes_published, publish_items
from decisions.services.recording import record_decision
from documents.drawing.proposal_template import template
from people.mailing import send_waiting
from people.models import Absence, JournalEntry, Notice, User
from people.refusals import Refused
from tests.cast import TODAY, World
from tests.test_queries import queries
from tests.test_read_proposal import filled

pytestmark = pytest.mark.django_db

COMMENT = "Der mangler en pris."


@pytest.fixture
def forum(world: World) -> Forum:
    """Takes proposals from all, with their head's approval."""
    world.forum.takes_proposals = world.forum.heads_approve_proposals = True
    world.forum.save()
    return world.forum


def draft(world: World, *, closed: bool = False, by: User | None = None) -> AgendaItem:
    author = by or world.cast.frida
    return propose(world.forum, "Ladestandere", closed=closed, kind=AgendaItem.Kind.DECISION, by=author)


def sent(world: World, *, closed: bool = False, wish: Meeting | None = None) -> AgendaItem:
    return submit_item(draft(world, closed=closed), wish=wish, by=world.cast.frida)


def reads(user: User, item: AgendaItem) -> bool:
    return AgendaItem.objects.visible_to(user).filter(pk=item.pk).exists()


def told(user: User) -> list[str]:
    return [one.kind for one in Notice.objects.filter(user=user).order_by("pk")]


def client(user: User) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def page(user: User, name: str, *ids: object) -> str:
    answer = client(user).get(reverse(name, args=ids))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# Who may propose


def test_who_may_propose(world: World) -> None:
    """Where a forum does not take proposals from all, its own people may still write one."""
    assert [user.full_name for user in (world.cast.carl, world.cast.bo) if open_to(user)] == [
        "Carl Aadalskov"
    ]
    with pytest.raises(PermissionDenied):
        draft(world, by=world.cast.bo)
    Forum.objects.update(takes_proposals=True)
    assert draft(world, by=world.cast.bo).author == world.cast.bo
    world.cast.bo.is_active = False
    assert not open_to(world.cast.bo)


# The head


@pytest.mark.parametrize("closed", [True, False])
def test_the_head_reads_it_until_it_is_approved(forum: Forum, world: World, closed: bool) -> None:
    cast, item = world.cast, sent(world, closed=closed)
    assert reads(cast.line, item)
    with pytest.raises(Refused, match="afventer godkendelse fra Line Skovbjærg"):
        accept_item(item, world.planned, by=cast.sofie)
    with pytest.raises(Refused):
        park_item(item, by=cast.sofie)
    approve_proposal(item, by=cast.line)
    assert not reads(cast.line, item)
    assert not any(grant.in_force for grant in item.user_grants.all())
    assert accept_item(item, world.planned, by=cast.sofie).state == "accepted"
    assert told(cast.line) == ["proposal_to_approve"]
    assert told(cast.sofie) == ["proposal_received"]
    assert told(cast.frida) == ["proposal_approved", "proposal_accepted"]


def test_the_head_sends_it_back_with_a_comment(forum: Forum, world: World) -> None:
    cast, item = world.cast, sent(world, closed=True)
    with pytest.raises(ValidationError, match="Skriv hvorfor"):
        refuse_proposal(item, "  ", by=cast.line)
    refuse_proposal(item, COMMENT, by=cast.line)
    assert not reads(cast.line, item)
    assert COMMENT in page(cast.frida, "proposal", item.pk)
    submit_item(item, by=cast.frida)
    assert reads(cast.line, item)
    assert told(cast.sofie) == []


def test_nobody_else_approves(forum: Forum, world: World) -> None:
    item = sent(world)
    for user in (world.cast.sofie, world.cast.frida, world.cast.bo, world.cast.ida):
        with pytest.raises(PermissionDenied):
            approve_proposal(item, by=user)
    recuse(item, world.cast.line, reason="Gift med leverandøren", by=world.cast.sofie)
    with pytest.raises(PermissionDenied):
        approve_proposal(item, by=world.cast.line)


def test_the_secretariat_takes_it_on_for_a_reason(forum: Forum, world: World) -> None:
    cast, item = world.cast, sent(world, closed=True)
    with pytest.raises(PermissionDenied):
        pass_over_head(item, "Det haster", by=cast.carl)
    pass_over_head(item, "Lederen er på ferie", by=cast.sofie)
    assert accept_item(item, world.planned, by=cast.sofie).state == "accepted"
    assert not reads(cast.line, item)
    assert told(cast.line) == ["proposal_to_approve", "proposal_passed_over"]
    assert "Lederen er på ferie" in page(cast.frida, "proposal", item.pk)
    with pytest.raises(Refused, match="afventer ikke"):
        pass_over_head(item, "Igen", by=cast.sofie)


def test_who_is_asked(forum: Forum, world: World) -> None:
    """The head; whoever stands in for them; nobody where the author is the head, or the head is party or has left."""
    cast, item = world.cast, draft(world)
    assert approver(item) == cast.line
    absence = Absence.objects.create(user=cast.line, stand_in=cast.carl, since=TODAY, until=TODAY)
    assert approver(item) == cast.carl
    for since, until in ((1, 9), (1, None), (-9, -1)):
        absence.since = TODAY + timedelta(days=since)
        absence.until = None if until is None else TODAY + timedelta(days=until)
        absence.save()
        assert approver(item) == cast.line
    absence.delete()
    assert approver(draft(world, by=cast.line)) is None
    assert approver(draft(world, by=cast.bo)) is None
    cast.line.is_active = False
    cast.line.save()
    assert approver(AgendaItem.objects.get(pk=item.pk)) is None
    cast.line.is_active = True
    cast.line.save()
    recuse(item, cast.frida, reason="Part", by=cast.sofie)
    forum.heads_approve_proposals = False
    forum.save()
    assert approver(AgendaItem.objects.get(pk=item.pk)) is None


# Sent back, taken back, put aside


def test_it_is_sent_back_with_a_comment_that_nobody_else_reads(world: World) -> None:
    Forum.objects.update(takes_proposals=True)
    cast, item = world.cast, sent(world)
    with pytest.raises(ValidationError):
        send_back(item, "", by=cast.sofie)
    send_back(item, COMMENT, by=cast.sofie)
    assert ItemComment.objects.get().by == cast.sofie
    assert told(cast.frida) == ["proposal_returned"]
    assert COMMENT in page(cast.frida, "proposal", item.pk)
    assert client(cast.carl).get(reverse("proposal", args=[item.pk])).status_code == 404


def test_the_author_takes_it_back_until_it_is_on_an_agenda(forum: Forum, world: World) -> None:
    cast, item = world.cast, sent(world)
    assert take_back(item, by=cast.frida).state == "draft"
    assert not reads(cast.line, item)
    assert told(cast.sofie) == ["proposal_taken_back"]
    forum.heads_approve_proposals = False
    forum.save()
    submit_item(item, by=cast.frida)
    accept_item(item, world.planned, by=cast.sofie)
    with pytest.raises(Refused, match="Bed sekretæren"):
        take_back(item, by=cast.frida)
    with pytest.raises(PermissionDenied):
        take_back(item, by=cast.bo)


def test_a_meeting_of_another_forum_cannot_be_wished_for(world: World) -> None:
    Forum.objects.update(takes_proposals=True)
    other = Forum.objects.create(name="Direktion")
    meeting = Meeting.objects.create(forum=other, date=TODAY)
    with pytest.raises(Refused):
        sent(world, wish=meeting)


def test_nothing_is_told_to_an_author_who_may_not_read_it(world: World) -> None:
    Forum.objects.update(takes_proposals=True)
    cast, item = world.cast, sent(world)
    recuse(item, cast.frida, reason="Part", by=cast.sofie)
    park_item(item, by=cast.sofie)
    assert told(cast.frida) == []
    assert "Ladestandere" not in page(cast.frida, "proposals")
    assert client(cast.frida).get(reverse("proposal", args=[item.pk])).status_code == 404


def test_no_title_is_in_notices_mails_and_the_journal(forum: Forum, world: World) -> None:
    cast, item = world.cast, sent(world, wish=world.planned)
    approve_proposal(item, by=cast.line)
    accept_item(item, world.planned, by=cast.sofie)
    send_waiting()
    bodies = " ".join(f"{one.subject} {one.body}" for one in mail.outbox)
    assert "Dit forslag er taget på dagsordenen til mødet i Chefforum" in bodies
    stored = [str(vars(one)) for one in (*Notice.objects.all(), *JournalEntry.objects.all())]
    assert "Ladestandere" not in bodies + " ".join(stored)


# The pages


def test_the_author_follows_it_to_the_decision(world: World) -> None:
    """And the decision is not there before the minutes are."""
    Forum.objects.update(takes_proposals=True)
    cast, item = world.cast, sent(world, wish=world.planned)
    assert "Hos sekretariatet." in page(cast.frida, "proposal", item.pk)
    accept_item(item, world.planned, by=cast.sofie)
    assert "Optaget på mødet den" in page(cast.frida, "proposals")
    with transaction.atomic():
        publish_items(world.planned, timezone.now(), cast.sofie)
    Meeting.objects.filter(pk=world.planned.pk).update(state="in_session", agenda_published_at=timezone.now())
    item.refresh_from_db()
    record_decision(item, "<p>Godkendt med glæde.</p>", by=cast.sofie)
    before = page(cast.frida, "proposal", item.pk)
    assert "Udsendt som punkt" in before
    assert "glæde" not in before
    with transaction.atomic():
        mark_minutes_published(Meeting.objects.get(pk=world.planned.pk), timezone.now(), cast.sofie)
    after = page(cast.frida, "proposal", item.pk)
    assert "Behandlet som punkt" in after
    assert "Godkendt med glæde." in after


def test_a_proposal_is_written_and_sent_in_on_the_page(forum: Forum, world: World) -> None:
    frida = client(world.cast.frida)
    given = {
        **{
            "forum": forum.pk,
            "title": " Ladestandere\nved Rådhuset ",
            "closed": "closed",
            "kind": "decision",
        },
        **{"case": "Sagsnr. 26/4711", "background": "<p onclick='x()'>Der mangler.</p><script>x()</script>"},
        "recommendations": "1. godkende planen\nat sende den i høring",
    }
    wrong = frida.post(reverse("proposal_new"), {**given, "title": "", "kind": ""})
    assert "Skriv en titel." in wrong.content.decode()
    assert "onclick" not in wrong.content.decode().replace("&lt;p onclick", "")
    frida.post(reverse("proposal_new"), given)
    item = AgendaItem.objects.get(title="Ladestandere ved Rådhuset")
    assert (item.closed, item.case and item.case.number, item.department) == (
        True, "26/4711", world.cast.frida.department,
    )  # fmt: skip
    assert item.background == "<p>Der mangler.</p>"
    assert [one.text for one in item.recommendations.all()] == ["at godkende planen", "at sende den i høring"]
    frida.post(reverse("proposal_submit", args=[item.pk]), {"wish": world.planned.pk})
    item.refresh_from_db()
    assert (item.state, item.wished_meeting) == ("submitted", world.planned)
    assert "Ladestandere ved Rådhuset" in page(world.cast.line, "proposals")


def upload(user: User, content: bytes, name: str = "forslag.docx") -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return client(user).post(reverse("proposal_word"), {"file": file})  # type: ignore[return-value]


def test_a_word_file_is_shown_and_not_stored(forum: Forum, world: World) -> None:
    document, written = docx.Document(io.BytesIO(template("Fjordby Kommune"))), io.BytesIO()
    filled(document)
    document.save(written)
    before = AgendaItem.objects.count()
    shown = upload(world.cast.frida, written.getvalue()).content.decode()
    for text in ("Ladestandere ved Rådhuset", "26/4711", "at planen sendes i høring", "Kort over placering"):
        assert text in shown
    assert AgendaItem.objects.count() == before


def test_a_file_that_is_no_proposal_is_refused_at_its_field(forum: Forum, world: World) -> None:
    shown = upload(world.cast.frida, b"MZ\x90\0" + bytes(100)).content.decode()
    assert "Filen er et program" in shown
    assert "Vælg den Word-fil" in client(world.cast.frida).post(reverse("proposal_word")).content.decode()


def test_the_template_is_fetched(world: World) -> None:
    answer = client(world.cast.bo).get(reverse("proposal_template"))
    assert answer["Content-Disposition"] == 'attachment; filename="forslag-skabelon.docx"'
    assert docx.Document(io.BytesIO(answer.content)).paragraphs


def test_what_is_left_of_the_deadline_is_said(world: World) -> None:
    Forum.objects.update(takes_proposals=True)
    item = draft(world)
    Meeting.objects.filter(pk=world.planned.pk).update(
        submission_due_at=timezone.now() + timedelta(days=2, hours=3, minutes=1)
    )
    assert "2 dage og 3 timer tilbage" in page(world.cast.frida, "proposal", item.pk)
    submit_item(item, wish=world.planned, by=world.cast.frida)
    Meeting.objects.filter(pk=world.planned.pk).update(
        submission_due_at=timezone.now() - timedelta(hours=2, minutes=1)
    )
    assert "2 timer siden. Sekretæren afgør, om forslaget kan nå med." in page(
        world.cast.frida, "proposal", item.pk
    )
    assert "2 timer siden. Sekretæren afgør" in page(world.cast.sofie, "inbox", world.forum.pk)


def test_only_the_next_deadlines_are_told(world: World) -> None:
    Forum.objects.update(takes_proposals=True)
    due = timezone.now() + timedelta(days=9)
    for week in range(1, 6):
        Meeting.objects.create(
            forum=world.forum, date=world.planned.date + timedelta(weeks=week), submission_due_at=due
        )
    assert page(world.cast.frida, "proposal", draft(world).pk).count("Fristen er") == 3


def sections(text: str) -> dict[str, str]:
    """The page of the inbox by its sections."""
    return {part.split('"')[0]: part for part in text.split('aria-labelledby="')[1:]}


def test_the_inbox_has_everything_in_its_place(forum: Forum, world: World) -> None:
    cast = world.cast
    waits, came, parked = sent(world), sent(world), sent(world)
    for item, title in [(waits, "Venter"), (came, "Kommet"), (parked, "Hviler")]:
        AgendaItem.objects.filter(pk=item.pk).update(title=title)
    for item in (came, parked):
        approve_proposal(item, by=cast.line)
    park_item(parked, by=cast.sofie)
    return_to_pool(world.items["draft"], by=cast.sofie)
    propose(forum, "Kladde hos Bo", closed=False, kind=AgendaItem.Kind.DECISION, by=cast.bo)
    shown = sections(page(cast.sofie, "inbox", forum.pk))
    assert "Kommet" in shown["received"]
    assert "Line Skovbjærg" in shown["head"]
    assert "Hviler" in shown["parked"]
    assert world.items["draft"].title in shown["pool"]
    assert "Kladde hos Bo" not in "".join(shown.values())
    recuse(came, cast.sofie, reason="Nabo", by=cast.karen)
    assert "Kommet" not in page(cast.sofie, "inbox", forum.pk)


def test_the_secretary_accepts_sends_back_and_parks(forum: Forum, world: World) -> None:
    sofie = client(world.cast.sofie)
    for action, data, state in [
        ("accept", {"meeting": world.planned.pk}, "accepted"),
        ("return", {"return-comment": COMMENT}, "returned"),
        ("park", {}, "parked"),
    ]:
        item = sent(world)
        address = reverse(f"inbox_{action}", args=[forum.pk, item.pk])
        assert sofie.post(address, data).status_code in (302, 409)
        sofie.post(reverse("inbox_pass", args=[forum.pk, item.pk]), {"pass-comment": "Haster"})
        if action != "return":
            sofie.post(address, data)
        item.refresh_from_db()
        assert item.state == state
    item = sent(world)
    wrong = sofie.post(reverse("inbox_return", args=[forum.pk, item.pk]), {"return-comment": ""})
    assert "Skriv hvorfor, så forfatteren kan se det." in wrong.content.decode()


def test_the_pages_cost_the_same_however_much_there_is(forum: Forum, world: World) -> None:
    first = sent(world)
    urls: list[tuple[User, str]] = [
        (world.cast.frida, reverse("proposals")),
        (world.cast.line, reverse("proposals")),
        (world.cast.frida, reverse("proposal", args=[first.pk])),
        (world.cast.line, reverse("proposal", args=[first.pk])),
        (world.cast.sofie, reverse("inbox", args=[forum.pk])),
        (world.cast.sofie, reverse("inbox_item", args=[forum.pk, first.pk])),
    ]
    before = [queries(client(user), url) for user, url in urls]
    for _number in range(5):
        sent(world, wish=world.planned)
        draft(world)
    assert [queries(client(user), url) for user, url in urls] == before
    assert max(before) <= 26


@pytest.mark.parametrize("act", ["leave the department", "be deactivated"])
def test_the_items_of_an_author_who_leaves_stay(world: World, act: str) -> None:
    Forum.objects.update(takes_proposals=True)
    cast, item = world.cast, sent(world)
    cast.frida.department = None
    cast.frida.is_active = act != "be deactivated"
    cast.frida.save()
    accept_item(item, world.planned, by=cast.sofie)
    assert item.title in page(cast.sofie, "agenda", world.planned.pk)
    assert told(cast.frida) == ([] if act == "be deactivated" else ["proposal_accepted"])
