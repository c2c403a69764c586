"""The sample municipality: what a person meets when the demo starts."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from agenda.models import AgendaItem, Attachment, Meeting
from documents.models import IssuedDocument
from documents.sample.load import anchor, load
from people.models import User

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
    load()
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
