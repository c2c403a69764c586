"""/api/v1/docs/, the only page of the REST face."""

from __future__ import annotations

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


# The style sheet of Swagger UI holds its small pictures (arrows, locks) in itself. A picture runs nothing and asks
# nobody, so this page may show them; scripts, styles and addresses are bound here as everywhere.
@csp_update({"img-src": ["data:"]})
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The schema, to be read and tried out; it tells nothing of what there is."""
    return render(request, "api/docs.html")
