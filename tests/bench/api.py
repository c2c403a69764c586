"""Time the list of tasks over REST beside the same by hand, and what it costs to follow changes."""

from __future__ import annotations

import base64
import gc
import tracemalloc
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api import stamps
from api.models import Followed
from decisions.models import FollowUpTask
from people.access_tokens import issue
from people.models import User
from tests.bench.bulk import gather_statistics
from tests.bench.timing import ROUNDS, Target, in_turn, paired, timed

TASKS = "/api/v1/tasks/"
BY_HAND = "/by-hand/"
QUERIES = 8
TIMES_BY_HAND = 3.0
AT_MOST = 1.5
MEGABYTES = 16.0


def measured(manager: User) -> list[Target]:
    """Measure the pages of a manager's tasks, print what came out, and return the targets."""
    client, number = _client(manager), FollowUpTask.objects.count()
    print(f"\n{connection.vendor}, a manager among {number:,} tasks; milliseconds, median of {ROUNDS} rounds")
    addresses = {"first page": TASKS, "page at the far end": _deep(number), "first page by hand": BY_HAND}
    _compare(client)
    works = {what: partial(_asked, client, address) for what, address in addresses.items()}
    for what, milliseconds in in_turn(works).items():
        print(f"  {what:62}{milliseconds:7.1f}")
    first, far, by_hand = works.values()
    return _told([
        Target("tasks, first page: queries", _queries(client), QUERIES),
        Target("tasks, first page: times the same by hand", paired(first, by_hand), TIMES_BY_HAND),
        Target("tasks, page at the far end: times the first", paired(far, first), AT_MOST),
    ])  # fmt: skip


def measured_following(manager: User) -> list[Target]:
    """Follow changes where no forum is open, so that a manager sees what their departments have to do: a tenth."""
    client = _client(manager)
    print(f"\n{connection.vendor}, following changes; milliseconds, and megabytes at most in memory")
    first = timed(lambda: stamps.TASKS.catch_up(manager))
    print(
        f"  {'all written down the first time':40}{Followed.objects.count():8,}     {first:10.0f}", flush=True
    )
    gather_statistics("default")
    as_of, few = _follow(client, "1,000 changes", _change(client, manager, 1_000))
    as_of, many = _follow(client, "10,000 changes", _change(client, manager, 10_000))
    _follow(client, "nothing new", as_of)
    return _told([
        Target("10,000 changes: megabytes in memory", many, MEGABYTES),
        Target("10,000 changes: times the memory of 1,000", many / few, AT_MOST),
    ])  # fmt: skip


def _told(targets: list[Target]) -> list[Target]:
    print(*targets, sep="\n", flush=True)
    return targets


def _client(user: User) -> Client:
    _token, key = issue(user, "Måling", scope="read", expires_at=None)
    return Client(headers={"Authorization": f"Bearer {key}"})


def _asked(client: Client, address: str) -> Any:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}, so there is nothing to measure.")
    return answer


def _compare(client: Client) -> None:
    if _asked(client, TASKS).json()["results"] != _asked(client, BY_HAND).json()["results"]:
        raise SystemExit("The page by hand is not the page of the API, so there is nothing to compare.")


def _deep(number: int) -> str:
    """The address of a page with a hundredth of the list after it."""
    moments = FollowUpTask.objects.order_by("modified_at", "id").values_list("modified_at", flat=True)
    place = urlencode({"p": moments[number * 99 // 100].isoformat()})
    return f"{TASKS}?{urlencode({'cursor': base64.b64encode(place.encode()).decode()})}"


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        _asked(client, TASKS)
    return len(captured)


def _change(client: Client, manager: User, number: int) -> str:
    """Change so many of the tasks that the manager is told of, and return the moment before it."""
    before = timezone.now().isoformat()
    ids = FollowUpTask.objects.led_by(manager).order_by("pk").values_list("pk", flat=True)[:number]
    changed = FollowUpTask.objects.filter(pk__in=list(ids))
    changed.update(version=F("version") + 1, modified_at=timezone.now())
    return before


def _follow(client: Client, what: str, since: str) -> tuple[str, float]:
    """Follow from a moment, a page at a time and keeping none; return the moment to go on from, and the most memory."""
    tracemalloc.start()
    told: dict[str, Any] = {}
    milliseconds = timed(lambda: told.update(_all_pages(client, since)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"  {what:40}{told['number']:8,} told{milliseconds:10.0f}{peak / 2**20:8.1f}", flush=True)
    return told["as_of"], peak / 2**20


def _all_pages(client: Client, since: str) -> dict[str, Any]:
    number, as_of = 0, ""
    address: str | None = f"{TASKS}?{urlencode({'modified_since': since, 'page_size': 500})}"
    while address:
        page = _asked(client, address).json()
        gc.collect()  # an answer holds itself in circles; what is let go of is not held
        number, as_of, address = number + len(page["results"]), as_of or page["as_of"], page["next"]
    return {"number": number, "as_of": as_of}
