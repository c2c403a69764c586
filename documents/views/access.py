"""One item's access page: who can read it and why, and who has. For the editors of its forum alone.

To everybody else, and to an editor who is recused, the item is not there.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.views.door import edited_item, form_page, person
from documents import access, incidents
from documents.forms.access import NoteForm


# /items/<item_id>/access/
@require_safe
def item_access(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = edited_item(request, item_id)
    before = request.GET.get("before", "")
    older_than = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    return render(request, "documents/access/item.html", vars(access.of(item, older_than)))


# /incidents/<incident_id>/
@form_page
def incident(request: HttpRequest, incident_id: int) -> HttpResponse:
    found = get_object_or_404(
        incidents.edited_by(request.user).select_related("item__meeting", "meeting__forum", "attachment"),
        pk=incident_id,
    )
    form = NoteForm(request.POST or None, initial={"note": found.note})
    if request.method == "POST" and form.carry_out(
        lambda: incidents.write_note(found, form.cleaned_data["note"], by=person(request))
    ):
        messages.success(request, _("Notatet er gemt."))
        return redirect("item_access", found.item_id)
    facts = {"incident": found, "item": found.item, "form": form, "readers": incidents.readers(found)}
    return render(request, "documents/access/incident.html", facts)
