"""Other programs are told, over a real connection to receivers that behave badly."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from api.webhooks import calling, services
from api.webhooks.models import Delivery, Event, JournalCursor, Webhook
from decisions.models import FollowUpTask
from decisions.reminding import note_late
from decisions.services.follow_up.assigning import Owner, create_task
from decisions.services.follow_up.leaving import merge_department
from decisions.services.follow_up.progress import add_note, set_status
from people.models import Department, JournalEntry
from tests.cast import TODAY, World
from tests.pages import Reader
from tests.test_api_recipes import recipes

pytestmark = pytest.mark.once

OK = b"HTTP/1.1 204 No Content\r\n\r\n"


class Receiver:
    """Takes one request after the other and answers each with the same bytes, as slowly as it is told to."""

    def __init__(self, answer: bytes, *, endless: bytes = b"") -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.answer, self.endless, self.got = answer, endless, list[bytes]()
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listening.getsockname()[1]}/besked"

    def serve(self) -> None:
        while True:
            try:
                connection, _who = self.listening.accept()
            except OSError:
                return
            with connection:
                self.got.append(whole(connection))
                self.say(connection)

    def say(self, connection: socket.socket) -> None:
        try:
            connection.sendall(self.answer)
            while self.endless:
                connection.sendall(self.endless)
                time.sleep(0.002)
        except OSError:
            pass


def whole(connection: socket.socket) -> bytes:
    """A request with all of its body."""
    got = b""
    while b"\r\n\r\n" not in got or len(got.split(b"\r\n\r\n", 1)[1]) < length(got):
        got += connection.recv(4096)
    return got


def length(got: bytes) -> int:
    return int(got.lower().split(b"content-length: ")[1].split(b"\r\n")[0])


@pytest.fixture
def at_home(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def hook(internal: World) -> Webhook:
    Webhook.objects.all().delete()
    events = [one.value for one in Event]
    return services.make_webhook(
        internal.forum, "https://esdh.fjordby.example/", events, by=internal.cast.sofie
    )


def read_on() -> list[str]:
    """Read the journal as it will be when it has settled; return what is to be told."""
    JournalEntry.objects.update(at=timezone.now() - timedelta(hours=1))
    services.read_journal()
    return sorted(Delivery.objects.values_list("event", flat=True))


def test_what_happens_to_a_task_is_told_with_ids_and_links_alone(internal: World, hook: Webhook) -> None:
    item, cast = internal.items["past_closed"], internal.cast
    task = create_task(item, "Ring til ansøgeren kodeord", Owner(person=cast.frida), by=cast.sofie)
    FollowUpTask.objects.filter(pk=task.pk).update(deadline=TODAY - timedelta(days=1))
    note_late()
    note_late()
    set_status(task, "done", by=cast.frida)
    told_of = read_on()
    assert told_of.count("task.late") == 1
    assert "task.done" in told_of
    told = json.dumps([one.payload for one in Delivery.objects.all()])
    assert f"/tasks/{task.pk}/" in told
    assert "kodeord" not in told
    before = Delivery.objects.count()
    assert len(read_on()) == before


def test_what_happens_within_one_minute_bears_one_version_and_each_event_comes_once(
    internal: World, hook: Webhook
) -> None:
    task, frida = internal.items["past_closed"].follow_up_tasks.get(), internal.cast.frida
    for status in ("in_progress", "done"):
        set_status(task, status, by=frida)
    add_note(task, "Ringet.", by=frida)
    assert read_on() == ["task.changed", "task.done"]
    task.refresh_from_db()
    assert {one.payload["version"] for one in Delivery.objects.all()} == {task.version}
    add_note(task, "Og skrevet.", by=frida)
    assert read_on() == ["task.changed", "task.changed", "task.done"]


def test_a_webhook_is_told_what_its_maker_may_see_and_only_while_they_look_after_it(internal: World) -> None:
    cast, culture = internal.cast, internal.cast.line.department
    Webhook.objects.all().delete()
    assert culture is not None
    services.make_webhook(culture, "https://bi.fjordby.example/", ["task.created"], by=cast.line)
    with pytest.raises(PermissionDenied):
        services.make_webhook(culture, "https://bi.fjordby.example/", ["task.created"], by=cast.frida)
    create_task(internal.items["session_open"], "Ikke udsendt endnu", Owner(person=cast.frida), by=cast.sofie)
    assert read_on() == []
    create_task(internal.items["past_open"], "Skriv igen", Owner(person=cast.frida), by=cast.sofie)
    assert read_on() == ["task.created"]
    culture.head = cast.bo
    culture.save()
    create_task(internal.items["past_open"], "Og igen", Owner(person=cast.frida), by=cast.sofie)
    assert read_on() == ["task.created"]


def test_a_webhook_of_a_department_is_of_that_one_and_ends_with_it(internal: World) -> None:
    cast, culture = internal.cast, internal.cast.line.department
    Webhook.objects.all().delete()
    assert culture is not None
    also = Department.objects.create(name="Miljø & Teknik", head=cast.line)
    services.make_webhook(culture, "https://bi.fjordby.example/", ["task.created"], by=cast.line)
    create_task(internal.items["past_open"], "Mål lyset", Owner(also), by=cast.sofie)
    assert read_on() == []
    page = Reader(cast.line)
    assert f"department-{culture.pk}" in page.text("webhooks")
    merge_department(culture, also, by=cast.ida)
    shown = page.text("webhooks")
    assert f"department-{culture.pk}" not in shown
    assert "lagt sammen med en anden" in shown
    also.head = None
    also.save()
    create_task(internal.items["past_open"], "Mål støjen", Owner(also), by=cast.sofie)
    assert read_on() == []
    assert page.get("webhooks").status_code == 200
    assert page.post("webhook_delete", Webhook.objects.get().pk).status_code == 302
    assert page.get("webhooks").status_code == 404


def put(hook: Webhook, url: str) -> Delivery:
    Webhook.objects.filter(pk=hook.pk).update(url=url)
    return Delivery.objects.create(webhook=hook, event="task.done", about="1", payload={"task": "1"})


def test_a_delivery_is_signed_so_that_the_receiver_knows_it(hook: Webhook, at_home: None) -> None:
    receiver = Receiver(OK)
    delivery = put(hook, receiver.url)
    services.deliver()
    delivery.refresh_from_db()
    assert (delivery.delivered_at is not None, delivery.next_at, delivery.answer) == (True, None, "204")
    head, body = receiver.got[0].split(b"\r\n\r\n", 1)
    signature = head.split(b"X-Chefforum-Signature: ")[1].split(b"\r\n")[0].decode()
    known: dict[str, Any] = {}
    exec(recipes("python")[1], known)  # noqa: S102 - the recipe as it stands in the documentation
    assert known["is_genuine"](hook.secret, signature, body)
    assert not known["is_genuine"](hook.secret, signature, body + b" ")
    assert not known["is_genuine"]("another", signature, body)


BAD: dict[str, Any] = {
    "500": Receiver(b"HTTP/1.1 500 Oops\r\n\r\n"),
    "302": Receiver(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n"),
    "endless headers": Receiver(b"HTTP/1.1 200 OK\r\n", endless=b"X-Mere: og mere\r\n"),
    "one byte at a time": Receiver(b"HTTP/1.1 200 OK\r\nX-Langsom: ", endless=b"x"),
}


@pytest.mark.parametrize("how", BAD)
def test_a_receiver_that_behaves_badly_is_tried_again_later(
    hook: Webhook, at_home: None, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.3)
    delivery, begun = put(hook, BAD[how].url), time.monotonic()
    services.deliver()
    assert time.monotonic() - begun < 5
    delivery.refresh_from_db()
    assert (delivery.delivered_at, delivery.attempts) == (None, 1)
    assert delivery.next_at is not None
    assert delivery.next_at > timezone.now()


def test_a_receiver_that_is_silent_holds_nobody_else_up(
    hook: Webhook, at_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.3)
    receiver, bad = Receiver(OK), put(hook, BAD["one byte at a time"].url)
    for about in "234":
        Delivery.objects.create(webhook=bad.webhook, event="task.done", about=about, payload={})
    good = Webhook.objects.create(
        url=receiver.url, events=[], forum=hook.forum, made_by=hook.made_by, secret="x"
    )
    Delivery.objects.create(webhook=good, event="task.done", about="1", payload={})
    begun = time.monotonic()
    services.deliver()
    assert time.monotonic() - begun < 1
    assert len(receiver.got) == 1
    assert set(bad.webhook.deliveries.values_list("attempts", "answer")) == {
        (1, "late"),
        (0, ""),
    }
    assert "intet svar i tide" in Reader(hook.made_by).text("webhook", bad.webhook.pk)


class Together(Receiver):
    """Answers once all of them have been asked."""

    asked = threading.Barrier(3, timeout=5)

    def say(self, connection: socket.socket) -> None:
        with suppress(threading.BrokenBarrierError):
            self.asked.wait()
            super().say(connection)


def test_receivers_are_asked_side_by_side(hook: Webhook, at_home: None) -> None:
    for _one in range(3):
        other = Webhook.objects.create(
            url=Together(OK).url, events=[], forum=hook.forum, made_by=hook.made_by, secret="x"
        )
        Delivery.objects.create(webhook=other, event="task.done", about="1", payload={})
    services.deliver()
    assert set(Delivery.objects.values_list("answer", flat=True)) == {"204"}


def test_it_is_given_up_after_a_day_and_can_be_sent_again(
    internal: World, hook: Webhook, at_home: None
) -> None:
    delivery = put(hook, BAD["500"].url)
    for _attempt in range(len(services.PAUSES) + 1):
        Delivery.objects.filter(pk=delivery.pk).update(next_at=timezone.now())
        services.deliver()
    delivery.refresh_from_db()
    assert (delivery.next_at, delivery.delivered_at, delivery.answer) == (None, None, "500")
    assert timedelta(hours=22) < sum(services.PAUSES, timedelta()) < timedelta(hours=24)
    page = Reader(internal.cast.sofie)
    assert "Prøves ikke mere" in page.text("webhook", hook.pk)
    assert page.post("webhook_resend", hook.pk, delivery.pk).status_code == 302
    assert page.post("webhook_resend", hook.pk, delivery.pk).status_code == 409
    assert "Send igen" not in page.text("webhook", hook.pk)
    services.deliver()
    assert "Send igen" in page.text("webhook", hook.pk)
    assert page.post("webhook_resend", hook.pk, delivery.pk).status_code == 302


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/", "https://127.0.0.1:{port}/", "https://localhost:{port}/", "https://[::1]:{port}/",
        "https://10.0.0.7/", "https://169.254.169.254/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/",
        "https://0.0.0.0:{port}/", "https://2130706433/", "http://1.1.1.1/",
    ],
)  # fmt: skip
def test_our_own_house_is_not_called(hook: Webhook, url: str) -> None:
    receiver = Receiver(OK)
    delivery = put(hook, url.format(port=receiver.listening.getsockname()[1]))
    services.deliver()
    delivery.refresh_from_db()
    assert delivery.delivered_at is None
    assert delivery.answer == "forbidden"
    assert receiver.got == []


def test_the_name_is_looked_up_once(hook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is ours the second time it is asked for, is connected to as it was the first."""
    asked, connected = list[Any](), list[Any]()
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 443))]

    def look_up(*who: object, **_more: object) -> object:
        asked.append(who)
        return answer

    def connect(where: tuple[str, int], *_more: object) -> socket.socket:
        connected.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(calling.NotCalled):
        calling.call("https://skifter.example/", b"{}", {})
    assert (len(asked), connected) == (1, [("93.184.215.14", 443)])


@pytest.mark.parametrize(
    "url",
    [
        "ftp://x.example/",
        "https://",
        "https://a:b@x.example/",
        "javascript:1",
        "x",
        "http://x.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.0.0.1/",
    ],
)
def test_what_is_no_address_is_refused(internal: World, url: str) -> None:
    with pytest.raises(ValidationError):
        services.make_webhook(internal.forum, url, ["task.done"], by=internal.cast.sofie)


def test_without_webhooks_the_journal_is_no_longer_read(internal: World, hook: Webhook) -> None:
    page = Reader(internal.cast.sofie)
    sent = {"about": f"forum-{internal.forum.pk}", "url": "https://a.example/", "events": ["task.done"]}
    shown = page.post("webhooks", sent=sent).content.decode()
    assert Webhook.objects.latest("pk").secret in shown
    assert Webhook.objects.latest("pk").secret not in page.text("webhooks")
    services.run_webhooks.call()
    assert JournalCursor.objects.exists()
    for one in Webhook.objects.all():
        page.post("webhook_delete", one.pk)
    services.run_webhooks.call()
    assert not JournalCursor.objects.exists()
