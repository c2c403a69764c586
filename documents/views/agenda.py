"""The agenda of a meeting as its editors put it together. To everybody else it is not there."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agenda.models import AgendaItem
from agenda.services.items import accept_item
from agenda.services.ordering import add_item, move_item, return_to_pool
from agenda.views.door import edited_item, edited_meeting, form_page, person
from documents.forms.agenda import AddForm, PlaceForm
from documents.issuing import offered
from documents.workspace import Workspace
from people.templatetags.site import when


# /meetings/<meeting_id>/agenda/
@form_page
def agenda(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting, by = edited_meeting(request, meeting_id), person(request)
    form = AddForm(request.POST or None)
    if form.is_bound and form.carry_out(lambda: add_item(meeting, **form.cleaned_data, by=by)):
        messages.success(request, _("Punktet er sat på dagsordenen."))
        return redirect("agenda", meeting.pk)
    workspace = Workspace(meeting, by)
    moved = workspace.line_of(request.GET.get("moved", ""))
    facts = {
        "meeting": meeting,
        "workspace": workspace,
        "form": form,
        "moved": moved,
        "number": request.GET.get("number", ""),
        "offered": list(offered(meeting)),
    }
    return render(request, "documents/drafting/agenda.html", facts)


# /items/<item_id>/place/
@require_POST
def item_place(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Move an item on its meeting's agenda."""
    item, form = edited_item(request, item_id), PlaceForm(request.POST)
    if form.is_valid():
        item = move_item(item, form.cleaned_data["place"], by=person(request))
    said = {"moved": item.pk, "number": form.cleaned_data["number"] or ""} if form.is_valid() else {}
    return redirect(f"{_agenda_of(item)}?{urlencode(said)}")


# /items/<item_id>/take/<meeting_id>/
@require_POST
def item_take(request: HttpRequest, item_id: UUID, meeting_id: int) -> HttpResponse:
    """Take an item onto a meeting's agenda, from the pool or from another meeting."""
    item, meeting = edited_item(request, item_id), edited_meeting(request, meeting_id)
    back = item.meeting or meeting
    accept_item(item, meeting, by=person(request))
    day = when(meeting.date)
    messages.success(request, _("Punktet er sat på dagsordenen for %(day)s.") % {"day": day})
    return redirect("agenda", back.pk)


# /items/<item_id>/pool/
@require_POST
def item_pool(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take an item off its agenda, to wait for another meeting."""
    item = edited_item(request, item_id)
    back = _agenda_of(item)
    return_to_pool(item, by=person(request))
    messages.success(request, _("Punktet er taget af dagsordenen og venter på et andet møde."))
    return redirect(back)


def _agenda_of(item: AgendaItem) -> str:
    return reverse("agenda", args=[item.meeting_id]) if item.meeting_id else reverse("meetings")
