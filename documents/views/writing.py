"""Writing an item that is not published: its editor, its texts as they save themselves, and their earlier versions.

To those who neither edit the forum nor wrote the item, none of it is there.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agenda.missing import Draft, Lack, missing
from agenda.models import AgendaItem
from agenda.services.fields import FIELDS, Field
from agenda.services.ordering import delete_draft
from agenda.services.versions import Mark
from agenda.services.writing import expect_writable, save_text
from agenda.views import saving
from agenda.views.door import form_page, person
from documents.case_history import Earlier, history
from documents.earlier import Versions
from documents.editing import Editing, ItemText
from documents.read_log import note_item
from people.models import Viewer


# /items/<item_id>/edit/
@form_page
def item_edit(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item, by = written(request.user, item_id), person(request)
    edits = edits_item(by, item)
    expect_writable(item, edits=edits)
    editing = Editing(item, by, edits)
    if request.method == "POST" and editing.save(request.POST):
        messages.success(request, _("Punktet er gemt."))
        return redirect("item_edit", item.pk)
    if item.closed:
        note_item(by, item)
    facts = {"item": item, "editing": editing, "lacks": _lacks(item), "history": _history(by, item)}
    return render(request, "documents/drafting/edit.html", facts, status=409 if editing.clashed else 200)


# /items/<item_id>/texts/<field>/
@form_page
def item_text(request: HttpRequest, item_id: UUID, field: str) -> HttpResponse:
    """The versions of one text, and where it is saved: by the page as it is written, or when an old one is fetched."""
    if saving.in_json(request) and (answered := saving.signed_out(request)):
        return answered
    item, by, known = written(request.user, item_id), person(request), _field(field)
    if request.method == "POST" and saving.in_json(request):
        return saving.answer(request, ItemText(item, known, by))
    edits = edits_item(by, item)
    if not edits:
        expect_writable(item, edits=edits)
    versions = Versions(item, known, request.GET.get("version", ""))
    if request.method == "POST":
        if (wanted := versions.numbered(request.POST.get("version", ""))) is None:
            raise Http404
        save_text(item, field, wanted.text, base=Mark.parse(request.POST.get("base", "")), by=by, anew=True)
        messages.success(request, _("Den tidligere udgave er hentet frem igen."))
        return redirect(f"{reverse('item_edit', args=[item.pk])}#{field}")
    if item.closed:
        note_item(by, item)
    return render(request, "documents/drafting/versions.html", {"item": item, "versions": versions})


# /items/<item_id>/missing/
@require_safe
def item_missing(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = written(request.user, item_id)
    return render(
        request, "documents/drafting/_missing.html", {"item": item, "lacks": _lacks(item), "here": True}
    )


# /items/<item_id>/case/
@require_safe
def item_case(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = written(request.user, item_id)
    return render(
        request, "documents/drafting/_case.html", {"item": item, "history": _history(request.user, item)}
    )


# /items/<item_id>/delete/
@require_POST
def item_delete(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = written(request.user, item_id)
    delete_draft(item, by=person(request))
    messages.success(request, _("Kladden er slettet."))
    return redirect("agenda", item.meeting_id) if item.meeting_id else redirect("meetings")


def written(user: Viewer, item_id: UUID) -> AgendaItem:
    """Return the item for somebody who writes in it, at one time or another; Http404 for all others."""
    items = AgendaItem.objects.written_by(user).select_related(
        "meeting", "forum", "case", "department", "continues__meeting"
    )
    return get_object_or_404(items.prefetch_related("recommendations", "attachments", "guests"), pk=item_id)


def edits_item(user: Viewer, item: AgendaItem) -> bool:
    return AgendaItem.objects.edited_by(user).filter(pk=item.pk).exists()


def _lacks(item: AgendaItem) -> tuple[Lack, ...]:
    return missing(Draft.of(item))


def _history(user: Viewer, item: AgendaItem) -> list[Earlier]:
    found = history(user, item)
    for one in found:
        if one.read and one.item.closed:
            note_item(user, one.item)
    return found


def _field(name: str) -> Field:
    if name not in FIELDS:
        raise Http404
    return FIELDS[name]
