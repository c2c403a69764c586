"""The list of meetings."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agenda.listing import window
from agenda.models import Meeting


# / and /meetings/
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    visible = Meeting.objects.visible_to(request.user)
    if not request.user.is_authenticated and not visible.exists():
        return redirect_to_login(request.get_full_path())
    return render(request, "agenda/meetings.html", {"window": window(visible, request.user, request.GET)})
