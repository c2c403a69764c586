"""Issued documents and bilag, each at an address of its own."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.models import AgendaItem, Attachment, Meeting
from documents.adding import waiting_for
from documents.content import Kind
from documents.editions import DOCX, edition_for
from documents.excerpts import excerpt_for
from documents.late_bilag import require_cleared
from documents.models import IssuedDocument
from documents.read_log import note_attachment, note_edition
from documents.sending import send_attachment, send_edition, send_waiting
from documents.standing import Standing, is_kept, of_edition, was_readable
from people.models import Viewer
from people.refusals import Gone

PAPERS = (IssuedDocument.Format.PDF, IssuedDocument.Format.DOCX)
NEWEST = {
    (Kind.AGENDA, IssuedDocument.Format.PDF): "agenda_pdf",
    (Kind.SUPPLEMENT, IssuedDocument.Format.PDF): "agenda_pdf",
    (Kind.MINUTES, IssuedDocument.Format.PDF): "minutes_pdf",
    (Kind.AGENDA, IssuedDocument.Format.DOCX): "agenda_docx",
    (Kind.MINUTES, IssuedDocument.Format.DOCX): "minutes_docx",
}


# /editions/<edition_id>/
@require_safe
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponseBase:
    issued = _paper(edition_id)
    match of_edition(request.user, issued):
        case Standing.IN_FORCE:
            note_edition(request.user, issued)
            return send_edition(issued)
        case Standing.REPLACED:
            return _to_its_place(issued)
        case Standing.WITHDRAWN:
            sentence = _("Denne udgave er trukket tilbage. Hent den gældende udgave fra mødets side.")
            raise Gone(sentence, page=reverse("meeting", args=[issued.meeting_id]))
        case Standing.HIDDEN:
            raise Http404


# /editions/<edition_id>/kept/
@require_safe
def kept_edition(request: HttpRequest, edition_id: UUID) -> FileResponse:
    issued = _paper(edition_id)
    if not is_kept(request.user, issued):
        raise Http404
    note_edition(request.user, issued)
    return send_edition(issued)


# /meetings/<meeting_id>/agenda.pdf
@require_safe
def agenda_pdf(request: HttpRequest, meeting_id: int) -> HttpResponseRedirect:
    return _to_newest(request.user, meeting_id, Kind.AGENDA)


# /meetings/<meeting_id>/minutes.pdf
@require_safe
def minutes_pdf(request: HttpRequest, meeting_id: int) -> HttpResponseRedirect:
    return _to_newest(request.user, meeting_id, Kind.MINUTES)


# /attachments/<attachment_id>/
@require_safe
def attachment(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    with_file = Attachment.objects.visible_to(request.user).exclude(file="").select_related("item__meeting")
    found = with_file.filter(pk=attachment_id).first()
    waiting = None if found else waiting_for(request.user).filter(pk=attachment_id).first()
    if waiting is not None:
        return send_waiting(waiting)
    if found is None and was_readable(request.user, attachment_id):
        item = get_object_or_404(AgendaItem.objects.listed_for(request.user), attachments=attachment_id)
        page = reverse("item", args=[item.meeting_id, item.pk])
        raise Gone(_("Dette bilag er trukket tilbage. Se punktet på mødets side."), page=page)
    if found is None:
        raise Http404
    require_cleared(request.user, found)
    note_attachment(request.user, found)
    return send_attachment(found)


# /meetings/<meeting_id>/agenda.docx
@require_safe
def agenda_docx(request: HttpRequest, meeting_id: int) -> HttpResponseRedirect:
    return _to_word(request.user, meeting_id, Kind.AGENDA)


# /meetings/<meeting_id>/minutes.docx
@require_safe
def minutes_docx(request: HttpRequest, meeting_id: int) -> HttpResponseRedirect:
    return _to_word(request.user, meeting_id, Kind.MINUTES)


# /meetings/<meeting_id>/items/<item_id>/excerpt.pdf
@require_safe
def excerpt_pdf(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponseRedirect:
    item = _readable(request.user, meeting_id, item_id)
    return _to(excerpt_for(request.user, item, IssuedDocument.Format.PDF))


# /meetings/<meeting_id>/items/<item_id>/excerpt.docx
@require_safe
def excerpt_docx(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponseRedirect:
    """For those who take care of the meeting, as all Word files are."""
    item = _readable(request.user, meeting_id, item_id)
    if not AgendaItem.objects.edited_by(request.user).contains(item):
        raise PermissionDenied
    return _to(excerpt_for(request.user, item, IssuedDocument.Format.DOCX))


def _readable(user: Viewer, meeting_id: int, item_id: UUID) -> AgendaItem:
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting_id)
    return get_object_or_404(items.select_related("meeting__forum"), pk=item_id)


# /meetings/<meeting_id>/supplements/<version>.pdf
@require_safe
def supplement_pdf(request: HttpRequest, meeting_id: int, version: int) -> HttpResponseRedirect:
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=meeting_id)
    return _to(edition_for(request.user, meeting, Kind.SUPPLEMENT, version=version))


def _to_word(user: Viewer, meeting_id: int, kind: Kind) -> HttpResponseRedirect:
    """For those who take care of the meeting: a file to go on writing in is not for handing out."""
    meeting = get_object_or_404(Meeting.objects.visible_to(user), pk=meeting_id)
    if not Meeting.objects.edited_by(user).contains(meeting):
        raise PermissionDenied
    return _to(edition_for(user, meeting, kind, sort=DOCX))


def _paper(edition_id: UUID) -> IssuedDocument:
    papers = IssuedDocument.objects.filter(format__in=PAPERS)
    return get_object_or_404(papers.select_related("meeting__forum"), pk=edition_id)


def _to_its_place(issued: IssuedDocument) -> HttpResponseRedirect:
    """Lead to what took the place of an edition: the newest of its sort, or the meeting."""
    sort = Kind(issued.kind), IssuedDocument.Format(issued.format)
    return redirect(NEWEST.get(sort, "meeting"), issued.meeting_id)


def _to_newest(user: Viewer, meeting_id: int, kind: Kind) -> HttpResponseRedirect:
    meeting = get_object_or_404(Meeting.objects.visible_to(user), pk=meeting_id)
    return _to(edition_for(user, meeting, kind))


def _to(issued: IssuedDocument | None) -> HttpResponseRedirect:
    if issued is None:
        raise Http404
    return redirect("edition", issued.pk)
