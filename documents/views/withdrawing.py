"""Withdrawing an item that has been sent out. For the editors of its forum alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda.views.door import edited_item, form_page, person
from documents.forms.withdrawing import WithdrawForm
from documents.withdrawing import require_withdrawable, withdraw


# /items/<item_id>/withdraw/
@form_page
def item_withdraw(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item, by = edited_item(request, item_id), person(request)
    require_withdrawable(item, by)
    form = WithdrawForm(request.POST or None)
    if form.is_bound and form.carry_out(lambda: withdraw(item, **form.cleaned_data, by=by)):
        messages.success(request, _("Punktet udgår. Nummeret bliver stående."))
        return redirect("item", item.meeting_id, item.pk)
    return render(request, "documents/access/withdraw.html", {"item": item, "form": form})
