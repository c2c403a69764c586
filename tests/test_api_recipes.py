"""The recipes of docs/api.md, run as they stand there against a server."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from decisions.models import FollowUpTask
from decisions.services.follow_up.assigning import Due, Owner, create_task
from decisions.services.follow_up.progress import set_status
from people import access_tokens
from tests.cast import TODAY, World, make_world

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def recipes(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.S)


@pytest.fixture
def served() -> World:
    return make_world()


def late_task(world: World) -> FollowUpTask:
    owner, due = Owner(person=world.cast.frida), Due(TODAY - timedelta(days=3))
    return create_task(
        world.items["past_open"], "=Skriv; til borgerne æøå", owner, due=due, by=world.cast.sofie
    )


def run(command: list[str], world: World, live_server: LiveServer, folder: Path, task: FollowUpTask) -> str:
    _token, key = access_tokens.issue(world.cast.line, "opskrift", scope="tasks", expires_at=None)
    known = {
        "CHEFFORUM": live_server.url,
        "CHEFFORUM_KEY": key,
        "DEPARTMENT": str(task.department_id),
        "TASK": str(task.pk),
    }
    done = subprocess.run(
        command, cwd=folder, env=os.environ | known, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_late_tasks_of_a_department_are_a_sheet(
    served: World, live_server: LiveServer, tmp_path: Path
) -> None:
    task = late_task(served)
    run(["sh", "-e", "-c", recipes("sh")[0]], served, live_server, tmp_path, task)
    rows = list(csv.reader((tmp_path / "late.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["'=Skriv; til borgerne æøå"]
    assert (tmp_path / "late.xlsx").read_bytes().startswith(b"PK")
    assert opened(tmp_path, "late.xlsx") == opened(tmp_path, "late.csv").replace("'=", "=")


def opened(folder: Path, name: str) -> str:
    """The first cells of a sheet, as LibreOffice reads it and writes it out again."""
    assert OFFICE, "LibreOffice is missing: apt-get install --no-install-recommends libreoffice-calc"
    filters = ["--infilter=Text - txt - csv (StarCalc):59,34,76"] if name.endswith(".csv") else []
    command = [
        OFFICE,
        "--headless",
        *filters,
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76",
    ]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [*command, profile, "--outdir", str(folder / name[-3:]), name], cwd=folder, check=True, timeout=60
    )
    written = (folder / name[-3:] / "late.csv").read_text("utf-8-sig")
    return "\n".join(line.split(";")[0] for line in written.splitlines())


def test_a_script_follows_changes(served: World, live_server: LiveServer, tmp_path: Path) -> None:
    task, script = late_task(served), recipes("python")[0]
    run([sys.executable, "-c", script], served, live_server, tmp_path, task)
    set_status(task, "waiting", by=served.cast.frida)
    assert run([sys.executable, "-c", script], served, live_server, tmp_path, task) == "1\n"
    kept = json.loads((tmp_path / "tasks.json").read_text())
    assert kept["tasks"][str(task.pk)]["status"] == "waiting"


def test_curl_marks_a_task_done(served: World, live_server: LiveServer, tmp_path: Path) -> None:
    task = late_task(served)
    run(["sh", "-e", "-c", recipes("sh")[1]], served, live_server, tmp_path, task)
    task.refresh_from_db()
    assert (task.status, task.entries.last().text) == ("done", "Brevet er sendt.")  # type: ignore[union-attr]
