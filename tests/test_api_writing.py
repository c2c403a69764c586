"""The agenda and the minutes over REST: a municipality's case system drafts, and writes down what was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agenda.models import AgendaItem, Meeting
from agenda.services.bilag import attach
from agenda.services.items import draft_item, submit_item
from decisions.models import Decision
from documents.models import CheckAnswer, IssuedDocument, Reading
from people import access_tokens
from people.models import JournalEntry
from tests.cast import World, some_day
from tests.matrix.sent import a_file

pytestmark = [pytest.mark.django_db, pytest.mark.once]

API = "/api/v1/"


class Program:
    """A program with somebody's key. It sends the ETag of what it was shown last."""

    def __init__(self, world: World, name: str, scope: str = "write") -> None:
        _token, key = access_tokens.issue(getattr(world.cast, name), "ESDH", scope=scope, expires_at=None)
        self.client = Client(headers={"Authorization": f"Bearer {key}"})
        self.tag = ""

    def ask(self, method: str, path: str, data: Any = None, /, **headers: str) -> Any:
        kind = {"content_type": "application/json"} if data is not None or method != "get" else {}
        sent = {"headers": {"If-Match": self.tag, **{k.replace("_", "-"): v for k, v in headers.items()}}}
        answer = getattr(self.client, method)(API + path, {} if data is None else data, **kind, **sent)
        self.tag = answer.headers.get("ETag", self.tag)
        return answer

    def see(self, path: str) -> Any:
        return self.ask("get", path).json()


def pointers(answer: Any) -> list[str]:
    assert answer.status_code == 400, answer.content
    return [one["pointer"] for one in answer.json()["errors"]]


@pytest.fixture
def esdh(internal: World) -> Program:
    return Program(internal, "sofie")


def test_a_meeting_is_planned_moved_and_cancelled(internal: World, esdh: Program) -> None:
    sent = {"forum": internal.forum.pk, "date": some_day(40).isoformat(), "start": "08:30"}
    made = esdh.ask("post", "meetings/", sent).json()
    told = (made["forum"], made["forum_name"], made["state"])
    assert told == (internal.forum.pk, "Chefforum", "planned")
    path = f"meetings/{made['id']}/"
    assert esdh.ask("patch", path, {"place": "Byrådssalen"}).json()["place"] == "Byrådssalen"
    assert esdh.ask("post", f"{path}cancel/", {"reason": "Ferie"}).json()["state"] == "cancelled"


def test_an_agenda_is_drafted_and_put_in_order(internal: World, esdh: Program) -> None:
    meeting = esdh.ask(
        "post", "meetings/", {"forum": internal.forum.pk, "date": some_day(40).isoformat()}
    ).json()
    department = internal.cast.line.department_id
    sent = {
        "meeting": meeting["id"], "title": "Helhedsplan for havnen", "closed": False, "kind": "discussion",
        "minutes": 20, "case_number": "26/4711", "department": department, "proposer": "Teknik & Miljø",
        "background": "<p>Kort <script>x</script>om planen</p>", "recommendations": ["drøfte planen", "at beslutte"],
        "guests": ["08:45–09:00 Gitte Holm, KL"], "presenter": "Line",
    }  # fmt: skip
    made = esdh.ask("post", "items/", sent)
    item = made.json()
    drafted = (made.status_code, item["state"], item["recommendations"][0])
    assert drafted == (201, "accepted", "at drøfte planen")
    written = (item["case_number"], item["department"], item["background"])
    assert written == ("26/4711", department, "<p>Kort om planen</p>")
    assert item["guests"] == ["08:45–09:00 Gitte Holm, KL"]
    second = esdh.ask("post", "items/", {"meeting": meeting["id"], "title": "Evt.", "closed": False}).json()
    first = esdh.ask("patch", f"items/{second['id']}/", {"place": 1, "title": "Først"}).json()
    assert (first["title"], first["position"]) == ("Først", 1)
    names = [one["title"] for one in esdh.see(f"meetings/{meeting['id']}/")["document"]["items"]]
    assert names[:2] == ["Først", "Helhedsplan for havnen"]


