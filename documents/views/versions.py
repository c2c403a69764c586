"""The versions of an agenda and minutes, for who may open the meeting; and making the next one of published minutes,
for its editors."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agenda.models import AgendaItem, Meeting
from agenda.services.versions import Clash, Mark
from agenda.views import saving
from agenda.views.door import edited_meeting, form_page, person
from decisions.models import Outcome
from decisions.services.revisions import (
    drop_revision,
    open_revision,
    require_revisable,
    revision_of,
    save_text,
    set_outcomes,
)
from documents import versions as issued
from documents.forms.minutes import OutcomesForm
from documents.forms.versions import ChangesForm
from documents.new_version import issue_version
from documents.read_log import note_item
from documents.revising import ItemRevising, RevisedText, Revising
from documents.views.closing import done_with_answers


# /meetings/<meeting_id>/versions/
@require_safe
def versions(request: HttpRequest, meeting_id: int) -> HttpResponse:
    visible = Meeting.objects.visible_to(request.user).select_related("forum")
    meeting = get_object_or_404(visible, pk=meeting_id)
    facts = {"meeting": meeting, "shelves": issued.of(request.user, meeting)}
    return render(request, "documents/versions/versions.html", facts)


# /meetings/<meeting_id>/versions/new/
@form_page
def version_new(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting, by = edited_meeting(request, meeting_id), person(request)
    require_revisable(meeting, by)
    form, held = ChangesForm(request.POST or None), None

    def carry_out() -> None:
        nonlocal held
        changes = form.cleaned_data["changes"]
        held = done_with_answers(request, meeting, lambda: issue_version(meeting, changes, by=by))

    if form.is_bound and form.carry_out(carry_out) and held is None:
        messages.success(request, _("Den nye udgave af referatet er udsendt."))
        return redirect("versions", meeting.pk)
    facts: dict[str, object] = {"meeting": meeting, "revising": Revising(meeting, by), "form": form}
    return render(request, "documents/versions/version_new.html", facts | {"held": held})


# /meetings/<meeting_id>/versions/new/open/
@require_POST
def version_open(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = edited_meeting(request, meeting_id)
    open_revision(meeting, by=person(request))
    return redirect("version_new", meeting.pk)


# /meetings/<meeting_id>/versions/new/drop/
@require_POST
def version_drop(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = edited_meeting(request, meeting_id)
    drop_revision(meeting, by=person(request))
    messages.success(request, _("Ændringen er droppet. Referatet er, som det var."))
    return redirect("meeting", meeting.pk)


# /meetings/<meeting_id>/versions/new/<item_id>/
@form_page
def version_item(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    """One decision written anew, saved while it is written."""
    if saving.in_json(request) and (answered := saving.signed_out(request)):
        return answered
    meeting, by = edited_meeting(request, meeting_id), person(request)
    published = AgendaItem.objects.edited_by(by).filter(meeting=meeting, state=AgendaItem.State.PUBLISHED)
    item = get_object_or_404(published.select_related("meeting", "case"), pk=item_id)
    if request.method == "POST" and saving.in_json(request):
        return saving.answer(request, RevisedText(item, by))
    require_revisable(meeting, by)
    revision, both = revision_of(meeting), None
    if revision is None:
        return redirect("version_new", meeting.pk)
    revising = ItemRevising(item, revision)
    if request.method == "POST":
        both = _saved(request, revising)
        if both is None:
            return redirect("version_new", meeting.pk)
    if item.closed:
        note_item(by, item)
    facts = {
        "meeting": meeting,
        "item": item,
        "revising": revising,
        "both": both,
        "outcomes": Outcome.choices,
    }
    text = {"text": both.clash.mine if both else revising.now.text}
    return render(request, "documents/versions/version_item.html", facts | text, status=409 if both else 200)


def _saved(request: HttpRequest, revising: ItemRevising) -> saving.Both | None:
    """Save the page as it was sent; return both texts where another has written meanwhile."""
    by = person(request)
    form = OutcomesForm(revising.choices, request.POST)
    try:
        if form.is_valid():
            set_outcomes(revising.item, form.outcomes(), by=by)
        if "decision" in request.POST:
            base, anew = Mark.parse(request.POST.get("decision-base", "")), "decision-anew" in request.POST
            save_text(revising.item, request.POST["decision"], base=base, by=by, anew=anew)
    except Clash as clash:
        return saving.Both(clash, rich=True)
    return None
