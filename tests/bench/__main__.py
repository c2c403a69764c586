"""Measure on SQLite and on a PostgreSQL of our own, never on the developer's: `python -m tests.bench`."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.tools.with_postgres import server, temporary_directory

# In a process of its own for each database, because Django reads its settings once
MEASURE = "import sys, django; django.setup(); from tests.bench.measure import main; sys.exit(main())"


def main() -> int:
    missed = measure_on("sqlite:///unused.sqlite3")
    with temporary_directory() as directory, server(directory) as url:
        missed = measure_on(url) or missed
    return int(missed)


def measure_on(url: str) -> bool:
    """Return whether a target was missed; the name in the address gives way to names of the bench's own."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    environment.pop("DATA_DIR", None)
    return subprocess.run([sys.executable, "-c", MEASURE], check=False, env=environment).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
