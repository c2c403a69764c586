"""What the installation refuses to do by default."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[1]


def manage(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py as on a machine where nothing is set; a .env of the checkout is not read from a copy."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    code = (
        "import sys; from environs import Env; Env.read_env = lambda *a, **k: None; "
        "from django.core.management import execute_from_command_line; execute_from_command_line(sys.argv)"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_key_means_no_start_and_one_sentence(tmp_path: Path) -> None:
    done = manage(tmp_path, "check")
    assert done.returncode != 0
    assert "SECRET_KEY mangler" in done.stderr


def test_djangos_own_deployment_check_finds_nothing(tmp_path: Path) -> None:
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=os.urandom(40).hex())
    assert done.returncode == 0, done.stderr


def test_the_sample_goes_only_into_a_demo(tmp_path: Path) -> None:
    done = manage(tmp_path, "load_sample", SECRET_KEY="x" * 60)
    assert done.returncode != 0
    assert "demo" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_headers_keep_strangers_scripts_and_frames_out(client: object) -> None:
    headers = client.get("/sign-in/").headers  # type: ignore[attr-defined]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_uploads_have_no_address() -> None:
    assert settings.MEDIA_URL in ("", "/")
    assert Path(settings.MEDIA_ROOT) not in [Path(settings.STATIC_ROOT), *Path(settings.STATIC_ROOT).parents]


def test_manage_py_says_one_sentence_and_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.startswith("SECRET_KEY mangler")
    assert "Traceback" not in done.stderr


def test_the_demo_writes_its_mails_to_files(tmp_path: Path) -> None:
    key = os.urandom(40).hex()
    done = manage(tmp_path, "sendtestemail", "bo@fjordby.example", SECRET_KEY=key, DEMO="true")
    assert done.returncode == 0, done.stderr
    (mail,) = (tmp_path / "mail").iterdir()
    assert "To: bo@fjordby.example" in mail.read_text(encoding="utf-8")


def test_a_real_installation_looks_for_its_mail_server(tmp_path: Path) -> None:
    where = {"EMAIL_URL": "smtp://127.0.0.1:1", "SECRET_KEY": os.urandom(40).hex()}
    done = manage(tmp_path, "sendtestemail", "bo@fjordby.example", **where)
    assert "ConnectionRefusedError" in done.stderr
