"""Proposals: written on the page or in Word, sent in, approved by the head, and followed by their author."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agenda.models import AgendaItem, Review
from agenda.services.heads import approve_proposal, refuse_proposal
from agenda.services.items import case_numbered, submit_item
from agenda.services.proposals import meetings_to_wish_for, open_to, propose, take_back
from agenda.views.door import form_page, person
from documents import proposal_page
from documents.drawing.proposal_template import template
from documents.forms.proposals import CommentForm, ProposalForm, WishForm, WordForm
from documents.read_log import note_item
from documents.reading.proposals.reader import read_proposal
from documents.reading.proposals.result import Proposal
from documents.reading.result import UnreadableFile
from people.models import User

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# /proposals/
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    user = person(request)
    under_way, sent = proposal_page.mine(user)
    facts = {
        "under_way": under_way,
        "sent": sent,
        "to_approve": proposal_page.to_approve(user),
        "may_propose": open_to(user).exists(),
    }
    return render(request, "documents/proposals/list.html", facts)


# /proposals/new/
@form_page
def proposal_new(request: HttpRequest) -> HttpResponse:
    user = person(request)
    fora = open_to(user)
    form = ProposalForm(fora, request.POST or None, proposer=_department(user))
    made: AgendaItem | None = None

    def carry_out() -> None:
        nonlocal made
        made = _propose(form, user)

    if form.is_bound and form.carry_out(carry_out) and made is not None:
        messages.success(request, _("Forslaget er gemt som kladde. Læg bilag på, og indsend det."))
        return redirect("proposal", made.pk)
    return _form_page(request, form)


def _propose(form: ProposalForm, by: User) -> AgendaItem:
    given = form.cleaned_data
    return propose(
        given["forum"],
        given["title"],
        closed=form.is_closed,
        kind=AgendaItem.Kind(given["kind"]),
        case=case_numbered(given["case"]),
        proposer=given["proposer"],
        background=given["background"],
        recommendations=given["recommendations"].splitlines(),
        by=by,
    )


def _form_page(
    request: HttpRequest, form: ProposalForm, word: WordForm | None = None, read: Proposal | None = None
) -> HttpResponse:
    facts = {"form": form, "word": word or WordForm(), "read": read}
    return render(request, "documents/proposals/new.html", facts)


# /proposals/new/word/
@require_POST
def proposal_word(request: HttpRequest) -> HttpResponse:
    """Show what a Word file says, in the form. Nothing is stored, nor is the file."""
    user, word = person(request), WordForm(request.POST, request.FILES)
    read: Proposal | None = None
    if word.is_valid():
        file = word.cleaned_data["file"]
        try:
            read = read_proposal(
                cast(BinaryIO, file),
                file.size,
                megabytes=settings.BILAG_MAX_MB,
                patterns=settings.CASE_NUMBER_PATTERNS,
            )
        except UnreadableFile as error:
            word.add_error("file", str(error))
    form = ProposalForm(open_to(user), proposer=_department(user), read=read)
    return _form_page(request, form, word, read)


def _department(user: User) -> str:
    return user.department.name if user.department is not None else ""


# /proposals/template.docx
@require_safe
def proposal_template(request: HttpRequest) -> HttpResponse:
    person(request)
    response = HttpResponse(template(settings.MUNICIPALITY), content_type=WORD)
    response["Content-Disposition"] = 'attachment; filename="forslag-skabelon.docx"'
    return response


# /proposals/<item_id>/
@require_safe
def proposal(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = _followed(request, item_id)
    if item.closed and item.author != request.user:
        note_item(request.user, item)
    return _page(request, item)


def _page(
    request: HttpRequest, item: AgendaItem, wish: WishForm | None = None, comment: CommentForm | None = None
) -> HttpResponse:
    user = person(request)
    meetings = meetings_to_wish_for(item.forum)
    writes = item.author_id == user.pk and item.state in (AgendaItem.State.DRAFT, AgendaItem.State.RETURNED)
    facts = {
        **vars(proposal_page.of(item, user)),
        "is_author": item.author_id == user.pk,
        "writes": writes,
        "takes_back": item.author_id == user.pk
        and item.state in (AgendaItem.State.SUBMITTED, AgendaItem.State.PARKED),
        "approves": _waits_for(user, item),
        "edits": AgendaItem.objects.edited_by(user).filter(pk=item.pk).exists(),
        "wish": wish or WishForm(meetings, initial=item.wished_meeting),
        "deadlines": proposal_page.deadlines(list(meetings)) if writes else [],
        "comment": comment or CommentForm(),
        "deadline": proposal_page.deadline(item.wished_meeting),
    }
    return render(request, "documents/proposals/proposal.html", facts)


# /proposals/<item_id>/submit/
@require_POST
def proposal_submit(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item, by = _own(request, item_id), person(request)
    form = WishForm(meetings_to_wish_for(item.forum), request.POST)
    if not form.carry_out(lambda: submit_item(item, wish=form.cleaned_data["wish"], by=by)):
        return _page(request, item, wish=form)
    messages.success(request, _("Forslaget er indsendt."))
    return redirect("proposal", item.pk)


# /proposals/<item_id>/withdraw/
@require_POST
def proposal_withdraw(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = _own(request, item_id)
    take_back(item, by=person(request))
    messages.success(request, _("Forslaget er trukket tilbage og er en kladde igen."))
    return redirect("proposal", item.pk)


# /proposals/<item_id>/approve/
@require_POST
def proposal_approve(request: HttpRequest, item_id: UUID) -> HttpResponse:
    approve_proposal(_followed(request, item_id), by=person(request))
    messages.success(request, _("Du har godkendt forslaget. Sekretariatet har det nu."))
    return redirect("proposals")


# /proposals/<item_id>/return/
@require_POST
def proposal_return(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item, form = _followed(request, item_id), CommentForm(request.POST)
    if not form.carry_out(lambda: refuse_proposal(item, form.cleaned_data["comment"], by=person(request))):
        return _page(request, item, comment=form)
    messages.success(request, _("Forslaget er sendt tilbage til forfatteren."))
    return redirect("proposals")


def _followed(request: HttpRequest, item_id: UUID) -> AgendaItem:
    """Return a proposal for its author, for the head who is asked, and for the secretariat; Http404 for all others."""
    items = AgendaItem.objects.visible_to(request.user).filter(author__isnull=False)
    item = get_object_or_404(
        items.select_related("forum", "meeting", "case", "wished_meeting", "author"), pk=item_id
    )
    user = person(request)
    edits = AgendaItem.objects.edited_by(user).filter(pk=item.pk)
    if item.author != user and not _waits_for(user, item) and not edits.exists():
        raise Http404
    return item


def _own(request: HttpRequest, item_id: UUID) -> AgendaItem:
    own = AgendaItem.objects.visible_to(request.user).filter(author=person(request))
    return get_object_or_404(own.select_related("forum", "meeting", "wished_meeting"), pk=item_id)


def _waits_for(user: User, item: AgendaItem) -> bool:
    asked = Review.objects.filter(
        item=item, purpose=Review.Purpose.APPROVAL, closed_at__isnull=True, user=user
    )
    return item.state == AgendaItem.State.SUBMITTED and asked.exists()
