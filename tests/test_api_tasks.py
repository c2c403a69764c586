"""Tasks over REST: what managers' programs read, and what those who have a task may change."""

from __future__ import annotations

import base64
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from api.models import Asked
from api.throttling import KEPT, PerCaller
from decisions.models import FollowUpTask
from decisions.services.follow_up.assigning import Due, Owner, create_task
from decisions.services.follow_up.evidence import add_evidence
from decisions.sheets import XLSX
from people import access_tokens
from people.models import User
from tests.cast import TODAY, World
from tests.matrix.sent import a_file

TASKS = "/api/v1/tasks/"


@pytest.fixture(autouse=True)
def _no_other_tasks(internal: World) -> None:
    """Those of the matrix are not counted here."""
    FollowUpTask.objects.all().delete()


@pytest.fixture
def open_task(internal: World) -> FollowUpTask:
    due = Due(TODAY - timedelta(days=3))
    owner = Owner(person=internal.cast.frida)
    return create_task(
        internal.items["past_open"], "Skriv til borgerne", owner, due=due, by=internal.cast.sofie
    )


@pytest.fixture
def closed_task(internal: World) -> FollowUpTask:
    owner = Owner(person=internal.cast.frida)
    return create_task(internal.items["past_closed"], "Ring til ansøgeren", owner, by=internal.cast.sofie)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(client: Client, query: str = "") -> list[str]:
    return [one["text"] for one in client.get(TASKS + query).json()["results"]]


def test_an_assignee_reads_the_task_of_an_item_that_is_not_hers(
    internal: World, closed_task: FollowUpTask
) -> None:
    told = signed_in(internal.cast.frida).get(f"{TASKS}{closed_task.pk}/").json()
    assert (told["text"], told["item"]) == ("Ring til ansøgeren", None)
    assert signed_in(internal.cast.carl).get(f"{TASKS}{closed_task.pk}/").json()["item"]["number"] == 2
    assert signed_in(internal.cast.bo).get(f"{TASKS}{closed_task.pk}/").status_code == 404


def test_a_filter_tells_nothing_of_an_item_that_is_hidden(
    internal: World, open_task: FollowUpTask, closed_task: FollowUpTask
) -> None:
    frida, carl = signed_in(internal.cast.frida), signed_in(internal.cast.carl)
    of_meeting = f"?meeting={internal.past.pk}"
    assert sorted(titles(carl, of_meeting)) == ["Ring til ansøgeren", "Skriv til borgerne"]
    assert titles(frida, of_meeting) == []
    assert titles(frida, f"?case={internal.items['past_closed'].case.number}") == []  # type: ignore[union-attr]


def test_a_list_is_narrowed_to_what_is_late(
    internal: World, open_task: FollowUpTask, closed_task: FollowUpTask
) -> None:
    line = signed_in(internal.cast.line)
    assert titles(line, "?late=true") == ["Skriv til borgerne"]
    assert titles(line, "?late=false&status=open,waiting") == ["Ring til ansøgeren"]
    for name, value in [("status", "open,færdig"), ("meeting", "9" * 30)]:
        wrong = line.get(f"{TASKS}?{name}={value}")
        assert (wrong.status_code, wrong.json()["errors"][0]["parameter"]) == (400, name)


def change(client: Client, task: FollowUpTask, tag: str | None, **data: Any) -> Any:
    headers = {"If-Match": tag} if tag is not None else {}
    return client.patch(f"{TASKS}{task.pk}/", data, "application/json", headers=headers)


def test_two_programs_do_not_overwrite_each_other(internal: World, open_task: FollowUpTask) -> None:
    frida, line = signed_in(internal.cast.frida), signed_in(internal.cast.line)
    tag = frida.get(f"{TASKS}{open_task.pk}/").headers["ETag"]
    first = change(frida, open_task, tag, status="in_progress", note="Er begyndt")
    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    assert change(line, open_task, tag, status="done").status_code == 412
    assert change(line, open_task, None, status="done").status_code == 428
    assert change(line, open_task, "*", status="done").status_code == 412
    log = frida.get(f"{TASKS}{open_task.pk}/log/").json()
    assert [(one["kind"], one["text"]) for one in log] == [("created", ""), ("status", "Er begyndt")]


def test_a_change_is_made_wholly_or_not_at_all(internal: World, open_task: FollowUpTask) -> None:
    line = signed_in(internal.cast.line)
    refused = change(line, open_task, '"1"', text="Skriv igen", deadline="2001-01-01")
    assert refused.status_code == 400
    open_task.refresh_from_db()
    assert (open_task.text, open_task.version) == ("Skriv til borgerne", 1)


@pytest.mark.parametrize(
    "data", [{"status": "færdig"}, {"department": 999}, {"farve": "rød"}, {"deadline": "i morgen"}]
)
def test_what_cannot_be_is_said_at_the_field(
    internal: World, open_task: FollowUpTask, data: dict[str, Any]
) -> None:
    answer = change(signed_in(internal.cast.line), open_task, '"1"', **data)
    assert answer.status_code == 400
    assert next(iter(data)) in answer.content.decode()