def test_what_is_wrong_is_told_at_its_field(internal: World, esdh: Program) -> None:
    taken = {"forum": internal.forum.pk, "date": internal.planned.date.isoformat(), "start": "08:30"}
    assert pointers(esdh.ask("post", "meetings/", taken)) == ["#/date"]
    for day in ("0001-01-01", "2020-01-01", "9999-12-31"):
        assert pointers(esdh.ask("post", "meetings/", {**taken, "date": day})) == ["#/date"]
    new = {"title": "Nyt", "closed": False}
    assert pointers(esdh.ask("post", "items/", new)) == ["#/meeting"]
    assert pointers(esdh.ask("post", "items/", {**new, "meeting": internal.planned.pk, "farve": "rød"})) == [
        "#/farve"
    ]
    draft = f"items/{internal.items['draft'].pk}/"
    esdh.see(draft)
    assert pointers(esdh.ask("patch", draft, {"minutes": 9999})) == ["#/minutes"]
    assert pointers(esdh.ask("patch", draft, {"title": "Nyt navn", "guests": ["09:00–08:00 Gitte"]})) == [
        "#/guests"
    ]
    internal.items["draft"].refresh_from_db()
    assert internal.items["draft"].title != "Nyt navn"
    attended = f"meetings/{internal.session.pk}/attendance/"
    esdh.see(attended)
    carl = {"user": internal.cast.carl.pk, "presence": "present"}
    assert pointers(esdh.ask("put", attended, [carl, carl])) == ["#/1/user"]


def test_two_who_change_one_item_do_not_overwrite_each_other(internal: World, esdh: Program) -> None:
    path, other = f"items/{internal.items['draft'].pk}/", Program(internal, "karen")
    assert (esdh.see(path), other.see(path))[0]["title"].startswith("Julelukning")
    assert esdh.ask("patch", path, {"title": "Jul"}).status_code == 200
    clash = other.ask("patch", path, {"background": "<p>Nyt</p>"})
    assert (clash.status_code, clash.headers["Content-Type"]) == (412, "application/problem+json")
    other.tag = ""
    assert other.ask("patch", path, {"background": "<p>Nyt</p>"}).status_code == 428
    other.see(path)
    assert other.ask("patch", path, {"background": "<p>Nyt</p>"}).json()["title"] == "Jul"
    fields = internal.items["draft"].text_versions.values_list("field", "by")
    assert {("title", internal.cast.sofie.pk), ("background", internal.cast.karen.pk)} <= set(fields)


def test_a_key_that_may_not_write_writes_nothing(internal: World) -> None:
    path = f"items/{internal.items['draft'].pk}/"
    for scope in ("read", "tasks"):
        program = Program(internal, "sofie", scope)
        program.see(path)
        assert program.ask("patch", path, {"title": "Jul"}).status_code == 403
    reviewer = Program(internal, "rikke")
    reviewer.see(path)
    before = JournalEntry.objects.count()
    assert reviewer.ask("patch", path, {"title": "Jul"}).status_code == 403
    assert JournalEntry.objects.count() == before


def test_an_item_goes_to_the_pool_and_to_another_meeting_and_back_to_its_author(
    internal: World, esdh: Program
) -> None:
    path = f"items/{internal.items['draft'].pk}/"
    esdh.see(path)
    assert esdh.ask("post", f"{path}pool/").json()["meeting"] is None
    assert (
        esdh.ask("post", f"{path}accept/", {"meeting": internal.planned.pk}).json()["meeting"]
        == internal.planned.pk
    )
    frida = internal.cast.frida
    item = submit_item(
        draft_item(internal.forum, "Legeplads", closed=False, author=frida, by=frida), by=frida
    )
    esdh.see(f"items/{item.pk}/")
    assert (
        esdh.ask("post", f"items/{item.pk}/return/", {"comment": "Mangler en pris"}).json()["state"]
        == "returned"
    )
    own = internal.items["own_draft"]
    esdh.see(f"items/{own.pk}/")
    assert esdh.ask("delete", f"items/{own.pk}/").status_code == 204
    assert not AgendaItem.objects.filter(pk=own.pk).exists()


def test_an_item_is_closed_and_opened(internal: World, esdh: Program) -> None:
    path = f"items/{internal.items['past_open'].pk}/"
    esdh.see(path)
    closing = {
        "legal_ground": "Personforhold",
        "public_title": "Lukket: lokalplan",
        "sensitive_words": ["Havnefronten"],
    }
    assert pointers(esdh.ask("put", f"{path}closure/", {**closing, "public_title": "Havnefronten"})) == [
        "#/public_title"
    ]
    closed = esdh.ask("put", f"{path}closure/", closing).json()
    assert closed["closure"]["legal_ground"] == "Personforhold"
    guest = Program(internal, "gitte").see(path)
    assert (guest["stub"], guest["title"], guest["closure"]) == (True, "Lukket: lokalplan", None)
    draft = f"items/{internal.items['closed_draft'].pk}/"
    esdh.see(draft)
    assert esdh.ask("post", f"{draft}open/").json()["closed"] is False


