"""What the list of tasks is answered as."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.request import Request

from api.follow_up.serializers import TaskSerializer
from api.wrong import WrongQuery
from decisions.sheets import XLSX

SHEETS = {
    (200, "application/json"): TaskSerializer(many=True),
    (200, "text/csv"): OpenApiTypes.STR,
    (200, XLSX): OpenApiTypes.BINARY,
}

OF_PAGES = ("cursor", "page_size", "ordering")


def expect_whole(request: Request) -> None:
    """A file is the whole list, in an order of its own."""
    words = _("Kan ikke bruges til en fil: den har hele listen, efter frist.")
    if wrong := {name: words for name in OF_PAGES if name in request.query_params}:
        raise WrongQuery(wrong)
