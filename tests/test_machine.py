"""What `make demo` does to a machine, where that can be tried without installing anything."""

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from config.machine import demo, install, packages, serve


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for the checkout, with a demo's settings and data."""
    monkeypatch.setattr(demo, "ENV_FILE", tmp_path / ".env")
    monkeypatch.setattr(demo, "DATA", tmp_path / "var")
    for name in ("DEMO", "DATABASE_URL", "DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "var").mkdir()
    (tmp_path / ".env").write_text("# the demo\nDEMO=true\n")
    return tmp_path


def test_without_root_the_packages_and_the_line_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    needs = [packages.Need("gettext", lambda: False), packages.Need("chromium", lambda: True)]
    with pytest.raises(SystemExit, match=r"run: apt-get install --no-install-recommends gettext$"):
        packages.ensure(needs)


def test_a_changed_lock_is_installed_again(tmp_path: Path) -> None:
    lock, stamp = tmp_path / "requirements.lock", tmp_path / "installed"
    lock.write_text("django==5.2.19")
    assert not install.is_stamped(stamp, lock)
    install.put_stamp(stamp, lock)
    assert install.is_stamped(stamp, lock)
    lock.write_text("django==5.2.20")
    assert not install.is_stamped(stamp, lock)


def test_settings_are_written_once(checkout: Path) -> None:
    (checkout / ".env").unlink()
    (checkout / "var").rmdir()
    demo.write_settings()
    first = (checkout / ".env").read_text()
    demo.write_settings()
    assert "DEMO=true" in first
    assert (checkout / ".env").read_text() == first
    assert (checkout / ".env").stat().st_mode & 0o077 == 0


def test_data_that_nobody_called_a_demo_is_not_made_one(checkout: Path) -> None:
    (checkout / ".env").unlink()
    (checkout / "var" / "chefforum.sqlite3").touch()
    with pytest.raises(SystemExit, match="if it may go"):
        demo.write_settings()
    assert not (checkout / ".env").exists()


def test_reset_removes_the_demos_data(checkout: Path) -> None:
    demo.throw_data_away()
    assert not (checkout / "var").exists()


@pytest.mark.parametrize(
    "settings", ["", "DEMO=false", "DEMO=true\nDATABASE_URL=postgres:///minutes", "DEMO=true\nDATA_DIR=/srv"]
)
def test_reset_keeps_its_hands_off_real_data(checkout: Path, settings: str) -> None:
    (checkout / ".env").write_text(settings)
    with pytest.raises(SystemExit, match="nothing was removed"):
        demo.throw_data_away()
    assert (checkout / "var").exists()


def test_links_in_the_demos_mails_lead_to_its_port(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})
    demo.point_links_here(8001)
    assert os.environ["SITE_URL"] == "http://127.0.0.1:8001"
    os.environ["SITE_URL"] = "https://moeder.example"
    demo.point_links_here(8001)
    assert os.environ["SITE_URL"] == "https://moeder.example"


def test_a_taken_port_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is in use"):
            demo.refuse_a_taken_port(port)
    demo.refuse_a_taken_port(port)


def test_when_the_worker_dies_the_server_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    server = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
    monkeypatch.setattr(serve, "web_server", lambda port: server)
    monkeypatch.setattr(serve, "WORKER", [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(SystemExit, match=r"The background worker stopped by itself \(exit status 3\)"):
        serve.until_stopped(port)
    assert not serve.answers(port)
