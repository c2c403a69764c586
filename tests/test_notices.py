"""What people are told, on their page and by mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from agenda.models import ItemUserGrant, Membership
from agenda.secretariat import secretaries
from agenda.services.access import recuse
from documents.emergencies import read_in_emergency
from documents.holding import tell_of_held_edition
from people import mailing
from people.models import Notice, User
from people.notices import mark_read, tell, unread
from people.refusals import Refused
from people.wording import NoticeKind, sentence
from tests.cast import World

pytestmark = pytest.mark.django_db

FACTS = {"forum": "Chefforum", "date": "2026-09-17"}
WHY = "Retten har bedt om sagens akter i dag"


def told(user: User, kind: NoticeKind = NoticeKind.NEW_MINUTES, *, mail: bool = False) -> Notice:
    with transaction.atomic():
        (notice,) = tell([user], kind, path="/meetings/7/", facts=FACTS, mail=mail)
    return notice


def page(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/notices/").content.decode()


def test_what_each_kind_says(world: World) -> None:
    assert (
        told(world.cast.bo).sentence
        == "Der er en ny udgave af referatet fra Chefforum den 17. september 2026."
    )
    assert "dagsordenen" in told(world.cast.bo, NoticeKind.NEW_AGENDA).sentence
    assert "tilbage" in told(world.cast.bo, NoticeKind.EDITION_HELD).sentence
    assert "er aflyst" in told(world.cast.bo, NoticeKind.MEETING_CANCELLED).sentence
    moved = sentence(
        NoticeKind.MEETING_MOVED, {**FACTS, "to_date": "2026-09-24", "to_start": "08:30", "to_place": "915"}
    )
    assert moved.endswith("er flyttet. Det holdes nu den 24. september 2026 kl. 08:30, 915.")


def test_one_reads_ones_own(world: World) -> None:
    told(world.cast.bo)
    assert "ny udgave af referatet" in page(world.cast.bo)
    assert "Der er ingen beskeder til dig" in page(world.cast.carl)


def test_the_head_of_every_page_counts_what_is_unread(world: World) -> None:
    client = Client()
    client.force_login(world.cast.bo)
    assert "ulæst" not in client.get("/meetings/").content.decode()
    told(world.cast.bo)
    told(world.cast.bo)
    assert "(2 ulæste)" in client.get("/meetings/").content.decode()
    client.get("/notices/")
    assert unread(world.cast.bo) == 2
    assert client.post("/notices/").status_code == 302
    assert "ulæst" not in client.get("/meetings/").content.decode()


def test_marking_as_read_leaves_others_alone(world: World) -> None:
    told(world.cast.bo)
    told(world.cast.carl)
    mark_read(world.cast.bo)
    assert (unread(world.cast.bo), unread(world.cast.carl)) == (0, 1)


def test_more_notices_cost_no_more_queries(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    client.force_login(world.cast.bo)
    for _count in range(30):
        told(world.cast.bo)
    with django_assert_num_queries(6):
        client.get("/notices/")


@pytest.mark.django_db(transaction=True)
def test_nobody_is_told_of_what_may_be_undone(world: World) -> None:
    with pytest.raises(RuntimeError):
        tell([world.cast.bo], NoticeKind.NEW_MINUTES, path="/", facts=FACTS)


def test_the_secretaries_of_today_are_told(world: World) -> None:
    assert list(secretaries(world.forum)) == [world.cast.sofie]
    Membership.objects.filter(user=world.cast.sofie).update(until=timezone.localdate() - timedelta(days=1))
    assert list(secretaries(world.forum)) == [world.cast.karen]
    seat = Membership(forum=world.forum, user=world.cast.line, role="deputy_secretary")
    seat.since = timezone.localdate()
    seat.save()
    assert list(secretaries(world.forum)) == [world.cast.line]


def test_a_held_edition_is_told_to_the_secretaries(world: World) -> None:
    with transaction.atomic():
        tell_of_held_edition(world.past)
    assert "holder en ny udgave fra Chefforum" in page(world.cast.sofie)


def test_an_emergency_is_told_with_its_reason(world: World) -> None:
    grant = read_in_emergency(world.items["past_closed"], reason=WHY, by=world.cast.ida)
    assert grant.emergency
    shown = page(world.cast.sofie)
    assert "Ida Tofterup har brugt nødadgang til punkt 2 på mødet den" in shown
    assert f"Begrundelse: {WHY}" in shown
    assert "pastclosed" not in shown
    assert Notice.objects.count() == 1


def test_a_recused_secretary_is_told_of_the_emergency_without_the_reason(world: World) -> None:
    recuse(world.items["past_closed"], world.cast.sofie, reason="Part", by=world.cast.karen)
    read_in_emergency(world.items["past_closed"], reason=WHY, by=world.cast.ida)
    assert "nødadgang til punkt 2" in page(world.cast.sofie)
    assert WHY not in page(world.cast.sofie)


def test_where_nobody_can_be_told_nothing_is_read(world: World) -> None:
    Membership.objects.update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="sekretær"):
        read_in_emergency(world.items["past_closed"], reason=WHY, by=world.cast.ida)
    assert not ItemUserGrant.objects.filter(user=world.cast.ida).exists()


def test_who_may_not_break_the_glass_tells_nobody(world: World) -> None:
    with pytest.raises(PermissionDenied):
        read_in_emergency(world.items["past_closed"], reason=WHY, by=world.cast.bo)
    assert not Notice.objects.exists()


class Sink:
    """A mail server that keeps what it gets, and refuses whom it is told to."""

    def __init__(self) -> None:
        self.got: list[Message] = []
        self.refuses: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.got.append(message_from_bytes(bytes(envelope.original_content or b"")))
        return "250 OK"

    @property
    def receivers(self) -> list[str]:
        return [str(one["To"]) for one in self.got]


class AnyPort(Controller):
    """Listens where the system has a port to spare."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def post(settings: Settings) -> Iterator[Sink]:
    sink = Sink()
    controller = AnyPort(sink, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.SITE_URL = "https://moeder.fjordby.example"
    yield sink
    controller.stop()


def work() -> None:
    """Let the background worker run all that is due."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False)


def later() -> None:
    """Let the time come that later runs have been ordered for."""
    DBTaskResult.objects.update(run_after=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_the_mail_says_who_did_what_and_no_more(world: World, post: Sink) -> None:
    item = world.items["past_closed"]
    read_in_emergency(item, reason=WHY, by=world.cast.ida)
    work()
    (mail,) = post.got
    subject = str(make_header(decode_header(mail["Subject"])))
    assert (mail["To"], subject) == (world.cast.sofie.email, "Nødadgang er brugt i Chefforum")
    parts = [one for one in mail.walk() if not one.is_multipart()]
    assert [one.get_content_type() for one in parts] == ["text/plain", "text/html"]
    for part in parts:
        text = str(part.get_payload(decode=True), "utf-8")  # type: ignore[arg-type]
        assert "Ida Tofterup har brugt nødadgang til punkt 2" in text
        assert f"https://moeder.fjordby.example/meetings/{world.past.pk}/items/{item.pk}/" in text
        assert WHY not in mail.as_string() + text
        assert "pastclosed" not in mail.as_string() + text
    assert Notice.objects.get().mailed_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_sent_once(world: World, post: Sink) -> None:
    told(world.cast.bo, mail=True)
    for _run in range(3):
        work()
        later()
    assert post.receivers == [world.cast.bo.email]


@pytest.mark.django_db(transaction=True)
def test_a_notice_is_mailed_only_where_it_must_not_wait(world: World, post: Sink) -> None:
    told(world.cast.bo)
    User.objects.filter(pk=world.cast.carl.pk).update(is_active=False)
    told(world.cast.carl, mail=True)
    work()
    assert post.got == []


@pytest.mark.django_db(transaction=True)
def test_an_address_that_is_refused_holds_nobody_else_up(
    world: World, post: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    post.refuses = {world.cast.bo.email}
    refused = told(world.cast.bo, mail=True)
    told(world.cast.carl, mail=True)
    work()
    assert post.receivers == [world.cast.carl.email]
    assert f"Notice {refused.pk} could not be mailed: SMTPRecipientsRefused" in caplog.text
    assert world.cast.bo.email not in caplog.text
    post.refuses = set()
    later()
    work()
    assert post.receivers == [world.cast.carl.email, world.cast.bo.email]


@pytest.mark.django_db(transaction=True)
def test_a_mail_waits_for_a_server_that_is_down(
    world: World, post: Sink, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    told(world.cast.bo, mail=True)
    work()
    assert "The mail server does not answer: ConnectionRefusedError" in caplog.text
    settings.EMAIL_PORT = port
    later()
    work()
    assert post.receivers == [world.cast.bo.email]


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_left_when_it_died_is_sent_by_the_next(
    world: World, post: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(world.cast.bo, mail=True)
    told(world.cast.carl, mail=True)
    send = mailing._send

    def die_after_the_first(*args: object) -> None:
        if post.got:
            raise SystemExit
        send(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as dying:
        dying.setattr(mailing, "_send", die_after_the_first)
        work()
    assert post.receivers == [world.cast.bo.email]
    later()
    work()
    assert post.receivers == [world.cast.bo.email, world.cast.carl.email]


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_for_a_week_delays_and_the_administrator_sees_it(
    world: World, post: Sink, settings: Settings
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    told(world.cast.bo, mail=True)
    told(world.cast.carl, mail=True)
    Notice.objects.update(at=timezone.now() - timedelta(days=7))
    work()
    ordered = DBTaskResult.objects.filter(run_after__gt=timezone.now(), status="READY")
    assert [one.run_after > timezone.now() + timedelta(minutes=50) for one in ordered] == [True], "one, later"
    assert "2 mails venter" in administration(world)
    settings.EMAIL_PORT = port
    later()
    work()
    assert post.receivers == [world.cast.bo.email, world.cast.carl.email]
    assert "mails venter" not in administration(world)


def administration(world: World) -> str:
    client = Client()
    client.force_login(world.cast.ida)
    return client.get("/settings/").content.decode()
