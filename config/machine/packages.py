"""The Debian packages that the program and its tests lean on, installed only where they are missing.

Each is looked for by what it gives (a command, a library, a file) and not by its name, so that a machine
which has the same thing from somewhere else is left in peace.
"""

import ctypes
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.machine.shell import VENV_PYTHON, say, stop, succeeds


@dataclass(frozen=True)
class Need:
    package: str
    is_met: Callable[[], bool]


def command(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def file(pattern: str) -> Callable[[], bool]:
    return lambda: any(Path("/").glob(pattern))


def library(name: str) -> Callable[[], bool]:
    def loads() -> bool:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return loads


def can_make_a_venv() -> bool:
    return VENV_PYTHON.exists() or importlib.util.find_spec("ensurepip") is not None


DEMO = (
    Need("python3-venv", can_make_a_venv),
    Need("libpango-1.0-0", library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", library("libharfbuzz-subset.so.0")),
    Need("gettext", command("msgfmt")),
)

TEST = (
    *DEMO,
    Need("chromium-headless-shell", command("chromium-headless-shell")),
    Need("postgresql", file("usr/lib/postgresql/*/bin/initdb")),
    Need("poppler-utils", command("pdftotext")),
    Need("libreoffice-calc", command("soffice")),  # the sheets of tasks are opened in it
    # veraPDF: the compiler that starts Check.java, and the JAXB that Java itself no longer carries
    Need("default-jdk-headless", command("javac")),
    Need("libjaxb-java", file("usr/share/java/jaxb-runtime.jar")),
)


def ensure(needs: Sequence[Need]) -> None:
    missing = [need.package for need in needs if not need.is_met()]
    if missing:
        install(missing, become_root(missing))


def install(packages: Sequence[str], as_root: Sequence[str]) -> None:
    say(f"Installing Debian packages: {', '.join(packages)}")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    succeeds([*apt, "update", "--quiet"])  # an old list may still do; the next line is the judge
    if not succeeds([*apt, "install", "--yes", "--no-install-recommends", *packages]):
        stop(
            f"Debian packages are missing and could not be installed; run this as root: {apt_line(packages)}"
        )


def become_root(packages: Sequence[str]) -> Sequence[str]:
    """The words that make a command run as root, or an end with the line somebody else can run."""
    names = ", ".join(packages)
    if shutil.which("apt-get") is None:
        stop(f"This machine has no apt-get: install what Debian calls {names}, and run the command again.")
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        stop(
            f"Missing Debian packages: {names}. You are not root and there is no sudo here;"
            f" ask an administrator to run: {apt_line(packages)}"
        )
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "--non-interactive"]


def apt_line(packages: Sequence[str]) -> str:
    return f"apt-get install --no-install-recommends {' '.join(packages)}"