def test_a_secretary_makes_a_task_and_a_member_does_not(internal: World) -> None:
    data = {"item": internal.items["past_open"].pk, "text": "Ring", "person": internal.cast.bo.pk}
    assert signed_in(internal.cast.sofie).post(TASKS, data, "application/json").status_code == 201
    assert signed_in(internal.cast.carl).post(TASKS, data, "application/json").status_code == 403
    assert Client().post(TASKS, data, "application/json").status_code in (401, 403, 404)


@pytest.mark.parametrize(("scope", "expected"), [("read", 403), ("tasks", 200), ("write", 200)])
def test_a_key_changes_only_what_its_scope_allows(
    internal: World, open_task: FollowUpTask, scope: str, expected: int
) -> None:
    _token, key = access_tokens.issue(internal.cast.frida, "curl", scope=scope, expires_at=None)
    headers = {"Authorization": f"Bearer {key}", "If-Match": '"1"'}
    answer = Client().patch(
        f"{TASKS}{open_task.pk}/", {"status": "done"}, "application/json", headers=headers
    )
    assert answer.status_code == expected


def test_wishes_and_handing_back(internal: World, open_task: FollowUpTask) -> None:
    frida, address = signed_in(internal.cast.frida), f"{TASKS}{open_task.pk}/"
    later = (TODAY + timedelta(days=60)).isoformat()
    wish = {"wanted": later, "reason": "Leverandøren er forsinket"}
    once = {"Idempotency-Key": "ønske-1".encode().hex()}
    for _twice in range(2):
        answer = frida.post(f"{address}deadline-wishes/", wish, "application/json", headers=once)
        assert answer.status_code == 200
    assert frida.post(f"{address}deadline-wishes/", wish, "application/json").status_code == 409
    assert frida.get(address).json()["wished_deadline"] == later
    assert frida.post(f"{address}deadline-answer/", {"grant": True}, "application/json").status_code == 403
    no = {"grant": False, "reason": "Byrådet venter på den"}
    turned_down = signed_in(internal.cast.line).post(f"{address}deadline-answer/", no, "application/json")
    assert (turned_down.json()["wished_deadline"], turned_down.json()["deadline"] < later) == (None, True)
    assert frida.post(f"{address}deadline-wishes/", wish, "application/json").status_code == 200
    back = frida.post(f"{address}hand-back/", {"reason": "Hører under Teknik"}, "application/json")
    assert back.json()["handed_back_at"]
    assert titles(frida, "?unanswered=true") == ["Skriv til borgerne"]
    assert titles(frida, "?unanswered=false") == []


def test_what_was_done_is_shown_with_a_file(internal: World, open_task: FollowUpTask) -> None:
    frida, address = signed_in(internal.cast.frida), f"{TASKS}{open_task.pk}/evidence/"

    def send() -> Any:
        return frida.post(address, {"file": a_file()}, headers={"Idempotency-Key": "kalender-1"})

    first, again = send(), send()
    assert (first.status_code, first.json()["title"]) == (201, "kalender")
    assert again.json()["id"] == first.json()["id"]
    assert b"".join(frida.get(first.json()["file"])) == a_file().read()
    assert frida.post(address, {"title": "Brev"}).json()["errors"][0]["pointer"] == "#/file"
    assert frida.post(address, {"file": "brev"}, "application/json").status_code == 415


