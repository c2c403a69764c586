"""Reading in an emergency: for administrators alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda.models import AgendaItem
from agenda.views.door import form_page
from documents.emergencies import read_in_emergency
from documents.forms.emergency import EmergencyForm, published, reads
from people.models import User


# /emergency/
@form_page
def emergency(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User) or not user.administers:
        raise Http404
    link = request.GET.get("item", "")
    linked = _linked(link)
    if linked is not None and reads(user, linked):
        messages.info(request, _("Du har allerede adgang til punktet. Der er ikke brug for nødadgang."))
        return redirect("item", linked.meeting_id, linked.pk)
    form = EmergencyForm(linked, user, request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: read_in_emergency(form.found, reason=form.cleaned_data["reason"], by=user)
    ):
        messages.success(
            request, _("Du har adgang til punktet i én time. Forummets sekretær har fået besked.")
        )
        return redirect("item", form.found.meeting_id, form.found.pk)
    facts = {"form": form, "linked": linked, "dead_link": bool(link) and linked is None}
    return render(request, "documents/access/emergency.html", facts)


def _linked(link: str) -> AgendaItem | None:
    """The published item that a link's id names."""
    try:
        return published().filter(pk=UUID(link)).first()
    except ValueError:
        return None
