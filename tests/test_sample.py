"""The sample municipality: what a person meets when the demo starts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from agenda.models import AgendaItem, Attachment, Meeting
from api.webhooks.models import Webhook
from api.webhooks.sample import load_webhooks
from decisions.models import FollowUpTask, TaskEntry
from decisions.overview import late
from documents.models import IssuedDocument
from documents.sample.load import load
from documents.sample.municipality import anchor
from people.models import User
from tests.pages import Reader

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "thursday"),
    [
        (date(2026, 11, 23), date(2026, 11, 19)),
        (date(2026, 11, 19), date(2026, 11, 19)),
        (date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_sample_is_hung_on_the_latest_thursday(day: date, thursday: date) -> None:
    assert anchor(day) == thursday


@pytest.mark.once
def test_the_sample_has_meetings_in_every_state_and_pages_that_open() -> None:
    sample = load()
    load_webhooks(sample)
    assert set(Meeting.objects.filter(forum__name="Chefforum").values_list("state", flat=True)) == set(
        Meeting.State
    )
    assert AgendaItem.objects.filter(closed=True, published_at__isnull=False).exists()
    assert Attachment.objects.filter(closed=True).exists()
    assert IssuedDocument.objects.filter(format="pdf").count() >= 8
    texts = AgendaItem.objects.values_list("title", "background")
    assert not [text for row in texts for text in row if re.search(r"\{(date|short)", text)]
    for email in ("sofie@fjordby.example", "bo@fjordby.example"):
        client = Client()
        client.force_login(User.objects.get(email=email))
        for meeting in Meeting.objects.visible_to(User.objects.get(email=email)):
            assert client.get(f"/meetings/{meeting.pk}/").status_code == 200
    _expect_all_of_follow_up()
    for hook in Webhook.objects.select_related("made_by"):
        assert "Send igen" in Reader(hook.made_by).text("webhook", hook.pk)


def _expect_all_of_follow_up() -> None:
    """Each thing that can become of a task is there to be seen, and none of it happened after today."""
    tasks = FollowUpTask.objects.all()
    assert set(tasks.values_list("status", flat=True)) == set(FollowUpTask.Status)
    kinds = {"created", "status", "handed_back", "deadline_asked", "evidence", "returned"}
    assert kinds <= set(TaskEntry.objects.values_list("kind", flat=True))
    for there in (
        tasks.filter(follows__isnull=False),
        tasks.filter(partners__isnull=False),
        tasks.filter(returned_as__meeting__state=Meeting.State.PLANNED),
        tasks.filter(needs_noting=True, status="done"),
        tasks.filter(late()),
    ):
        assert there.exists()
    moments = (tasks.filter(created_at__gte=timezone.now()), TaskEntry.objects.filter(at__gte=timezone.now()))
    assert not any(one.exists() for one in moments)
