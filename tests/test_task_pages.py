"""The pages of tasks: one's own, the department's, the forum's, and a single one."""

from __future__ import annotations

import io
import random
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from decisions.models import FollowUpTask
from decisions.months import HEIGHT, by_month, with_all
from decisions.services.follow_up.assigning import Due, Owner, create_task, hand_back, put_partners
from decisions.services.follow_up.deadlines import ask_deadline
from decisions.services.follow_up.progress import set_status
from decisions.services.recording import record_decision
from documents.models import Reading
from people.models import Department, User
from tests.cast import TODAY, World
from tests.pages import Reader

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _no_other_tasks(internal: World) -> None:
    """Those of the matrix are not counted here."""
    FollowUpTask.objects.all().delete()


@pytest.fixture
def task(internal: World) -> FollowUpTask:
    due = Due(TODAY - timedelta(days=3))
    owner = Owner(person=internal.cast.frida)
    return create_task(
        internal.items["past_open"], "=Skriv til borgerne", owner, due=due, by=internal.cast.sofie
    )


@pytest.fixture
def hidden(internal: World) -> FollowUpTask:
    owner = Owner(person=internal.cast.frida)
    return create_task(internal.items["past_closed"], "Ring til ansøgeren", owner, by=internal.cast.sofie)


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(address).content.decode()


def test_my_tasks_come_by_how_soon_they_are_due(
    internal: World, task: FollowUpTask, hidden: FollowUpTask
) -> None:
    text = page(internal.cast.frida, "/tasks/")
    assert text.index("Over fristen") < text.index("Skriv til borgerne") < text.index("Uden frist")
    assert "kodeord" not in text


def test_the_page_of_a_task_tells_no_item_to_who_may_not_read_it(
    internal: World, hidden: FollowUpTask
) -> None:
    assert "Besluttet" not in page(internal.cast.frida, f"/tasks/{hidden.pk}/")
    assert "Besluttet" in page(internal.cast.carl, f"/tasks/{hidden.pk}/")


def test_a_head_finds_what_is_late_and_takes_it_along(
    internal: World, task: FollowUpTask, hidden: FollowUpTask
) -> None:
    client = Client()
    client.force_login(internal.cast.line)
    assert "Ring til" not in client.get("/tasks/led/?late=true").content.decode()
    csv = b"".join(client.get("/tasks/led/?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert csv.startswith("\ufeffOpgave;")
    assert "\r\n'=Skriv til borgerne;Åben;" in csv
    book = load_workbook(io.BytesIO(client.get("/tasks/led/?format=xlsx&late=true").content))
    first = [cell.value for cell in next(iter(book.active.iter_rows(min_row=2)))]
    assert first[:2] == ["=Skriv til borgerne", "Åben"]
    assert "kodeord" not in csv


def test_my_tasks_come_as_a_file_and_are_narrowed_as_all_lists(internal: World, task: FollowUpTask) -> None:
    client = Client()
    client.force_login(internal.cast.frida)
    csv = b"".join(client.get("/tasks/?format=csv&late=true").streaming_content).decode()  # type: ignore[attr-defined]
    assert csv.count("\r\n") == 2
    assert csv.splitlines()[0].endswith(";Medansvarlige;Venter på svar")
    put_partners(task, [*Department.objects.all()[:1], internal.cast.carl])
    FollowUpTask.objects.filter(pk=task.pk).update(handed_back_at=timezone.now())
    csv = client.get("/tasks/?format=csv").getvalue().decode()
    assert f'; {internal.cast.carl.full_name}";Givet tilbage\r\n' in csv
    assert "passer til det" in client.get("/tasks/?status=waiting").content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("status=zz", "»zz« ved »Status« forstås ikke,"),
        ("status=open,zz&format=csv", "»open,zz« ved »Status«"),
        ("department=987654", "ingen afdeling med nummer 987654"),
        ("department=kultur", "»kultur« ved »Afdeling«"),
        ("late=maybe", "»maybe« ved »Over fristen«"),
        ("unanswered=maybe", "»maybe« ved »Venter på svar«"),
        ("deadline_before=snart&format=xlsx", "»snart« ved »Frist til«"),
        ("format=pdf", "som csv eller xlsx, ikke som »pdf«"),
    ],
)
def test_what_is_not_understood_is_said_above_every_list(
    internal: World, task: FollowUpTask, query: str, sentence: str
) -> None:
    client = Client()
    client.force_login(internal.cast.sofie)
    for address in ("/tasks/", f"/fora/{internal.forum.pk}/tasks/", "/tasks/hand-over/"):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400
        assert sentence in answer.content.decode()


