"""Pages of a list, each of which costs the same wherever it is: the next one begins where this one ended."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError as Wrong
from django.db.models import Model
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from api.wrong import WrongQuery


class Pages(CursorPagination):
    """50 at a time, or as many as `page_size` says; in the order of the ids unless the view has another `order`."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering: tuple[str, ...] = ("id",)
    model: type[Model]

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> Any:
        self.ordering = getattr(view, "order", self.ordering)
        return super().get_ordering(request, queryset, view)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        self.model = queryset.model
        return super().paginate_queryset(queryset, request, view)

    def get_page_size(self, request: Request) -> int:
        """A size that there is not would be another one in silence."""
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return self.page_size
        if not re.fullmatch("[0-9]{1,3}", asked) or not 1 <= int(asked) <= self.max_page_size:
            words = _("Skriv et tal fra 1 til %(most)d.") % {"most": self.max_page_size}
            raise WrongQuery({self.page_size_query_param: words})
        return int(asked)

    def decode_cursor(self, request: Request) -> Any:
        """A cursor holds a value of what the list is ordered by; one that was not given out here may hold anything."""
        try:
            cursor = super().decode_cursor(request)
            if cursor is not None and cursor.position is not None:
                self._expect_value(str(cursor.position))
        except (NotFound, Wrong):
            words = _("Følg »next« eller »previous«, som de er; denne cursor er ikke herfra.")
            raise WrongQuery({self.cursor_query_param: words}) from None
        return cursor

    def _expect_value(self, position: str) -> None:
        name = self.ordering[0].lstrip("-")
        meta = self.model._meta
        field: Any = meta.pk if name == "pk" else meta.get_field(name)
        if "\0" in position:
            raise Wrong(position)
        field.to_python(position)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        described = super().get_schema_operation_parameters(view)
        for one in described:
            if one["name"] == self.page_size_query_param:
                one["schema"] |= {"minimum": 1, "maximum": self.max_page_size}
        return described
