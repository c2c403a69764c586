"""The pages of the list of tasks, and of what has changed in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.follow_up.serializers import TaskSerializer
from api.paging import Pages
from decisions.sheets import XLSX

SINCE = "modified_since"
MODIFIED_SINCE = OpenApiParameter(
    SINCE,
    OpenApiTypes.DATETIME,
    description="What has changed for the caller since then, and under `gone` what they may see no longer. Begin "
    "with 1970-01-01T00:00:00Z, and go on from the `as_of` of the first page. Goes with no other filter.",
)
SHEETS = {
    (200, "application/json"): TaskSerializer(many=True),
    (200, "text/csv"): OpenApiTypes.STR,
    (200, XLSX): OpenApiTypes.BINARY,
}
GOES_WITH = {SINCE, "cursor", "page_size", "format"}


class TaskPages(Pages):
    """The task that has waited longest for a change first. `gone` and `as_of` are for who follows changes."""

    ordering: tuple[str, ...] = ("modified_at", "id")
    gone: Sequence[UUID] = ()
    as_of: datetime | None = None

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data |= {"gone": list(self.gone), "as_of": self.as_of}
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        ids = {"type": "array", "items": {"type": "string", "format": "uuid"}}
        described["properties"]["gone"] = ids
        described["properties"]["as_of"] = {"type": ["string", "null"], "format": "date-time"}
        described["required"] = [*described.get("required", []), "gone", "as_of"]
        return described


class ChangePages(TaskPages):
    """In the order in which things happened to the caller."""

    ordering = ("id",)


def moment_of(request: Request) -> datetime:
    """Return what `modified_since` says; an error where it is no moment, or stands beside a filter."""
    beside = sorted(set(request.query_params) - GOES_WITH)
    if beside:
        raise ValidationError(
            {
                name: _("Kan ikke bruges sammen med modified_since: hent alle ændringer, og vælg selv.")
                for name in beside
            }
        )
    try:
        return serializers.DateTimeField().run_validation(request.query_params[SINCE])  # type: ignore[no-any-return]
    except serializers.ValidationError as error:
        raise serializers.ValidationError({SINCE: error.detail}) from None
