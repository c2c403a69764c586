"""Lock files hold versions and hashes; where packages are fetched is the machine's own business."""

import subprocess
from pathlib import Path

import pytest

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
