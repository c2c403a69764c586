"""What the list of tasks is answered as."""

from __future__ import annotations

from drf_spectacular.types import OpenApiTypes

from api.follow_up.serializers import TaskSerializer
from decisions.sheets import XLSX

SHEETS = {
    (200, "application/json"): TaskSerializer(many=True),
    (200, "text/csv"): OpenApiTypes.STR,
    (200, XLSX): OpenApiTypes.BINARY,
}
