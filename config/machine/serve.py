"""Run the web server and the background worker as one program that lives and dies together."""

import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException

from config.machine.processes import Process, start, stop_all
from config.machine.shell import ROOT, VENV_PYTHON, Command, say, stop

START_SECONDS = 60
WORKER: Command = [VENV_PYTHON, ROOT / "manage.py", "db_worker"]

Children = Mapping[str, Process]


def until_stopped(port: int) -> None:
    """Serve until interrupted, or until one of the two dies: then the other is stopped too."""
    children: Children = {
        "web server": start(web_server(port), ROOT),
        "background worker": start(WORKER, ROOT),
    }
    try:
        wait_until_answering(port, children)
        say(f"Chefforum is ready at http://127.0.0.1:{port} (Ctrl+C stops it)")
        while True:
            refuse_dead(children)
            time.sleep(0.5)
    except KeyboardInterrupt:
        say("Stopping")
    finally:
        stop_all(children.values())


def web_server(port: int) -> Command:
    gunicorn: Command = [VENV_PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    return [*gunicorn, "--workers", "2", "--threads", "4", "--no-control-socket"]


def wait_until_answering(port: int, children: Children) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(port):
        refuse_dead(children)
        if time.monotonic() > deadline:
            stop(f"The server has not answered on port {port} in {START_SECONDS} seconds.")
        time.sleep(0.2)


def answers(port: int) -> bool:
    """Any answer will do, an error page as well: what is asked is whether somebody listens."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def refuse_dead(children: Children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            stop(f"The {name} stopped by itself (exit status {child.returncode}); the reason stands above.")
