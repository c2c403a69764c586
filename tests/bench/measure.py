"""Time the list of readable items beside the same list through guardian's shortcut, and hold it to the targets.

Everything that is compared is measured in turn in the same run, so that a busy machine slows all of it alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Q
from django.test.utils import setup_databases, teardown_databases
from guardian.shortcuts import get_objects_for_user

from agenda.models import AgendaItem, Forum, ItemGroupGrant, ItemUserGrant, Recusal
from agenda.readable import FIELDS, PAGE, Line, newest_first, page_of_items
from agenda.visibility import AgendaItemQuerySet
from people.models import User
from tests.bench import api
from tests.bench.data import ITEMS_PER_MEETING, Town
from tests.bench.settings import SMALLER
from tests.bench.tasks import write_tasks
from tests.bench.timing import ROUNDS, Target, Work, in_turn, paired

MEETINGS = 5_000
DEPTH = 88_000
TIMES_FASTER = {"sqlite": 8.0, "postgresql": 3.0}
AT_MOST = 1.5
TASKS_PER_ITEM = {"sqlite": 1, "postgresql": 10}

FIRST = "first page"
DEEP = "page 88,000 down"
TENTH = "first page, a tenth of the data"
SHORTCUT = "shortcut: first page"

Items = AgendaItemQuerySet[AgendaItem]


def main() -> int:
    for grants in (ItemUserGrant, ItemGroupGrant):
        grants.enabled = False  # type: ignore[union-attr]  # so guardian's shortcut reads its own tables
    before = setup_databases(verbosity=0, interactive=False)
    try:
        print(
            f"==> {connection.vendor}: writing {MEETINGS * ITEMS_PER_MEETING:,} items, and a tenth of it",
            flush=True,
        )
        readers = Town("default", MEETINGS).build()
        Town(SMALLER, MEETINGS // 10).build()
        manager = readers.pop("manager")
        targets = [target for name, user in readers.items() for target in measured(name, user)]
        write_tasks(TASKS_PER_ITEM[connection.vendor])
        targets += api.measured(manager)
        tell_of_thin_lists(readers)
        targets += api.measured_following(manager)
    finally:
        teardown_databases(before, verbosity=0)
    missed = [target for target in targets if not target.met]
    for target in missed:
        print(f"==> Mål ikke nået (target missed), {connection.vendor}: {target.what}")
    return 1 if missed else 0


def measured(name: str, user: User) -> list[Target]:
    """Measure one reader, print what came out, and return the targets."""
    compare_what_is_read(name, user)
    works = contenders(user)
    medians = in_turn(works)
    targets = list(targets_of(name, medians, works))
    print(f"\n{connection.vendor}, {name}; milliseconds, median of {ROUNDS} rounds")
    for what, milliseconds in medians.items():
        print(f"  {what:62}{milliseconds:7.1f}")
    print(*targets, sep="\n", flush=True)
    return targets


def tell_of_thin_lists(readers: dict[str, User]) -> None:
    """The list that costs most, for which there is no target: no forum is open, so a reader without a seat has a page
    gathered from all the years, or finds nothing at all.
    """
    Forum.objects.update(open_to_employees=False)
    works = {name: partial(page_of_items, user) for name, user in readers.items()}
    print(f"\n{connection.vendor}, first page where no forum is open to employees; milliseconds, no target")
    for name, milliseconds in in_turn(works, rounds=3).items():
        print(f"  {name:62}{milliseconds:7.1f}", flush=True)


def compare_what_is_read(name: str, user: User) -> None:
    """The two lists hold the same items, but for what guardian knows nothing of: recusals, seats and invitations."""
    ours = set(AgendaItem.objects.visible_to(user).values_list("pk", flat=True))
    theirs = set(through_the_shortcut(user).values_list("pk", flat=True))
    recused = set(Recusal.objects.filter(user=user).values_list("item", flat=True))
    if theirs - recused - ours or recused & ours or (name != "member" and ours - theirs):
        raise SystemExit(f"The two lists of the {name} are not the same, so there is nothing to compare.")


def through_the_shortcut(user: User) -> Items:
    """Open items and those that guardian's shortcut lets the user read, from guardian's own tables."""
    granted = get_objects_for_user(user, "agenda.read_item", klass=AgendaItem, with_superuser=False)
    return AgendaItem.objects.filter(Q(closed=False) | Q(pk__in=granted))


def contenders(user: User) -> dict[str, Work]:
    """What is timed for one reader, by name. The shortcut's pages are asked for as Django's Paginator asks."""

    def ours() -> Items:
        return newest_first(AgendaItem.objects.visible_to(user))

    def theirs() -> Items:
        return through_the_shortcut(user).order_by("meeting", "number")

    deep = page(ours(), DEPTH - 1)[0].place
    return {
        FIRST: lambda: page_of_items(user),
        DEEP: lambda: page_of_items(user, deep),
        TENTH: lambda: page(newest_first(AgendaItem.objects.using(SMALLER).visible_to(user))),
        "count": lambda: AgendaItem.objects.visible_to(user).count(),
        SHORTCUT: lambda: page(theirs()),
        "shortcut: page 88,000 down": lambda: page(theirs(), DEPTH),
        "shortcut: count": lambda: through_the_shortcut(user).count(),
        "shortcut lent our order and index: first page": lambda: page(
            newest_first(through_the_shortcut(user))
        ),
        "of the first page: Django writes the query": lambda: written(ours()),
        "of the first page: the database answers": in_the_database(ours()),
        "of the shortcut's: Django writes the query": lambda: written(theirs()),
        "of the shortcut's: the database answers": in_the_database(theirs()),
    }


def written(items: Items) -> tuple[str, tuple[Any, ...]]:
    sql, parameters = items.values_list(*FIELDS)[:PAGE].query.sql_with_params()
    return sql, parameters


def in_the_database(items: Items) -> Work:
    """Return the work of asking what is already written, and fetching the rows as they come."""
    sql, parameters = written(items)

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    return ask


def page(items: Items, offset: int = 0) -> list[Line]:
    return [Line(*row) for row in items.values_list(*FIELDS)[offset : offset + PAGE]]


def targets_of(name: str, medians: dict[str, float], works: dict[str, Work]) -> Iterator[Target]:
    """What does not differ by much is compared in pairs: the shortcut's scan of everything leaves a cold cache to the
    one that happens to come after it, which is a third of a page's time on SQLite.
    """
    times_faster = TIMES_FASTER[connection.vendor]
    yield Target(
        f"{name}, first page: times faster than the shortcut",
        medians[SHORTCUT] / medians[FIRST],
        times_faster,
        True,
    )
    yield Target(
        f"{name}, page 88,000 down: times its own first page", paired(works[DEEP], works[FIRST]), AT_MOST
    )
    yield Target(
        f"{name}, first page: times that of a tenth of the data", paired(works[FIRST], works[TENTH]), AT_MOST
    )
