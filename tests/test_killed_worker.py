"""A worker that is killed while the mail server has its mail: sent once it is back, and not twice."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

from tests.cast import World
from tests.test_notices import AnyPort, Sink, told

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).parents[1]
PATIENCE = 60
RUNS = DBTaskResult._meta.db_table


class Slow(Sink):
    """Takes the words of the first mail and does not answer for them."""

    def __init__(self) -> None:
        super().__init__()
        self.has_words = Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self.has_words.is_set():
            self.has_words.set()
            await asyncio.sleep(PATIENCE)  # until whoever sent it is gone
        return await super().handle_DATA(server, session, envelope)


@contextmanager
def worker(directory: Path, port: int, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        "DATA_DIR": str(directory),
        "DATABASE_URL": f"sqlite:///{directory / 'chefforum.sqlite3'}",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "SECRET_KEY": get_random_string(50),
    }
    command = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--no-startup-delay", *more]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as process:
        try:
            yield process
        finally:
            process.kill()


def test_a_mail_is_sent_once_the_worker_is_back_and_not_twice(world: World, tmp_path: Path) -> None:
    told(world.cast.bo, mail=True)
    told(world.cast.carl, mail=True)
    with sqlite3.connect(tmp_path / "chefforum.sqlite3") as on_disk:
        connection.connection.backup(on_disk)
    post = Slow()
    controller = AnyPort(post, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        with worker(tmp_path, controller.port) as first:
            assert post.has_words.wait(PATIENCE)
            first.kill()
        assert post.got == []
        with sqlite3.connect(tmp_path / "chefforum.sqlite3") as on_disk:
            on_disk.execute(f"UPDATE {RUNS} SET run_after = ?", [str(timezone.now())])  # noqa: S608
        with worker(tmp_path, controller.port, "--batch") as second:
            assert second.wait(PATIENCE) == 0
    finally:
        controller.stop()
    assert sorted(post.receivers) == sorted([world.cast.bo.email, world.cast.carl.email])
