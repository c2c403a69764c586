"""Start the demo: settings on the first run, then the data, then the server.

`--reset` throws the old data away first.
"""

import fcntl
import os
import secrets
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from config.machine import serve
from config.machine.shell import DATA, ROOT, VENV_PYTHON, say, stop, succeeds

ENV_FILE = ROOT / ".env"


def main() -> None:
    port = int(os.environ.get("PORT", "8000"))
    with only_demo_here():
        refuse_a_taken_port(port)
        if "--reset" in sys.argv:
            throw_data_away()
        write_settings()
        if not succeeds([VENV_PYTHON, "-m", "config.machine.prepare"]):
            stop("The demo was not started; the reason stands above.")
        treat_every_goodbye_alike()
        point_links_here(port)
        serve.until_stopped(port)


@contextmanager
def only_demo_here() -> Iterator[None]:
    """Hold a lock that the kernel drops when we die, so that no old file claims that a demo is running."""
    with (ROOT / ".venv" / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stop("The demo is already running in this checkout; stop it with Ctrl+C where it was started.")
        yield


def treat_every_goodbye_alike() -> None:
    """A service manager's SIGTERM and a closed terminal end the demo as Ctrl+C does, unless under nohup."""
    for goodbye in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(goodbye) is not signal.SIG_IGN:
            signal.signal(goodbye, signal.default_int_handler)


def refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            stop(
                f"Port {port} is in use by another program: stop that, or choose another port with PORT=8001."
            )


def write_settings() -> None:
    """Settings that let `manage.py` work with nothing set by hand; an existing .env is never touched.

    Data without an .env is somebody's real installation, set up by other means: that is not made a demo.
    """
    if ENV_FILE.exists():
        return
    if DATA.exists() and any(DATA.iterdir()):
        stop("There is data in var/ but no .env that calls it a demo's: remove var/ if it may go.")
    say("Writing .env with a secret key of its own")
    ENV_FILE.touch(mode=0o600)
    ENV_FILE.write_text(f"DEMO=true\nSECRET_KEY={secrets.token_urlsafe(50)}\n")


def point_links_here(port: int) -> None:
    """Links in mails lead to this demo on whatever port it is, unless somebody has said where it is reached."""
    if not settings_given().get("SITE_URL"):
        os.environ["SITE_URL"] = f"http://127.0.0.1:{port}"


def throw_data_away() -> None:
    """Remove var/, but only where everything in it is the demo's own."""
    if not DATA.exists():
        return
    given = settings_given()
    if given.get("DEMO", "").lower() not in {"true", "1", "yes", "on"}:
        stop("This checkout is not a demo (DEMO=true is missing in .env), so nothing was removed.")
    for name in ("DATABASE_URL", "DATA_DIR"):
        if given.get(name):
            stop(f"{name} says that the data lies somewhere else than in var/, so nothing was removed.")
    say("Removing the demo's database and files")
    shutil.rmtree(DATA, ignore_errors=True)


def settings_given() -> dict[str, str]:
    """What .env and the environment say; the environment wins, as it does in the settings."""
    text = ENV_FILE.read_text() if ENV_FILE.exists() else ""
    lines = (line.removeprefix("export ").partition("=") for line in text.splitlines())
    return {name.strip(): value.strip().strip("'\"") for name, _, value in lines} | dict(os.environ)


if __name__ == "__main__":
    main()