def test_several_statuses_in_an_address_stand_in_the_form(internal: World, task: FollowUpTask) -> None:
    text = page(internal.cast.line, "/tasks/led/?status=open,waiting")
    assert '<option value="open,waiting" selected>Åben, Afventer</option>' in text


def test_a_list_on_paper_says_what_it_is_narrowed_to(internal: World, task: FollowUpTask) -> None:
    text = page(
        internal.cast.line,
        f"/tasks/led/?late=true&department={task.department_id}&deadline_before=2026-12-31&case=",
    )
    said = re.search(r'class="on-paper">([^<]*)', text)
    assert said
    words = ["Afdeling: ", "Frist: Over fristen", "Frist til: 31. december 2026"]
    assert all(one.startswith(way) for one, way in zip(said[1].split(" · "), words, strict=True))
    assert "on-paper" not in page(internal.cast.line, "/tasks/led/")


def test_what_waits_for_an_answer_is_marked_and_found(internal: World, task: FollowUpTask) -> None:
    frida, line = internal.cast.frida, internal.cast.line
    names = ("Mål lyset", "Ring til naboen")
    others = [
        create_task(internal.items["past_open"], name, Owner(person=frida), by=internal.cast.sofie)
        for name in names
    ]
    hand_back(task, reason="Ferie", by=frida)
    ask_deadline(others[0], TODAY + timedelta(days=60), reason="Leverandøren er forsinket", by=frida)
    waiting, rest = (page(line, f"/tasks/led/?unanswered={one}") for one in ("true", "false"))
    marks = ("Givet tilbage", "Ny frist ønsket")
    assert all(mark in text for mark in marks for text in (waiting, page(frida, "/tasks/")))
    assert [name in waiting for name in names] == [True, False]
    assert [name in rest for name in names] == [False, True]
    assert not any(mark in rest for mark in marks)
    set_status(task, "done", by=frida)
    set_status(others[0], "done", by=frida)
    assert not any(mark in page(line, "/tasks/led/") for mark in marks)
    assert "bedt om en ny frist" not in page(line, f"/tasks/{others[0].pk}/")


def test_the_owner_says_how_it_goes(internal: World, task: FollowUpTask) -> None:
    client = Client()
    client.force_login(internal.cast.frida)
    address = f"/tasks/{task.pk}/"
    nothing = client.post(address, {"status": "open", "note": ""})
    assert "skriv en bemærkning" in nothing.content.decode()
    offered = {f"{address}deadline/", f"{address}hand-back/"}
    assert offered <= links(client, address)
    assert client.post(f"{address}hand-back/", {"reason": "Ferie"}).status_code == 302
    assert offered & links(client, address) == {f"{address}deadline/"}
    assert client.post(address, {"status": "done", "note": "Sendt i dag."}).status_code == 302
    assert "Sendt i dag." in client.get(address).content.decode()
    assert not offered & links(client, address)


def test_days_are_written_as_the_reader_writes_them(internal: World, task: FollowUpTask) -> None:
    ask_deadline(task, date(TODAY.year + 1, 12, 3), reason="Ferie", by=internal.cast.frida)
    client = Client(headers={"accept-language": "en"})
    client.force_login(internal.cast.frida)
    there = client.get(f"/tasks/{task.pk}/").content.decode()
    assert there.count(f"3 December {TODAY.year + 1}") == 2
    assert f"{task.deadline:%-d %B %Y}" in there


