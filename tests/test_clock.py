"""The clock of an agenda runs through its items."""

from __future__ import annotations

from datetime import time

from agenda.clock import begins, span


def test_each_item_begins_where_the_one_before_it_ends() -> None:
    found = list(begins(time(8, 30), [5, 25, None, 60]))
    assert found == [time(8, 30), time(8, 35), time(9), time(9)]


def test_without_a_start_nothing_is_known() -> None:
    assert list(begins(None, [5, 25])) == [None, None]


def test_a_time_is_written_from_and_to() -> None:
    assert span(time(8, 35), 25) == "08:35–09:00"
    assert span(time(23, 50), 20) == "23:50–00:10"
    assert span(time(8, 35), None) == "08:35"
