"""People, departments and groups, as administrators keep them; and passwords that people choose themselves."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from agenda.models import AgendaItem, Meeting, Membership
from agenda.services.access import grant_reading
from agenda.services.groups import join_group, leave_group, name_group
from people.accounts import Details, Unit, change_person, create_person, set_active, store_department
from people.mailing import send_waiting
from people.models import Department, JournalEntry, Notice, User
from people.passwords import ask_for_link, link_for, mail_link
from people.refusals import Refused
from tests.cast import World, some_day
from tests.pages import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NEW = Details("ny@fjordby.example", "Ny Ansat", "konsulent")
SENT = {"email": "ny@fjordby.example", "full_name": "Ny Ansat"}
CHOSEN = {"new_password1": "vandmand-og-tang", "new_password2": "vandmand-og-tang"}


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__full_name", flat=True))


def test_a_new_person_chooses_a_password_and_signs_in(world: World) -> None:
    assert Reader(world.cast.ida).post("person_new", sent=SENT).status_code == 302
    user = User.objects.get(email="ny@fjordby.example")
    assert not user.has_usable_password()
    mail_link.func(user.pk)
    link = re.search(r"/password/\S+", str(mail.outbox[0].body))
    assert link is not None
    reader = Reader(None)
    page = reader.client.get(link.group(), follow=True)
    assert "Vælg adgangskode" in page.content.decode()
    done = reader.client.post(page.request["PATH_INFO"], CHOSEN, follow=True)
    assert "Din nye adgangskode er gemt." in done.content.decode()
    assert reader.client.login(username="ny@fjordby.example", password=CHOSEN["new_password1"])
    again = Reader(None).client.get(link.group())
    assert (again.status_code, "virker ikke længere" in again.content.decode()) == (404, True)


def test_a_link_is_tried_for_as_long_as_one_works(world: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    again = DBTaskResult.objects.filter(task_path=mail_link.module_path)
    now = timezone.now().timestamp()
    mail_link.func(world.cast.bo.pk, now - 50 * 3600)
    waiting = again.get()
    assert waiting.args_kwargs["args"] == [world.cast.bo.pk, now - 50 * 3600]
    assert waiting.run_after < timezone.now() + timedelta(hours=1)
    mail_link.func(world.cast.bo.pk, now - 73 * 3600)
    assert again.get() == waiting


def test_what_will_not_do_as_a_password_is_told(world: World) -> None:
    reader = Reader(None)
    page = reader.client.get(link_for(world.cast.bo).removeprefix("http://127.0.0.1:8000"), follow=True)
    wrong = reader.client.post(page.request["PATH_INFO"], {"new_password1": "ens", "new_password2": "andet"})
    assert "De to adgangskoder er ikke ens." in wrong.content.decode()


def test_whoever_asks_for_a_link_is_told_the_same(world: World) -> None:
    User.objects.filter(pk=world.cast.niels.pk).update(is_active=False)
    answers = {
        Reader(None).post("password_forgotten", sent={"email": email}, follow=True).content.decode()
        for email in ("Bo@fjordby.example", "niels@fjordby.example", "ingen@fjordby.example")
    }
    assert len({re.sub(r'value="[^"]{20,}"', "", answer) for answer in answers}) == 1
    ask_for_link("bo@fjordby.example")
    sent = JournalEntry.objects.filter(kind="person.link_sent")
    assert [entry.object_id for entry in sent] == [str(world.cast.bo.pk)]


def test_nothing_of_a_link_is_stored(world: World) -> None:
    ask_for_link("bo@fjordby.example")
    entry = JournalEntry.objects.get(kind="person.link_sent")
    assert vars(entry)["object_id"] == str(world.cast.bo.pk)


def test_a_new_address_is_told_at_the_old_one(world: World) -> None:
    details = Details("andet@fjordby.example", "Bo Kildegærde")
    change_person(world.cast.bo, details, by=world.cast.ida)
    send_waiting()
    assert [one.to for one in mail.outbox] == [["bo@fjordby.example"]]
    assert "andet@fjordby.example" in mail.outbox[0].body


def test_a_new_administrator_is_told_of_to_the_others(world: World) -> None:
    details = Details("bo@fjordby.example", "Bo Kildegærde", administers=True)
    change_person(world.cast.bo, details, by=world.cast.ida)
    assert told("administrator_made") == {"Bo Kildegærde"}
    create_person(Details("x@fjordby.example", "Xenia", administers=True), by=world.cast.ida)
    assert told("administrator_made") == {"Bo Kildegærde", "Xenia"}


def test_somebody_who_has_left_signs_in_no_longer(world: World) -> None:
    reader, bo = Reader(world.cast.bo), world.cast.bo
    assert reader.get("notices").status_code == 200
    assert Reader(world.cast.ida).post("person_active", bo.pk, sent={"active": "no"}).status_code == 302
    assert reader.get("notices").status_code == 302
    assert Reader(world.cast.ida).post("person_link", bo.pk).status_code == 409
    Reader(world.cast.ida).post("person_active", bo.pk, sent={"active": "yes"})
    bo.refresh_from_db()
    assert bo.is_active


def test_there_is_always_an_administrator(world: World) -> None:
    with pytest.raises(Refused, match="spærre dig selv"):
        set_active(world.cast.ida, False, by=world.cast.ida)
    with pytest.raises(Refused, match="uden it-administrator"):
        change_person(world.cast.ida, Details("ida@fjordby.example", "Ida"), by=world.cast.ida)


@pytest.mark.parametrize(
    ("details", "field"),
    [(Details("BO@fjordby.example", "Bo To"), "email"), (Details("y@fjordby.example", " "), "full_name")],
)
def test_a_person_has_a_name_and_an_address_of_their_own(world: World, details: Details, field: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        create_person(details, by=world.cast.ida)
    assert list(wrong.value.message_dict) == [field]


def test_departments_have_names_heads_and_no_circles(world: World) -> None:
    reader, culture = Reader(world.cast.ida), Department.objects.get()
    sent = {"name": "Bibliotek", "parent": str(culture.pk), "head": "bo@fjordby.example"}
    assert reader.post("departments", sent=sent).status_code == 302
    below = Department.objects.get(name="Bibliotek")
    assert (below.parent, below.head) == (culture, world.cast.bo)
    with pytest.raises(ValidationError, match="under sig selv"):
        store_department(culture, Unit(culture.name, parent=below), by=world.cast.ida)
    assert "hedder sådan" in reader.post("departments", sent=sent).content.decode()
    renamed = {"name": "Kultur & Fritid", "head": "line@fjordby.example"}
    assert reader.post("department", culture.pk, sent=renamed).status_code == 302
    culture.refresh_from_db()
    assert culture.name == "Kultur & Fritid"


def test_whoever_joins_a_group_that_reads_something_is_told_of(world: World) -> None:
    """An administrator does not read a closed item by joining a group unseen."""
    item, group = world.items["past_closed"], name_group(Group(), "Jurister", by=world.cast.ida)
    join_group(group, world.cast.line, by=world.cast.ida)
    assert told("group_joined") == set()
    grant_reading(item, group, reason="Vurderer klagen", by=world.cast.sofie)
    join_group(group, world.cast.ida, by=world.cast.ida)
    assert told("group_joined") == {"Sofie Møllebæk", "Karen Ravnsø"}
    assert AgendaItem.objects.visible_to(world.cast.ida).contains(item)
    leave_group(group, world.cast.ida, by=world.cast.ida)
    assert not AgendaItem.objects.visible_to(world.cast.ida).contains(item)
    Membership.objects.filter(forum=world.forum, until=None).update(until=some_day(-1))
    User.objects.filter(pk__in=[world.cast.sofie.pk, world.cast.karen.pk]).update(is_active=False)
    with pytest.raises(Refused, match="ingen dér"):
        join_group(group, world.cast.ida, by=world.cast.ida)


def test_groups_are_kept_on_their_pages(world: World) -> None:
    reader = Reader(world.cast.ida)
    assert reader.post("groups", sent={"name": "Jurister"}).status_code == 302
    group = Group.objects.get(name="Jurister")
    assert reader.post("group", group.pk, sent={"user": "bo@fjordby.example"}).status_code == 302
    assert (
        "allerede med" in reader.post("group", group.pk, sent={"user": "bo@fjordby.example"}).content.decode()
    )
    assert "Bo Kildegærde" in reader.text("group", group.pk)
    reader.post("group_leave", group.pk, world.cast.bo.pk)
    reader.post("group_name", group.pk, sent={"name": "Jura"})
    assert (Group.objects.get().name, world.cast.bo.groups.count()) == ("Jura", 0)


@pytest.mark.parametrize("name", ["sofie", "carl"])
def test_only_administrators_keep_people_departments_and_groups(world: World, name: str) -> None:
    by, group = getattr(world.cast, name), Group.objects.create(name="Jurister")
    with pytest.raises(PermissionDenied):
        create_person(NEW, by=by)
    with pytest.raises(PermissionDenied):
        change_person(by, Details("sofie@fjordby.example", "Sofie", administers=True), by=by)
    with pytest.raises(PermissionDenied):
        set_active(world.cast.ida, False, by=by)
    with pytest.raises(PermissionDenied):
        store_department(Department(), Unit("Ny"), by=by)
    with pytest.raises(PermissionDenied):
        join_group(group, by, by=by)


def test_none_of_it_opens_a_meeting(world: World) -> None:
    world.forum.open_to_employees = False
    world.forum.save()
    reader = Reader(world.cast.ida)
    for page in ("administration", "people", "departments", "groups", "fora"):
        assert reader.get(page).status_code == 200
    assert not Meeting.objects.visible_to(world.cast.ida).exists()
