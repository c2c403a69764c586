"""Ready to be sent out? What to look at, what the check found, the secretary's answers, and then out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agenda.views.door import edited_forum, edited_meeting, form_page, person
from decisions.services.phrases import add_phrase, remove_phrase
from documents import issuing
from documents.answers import answer
from documents.content import Kind
from documents.forms.issuing import PhraseForm
from documents.issue_page import IssuePage
from documents.read_log import note_check


# /meetings/<meeting_id>/ready/agenda/
@form_page
def ready_agenda(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return _ready(request, meeting_id, Kind.AGENDA)


# /meetings/<meeting_id>/ready/minutes/
@form_page
def ready_minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    return _ready(request, meeting_id, Kind.MINUTES)


def _ready(request: HttpRequest, meeting_id: int, kind: Kind) -> HttpResponse:
    by, meeting = person(request), edited_meeting(request, meeting_id)
    prepared = issuing.prepare(
        meeting, kind, by=by, held_too=request.method != "POST" or "held" in request.POST
    )
    page = IssuePage.of(meeting, prepared, request.POST if request.method == "POST" else None)
    if page.was_sent and page.is_valid():
        answer(meeting, page.answers(), by=by)
        page = page.answered()
        if not page.rows and not page.blockers:
            issuing.issue(meeting, page.prepared, by=by)
            messages.success(request, page.done)
            return redirect("meeting", meeting.pk)
    note_check(by, page.prepared.findings)
    return render(request, "documents/issuing/ready.html", {"meeting": meeting, "page": page})


# /fora/<forum_id>/phrases/
@form_page
def phrases(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum, form = edited_forum(request, forum_id), PhraseForm(request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: add_phrase(forum, form.cleaned_data["text"], by=person(request))
    ):
        return redirect("phrases", forum.pk)
    facts = {"forum": forum, "phrases": forum.standard_phrases.all(), "form": form}
    return render(request, "documents/issuing/phrases.html", facts)


# /fora/<forum_id>/phrases/<phrase_id>/delete/
@require_POST
def delete_phrase(request: HttpRequest, forum_id: int, phrase_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    phrase = get_object_or_404(forum.standard_phrases, pk=phrase_id)
    remove_phrase(phrase, by=person(request))
    return redirect("phrases", forum.pk)
