"""The versions of an agenda and minutes, for who may open the meeting; and making the next one of published minutes,
for its editors."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agenda.models import AgendaItem, Meeting
from agenda.services.versions import Clash, Mark
from agenda.views import saving
from agenda.views.door import edited_meeting, form_page, offered_people, person
from decisions.models import Outcome
from decisions.services.revisions import (
    attended_anew,
    drop_revision,
    open_revision,
    require_revisable,
    revision_of,
    save_text,
    set_attendance,
    set_changes,
    set_dissents,
    set_outcomes,
    set_presences,
)
from documents import versions as issued
from documents.forms.minutes import OutcomesForm
from documents.forms.versions import ChangesForm, Lines, attendee_lines, people_lines
from documents.new_version import issue_version
from documents.read_log import note_item
from documents.revising import (
    ItemRevising,
    RevisedText,
    Revising,
    attendee_rows,
    listed,
    stay_rows,
    voice_rows,
)
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
    revising = Revising(meeting, by)
    kept = {"changes": revising.revision.changes} if revising.revision else {}
    form, held = ChangesForm(request.POST or None, initial=kept), None

    def carry_out() -> None:
        nonlocal held
        changes = form.cleaned_data["changes"]
        set_changes(meeting, changes, by=by)
        if "read" not in request.POST:
            held = done_with_answers(request, meeting, lambda: issue_version(meeting, changes, by=by))

    if form.is_bound and form.carry_out(carry_out) and held is None:
        if "read" in request.POST:
            return redirect("reading", meeting.pk)
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


# /meetings/<meeting_id>/versions/new/attendance/
@form_page
def version_attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Who was there, written anew."""
    meeting, by = edited_meeting(request, meeting_id), person(request)
    require_revisable(meeting, by)
    revision = revision_of(meeting)
    if revision is None:
        return redirect("version_new", meeting.pk)
    lines = attendee_lines(attended_anew(meeting, revision), request.POST)

    def carry_out() -> None:
        set_attendance(meeting, attendee_rows(lines), base=lines.base, by=by)

    if request.method == "POST" and lines.carry_out(carry_out):
        return redirect("version_attendance" if "more" in request.POST else "version_new", meeting.pk)
    facts = {"meeting": meeting, "lines": lines, "wrong": lines.is_wrong, "people": offered_people()}
    return render(request, "documents/versions/version_attendance.html", facts)


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
    revising, lines = ItemRevising(item, revision), tuple[Lines, ...]()
    if request.method == "POST":
        both, lines = _saved(request, revising), _people_saved(request, revising)
        if not (both or any(one.is_wrong for one in lines)):
            more = "more" in request.POST
            return (
                redirect("version_item", meeting.pk, item.pk) if more else redirect("version_new", meeting.pk)
            )
        revising = ItemRevising(item, revision)
    if item.closed:
        note_item(by, item)
    shown = _shown(lines, people_lines(revising.now))
    facts = {
        "meeting": meeting,
        "item": item,
        "revising": revising,
        "both": both,
        "outcomes": Outcome.choices,
        "there": attended_anew(meeting, revision),
        "lines": shown,
        "wrong": any(one.is_wrong for one in shown),
        "text": both.clash.mine if both else revising.now.text,
    }
    return render(request, "documents/versions/version_item.html", facts, status=409 if both else 200)


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


def _people_saved(request: HttpRequest, revising: ItemRevising) -> tuple[Lines, Lines]:
    """Save who came and went and who dissented, as far as it was sent; return the lines."""
    item, by = revising.item, person(request)
    stays, voices = people_lines(revising.now, request.POST)
    there = listed(revising.revision)
    stays.carry_out(lambda: set_presences(item, stay_rows(stays, there), base=stays.base, by=by))
    voices.carry_out(lambda: set_dissents(item, voice_rows(voices, there), base=voices.base, by=by))
    return stays, voices


def _shown(sent: Sequence[Lines], now: Sequence[Lines]) -> list[Lines]:
    """The lines as they are, but those that are to be put right as they were sent."""
    return [one if one.is_wrong else fresh for one, fresh in zip(sent or now, now, strict=True)]
