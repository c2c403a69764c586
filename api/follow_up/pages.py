"""What the list of tasks is answered as."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from api.follow_up.serializers import TaskSerializer
from decisions.sheets import XLSX

SHEETS = {
    (200, "application/json"): TaskSerializer(many=True),
    (200, "text/csv"): OpenApiTypes.STR,
    (200, XLSX): OpenApiTypes.BINARY,
}


class WhenAsked(DjangoFilterBackend):  # type: ignore[misc]
    """Filters that cost nothing where the address has none of them."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        asked = request.query_params.keys() & view.filterset_class.base_filters.keys()
        narrowed: QuerySet[Any] = super().filter_queryset(request, queryset, view) if asked else queryset
        return narrowed
