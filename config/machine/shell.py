"""Speaking to the person at the terminal, and starting other programs for them."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
DATA = ROOT / "var"

Command = Sequence[str | Path]


def say(sentence: str) -> None:
    print(f"==> {sentence}", flush=True)


def stop(sentence: str) -> NoReturn:
    """End with one sentence and exit status 1: whoever installs should never have to read a traceback."""
    sys.exit(f"==> {sentence}")


def succeeds(command: Command) -> bool:
    """Run the command where everybody can see what it prints, and tell whether it went well."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode == 0  # noqa: S603  # our own commands
    except KeyboardInterrupt:
        stop("Interrupted half-way; run the same command to go on.")


def is_quietly_possible(command: Command) -> bool:
    """Tell whether the command can be run at all, showing nothing."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        return False
