"""Corrections of one item of approved minutes. For the editors of its forum alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda.views.door import edited_item, form_page, person
from decisions.services.approval import is_to_be_changed
from decisions.services.corrections import require_correctable
from documents.correcting import correct_item
from documents.forms.corrections import CorrectionForm
from documents.issue_page import IssuePage
from documents.page import rich
from documents.read_log import note_item
from documents.views.closing import done_with_answers


# /items/<item_id>/corrections/
@form_page
def corrections(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item, by = edited_item(request, item_id), person(request)
    if item.meeting is None or item.published_at is None:
        raise Http404
    require_correctable(item, by)
    form = CorrectionForm(request.POST or None)
    held: IssuePage | None = None

    def carry_out() -> None:
        nonlocal held
        held = done_with_answers(request, item, lambda: correct_item(item, form.rich_text(), by=by))

    if form.is_bound and form.carry_out(carry_out) and held is None:
        messages.success(request, _("Rettelsen er udsendt sammen med referatet."))
        return redirect("item", item.meeting_id, item.pk)
    if item.closed:
        note_item(by, item)
    written = [(one, rich(one.text, _("rettelsen"))) for one in item.corrections.select_related("made_by")]
    facts = {"item": item, "form": form, "held": held, "written": written}
    return render(
        request,
        "documents/access/corrections.html",
        facts | {"to_be_changed": is_to_be_changed(item.meeting)},
    )