def test_what_is_on_no_list_is_refused_in_a_short_sentence(internal: World, task: FollowUpTask) -> None:
    line, nowhere = Reader(internal.cast.line), {"department": 987654, "also": 987654, "every_months": 5}
    pages = [
        line.post("task", task.pk, sent={"status": "zz"}),
        line.post("task_change", task.pk, sent={"text": "Skriv", "person": "bo@fjordby.example", **nowhere}),
    ]
    words = [answer.content.decode().count("Vælg noget andet på listen.") for answer in pages]
    assert words == [2, 6]  # in the summary, and at each field


def links(client: Client, address: str) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', client.get(address).content.decode()))


def test_two_who_change_a_task_at_once_meet_a_sentence(internal: World, task: FollowUpTask) -> None:
    client = Client()
    client.force_login(internal.cast.line)
    data = {"text": "Skriv", "person": "frida@fjordby.example", "version": task.version}
    assert client.post(f"/tasks/{task.pk}/change/", data).status_code == 302
    assert client.post(f"/tasks/{task.pk}/change/", data).status_code == 409


def test_a_decision_offers_tasks_that_a_secretary_confirms(internal: World) -> None:
    item, client = internal.items["session_open"], Client()
    text = "<p>Kultur, Fritid &amp; Forebyggende Sundhed udarbejder et oplæg inden udgangen af november.</p>"
    record_decision(item, text, by=internal.cast.sofie)
    client.force_login(internal.cast.sofie)
    offered = client.get(f"/items/{item.pk}/tasks/?suggestion=1").content.decode()
    assert "Brug forslaget" in offered
    assert f'value="{TODAY.year if TODAY.month < 12 else TODAY.year + 1}-11-30"' in offered


def test_a_forums_list_is_narrowed_to_a_meeting(internal: World, task: FollowUpTask) -> None:
    reader, chosen = Reader(internal.cast.sofie), f'<option value="{internal.past.pk}" selected>'
    create_task(internal.items["past_open"], "Mål svarprocenten", Owner(person=internal.cast.bo), by=None)
    offered = reader.text("forum_tasks", internal.forum.pk)
    assert f'<option value="{internal.past.pk}">' in offered
    assert f'<option value="{internal.planned.pk}">' not in offered
    assert chosen in reader.text("forum_tasks", internal.forum.pk, asked={"meeting": internal.past.pk})
    assert 'name="meeting"' not in Reader(internal.cast.line).text("led_tasks")


