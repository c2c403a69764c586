"""Starting and stopping long-lived programs so that none is left behind, however we end."""

import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from config.machine.shell import Command

PATIENCE_SECONDS = 10
# Should we be killed outright, the kernel asks the program to stop.
TIED_TO_US = ["setpriv", "--pdeathsig", "TERM"]

Process = subprocess.Popen[bytes]


def start(
    command: Command, directory: Path, output: IO[bytes] | None = None, as_user: Command = ()
) -> Process:
    """In a group of its own, so that Ctrl+C reaches us alone and each program is told to stop once.

    `as_user` goes in front, because the kernel forgets the tie when a program changes its user.
    """
    return subprocess.Popen(  # noqa: S603  # our own commands
        [*as_user, *TIED_TO_US, *command], cwd=directory, process_group=0, stdout=output, stderr=output
    )


def stop_all(processes: Iterable[Process], how: signal.Signals = signal.SIGTERM) -> None:
    """Ask all at once, then wait for each; one that does not listen is ended the hard way."""
    processes = list(processes)
    for process in processes:
        process.send_signal(how)
    for process in processes:
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
