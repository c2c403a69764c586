"""People leave, are away and change department; departments become one. Their tasks go on."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from decisions.models import FollowUpTask
from decisions.services.follow_up.assigning import Owner, create_task
from decisions.services.follow_up.leaving import merge_department
from people.absences import set_absence
from people.models import Absence, Department, JournalEntry, Notice
from people.refusals import Refused
from tests.cast import TODAY, World
from tests.pages import Reader

pytestmark = pytest.mark.once


def _task(internal: World, owner: Owner) -> FollowUpTask:
    return create_task(internal.items["past_open"], "Mål svarprocenten", owner, by=internal.cast.sofie)


def test_who_is_taken_out_of_use_leaves_their_tasks_and_covers_for_nobody(internal: World) -> None:
    cast = internal.cast
    shared = _task(internal, Owner(person=cast.carl, partners=[cast.frida]))
    absence = Absence.objects.create(user=cast.line, stand_in=cast.frida, since=TODAY - timedelta(days=3))
    page = Reader(cast.ida).post("person_active", cast.frida.pk, sent={"active": "no"}, follow=True)
    assert "2 opgaver er gået videre" in page.content.decode()
    assert not FollowUpTask.objects.filter(person=cast.frida).exists()
    assert [one.person for one in shared.partners.all()] == [cast.line]
    absence.refresh_from_db()
    assert absence.until == TODAY - timedelta(days=1)


def test_what_nobody_can_take_over_is_told_to_the_secretary(internal: World) -> None:
    task = _task(internal, Owner(person=internal.cast.bo))
    Reader(internal.cast.ida).post("person_active", internal.cast.bo.pk, sent={"active": "no"})
    told = Notice.objects.get(kind="tasks_left")
    assert told.user == internal.cast.sofie
    assert task.text in Reader(told.user).client.get(told.path).content.decode()


def test_a_head_who_leaves_leaves_no_task_to_nobody_unseen(internal: World) -> None:
    cast, culture = internal.cast, Department.objects.get(head=internal.cast.line)
    _task(internal, Owner(person=cast.line))
    Reader(cast.ida).post("person_active", cast.line.pk, sent={"active": "no"})
    assert not FollowUpTask.objects.filter(department=culture, person=cast.line).exists()
    told = Notice.objects.get(kind="tasks_left")
    assert told.user == cast.sofie
    assert "Mål svarprocenten" in Reader(told.user).client.get(told.path).content.decode()


def test_two_departments_become_one_and_their_tasks_keep_their_log(internal: World) -> None:
    cast, culture = internal.cast, Department.objects.get(head=internal.cast.line)
    into = Department.objects.get(name="Byg & Fritid")
    shared = _task(internal, Owner(into, partners=[culture]))
    below = Department.objects.create(name="Bibliotek", parent=culture)
    with pytest.raises(PermissionDenied):
        merge_department(culture, into, by=cast.line)
    merge_department(culture, into, by=cast.ida)
    assert not FollowUpTask.objects.filter(department=culture).exists()
    assert not shared.partners.exists()
    entry = internal.items["past_open"].follow_up_tasks.get(person=cast.frida).entries.last()
    assert entry is not None
    assert (entry.before, entry.after) == (culture.name, into.name)
    below.refresh_from_db()
    assert below.parent == into
    assert JournalEntry.objects.filter(kind="department.merged").exists()
    assert culture.name not in Reader(cast.ida).text("departments")
    former = Reader(cast.line)
    assert reverse("led_tasks") not in former.text("my_tasks")
    assert former.get("led_tasks").status_code == 404
    assert former.client.get(Notice.objects.get(kind="department_merged").path).status_code == 200
    with pytest.raises(Refused):
        merge_department(culture, into, by=cast.ida)


def test_an_address_saved_for_a_department_goes_on_when_it_becomes_part_of_others(internal: World) -> None:
    cast, culture = internal.cast, Department.objects.get(head=internal.cast.line)
    task = _task(internal, Owner(culture))
    library = Department.objects.create(name="Bibliotek", parent=culture)
    for into in ("Byg & Fritid", "Velfærd"):
        now, _made = Department.objects.get_or_create(name=into)
        merge_department(Department.objects.get(follow_up_tasks=task), now, by=cast.ida)
    sofie, asked = Reader(cast.sofie), {"department": culture.pk}
    assert task.text in sofie.get("api-task-list", asked=asked).content.decode()
    assert task.text in b"".join(sofie.get("api-task-list", asked={**asked, "format": "csv"})).decode()
    book = load_workbook(io.BytesIO(sofie.get("api-task-list", asked={**asked, "format": "xlsx"}).content))
    assert task.text in [cell.value for row in book.active for cell in row]
    page = sofie.text("forum_tasks", internal.forum.pk, asked=asked)
    assert f'<option value="{now.pk}" selected>Velfærd</option>' in page
    below = sofie.get("api-department-list", asked={"parent": culture.pk}).json()["results"]
    assert [one["id"] for one in below] == [library.pk]
    items = sofie.get("api-item-list", asked=asked).json()["results"]
    assert {one["department"] for one in items} == {now.pk}


def test_many_tasks_are_given_to_one_person(internal: World) -> None:
    cast = internal.cast
    mine = [str(one.pk) for one in FollowUpTask.objects.filter(person=cast.frida)]
    reader = Reader(cast.line)
    nothing = reader.post("hand_over_tasks", sent={"to": "bo@fjordby.example", "reason": "Barsel"})
    assert "Sæt kryds" in nothing.content.decode()
    sent = {"task": mine, "to": "bo@fjordby.example", "reason": "Barsel"}
    assert reader.post("hand_over_tasks", sent=sent).status_code == 302
    assert set(FollowUpTask.objects.filter(pk__in=mine).values_list("person", flat=True)) == {cast.bo.pk}


def test_somebody_covers_while_one_is_away(internal: World) -> None:
    cast, task = internal.cast, internal.items["past_closed"].follow_up_tasks.get()
    sent = {"stand_in": "Bo Kildegærde", "since": TODAY.isoformat(), "user": cast.frida.pk}
    assert Reader(cast.line).post("absences", sent=sent).status_code == 200  # Rikke covers from some day on
    assert Reader(cast.line).post("absences", sent={**sent, "until": TODAY.isoformat()}).status_code == 302
    told = dict(Notice.objects.filter(kind__in=["stand_in", "stood_in_for"]).values_list("user", "kind"))
    assert told == {cast.bo.pk: "stand_in", cast.frida.pk: "stood_in_for"}
    bo = Reader(cast.bo)
    assert task.text in bo.text("my_tasks")
    assert bo.post("task", task.pk, sent={"status": "done", "note": "Ringet."}).status_code == 302
    Reader(cast.frida).post("absence_end", Absence.objects.get(stand_in=cast.bo).pk)
    assert bo.get("task", task.pk).status_code == 404


def test_nobody_decides_who_covers_for_others(internal: World) -> None:
    with pytest.raises(PermissionDenied):
        set_absence(internal.cast.carl, internal.cast.bo, since=TODAY, until=None, by=internal.cast.ida)