def test_lists_cost_the_same_whatever_is_in_them(
    internal: World, task: FollowUpTask, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(9):
        create_task(
            internal.items["past_open"],
            f"Opgave {number}",
            Owner(person=internal.cast.frida),
            by=internal.cast.sofie,
        )
    client = Client()
    client.force_login(internal.cast.line)
    one = f"/tasks/{task.pk}/"
    many = ("/tasks/", "/tasks/led/", "/tasks/hand-over/", f"/fora/{internal.forum.pk}/tasks/")
    for address in (*many, one, f"{one}evidence/", "/absences/", "/reminders/", "/webhooks/"):
        with django_assert_max_num_queries(26):
            client.get(address)


def test_a_file_shows_what_was_done(internal: World, hidden: FollowUpTask) -> None:
    frida, line = Reader(internal.cast.frida), Reader(internal.cast.line)
    files = [ContentFile(b"Brev", name="Brev til borgerne.txt"), ContentFile(b"MZ\x90", name="brev.exe")]
    answer = frida.post("task_evidence", hidden.pk, sent={"file": files}).content.decode()
    assert "Fejl:" in answer
    assert "»Brev til borgerne.txt« er lagt på." in answer
    evidence = hidden.evidence.get()
    fetched = frida.get("evidence", evidence.pk)
    assert (b"".join(fetched), fetched["Content-Disposition"]) == (
        b"Brev",
        'attachment; filename="dokumentation.txt"',
    )
    assert "Brev til borgerne" in frida.text("task", hidden.pk)
    assert "Brev til borgerne" not in line.text("task", hidden.pk)
    assert line.get("evidence", evidence.pk).status_code == 404
    assert Reading.objects.filter(user=internal.cast.frida, face="file", item=hidden.item).exists()
    hidden.refresh_from_db()
    hidden = set_status(hidden, "lapsed", by=internal.cast.sofie)
    assert frida.post("evidence_delete", evidence.pk).status_code == 409
    set_status(hidden, "open", by=internal.cast.sofie)
    assert frida.post("evidence_delete", evidence.pk).status_code == 302
    assert not hidden.evidence.exists()
    assert [one.kind for one in hidden.entries.all()][-1] == "evidence_gone"


def test_how_it_went_month_by_month(internal: World, task: FollowUpTask) -> None:
    """Due on 20 January and done on 10 February: in December it is open, in January late, in February gone."""
    made, done = (datetime(2025, 12, 10, 12, tzinfo=UTC), datetime(2026, 2, 10, 12, tzinfo=UTC))
    others = create_task(
        internal.items["past_open"],
        "Mål lyset",
        Owner(Department.objects.create(name="Teknik & Miljø")),
        by=None,
    )
    for one in (task, others):
        FollowUpTask.objects.filter(pk=one.pk).update(
            created_at=made, deadline=date(2026, 1, 20), status="done", done_at=done
        )
    together, first, second = with_all(by_month(FollowUpTask.objects.all(), date(2026, 3, 15)))
    assert [one.department for one in (together, second)] == ["Alle afdelinger", "Teknik & Miljø"]
    assert [(one.first.month, one.unfinished, one.late, one.oldest_days) for one in first.months[7:11]] == [
        (11, 0, 0, 0), (12, 1, 0, 21), (1, 1, 1, 52), (2, 0, 0, 0),
    ]  # fmt: skip
    assert (together.most, together.bars[9].high, together.bars[9].late_high) == (2, HEIGHT, HEIGHT)
    assert [(one.number, one.y) for one in together.scale] == [(0, HEIGHT), (2, 0)]


def test_the_months_agree_with_a_count_by_hand(internal: World) -> None:
    """Random tasks, some at midnight between two months, against the words on the page read literally."""
    chance, today = random.Random(412), date(2026, 3, 15)  # noqa: S311  # keeps no secret
    house = Department.objects.create(name="Teknik & Miljø")
    days = [date(2025 + number // 12, number % 12 + 1, 1) for number in range(3, 15)]
    ends = [timezone.make_aware(datetime.combine(day, time())) for day in (*days, date(2026, 3, 16))]
    tasks = []
    for _number in range(80):
        created = chance.choice(ends) - timedelta(days=chance.choice([0, 1, 40, 400]))
        done = created + timedelta(days=chance.randrange(300))
        status = chance.choice(FollowUpTask.Status.values)
        tasks.append(
            FollowUpTask(
                item=internal.items["past_open"],
                text="Skriv",
                department=house,
                status=status,
                created_at=created,
                done_at=done if status == "done" else None,
                deadline=chance.choice([None, timezone.localdate(created) + timedelta(days=30)]),
            )
        )
    FollowUpTask.objects.bulk_create(tasks)
    (course,) = by_month(FollowUpTask.objects.all(), today)
    for month, end in zip(course.months, ends[1:], strict=True):
        last = timezone.localdate(end) - timedelta(days=1)
        there = [
            one
            for one in tasks
            if one.status != "lapsed" and one.created_at < end and (one.done_at is None or one.done_at >= end)
        ]
        assert month.unfinished == len(there)
        assert month.late == sum(one.deadline is not None and one.deadline < last for one in there)
        oldest = min(timezone.localdate(one.created_at) for one in there)
        assert month.oldest_days == (last - oldest).days


def test_the_months_stand_as_charts_and_as_tables(internal: World, task: FollowUpTask) -> None:
    text = page(internal.cast.line, "/tasks/led/")
    assert text.count('role="img"') == text.count("task-course-numbers") == 1
    assert "i dag, heraf 1 over fristen" in text
    assert text.count("task-legend") == 2
