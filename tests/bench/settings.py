"""The tests' settings with two databases: one of full size and one of a tenth.

Both are made by Django's own test machinery, in the temporary folder or server of this run, and removed after it.
"""

from __future__ import annotations

from typing import Any

from tests.settings import *  # noqa: F403
from tests.settings import DATA_DIR
from tests.settings import DATABASES as ONE_DATABASE

SMALLER = "tenth"
ROOT_URLCONF = "tests.bench.urls"
ALLOWED_HOSTS = ["testserver"]


def _named(name: str) -> dict[str, Any]:
    database = ONE_DATABASE["default"]
    on_disk = database["ENGINE"].endswith("sqlite3")
    place = str(DATA_DIR / f"{name}.sqlite3") if on_disk else name
    # The tables as the models say: a migration that writes rows writes them to the first database
    return {**database, "TEST": {"NAME": place, "MIGRATE": False}}


DATABASES = {"default": _named("bench_full"), SMALLER: _named("bench_tenth")}
