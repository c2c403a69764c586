from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests import papers
from tests.cast import World, make_world
from tests.copies import again
from tests.matrix.world import make_internal

MARKER = "kodeord"

# Nearly all that is made during a test is gone by reference counting; looking for circles took a sixth of the time.
gc.set_threshold(50_000, 20, 100)

# Playwright runs an event loop in the thread that also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


LONGEST = ("test_secret_word", "test_access_matrix", "test_side_channels", "test_worlds", "test_sample")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that no worker waits for another at the end."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)


def pytest_collection_finish() -> None:
    """What has been loaded by now stays to the end: nobody need look through it for what is not used any more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _english_is_there() -> None:
    """Before anybody asks for it, for Django remembers what it has read. The second worker finds it done."""
    with (settings.BASE_DIR / "manage.py").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        call_command("compilemessages", ignore_patterns=[".venv", "node_modules", "var"], verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _each_paper_is_drawn_once_and_read_back_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("documents.editions.draw_pdf", papers.drawn)
        patch.setattr("documents.leak_check.check.read", papers.read_back)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_use_migrations: bool, django_db_blocker: DjangoDbBlocker
) -> None:
    """Where the tables are made from the models, what a migration writes into them is written here."""
    if not django_db_use_migrations:
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            import_module("agenda.migrations.0004_legal_grounds").add_grounds(apps, editor)


@pytest.fixture
def world(db: None) -> World:
    return again(make_world, MARKER)


@pytest.fixture
def internal(db: None) -> World:
    """The world of the access matrix."""
    return again(make_internal, MARKER)