def test_a_published_item_is_taken_off(internal: World, esdh: Program) -> None:
    path = f"items/{internal.items['session_guest'].pk}/"
    esdh.see(path)
    assert esdh.ask("patch", path, {"title": "Nyt"}).status_code == 409
    assert esdh.ask("post", f"{path}withdraw/", {"reason": "Uaktuelt"}).json()["state"] == "withdrawn"


def upload(program: Program, item: AgendaItem, file: Any, **more: Any) -> Any:
    headers = more.pop("headers", {})
    return program.client.post(
        f"{API}attachments/", {"item": str(item.pk), "file": file, **more}, headers=headers
    )


def test_bilag_are_put_on_renamed_and_thrown_away(internal: World, esdh: Program) -> None:
    item, key = internal.items["draft"], {"Idempotency-Key": "bilag-1"}
    made, again = (
        upload(esdh, item, SimpleUploadedFile("Kort over havnen.txt", b"kort"), headers=key)
        for _once in range(2)
    )
    assert (made.status_code, made.json()["title"], made.json()["id"]) == (
        201,
        "Kort over havnen",
        again.json()["id"],
    )
    other = upload(esdh, item, SimpleUploadedFile("Kort over havnen.txt", b"andet"), headers=key)
    assert other.status_code == 422
    program = SimpleUploadedFile("kort.pdf", b"MZ\x90\x00" + b"\x00" * 60)
    assert pointers(upload(esdh, item, program)) == ["#/file"]
    path = f"attachments/{made.json()['id']}/"
    esdh.see(path)
    renamed = esdh.ask("patch", path, {"title": "Kort", "closed": True}).json()
    assert (renamed["title"], renamed["closed"]) == ("Kort", True)
    assert esdh.ask("delete", path).status_code == 204
    carl = Program(internal, "carl")
    assert upload(carl, internal.items["past_open"], a_file()).status_code == 403
    assert pointers(upload(carl, item, a_file())) == ["#/item"]


def test_a_bilag_on_what_is_out_is_checked_first(internal: World, esdh: Program) -> None:
    item = internal.items["session_open"]
    before = item.attachments.count()
    held = upload(esdh, item, SimpleUploadedFile("Notat.txt", b"Journalnummer 2003023693."))
    told = held.json()
    assert (held.status_code, [one["severity"] for one in told["findings"]]) == (409, ["cpr"])
    assert "2003023693" not in held.content.decode()
    assert item.attachments.count() == before
    assert upload(esdh, item, a_file()).status_code == 201


def test_decisions_are_written_down_while_the_meeting_lasts(internal: World, esdh: Program) -> None:
    item = internal.items["session_guest"]
    new = {"item": str(item.pk), "outcomes": ["approved"]}
    assert pointers(esdh.ask("post", "decisions/", {**new, "outcomes": []})) == ["#/outcomes"]
    assert not Decision.objects.filter(item=item).exists()
    made = esdh.ask("post", "decisions/", new, Idempotency_Key="b-1")
    told = made.json()
    assert (made.status_code, told["outcomes"], told["text"] != "") == (201, ["approved"], True)
    assert esdh.ask("post", "decisions/", new, Idempotency_Key="b-1").json()["id"] == told["id"]
    assert esdh.ask("post", "decisions/", new).status_code == 409
    path = f"decisions/{told['id']}/"
    changed = esdh.ask("patch", path, {"text": "<p>Udsat til maj.</p>", "outcomes": ["postponed"]}).json()
    assert (changed["text"], changed["outcomes"]) == ("<p>Udsat til maj.</p>", ["postponed"])
    old = Decision.objects.get(item=internal.items["past_open"])
    esdh.see(f"decisions/{old.pk}/")
    assert esdh.ask("patch", f"decisions/{old.pk}/", {"text": "<p>Nej</p>"}).status_code == 409
    carl = Program(internal, "carl")
    assert (
        carl.ask("post", "decisions/", {"item": str(internal.items["session_recused"].pk)}).status_code == 403
    )


def test_who_was_there_is_written_down(internal: World, esdh: Program) -> None:
    path = f"meetings/{internal.session.pk}/attendance/"
    esdh.see(path)
    rows = [
        {"user": internal.cast.karen.pk, "presence": "present"},
        {"who": "Gitte Holm, KL", "presence": "guest"},
    ]
    told = esdh.ask("put", path, rows)
    assert [one["who"] for one in told.json()] == ["Karen Ravnsø", "Gitte Holm, KL"]
    esdh.tag = '"gammel"'
    assert esdh.ask("put", path, rows[:1]).status_code == 412
    assert Program(internal, "carl").ask("get", path).status_code == 403


