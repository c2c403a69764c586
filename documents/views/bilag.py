"""Bilag: put on an item, called something else, moved, closed and thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from agenda.characters import plain_line
from agenda.filetypes.judging import SUFFIXES, suffix_of, title_of
from agenda.models import AgendaItem, Attachment
from agenda.services.bilag import mark_bilag, move_bilag, remove_bilag, rename_bilag
from agenda.views.door import form_page, person
from documents.adding import add_or_hold, add_waiting, drop_waiting, waiting_for
from documents.forms.bilag import RenameForm
from documents.models import WaitingBilag
from documents.views.closing import done_with_answers
from people.models import Viewer
from people.refusals import Refused

NAME_SHOWN = 80


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    sentence: str


# /items/<item_id>/bilag/
@form_page
def item_bilag(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = _written(request.user, item_id)
    refused = list(_put_on(request, item)) if request.method == "POST" else []
    if request.method == "POST" and not refused:
        return redirect("item_bilag", item.pk)
    return _page(request, item, refused)


def _page(request: HttpRequest, item: AgendaItem, refused: list[Refusal]) -> HttpResponse:
    facts = {"item": item, "refused": refused, "told": messages.get_messages(request)}
    facts["edits"] = AgendaItem.objects.edited_by(request.user).filter(pk=item.pk).exists()
    return render(request, "documents/bilag/item.html", facts)


def _put_on(request: HttpRequest, item: AgendaItem) -> Iterator[Refusal]:
    """Put each file on by itself, so that one that is refused keeps no other back; yield those that are."""
    files, added = request.FILES.getlist("file"), []
    if not files:
        yield Refusal(_("Ingen fil"), _("Vælg de filer, der skal lægges på."))
    for file in files:
        try:
            title = title_of(file.name or "") or _("Bilag")
            added.append(_sentence(file, _add(request, item, title, file)))
        except ValidationError as error:
            yield Refusal(_shown(file), " ".join(error.messages))
        except Refused as refusal:
            yield Refusal(_shown(file), str(refusal))
    _tell(request, added)


def _add(
    request: HttpRequest, item: AgendaItem, title: str, file: UploadedFile[bytes]
) -> Attachment | WaitingBilag:
    return add_or_hold(item, title, file=file, closed="closed" in request.POST, by=person(request))


def _tell(request: HttpRequest, added: list[str]) -> None:
    if len(added) == 1:
        messages.success(request, added[0])
    elif added:
        words = ngettext("%(count)d fil er modtaget.", "%(count)d filer er modtaget.", len(added))
        messages.success(request, words % {"count": len(added)})


def _sentence(file: UploadedFile[bytes], added: Attachment | WaitingBilag) -> str:
    if isinstance(added, WaitingBilag):
        return _("Kontrollen har spørgsmål til »%(title)s«. Svar på dem, før bilaget kan ses af andre.") % {
            "title": added.title
        }
    suffix = SUFFIXES[added.content_type]
    if suffix_of(file.name or "") == suffix:
        return _("»%(title)s« er lagt på.") % {"title": added.title}
    return _("»%(title)s« er lagt på. Filen hed noget andet, men er gemt som det, den er: .%(suffix)s.") % {
        "title": added.title,
        "suffix": suffix,
    }


def _shown(file: UploadedFile[bytes]) -> str:
    return plain_line(file.name or "")[:NAME_SHOWN]


# /attachments/<attachment_id>/rename/
@require_POST
def attachment_rename(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    bilag, form = _bilag(request.user, attachment_id), RenameForm(request.POST)
    if not form.carry_out(lambda: rename_bilag(bilag, form.cleaned_data["title"], by=person(request))):
        return _page(request, bilag.item, [Refusal(bilag.title, form.sentence)])
    return _back(request, bilag.item, _("Bilaget har fået en anden titel."))


# /attachments/<attachment_id>/move/
@require_POST
def attachment_move(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    bilag, up = _bilag(request.user, attachment_id), request.POST.get("to") == "up"
    move_bilag(bilag, -1 if up else 1, by=person(request))
    words = _("»%(title)s« er flyttet op.") if up else _("»%(title)s« er flyttet ned.")
    return _back(request, bilag.item, words % {"title": bilag.title})


# /attachments/<attachment_id>/mark/
@require_POST
def attachment_mark(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    bilag, closed = _bilag(request.user, attachment_id), request.POST.get("closed") == "1"
    mark_bilag(bilag, closed, by=person(request))
    return _back(request, bilag.item, _("Bilaget er lukket.") if closed else _("Bilaget er åbnet."))


# /attachments/<attachment_id>/delete/
@require_POST
def attachment_delete(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    bilag = _bilag(request.user, attachment_id)
    if "sure" not in request.POST:
        return render(request, "documents/bilag/delete.html", {"item": bilag.item, "attachment": bilag})
    remove_bilag(bilag, by=person(request))
    return _back(request, bilag.item, _("»%(title)s« er slettet.") % {"title": bilag.title})


# /bilag/<waiting_id>/
@require_POST
def waiting_bilag(request: HttpRequest, waiting_id: UUID) -> HttpResponse:
    """Try to put on a file that waits, with the answers that were sent; show what is still asked."""
    waiting = get_object_or_404(waiting_for(request.user).select_related("item__meeting"), pk=waiting_id)
    item, by = waiting.item, person(request)
    if "drop" in request.POST:
        drop_waiting(waiting, by=by)
        return _back(request, item, _("Filen er smidt væk."))
    held = done_with_answers(request, item, lambda: add_waiting(waiting, by=by))
    if held is None:
        return _back(request, item, _("»%(title)s« er lagt på.") % {"title": waiting.title})
    return render(request, "documents/bilag/waiting.html", {"item": item, "waiting": waiting, "held": held})


def _back(request: HttpRequest, item: AgendaItem, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("item_bilag", item.pk)


def _written(user: Viewer, item_id: UUID) -> AgendaItem:
    """Return an item that the person writes, or may still put bilag on; Http404 for all others."""
    items = AgendaItem.objects.written_by(user).select_related("meeting", "forum")
    return get_object_or_404(items, pk=item_id)


def _bilag(user: Viewer, attachment_id: UUID) -> Attachment:
    written = Attachment.objects.visible_to(user).filter(item__in=AgendaItem.objects.written_by(user))
    return get_object_or_404(written.select_related("item__meeting", "item__forum"), pk=attachment_id)
