"""Generated worlds: whatever the roles, closings, recusals, grants and seats, everybody meets exactly their own."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.faces import Crawl, clients_for
from tests.world_rows import built, issue, make_people
from tests.worlds import World, worlds

pytestmark = pytest.mark.django_db

SHRINKING = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
QUICK = settings(SHRINKING, phases=[Phase.generate])
"""Without making a failing world smaller, which takes minutes: `make fuzz-leaks` does that."""
SHARES = 4


def crawl(
    number: int,
    how: settings,
    *,
    thorough: bool = False,
    draws: bool = False,
    most_meetings: int = 3,
) -> Crawl:
    """Crawl worlds, always the same ones for the same number."""
    known = make_people()
    crawled = Crawl(clients_for(known), thorough, draws)

    @seed(number)
    @how
    @given(worlds(most_meetings))
    def check(world: World) -> None:
        with built(world, known) as rows:
            if draws:
                issue(world, rows)
            assert list(crawled.faults(world, rows)) == []

    check()
    return crawled


@pytest.mark.parametrize("share", range(SHARES))
def test_everybody_meets_exactly_what_the_rights_table_says(share: int) -> None:
    """200 worlds in all; fewer where the database is only to show that it answers the gate as SQLite does."""
    many = 200 if connection.vendor == "sqlite" else 20
    crawl(share, settings(QUICK, max_examples=many // SHARES))


@pytest.mark.once
def test_issued_papers_hold_exactly_that_too() -> None:
    """Also after something issued open has been closed, and for a scope that nobody had before."""
    crawl(0, settings(QUICK, max_examples=10), draws=True, most_meetings=1)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(100, 100 + SHARES))
def test_everybody_meets_exactly_that_however_hard_they_try(share: int) -> None:
    crawl(share, settings(QUICK, max_examples=50), thorough=True, draws=True)
