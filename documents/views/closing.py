"""Closing and opening items and single bilag."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agenda.models import AgendaItem, Attachment, Meeting
from agenda.views.door import edited_item, form_page, person
from documents import opening
from documents.answers import answer
from documents.former_meetings import spells
from documents.forms.closing import ClosingForm
from documents.issue_page import IssuePage
from documents.page import rich
from documents.read_log import note_check, note_item
from documents.reissuing import close_item, open_item, set_attachment_closed
from documents.replacing import NotReplaced
from people.models import Viewer


# /items/<item_id>/access/close/
@form_page
def item_close(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = edited_item(request, item_id)
    form = ClosingForm(item, request.POST or None)
    warning = form.warning() if form.is_valid() and "anyway" not in request.POST else ""
    held: IssuePage | None = None

    def carry_out() -> None:
        nonlocal held
        held = done_with_answers(request, item, lambda: close_item(item, form.closing(), by=person(request)))

    if form.is_bound and not warning and form.carry_out(carry_out) and held is None:
        messages.success(request, _closed_words(item))
        return redirect("item_access", item.pk)
    stood_open = item.published_at is None and not item.closed and any(spells(item))
    facts = {"item": item, "form": form, "warning": warning, "held": held, "stood_open": stood_open}
    return render(request, "documents/access/close.html", facts | {"anyway": "anyway" in request.POST})


def _closed_words(item: AgendaItem) -> str:
    return _("Det er gemt, hvordan punktet er lukket.") if item.closed else _("Punktet er lukket.")


# /items/<item_id>/access/open/
@form_page
def item_open(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = edited_item(request, item_id)
    if not item.closed:
        return redirect("item_access", item.pk)
    shown, audience = opening.shown(item), opening.new_readers(item)
    seen = opening.mark(shown, audience)
    held = None
    if request.POST.get("seen") == seen:
        held = done_with_answers(request, item, lambda: open_item(item, by=person(request)))
        if held is None:
            messages.success(request, _("Punktet er åbnet."))
            return redirect("item_access", item.pk)
    facts = {
        "item": item,
        "held": held,
        "shown": shown,
        "background": rich(shown.background, _("sagsfremstillingen")),
        "decision": rich(shown.decision, _("beslutningen")),
        "seen": seen,
    }
    note_item(request.user, item)
    return render(request, "documents/access/open.html", facts | _whom(request, item, audience, seen))


# /attachments/<attachment_id>/close/
@require_POST
def attachment_close(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    attachment = _bilag(request.user, attachment_id)
    set_attachment_closed(attachment, True, by=person(request))
    messages.success(request, _("Bilaget er lukket."))
    return redirect("item_access", attachment.item_id)


# /attachments/<attachment_id>/open/
@form_page
def attachment_open(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    attachment = _bilag(request.user, attachment_id)
    if not attachment.closed:
        return redirect("item_access", attachment.item_id)
    audience = opening.new_readers_of_bilag(attachment)
    seen = opening.mark((attachment.title, attachment.sha256), audience)
    item, held = attachment.item, None
    if request.POST.get("seen") == seen:
        held = done_with_answers(
            request, item, lambda: set_attachment_closed(attachment, False, by=person(request))
        )
        if held is None:
            messages.success(request, _("Bilaget er åbnet."))
            return redirect("item_access", item.pk)
    facts = {"item": item, "attachment": attachment, "seen": seen, "held": held}
    return render(request, "documents/access/open_bilag.html", facts | _whom(request, item, audience, seen))


def done_with_answers(
    request: HttpRequest, about: AgendaItem | Meeting, service: Callable[[], object]
) -> IssuePage | None:
    """Do it with the answers that were sent; return what the check found that nobody has answered, or None."""
    answers = request.POST if "answered" in request.POST else None
    while True:
        try:
            service()
        except NotReplaced as held:
            page = IssuePage.of(_meeting(about), held.prepared, answers)
            if answers is None or not page.is_valid() or not page.answers():
                note_check(person(request), page.prepared.findings)
                return page
            answer(_meeting(about), page.answers(), by=person(request))
            answers = None
        else:
            return None


def _meeting(about: AgendaItem | Meeting) -> Meeting:
    """The meeting that something has been issued of, or of an item of it."""
    meeting = about if isinstance(about, Meeting) else about.meeting
    if meeting is None:
        raise Http404
    return meeting


def _bilag(user: Viewer, attachment_id: UUID) -> Attachment:
    items = AgendaItem.objects.edited_by(user)
    found = Attachment.objects.visible_to(user).filter(item__in=items)
    return get_object_or_404(found.select_related("item__meeting", "item__forum"), pk=attachment_id)


def _whom(request: HttpRequest, item: AgendaItem, audience: opening.Audience, seen: str) -> dict[str, object]:
    employees = opening.other_employees(item) if audience.employees else 0
    return {
        "audience": audience,
        "employees": employees,
        "anybody": bool(audience.people or employees or audience.public),
        "changed": request.method == "POST" and request.POST.get("seen") != seen,
    }
