"""The list of meetings, and the list of legal grounds."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agenda.forms import GroundForm
from agenda.listing import window
from agenda.models import LegalGround, Meeting
from agenda.services.grounds import add_ground, change_ground
from people.models import User

form_page = require_http_methods(["GET", "HEAD", "POST"])


# / and /meetings/
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    visible = Meeting.objects.visible_to(request.user)
    if not request.user.is_authenticated and not visible.exists():
        return redirect_to_login(request.get_full_path())
    return render(request, "agenda/meetings.html", {"window": window(visible, request.user, request.GET)})


# /settings/grounds/
@form_page
def grounds(request: HttpRequest) -> HttpResponse:
    by = _administrator(request)
    last = LegalGround.objects.aggregate(last=Max("position"))["last"] or 0
    form = GroundForm(request.POST or None, initial={"active": True, "position": last + 1})
    if form.is_bound and form.carry_out(lambda: add_ground(form.line(), by=by)):
        messages.success(request, _("Hjemlen står på listen."))
        return redirect("grounds")
    return render(
        request,
        "agenda/grounds.html",
        {"grounds": LegalGround.objects.order_by("position", "text"), "form": form},
    )


# /settings/grounds/<ground_id>/
@form_page
def ground(request: HttpRequest, ground_id: int) -> HttpResponse:
    by = _administrator(request)
    found = get_object_or_404(LegalGround, pk=ground_id)
    form = GroundForm(request.POST or None, initial=vars(found))
    if form.is_bound and form.carry_out(lambda: change_ground(found, form.line(), by=by)):
        messages.success(request, _("Hjemlen er rettet."))
        return redirect("grounds")
    return render(request, "agenda/ground.html", {"ground": found, "form": form})


def _administrator(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not request.user.administers:
        raise Http404
    return request.user
