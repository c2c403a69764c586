from __future__ import annotations

import os

import pytest

from tests.cast import World, make_world

# Playwright runs an event loop in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture
def world(db: None) -> World:
    return make_world("kodeordet")
