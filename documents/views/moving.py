"""Moving and cancelling a meeting before it begins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda.services.approvals import warnings
from agenda.services.meetings import cancel_meeting, expect_before_session
from agenda.views.door import edited_meeting, form_page, person
from documents.forms.moving import CancelForm, MoveForm
from documents.moving import consequences, move


# /meetings/<meeting_id>/move/
@form_page
def meeting_move(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting, by = edited_meeting(request, meeting_id), person(request)
    expect_before_session(meeting, _("Et møde kan kun flyttes, før det er gået i gang."))
    form = MoveForm(meeting, request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: move(meeting, form.slot(), reason=form.cleaned_data["reason"], by=by)
    ):
        messages.success(request, _("Mødet er flyttet."))
        for sentence in warnings(edited_meeting(request, meeting_id)):
            messages.warning(request, sentence)
        return redirect("meeting", meeting.pk)
    facts = {"meeting": meeting, "form": form, "follows": consequences(meeting, by)}
    return render(request, "documents/moving/move.html", facts)


# /meetings/<meeting_id>/cancel/
@form_page
def meeting_cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting, by = edited_meeting(request, meeting_id), person(request)
    expect_before_session(meeting, _("Et møde kan kun aflyses, før det er gået i gang."))
    form = CancelForm(request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: cancel_meeting(meeting, reason=form.cleaned_data["reason"], by=by)
    ):
        messages.success(request, _("Mødet er aflyst."))
        return redirect("meeting", meeting.pk)
    facts = {"meeting": meeting, "form": form, "follows": consequences(meeting, by)}
    return render(request, "documents/moving/cancel.html", facts)
