"""Lists that can be followed: what has changed for the caller since they last asked, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from api.asked import Strict
from api.door import MomentField
from api.following import Following
from api.paging import Pages
from api.wrong import WrongQuery
from people.models import User

SINCE = "modified_since"
MODIFIED_SINCE = OpenApiParameter(
    SINCE,
    OpenApiTypes.DATETIME,
    description="What has changed for the caller since then, and under `gone` what they may see no longer. Begin "
    "with 1970-01-01T00:00:00Z, and go on from the `as_of` of the first page. Goes with no other filter.",
)
GOES_WITH = {SINCE, "cursor", "page_size", "format"}


class FollowedPages(Pages):
    """`gone` and `as_of` are for who follows changes."""

    gone: Sequence[Any] = ()
    as_of: datetime | None = None

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data |= {"gone": list(self.gone), "as_of": self.as_of}
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        ids = {"type": "array", "items": {"type": ["string", "integer"]}}
        described["properties"]["gone"] = ids
        described["properties"]["as_of"] = {"type": ["string", "null"], "format": "date-time"}
        described["required"] = [*described.get("required", []), "gone", "as_of"]
        return described


class _ChangePages(FollowedPages):
    """In the order in which things happened to the caller."""

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> Any:
        return ("id",)


class Followable(Strict, viewsets.GenericViewSet[Any]):
    """A list with `?modified_since=`."""

    follows: Following
    also_known = (SINCE,)
    pagination_class = FollowedPages

    def asks_for_changes(self) -> bool:
        return SINCE in self.request.query_params

    def changes(self, request: Request) -> Response:
        """Another page does not catch up again, or the pages of one answer would move."""
        if not isinstance(request.user, User):
            raise NotAuthenticated
        moment, pages = _moment_of(request), _ChangePages()
        pages.as_of = None if "cursor" in request.query_params else self.follows.catch_up(request.user)
        told = pages.paginate_queryset(self.follows.since(request.user, moment), request, view=self) or []
        keys = [(getattr(one, self.follows.key), one.gone) for one in told]
        shown = self.get_queryset().in_bulk([key for key, gone in keys if not gone])
        pages.gone = [key for key, _gone in keys if key not in shown]
        rows = [shown[key] for key, _gone in keys if key in shown]
        self.note(rows)
        return pages.get_paginated_response(self.get_serializer(rows, many=True).data)

    def note(self, rows: list[Any]) -> None:
        """Write down what has been shown, where that is to be."""


def _moment_of(request: Request) -> datetime:
    """Return what `modified_since` says; an error where it is no moment, or stands beside a filter or for a file."""
    words = _("Kan ikke bruges sammen med modified_since: hent alle ændringer, og vælg selv.")
    if beside := set(request.query_params) - GOES_WITH:
        raise WrongQuery(dict.fromkeys(sorted(beside), words))
    if request.accepted_renderer.format != "json":
        raise WrongQuery({SINCE: _("Ændringer kan kun hentes som JSON.")})
    try:
        return MomentField().run_validation(request.query_params[SINCE])  # type: ignore[no-any-return]
    except serializers.ValidationError as error:
        raise WrongQuery({SINCE: list(map(str, error.detail))}) from None
