"""Pages of a list, each of which costs the same wherever it is: the next one begins where this one ended."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """50 at a time, or as many as `page_size` says; a list is in the order of its ids unless its view says another."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering: tuple[str, ...] = ("id",)


class NewestMeetingFirst(Pages):
    ordering = ("-date", "-pk")


class LatestDecisionFirst(Pages):
    ordering = ("-recorded_at", "-pk")


class LatestIssueFirst(Pages):
    ordering = ("-issued_at", "-pk")


class ByName(Pages):
    ordering = ("name", "pk")
