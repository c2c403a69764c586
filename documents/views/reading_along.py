"""A draft read along: the chair's agreement, rounds of reading, and comments at each item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agenda.models import AgendaItem, ItemComment, Meeting
from agenda.rights import EDITORS, seats_on, today
from agenda.services import rounds
from agenda.services.agreements import Answer
from agenda.services.comments import comment, settle_comment
from agenda.services.telling import participants
from agenda.views.door import form_page, person
from documents import agreeing
from documents.drawing.pdf import draw_pdf
from documents.forms.reading_along import ChairForm, ReadersForm, RemarkForm, SettleForm
from documents.read_log import Face, note_item
from documents.reading_along import ReadingAlong
from documents.sending import send_draft
from documents.services import require_reads_all
from people.models import User
from people.refusals import Refused


# /meetings/<meeting_id>/reading/
@require_safe
def reading(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return _page(request, _along(request, meeting_id))


# /meetings/<meeting_id>/reading/ask/
@require_POST
def reading_ask(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = _edited(request, meeting_id)
    agreeing.ask(meeting, by=person(request))
    messages.success(request, _("Formanden er bedt om at svare og får besked på mail."))
    return redirect("reading", meeting.pk)


# /meetings/<meeting_id>/reading/answer/
@require_POST
def reading_answer(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting, form = _edited(request, meeting_id), ChairForm(request.POST)
    said = Answer.AGREED if request.POST.get("answer") == Answer.AGREED else Answer.CHANGES
    seen = request.POST.get("seen", "")

    def give() -> object:
        return agreeing.answer(meeting, said, **form.cleaned_data, seen=seen, by=person(request))

    if not form.carry_out(give):
        return _page(request, _along(request, meeting_id), form=form)
    messages.success(request, _("Dit svar er sendt til sekretæren."))
    return redirect("meeting", meeting.pk)


# /meetings/<meeting_id>/reading/draft.pdf
@require_safe
def reading_pdf(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = _edited(request, meeting_id)
    require_reads_all(person(request), meeting)
    document = _along(request, meeting_id, face=Face.PDF).document
    return send_draft(meeting, document.kind, draw_pdf(document, draft=True))


# /meetings/<meeting_id>/reading/readers/
@form_page
def reading_readers(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = _edited(request, meeting_id)
    before = rounds.running(meeting)
    form = ReadersForm(_people(meeting), before, request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: rounds.ask_readers(meeting, **form.asked(), by=person(request))
    ):
        messages.success(request, _("Dagsordenen er sendt til gennemlæsning."))
        return redirect("reading", meeting.pk)
    words = _("Til gennemlæsning")
    facts = {"meeting": meeting, "round": before, "form": form, "words": words}
    return render(request, "documents/reading/readers.html", facts)


# /meetings/<meeting_id>/reading/end/
@require_POST
def reading_end(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = _edited(request, meeting_id)
    rounds.end_round(meeting, by=person(request))
    messages.success(request, _("Gennemlæsningen er slut."))
    return redirect("reading", meeting.pk)


# /meetings/<meeting_id>/reading/items/<item_id>/
@require_POST
def reading_comment(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    along = _along(request, meeting_id)
    readable = AgendaItem.objects.visible_to(request.user).filter(meeting=along.meeting)
    item = get_object_or_404(readable, pk=item_id)
    form = RemarkForm(request.POST, prefix=request.POST.get("prefix"))
    if not form.carry_out(lambda: comment(item, **form.cleaned_data, by=person(request))):
        along.bound = {str(item.pk): form}
        return _page(request, along)
    messages.success(request, _("Bemærkningen er sendt til sekretæren."))
    return redirect("reading", along.meeting.pk)


# /comments/<comment_id>/
@form_page
def comment_settle(request: HttpRequest, comment_id: int) -> HttpResponse:
    items = AgendaItem.objects.edited_by(request.user).filter(meeting__isnull=False)
    asked = ItemComment.objects.filter(kind__in=[ItemComment.Kind.REVIEW, ItemComment.Kind.MINUTES])
    said = get_object_or_404(
        asked.filter(item__in=items).select_related("item__meeting__forum", "by"), pk=comment_id
    )
    form, taken = SettleForm(request.POST or None), request.POST.get("taken") == "1"  # the button says it
    if form.is_bound and form.carry_out(
        lambda: settle_comment(said, taken=taken, **form.cleaned_data, by=person(request))
    ):
        messages.success(request, _("Du har taget stilling til bemærkningen."))
        return redirect(_back(said))
    if said.item.closed:
        note_item(request.user, said.item)
    facts = {
        "meeting": said.item.meeting,
        "said": said,
        "comments": [said],
        "form": form,
        "back": _back(said),
    }
    return render(
        request, "documents/reading/settle.html", facts | {"words": _("Tag stilling til en bemærkning")}
    )


def _back(said: ItemComment) -> str:
    """The page where the item is being written."""
    meeting = said.item.meeting_id
    if said.kind == ItemComment.Kind.MINUTES:
        return reverse("minutes_item", args=[meeting, said.item_id])
    return f"{reverse('agenda', args=[meeting])}#item-{said.item_id}"


def _along(request: HttpRequest, meeting_id: int, **more: Any) -> ReadingAlong:
    """Return the draft for an editor, or for one who is asked to read it; Http404 for all others."""
    by, visible = person(request), Meeting.objects.visible_to(request.user).select_related("forum")
    meeting = get_object_or_404(visible, pk=meeting_id)
    edits = Meeting.objects.edited_by(by).contains(meeting)
    along = ReadingAlong(meeting, by, edits, rounds.running(meeting), **more)
    if not (edits or along.asked):
        raise Http404
    if not along.is_drafted:
        raise Refused(_("Mødet er afsluttet eller aflyst; der er intet udkast at læse igennem."))
    return along


def _edited(request: HttpRequest, meeting_id: int) -> Meeting:
    edited = Meeting.objects.edited_by(request.user).select_related("forum")
    return get_object_or_404(edited, pk=meeting_id)


def _people(meeting: Meeting) -> QuerySet[User]:
    """Those who come to the meeting, but the ones who see its drafts anyway and those who have been asked already."""
    editors = seats_on(meeting.forum, today()).filter(role__in=EDITORS)
    asked = rounds.running(meeting)
    there = participants(meeting).exclude(pk__in=editors.values("user")).order_by("full_name")
    return there.exclude(review_rounds=asked) if asked else there


def _page(request: HttpRequest, along: ReadingAlong, form: ChairForm | None = None) -> HttpResponse:
    facts = {"along": along, "meeting": along.meeting, "form": form or ChairForm()}
    return render(request, "documents/reading/reading.html", facts)