def test_a_list_costs_the_same_whatever_is_in_it(
    internal: World, open_task: FollowUpTask, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        create_task(
            internal.items["past_open"],
            f"Opgave {number}",
            Owner(person=internal.cast.frida),
            by=internal.cast.sofie,
        )
    client = signed_in(internal.cast.line)
    with django_assert_max_num_queries(8):
        assert len(titles(client)) == 21


def test_what_is_sent_twice_under_one_key_is_made_once(internal: World) -> None:
    sofie = signed_in(internal.cast.sofie)
    data = {"item": str(internal.items["past_open"].pk), "text": "Ring", "person": internal.cast.bo.pk}

    def send(key: str, **other: str) -> Any:
        return sofie.post(TASKS, data | other, "application/json", headers={"Idempotency-Key": key})

    first, again = send("ring-1"), send("ring-1")
    assert (first.status_code, again.status_code, first.json()["id"]) == (201, 201, again.json()["id"])
    assert send("ring-1", text="Skriv").status_code == 422
    assert send("skriv-1", text="").status_code == 400
    assert send("skriv-1", text="Skriv").status_code == 201
    assert FollowUpTask.objects.count() == 2
    assert send("ring-2").status_code == 409
    karen = signed_in(internal.cast.karen).post(
        TASKS, data | {"text": "Mail"}, "application/json", headers={"Idempotency-Key": "ring-1"}
    )
    assert karen.status_code == 201


def test_the_list_is_a_file_for_excel(internal: World, open_task: FollowUpTask) -> None:
    _token, key = access_tokens.issue(internal.cast.line, "Excel", scope="read", expires_at=None)
    headers = {"Authorization": "Basic " + base64.b64encode(f"excel:{key}".encode()).decode()}
    asked = Client().get(f"{TASKS}?format=csv&late=true")
    assert (asked.status_code, asked.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    assert asked.json()["detail"].startswith("Send en nøgle")
    answer = Client().get(f"{TASKS}?format=csv&late=true", headers=headers)
    assert "Skriv til borgerne" in b"".join(answer).decode("utf-8-sig")
    sheet = Client().get(TASKS, headers=headers | {"Accept": XLSX})
    assert openpyxl.load_workbook(io.BytesIO(sheet.content)).active["A2"].value == "Skriv til borgerne"
    assert Client().get(f"{TASKS}?format=pdf", headers=headers).status_code == 400


def test_who_asks_too_often_is_told_how_long_to_wait(
    internal: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many worker processes there are: the count is in the database. It begins anew with each minute."""
    settings.API_REQUESTS_A_MINUTE = 2
    monkeypatch.setattr(PerCaller, "clock", staticmethod(lambda: 90.0))
    client = signed_in(internal.cast.tove)
    answers = [client.get("/api/v1/me/") for _one in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "30"
    assert answers[2].json()["detail"].startswith("Du har spurgt for mange gange.")
    assert Client().get("/api/v1/schema/").status_code == 200
    monkeypatch.setattr(PerCaller, "clock", staticmethod(lambda: 120.0 + 60 * KEPT))
    assert client.get("/api/v1/me/").status_code == 200
    assert Client().get("/api/v1/schema/", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert Asked.objects.filter(caller__startswith="address").count() == 1


def test_a_key_in_an_address_is_refused_and_said_why(internal: World) -> None:
    _token, key = access_tokens.issue(internal.cast.line, "Excel", scope="read", expires_at=None)
    answer = Client().get(f"{TASKS}?token={key}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "token")
    assert key not in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"deadline": "2001-01-01"}, "#/deadline"),
        ({"deadline": "9999-12-31"}, "#/deadline"),
        ({"department": 999}, "#/department"),
        ({"status": "færdig"}, "#/status"),
        ({"text": "x" * 2000}, "#/text"),
    ],
)
def test_bad_input_is_told_at_its_field(
    internal: World, open_task: FollowUpTask, data: dict[str, Any], pointer: str
) -> None:
    answer = change(signed_in(internal.cast.sofie), open_task, '"1"', **data)
    told = answer.json()
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert [one["pointer"] for one in told["errors"]] == [pointer]


def test_what_cannot_be_sent_is_said(internal: World, open_task: FollowUpTask, settings: Any) -> None:
    client, address = signed_in(internal.cast.line), f"{TASKS}{open_task.pk}/"
    tag = {"If-Match": '"1"'}
    large = b'{"note": "' + b"x" * (10 * 1024 * 1024) + b'"}'
    assert client.patch(address, large, "application/json", headers=tag).status_code == 413
    settings.UPLOAD_MAX_MB = 5
    huge = client.patch(address, large, "application/json", headers=tag)
    assert (huge.status_code, huge.headers["Content-Type"]) == (413, "application/problem+json")
    form = client.patch(address, b"status=done", "application/x-www-form-urlencoded", headers=tag)
    assert (form.status_code, form.json()["status"]) == (415, 415)
    for unreadable in (b"{", b"[" * 100_000, rb'{"\ud800": 1}'):
        assert client.patch(address, unreadable, "application/json", headers=tag).status_code == 400
    half = client.patch(address, rb'{"text": "Ring \ud800"}', "application/json", headers=tag).json()
    assert [(one["pointer"], one["detail"][:12]) for one in half["errors"]] == [("#/text", "Tegnet U+D80")]
    change(client, open_task, '"1"', status="lapsed")
    follows = change(client, open_task, '"2"', status="done")
    assert (follows.status_code, "bortfaldet" in follows.json()["detail"]) == (409, True)


def test_evidence_is_listed_and_fetched_by_who_may(internal: World, open_task: FollowUpTask) -> None:
    file = ContentFile(b"Brevet", name="brev.txt")
    add_evidence(open_task, "Brev til borgerne", file=file, by=internal.cast.frida)
    told = signed_in(internal.cast.frida).get(f"{TASKS}{open_task.pk}/evidence/").json()
    assert [one["title"] for one in told] == ["Brev til borgerne"]
    assert b"".join(signed_in(internal.cast.frida).get(told[0]["file"])) == b"Brevet"
    assert signed_in(internal.cast.line).get(f"{TASKS}{open_task.pk}/evidence/").json() == []
    assert signed_in(internal.cast.line).get(told[0]["file"]).status_code == 404
