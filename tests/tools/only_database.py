"""A pytest plugin (`-p tests.tools.only_database`) that keeps only the tests that touch the database.

For a run on a second database, where the rest would only repeat what they have already shown, as those would that
are marked `once`.
"""

import pytest
from django.test import TransactionTestCase

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [item for item in items if not is_worth_repeating(item)]
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if is_worth_repeating(item)]


def is_worth_repeating(item: pytest.Item) -> bool:
    return touches_the_database(item) and item.get_closest_marker("once") is None


def touches_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("django_db"):
        return True
    if not isinstance(item, pytest.Function):
        return False
    in_a_test_case = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    return in_a_test_case or not DATABASE_FIXTURES.isdisjoint(item.fixturenames)
