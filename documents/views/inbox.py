"""The inbox of a forum's secretariat, and what is done with what came in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.heads import pass_over_head, waiting
from agenda.services.items import accept_item, park_item
from agenda.services.proposals import meetings_to_wish_for, send_back
from agenda.views.door import edited_forum, person
from documents import inbox as box
from documents import proposal_page
from documents.forms.proposals import AcceptForm, CommentForm
from documents.read_log import note_item
from people.forms import PageForm
from people.wording import day_in_words

State = AgendaItem.State


# /fora/<forum_id>/inbox/
@require_safe
def inbox(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    facts = {"forum": forum, "sections": box.of(forum, request.user)}
    return render(request, "documents/inbox/inbox.html", facts)


# /fora/<forum_id>/inbox/<item_id>/
@require_safe
def inbox_item(request: HttpRequest, forum_id: int, item_id: UUID) -> HttpResponse:
    forum, item = _item(request, forum_id, item_id)
    if item.closed:
        note_item(request.user, item)
    return _page(request, forum, item)


def _page(request: HttpRequest, forum: Forum, item: AgendaItem, **bound: PageForm) -> HttpResponse:
    """The page with a form for each thing that can be done; `bound` holds the one that was sent."""
    review = waiting(item)
    facts = {
        **vars(proposal_page.of(item, person(request))),
        "forum": forum,
        "head": review.user if review is not None else None,
        "returns": item.state == State.SUBMITTED,
        "parks": item.state in (State.SUBMITTED, State.ACCEPTED) and review is None,
        "deadline": proposal_page.deadline(item.wished_meeting),
        "accept": AcceptForm(meetings_to_wish_for(forum), initial=_next(forum, item)),
        "comment": CommentForm(prefix="return"),
        "reason": CommentForm(prefix="pass"),
        **bound,
    }
    return render(request, "documents/inbox/item.html", facts)


def _next(forum: Forum, item: AgendaItem) -> Meeting | None:
    """The meeting that is offered: the one that was asked for if it is still to come, else the next."""
    coming = list(meetings_to_wish_for(forum))
    wanted = item.meeting or item.wished_meeting
    return wanted if wanted in coming else next(iter(coming), None)


# /fora/<forum_id>/inbox/<item_id>/accept/
@require_POST
def inbox_accept(request: HttpRequest, forum_id: int, item_id: UUID) -> HttpResponse:
    forum, item = _item(request, forum_id, item_id)
    form = AcceptForm(meetings_to_wish_for(forum), request.POST)
    if not form.carry_out(lambda: accept_item(item, form.cleaned_data["meeting"], by=person(request))):
        return _page(request, forum, item, accept=form)
    day = day_in_words(form.cleaned_data["meeting"].date)
    return _done(request, forum, _("Forslaget er taget på dagsordenen til mødet den %(day)s.") % {"day": day})


# /fora/<forum_id>/inbox/<item_id>/return/
@require_POST
def inbox_return(request: HttpRequest, forum_id: int, item_id: UUID) -> HttpResponse:
    forum, item = _item(request, forum_id, item_id)
    form = CommentForm(request.POST, prefix="return")
    if not form.carry_out(lambda: send_back(item, form.cleaned_data["comment"], by=person(request))):
        return _page(request, forum, item, comment=form)
    return _done(request, forum, _("Forslaget er sendt tilbage til forfatteren."))


# /fora/<forum_id>/inbox/<item_id>/park/
@require_POST
def inbox_park(request: HttpRequest, forum_id: int, item_id: UUID) -> HttpResponse:
    forum, item = _item(request, forum_id, item_id)
    park_item(item, by=person(request))
    return _done(request, forum, _("Forslaget er sat i bero."))


# /fora/<forum_id>/inbox/<item_id>/pass/
@require_POST
def inbox_pass(request: HttpRequest, forum_id: int, item_id: UUID) -> HttpResponse:
    forum, item = _item(request, forum_id, item_id)
    form = CommentForm(request.POST, prefix="pass")
    if not form.carry_out(lambda: pass_over_head(item, form.cleaned_data["comment"], by=person(request))):
        return _page(request, forum, item, reason=form)
    messages.success(request, _("Forslaget afventer ikke længere lederens godkendelse."))
    return redirect("inbox_item", forum.pk, item.pk)


def _item(request: HttpRequest, forum_id: int, item_id: UUID) -> tuple[Forum, AgendaItem]:
    """Return an item that waits in the forum's inbox, for one who edits it; Http404 for all others and all else."""
    forum = edited_forum(request, forum_id)
    items = AgendaItem.objects.edited_by(request.user).filter(forum=forum, published_at__isnull=True)
    found = get_object_or_404(
        items.select_related("forum", "meeting", "case", "wished_meeting", "author", "department"), pk=item_id
    )
    return forum, found


def _done(request: HttpRequest, forum: Forum, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("inbox", forum.pk)
