"""Run a command against a PostgreSQL of its own: `python -m tests.tools.with_postgres -- COMMAND…`.

The server keeps its data in a temporary directory and listens on a socket there and nowhere else, so it meets
neither a server that is already running nor another test run. The command finds it in DATABASE_URL.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from config.machine.processes import Process, start, stop_all
from config.machine.shell import Command, stop

START_SECONDS = 30
# Nothing here outlives the run, so nothing has to survive a power cut.
FOR_SPEED = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
FAST_SHUTDOWN = signal.SIGINT  # does not wait for connections that a test forgot to close


def main() -> int:
    command = sys.argv[sys.argv.index("--") + 1 :]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with temporary_directory() as directory, server(directory) as url:
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode


@contextmanager
def temporary_directory() -> Iterator[Path]:
    """Directly under /tmp, because a socket's path may be no longer than 107 characters."""
    directory = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    try:
        yield directory
    finally:
        shutil.rmtree(directory)


@contextmanager
def server(directory: Path) -> Iterator[str]:
    binaries, user = newest_binaries(), server_user()
    if user:
        shutil.chown(directory, user.pw_uid)
    data, log = directory / "data", directory / "log"
    with log.open("wb") as output:
        create_cluster([*as_user(user), binaries / "initdb"], data)
        postgres: Command = [
            binaries / "postgres",
            "-D",
            data,
            "-k",
            directory,
            "-c",
            "listen_addresses=",
            *FOR_SPEED,
        ]
        process = start(postgres, directory, output, as_user(user))
    try:
        wait_until_ready(process, [binaries / "pg_isready", "--quiet", "-h", directory], log)
        run([binaries / "createdb", "-h", directory, "-U", "postgres", "chefforum"])
        yield f"postgres://postgres@{quote(str(directory), safe='')}/chefforum"
    finally:
        stop_all([process], FAST_SHUTDOWN)


def server_user() -> pwd.struct_passwd | None:
    """The account that the server gets when we are root, because PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    return accounts.get("postgres", accounts["nobody"])


def as_user(user: pwd.struct_passwd | None) -> Command:
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if user else []


def create_cluster(initdb: Command, data: Path) -> None:
    how = ["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    run([*initdb, "-D", data, *how])


def run(command: Command) -> None:
    done = subprocess.run(command, cwd="/", check=False, capture_output=True, text=True)
    if done.returncode != 0:
        stop(f"PostgreSQL could not be set up:\n{done.stderr}")


def newest_binaries() -> Path:
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    versions = sorted(found, key=lambda path: int(path.parents[1].name))
    if not versions:
        stop("PostgreSQL is not installed; run make test, or as root: apt-get install postgresql")
    return versions[-1].parent


def wait_until_ready(process: Process, is_ready: Command, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run(is_ready, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > deadline:
            stop(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
