from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import cache

import pytest
from django.utils.translation import get_language

from documents.drawing.pdf import draw_pdf
from documents.leak_check.reading.file import read
from tests.cast import World, make_world
from tests.copies import again
from tests.matrix import make_internal

MARKER = "kodeord"

# Nearly all that is made during a test is gone by reference counting; looking for circles took a sixth of the time.
gc.set_threshold(50_000, 20, 100)

# Playwright runs an event loop in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_finish() -> None:
    """What has been loaded by now stays to the end: nobody need look through it for what is not used any more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _each_paper_is_drawn_once() -> Iterator[None]:
    """Equal documents draw equal bytes (tests/test_drawing_pdf.py), so a run need not draw the same one twice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("documents.editions.draw_pdf", cache(draw_pdf))
        yield


@pytest.fixture(scope="session", autouse=True)
def _each_paper_is_read_back_once() -> Iterator[None]:
    """What is read of a file depends on its bytes, its name and the language of the words about it."""
    read_once = cache(lambda content, name, _language: tuple(read(content, name)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "documents.leak_check.check.read", lambda content, name: read_once(content, name, get_language())
        )
        yield


@pytest.fixture
def world(db: None) -> World:
    return again(make_world, MARKER)


@pytest.fixture
def internal(db: None) -> World:
    """The world of the access matrix."""
    return again(make_internal, MARKER)
