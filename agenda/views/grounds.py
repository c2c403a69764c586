"""The list of legal grounds."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agenda.forms.grounds import GroundForm
from agenda.models import LegalGround
from agenda.services.grounds import add_ground, change_ground
from agenda.views.door import administrator, form_page


# /settings/grounds/
@form_page
def grounds(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
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
    by = administrator(request)
    found = get_object_or_404(LegalGround, pk=ground_id)
    form = GroundForm(request.POST or None, initial=vars(found))
    if form.is_bound and form.carry_out(lambda: change_ground(found, form.line(), by=by)):
        messages.success(request, _("Hjemlen er rettet."))
        return redirect("grounds")
    return render(request, "agenda/ground.html", {"ground": found, "form": form})
