"""Write the lock files anew from pyproject.toml and package.json: versions and hashes, and never an address.

What is locked stays at its version unless pyproject.toml asks for another; `--upgrade` takes the newest.
"""

import json
import sys
from pathlib import Path
from typing import Any

from config.machine.install import DEV_LOCK, NODE_LOCK, PACKAGE_LOCK, RUNTIME_LOCK, npm_command
from config.machine.shell import VENV, Command, say, stop, succeeds

# For every platform, from the oldest Python we run on; wheels only, so that no installation needs a compiler.
COMPILE: Command = [VENV / "bin" / "uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11"]
PLAIN = ["--generate-hashes", "--only-binary=:all:", "--no-annotate", "--no-header", "--no-emit-index-url"]


def main() -> None:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv else []
    lock_python(RUNTIME_LOCK, "pyproject.toml", *upgrade)
    lock_python(DEV_LOCK, "pyproject.toml", "--group=dev", f"--constraint={RUNTIME_LOCK}", *upgrade)
    lock_python(NODE_LOCK, NODE_LOCK.with_suffix(".in"), *upgrade)
    lock_front_end(upgrade)


def lock_python(lock: Path, *source: str | Path) -> None:
    say(f"Writing {lock.name}")
    if not succeeds([*COMPILE, *PLAIN, "--output-file", lock, *source]):
        stop("The Python packages could not be locked; the reason stands above.")


def lock_front_end(upgrade: list[str]) -> None:
    say(f"Writing {PACKAGE_LOCK.name}")
    if upgrade:
        PACKAGE_LOCK.unlink()
    if not succeeds([*npm_command(), "install", "--package-lock-only", "--ignore-scripts", "--no-audit"]):
        stop("The front-end packages could not be locked; the reason stands above.")
    lock = json.loads(PACKAGE_LOCK.read_text())
    lock["packages"] = {name: without_addresses(package) for name, package in lock["packages"].items()}
    PACKAGE_LOCK.write_text(json.dumps(lock, indent=2) + "\n")


def without_addresses(package: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in package.items() if key not in {"resolved", "funding"}}


if __name__ == "__main__":
    main()
