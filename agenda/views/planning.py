"""Planning meetings: a single one, and a series that is proposed, adjusted and then made all at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.forms.meetings import DeadlinesForm, MeetingForm
from agenda.forms.series import Lines, SeriesForm, lines, usual
from agenda.models import Forum, Meeting
from agenda.services.meetings import Taken, plan_meeting, plan_meetings, set_deadlines
from agenda.views.door import edited_forum, edited_meeting, form_page, person


# /fora/<forum_id>/meetings/new/
@form_page
def meeting_new(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    usually = {"start": forum.usual_start, "place": forum.usual_place}
    form = MeetingForm(request.POST or None, initial=usually)

    def carry_out() -> None:
        slot = form.slot()
        plan_meeting(forum, slot.day, start=slot.start, place=slot.place, by=person(request))

    if form.is_bound and form.carry_out(carry_out):
        messages.success(request, _("Mødet er oprettet."))
        return redirect("forum", forum.pk)
    return render(request, "agenda/fora/meeting_new.html", {"forum": forum, "form": form})


# /fora/<forum_id>/series/
@form_page
def series(request: HttpRequest, forum_id: int) -> HttpResponse:
    """GET asks for a series and proposes its dates; POST makes the meetings of the lines that are ticked."""
    forum = edited_forum(request, forum_id)
    asked = "first" in request.GET
    form = SeriesForm(request.GET) if asked else SeriesForm(initial=usual(forum, _latest(request, forum)))
    proposal = lines(form, forum, request.POST or None) if asked and form.is_valid() else None
    if proposal is not None and proposal.is_bound and _made(request, forum, proposal):
        return redirect("forum", forum.pk)
    facts = {"forum": forum, "form": form, "proposal": proposal}
    return render(request, "agenda/fora/series.html", facts)


def _latest(request: HttpRequest, forum: Forum) -> Meeting | None:
    return Meeting.objects.edited_by(request.user).filter(forum=forum).order_by("-date").first()


def _made(request: HttpRequest, forum: Forum, proposal: Lines) -> bool:
    """Make the meetings and say so; False where something has to be mended first."""
    if not proposal.is_valid():
        return False
    try:
        made = plan_meetings(forum, [form.slot() for form in proposal.ticked()], by=person(request))
    except Taken as taken:
        proposal.refuse(taken)
        return False
    words = ngettext("%(count)d møde er oprettet.", "%(count)d møder er oprettet.", len(made))
    there = _("Møderne er der allerede. Der er ikke oprettet flere.")
    messages.success(request, words % {"count": len(made)} if made else there)
    return True


# /meetings/<meeting_id>/deadlines/
@form_page
def meeting_deadlines(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = edited_meeting(request, meeting_id)
    form = DeadlinesForm(meeting, request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: set_deadlines(meeting, *form.deadlines(), by=person(request))
    ):
        messages.success(request, _("Fristerne er gemt."))
        return redirect("forum", meeting.forum_id)
    facts = {"forum": meeting.forum, "meeting": meeting, "form": form}
    return render(request, "agenda/fora/meeting_deadlines.html", facts)
