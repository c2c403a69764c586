"""Pages of a list, each of which costs the same wherever it is: the next one begins where this one ended."""

from __future__ import annotations

from typing import Any

from rest_framework.pagination import CursorPagination
from rest_framework.request import Request


class Pages(CursorPagination):
    """50 at a time, or as many as `page_size` says; in the order of the ids unless the view has another `order`."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering: tuple[str, ...] = ("id",)

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> Any:
        self.ordering = getattr(view, "order", self.ordering)
        return super().get_ordering(request, queryset, view)
