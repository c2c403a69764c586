"""Generated worlds: whatever the roles, closings, recusals, grants and seats, everybody meets exactly their own."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.faces import Crawl, clients_for
from tests.world_rows import built, issue, make_people
from tests.worlds import World, worlds

pytestmark = pytest.mark.django_db

QUICK = settings(
    database=None, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
"""Without making a failing world smaller, which takes minutes: `make fuzz-leaks` does that."""
SHARES = 4


@pytest.mark.parametrize("share", range(SHARES))
def test_everybody_meets_exactly_what_the_rights_table_says(share: int) -> None:
    """200 worlds in all, and fewer where the database is only to show that it answers the gate as SQLite does."""
    crawl_worlds(share, 200 if connection.vendor == "sqlite" else 40)


def crawl_worlds(share: int, many: int) -> None:
    known = make_people()
    crawl = Crawl(clients_for(known))

    @seed(share)
    @settings(QUICK, max_examples=many // SHARES)
    @given(worlds())
    def check(world: World) -> None:
        with built(world, known) as rows:
            assert list(crawl.faults(world, rows)) == []

    check()


def test_issued_papers_hold_exactly_that_too() -> None:
    """Also after something issued open has been closed, and for a scope that nobody had before."""
    known = make_people()
    crawl = Crawl(clients_for(known), draws=True)

    @seed(0)
    @settings(QUICK, max_examples=10 if connection.vendor == "sqlite" else 1)
    @given(worlds(most_meetings=1))
    def check(world: World) -> None:
        with built(world, known) as rows:
            issue(world, rows)
            assert list(crawl.faults(world, rows)) == []

    check()
