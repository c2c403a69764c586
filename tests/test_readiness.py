"""What to look at before something goes out: said on the page of issuing, and nothing of it stops anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agenda.models import AgendaItem, Meeting
from agenda.services.attendance import set_attendance
from agenda.services.items import draft_item
from decisions.models import Outcome
from decisions.services.follow_up.assigning import Due, Owner, create_task
from decisions.services.recording import record_decision
from documents import build
from documents.content import Kind
from documents.readiness import Remark, remarks
from people.danish import long_date
from tests.cast import World

pytestmark = pytest.mark.django_db


def said(meeting: Meeting, kind: Kind) -> list[Remark]:
    return remarks(meeting, build.to_publish(meeting, kind))


def test_an_agenda_tells_what_its_items_lack_and_what_does_not_come_along(world: World) -> None:
    draft_item(world.forum, "Cykelstier", closed=False, meeting=world.planned, by=None)
    Meeting.objects.filter(pk=world.planned.pk).update(
        sending_due_at=timezone.now() + timedelta(hours=2, minutes=1)
    )
    AgendaItem.objects.filter(pk=world.items["draft"].pk).update(background="")
    world.planned.refresh_from_db()
    found = said(world.planned, Kind.AGENDA)
    assert found[0] == Remark("Fristen for at sende ud: 2 timer tilbage.")
    assert "1 punkt er ikke optaget på dagsordenen og kommer ikke med." in [one.sentence for one in found]
    edit = reverse("item_edit", args=[world.items["draft"].pk])
    assert Remark("Sagsfremstillingen er tom.", "Punkt 1", edit) in found


def test_minutes_tell_of_what_was_not_written_down(world: World) -> None:
    item = world.items["session_guest"]
    url = reverse("minutes_item", args=[world.session.pk, item.pk])
    found = said(world.session, Kind.MINUTES)
    present = reverse("minutes", args=[world.session.pk])
    assert found[0] == Remark("Der står ikke, hvem der var til stede.", url=present)
    assert Remark("Der er ikke skrevet nogen beslutning.", "Punkt 3", url) in found
    set_attendance(world.session, [("Karen Ravnsø", world.cast.karen, "present")], by=world.cast.sofie)
    record_decision(item, "Godkendt.", by=world.cast.sofie)
    unsaid = Remark("Der står ikke, hvad hver indstilling endte med.", "Punkt 3", url)
    assert unsaid in said(world.session, Kind.MINUTES)
    record_decision(item, "Godkendt.", outcomes=[Outcome.APPROVED], by=world.cast.sofie)
    assert not [one for one in said(world.session, Kind.MINUTES) if one.place == "Punkt 3"]


def test_minutes_tell_of_what_was_promised_without_a_task(world: World) -> None:
    item, day = world.items["session_guest"], world.session.date + timedelta(days=20)
    promise = f"<p>Forvaltningen vender tilbage med et forslag senest den {long_date(day)}.</p>"
    record_decision(item, promise, outcomes=[Outcome.APPROVED], by=world.cast.sofie)
    tasks = reverse("item_tasks", args=[item.pk])
    assert [one.url for one in said(world.session, Kind.MINUTES) if one.place == "Punkt 3"] == [tasks]
    owner = Owner(person=world.cast.frida)
    postponed = "<p>Udsættes til næste møde. Økonomi & Stab undersøger det til næste møde.</p>"
    record_decision(item, postponed, outcomes=[Outcome.POSTPONED], by=world.cast.sofie)
    assert not [one for one in said(world.session, Kind.MINUTES) if one.place == "Punkt 3"]
    record_decision(item, promise, outcomes=[Outcome.APPROVED], by=world.cast.sofie)
    create_task(item, "Kom med et forslag", owner, due=Due(day), by=world.cast.sofie)
    assert not [one for one in said(world.session, Kind.MINUTES) if one.place == "Punkt 3"]
