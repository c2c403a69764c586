"""A list of tasks narrowed by what stands in the address: one way for all pages that show one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from decisions.filters import TaskFilter
from decisions.models import FollowUpTask
from decisions.sheets import FORMATS

Tasks: TypeAlias = "QuerySet[FollowUpTask]"


@dataclass(frozen=True)
class Narrowed:
    """What is left, the nearest deadline first; `query` is what it is narrowed to, for links, `chosen` for a form."""

    tasks: Tasks
    query: str
    chosen: dict[str, str]
    not_understood: list[str]
    format: str

    @property
    def status(self) -> int:
        """Of the page: a request that was not understood is told so to programs, too."""
        return 400 if self.not_understood else 200

    def file(self) -> HttpResponseBase | None:
        """The list as the file that was asked for; None for a page, and where not all of it was understood."""
        draw = FORMATS.get(self.format)
        return draw(self.tasks) if draw is not None and not self.not_understood else None


def narrowed(request: HttpRequest, tasks: Tasks) -> Narrowed:
    found = TaskFilter(request.GET, queryset=tasks, request=request)
    ordered = found.qs.order_by(F("deadline").asc(nulls_last=True), "created_at", "pk")
    wanted, sentences = request.GET.get("format", ""), found.not_understood()
    if wanted and wanted not in FORMATS:
        sentences.append(
            _("Listen kan hentes som csv eller xlsx, ikke som »%(format)s«.") % {"format": wanted[:40]}
        )
    query = {name: value for name, value in request.GET.items() if name not in ("page", "format") and value}
    department = found.form.cleaned_data.get("department")
    chosen = request.GET.dict() | ({"department": str(department)} if department is not None else {})
    return Narrowed(ordered, urlencode(query), chosen, sentences, wanted)