def test_a_meeting_is_given_deadlines_of_its_own(internal: World, esdh: Program) -> None:
    path = f"meetings/{internal.planned.pk}/deadlines/"
    esdh.see(path)
    day = internal.planned.date - timedelta(days=7)
    new = {"submission": f"{day}T12:00:00+01:00", "sending": None}
    for year in ("9999", "0002", str(day.year - 2)):
        assert pointers(esdh.ask("put", path, {**new, "sending": f"{year}-01-01T12:00:00Z"})) == ["#/sending"]
    assert pointers(esdh.ask("put", path, {"sending": None})) == ["#/submission"]
    assert esdh.ask("put", path, new).json()["submission"].startswith(f"{day}T12:00")
    esdh.tag = '"gammel"'
    assert esdh.ask("put", path, new).status_code == 412
    carl = Program(internal, "carl")
    assert [carl.ask("get", path).status_code, carl.ask("put", path, new).status_code] == [403, 403]
    session = f"meetings/{internal.session.pk}/deadlines/"
    esdh.see(session)
    assert esdh.ask("put", session, {"submission": None, "sending": None}).status_code == 409


def test_who_came_and_left_is_written_down_at_the_item(internal: World, esdh: Program) -> None:
    path = f"items/{internal.items['session_open'].pk}/presences/"
    esdh.see(path)
    rows = [
        {"user": internal.cast.mette.pk, "kind": "came_late", "at": "09:10"},
        {"who": "Gitte Holm, KL", "kind": "guest"},
    ]
    assert pointers(esdh.ask("put", path, [{"kind": "gik"}])) == ["#/0/kind"]
    told = esdh.ask("put", path, rows).json()
    assert [(one["kind"], one["at"]) for one in told] == [("came_late", "09:10:00"), ("guest", None)]
    assert (told[0]["user"], told[1]["who"]) == (internal.cast.mette.pk, "Gitte Holm, KL")
    esdh.tag = '"gammel"'
    assert esdh.ask("put", path, rows[:1]).status_code == 412
    assert Program(internal, "carl").ask("put", path, rows).status_code == 403
    past = f"items/{internal.items['past_open'].pk}/presences/"
    esdh.see(past)
    assert esdh.ask("put", past, rows).status_code == 409


def test_what_the_check_would_ask_is_read_before_anything_is_sent(internal: World, esdh: Program) -> None:
    attach(internal.items["draft"], "N", file=SimpleUploadedFile("n.txt", b"Sag 2003023693."), by=None)
    told = esdh.see(f"meetings/{internal.planned.pk}/check/")
    assert (told["kind"], [one["severity"] for one in told["findings"]]) == ("agenda", ["cpr"])
    assert told["remarks"] != []
    assert not IssuedDocument.objects.filter(meeting=internal.planned).exists()
    assert esdh.ask("get", f"meetings/{internal.past.pk}/check/").status_code == 409
    assert Program(internal, "carl").ask("get", f"meetings/{internal.planned.pk}/check/").status_code == 403


def test_an_agenda_is_sent_out_once_the_check_is_answered(internal: World, esdh: Program) -> None:
    draft = internal.items["draft"]
    attach(draft, "Notat", file=SimpleUploadedFile("n.txt", b"Journalnummer 2003023693."), by=None)
    path = f"meetings/{internal.planned.pk}/"
    esdh.see(path)
    seen = esdh.tag
    stopped = esdh.ask("post", f"{path}publish-agenda/").json()
    (finding,) = stopped["findings"]
    assert (stopped["status"], finding["severity"], finding["answers"]) == (409, "cpr", ["not_cpr", "reason"])
    assert not IssuedDocument.objects.filter(meeting=internal.planned).exists()
    odd = {"answers": [{"finding": "0" * 64, "kind": "not_cpr"}]}
    assert pointers(esdh.ask("post", f"{path}publish-agenda/", odd)) == ["#/answers"]
    AgendaItem.objects.filter(pk=draft.pk).update(presenter="Line")
    answers = {"answers": [{"finding": finding["id"], "kind": "not_cpr"}]}
    assert esdh.ask("post", f"{path}publish-agenda/", answers).status_code == 412
    assert not CheckAnswer.objects.exists()
    esdh.see(path)
    assert esdh.tag != seen
    sent = esdh.ask("post", f"{path}publish-agenda/", answers)
    assert (sent.status_code, sent.json()["state"]) == (200, Meeting.State.AGENDA_PUBLISHED)
    refused = esdh.ask("post", f"{path}start/")
    assert (refused.status_code, "Mødet er først" in refused.json()["detail"]) == (409, True)
    assert esdh.ask("post", f"{path}start/", {"early": True}).json()["state"] == "in_session"
    assert Reading.objects.filter(user=internal.cast.sofie, face=Reading.Face.API).exists()
