"""Every text of the interface has its English one, and no text is left that nobody uses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

CATALOG = Path("locale/en/LC_MESSAGES/django.po")
SOURCES = ["config", "people", "agenda", "decisions", "documents", "api", "templates", "manage.py"]


@pytest.fixture
def found(tmp_path: Path) -> Path:
    """The catalogue that makemessages would write from nothing, in a copy of the sources."""
    for name in SOURCES:
        source = settings.BASE_DIR / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=en", "--settings=config.settings"],
        cwd=tmp_path,
        env={**os.environ, "SECRET_KEY": "only-to-read-texts", "PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
    )
    return tmp_path / CATALOG


def test_the_english_catalogue_is_complete(found: Path) -> None:
    """`msgcmp` names each text that is missing, empty, fuzzy or no longer used."""
    compared = _run("msgcmp", str(settings.BASE_DIR / CATALOG), str(found))
    assert (compared.returncode, compared.stderr) == (0, ""), (
        f"Run `manage.py makemessages -l en --no-location --no-wrap` and translate:\n{compared.stderr}"
    )


def test_its_placeholders_are_those_of_the_danish_texts(tmp_path: Path) -> None:
    checked = _run(
        "msgfmt", "--check-format", "-o", str(tmp_path / "out.mo"), str(settings.BASE_DIR / CATALOG)
    )
    assert checked.returncode == 0, checked.stderr


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    assert shutil.which(command[0]), f"{command[0]} is missing: apt-get install gettext"
    return subprocess.run(command, capture_output=True, text=True, check=False)
