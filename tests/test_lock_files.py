"""Lock files hold versions and hashes; where packages are fetched is the machine's own business."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-dev.lock", "package-lock.json", "config/machine/node.lock"]
# Taken apart, so that this file does not name them itself.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("pkg", "dev"),
        ("deb", "debian", "org"),
        ("repo1", "maven", "org"),
        ("crates", "io"),
    )
]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_holds_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "file:" not in text
    assert "sha256:" in text or "sha512-" in text


def test_no_lock_file_is_forgotten() -> None:
    names = [name for name in tracked_files() if name.endswith((".lock", "-lock.json", "-lock.yaml"))]
    assert sorted(names) == sorted(LOCKS)


def test_the_locks_give_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
    }
    for lock, requirements in asked.items():
        locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / lock).read_text(), re.MULTILINE))
        for requirement in map(Requirement, requirements):
            assert locked[requirement.name] in requirement.specifier, f"{requirement}: run make lock"


def test_no_file_names_a_registry() -> None:
    found = [
        f"{name}: {host}" for name in tracked_files() for host in HOSTS if host.encode() in read(ROOT / name)
    ]
    assert found == []


def tracked_files() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in listing.stdout.split("\0") if name]


def read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""  # deleted, but not yet committed
