"""The order in which the room takes the items. For the meeting's editors alone."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agenda.models import AgendaItem
from agenda.services.room import move_in_room
from documents.forms.agenda import PlaceForm
from documents.views.minutes import session_of


# /meetings/<meeting_id>/minutes/order/
@require_safe
def minutes_order(request: HttpRequest, meeting_id: int) -> HttpResponse:
    session = session_of(request, meeting_id)
    moved = next((one for one in session.in_room if str(one.item.pk) == request.GET.get("moved")), None)
    return render(request, "documents/minutes/order.html", {"session": session, "moved": moved})


# /meetings/<meeting_id>/minutes/<item_id>/place/
@require_POST
def minutes_place(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    session, form = session_of(request, meeting_id), PlaceForm(request.POST)
    items = AgendaItem.objects.edited_by(request.user).filter(meeting=session.meeting, number__isnull=False)
    item = get_object_or_404(items, pk=item_id)
    if form.is_valid():
        move_in_room(item, form.cleaned_data["place"], by=session.by)
    return redirect(f"{reverse('minutes_order', args=[meeting_id])}?{urlencode({'moved': item.pk})}")
