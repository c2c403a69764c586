"""No browser and no proxy keeps what was read. `tests/test_access_matrix.py` asks that of every address."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.asking import kept

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_an_answer_that_no_view_gave_is_not_kept(client: Client) -> None:
    assert kept(client.get("/findes/ikke/")) is False
    assert kept(client.get("/api/v1/findes/ikke/")) is False
    with override_settings(SECURE_SSL_REDIRECT=True):
        moved = Client().get("/meetings/")
    assert (moved.status_code, kept(moved)) == (301, False)


def test_static_files_are_kept_for_they_are_the_same_for_all() -> None:
    (settings.STATIC_ROOT / "probe.css").write_text("p {}")
    response = Client().get("/static/probe.css")
    assert (response.status_code, kept(response)) == (200, True)
