"""Minutes that the members approve by a click: their page, where the editors see how it goes."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agenda.models import Meeting
from agenda.views.door import form_page, person
from decisions.forms.approval import AnswerForm
from decisions.models import ApprovalRound, MinutesApproval
from decisions.services.approval import answer, voters, waiting_for
from people.danish import sort_key
from people.models import User
from people.wording import day_in_words


@dataclass(frozen=True)
class Asked:
    """How the newest round stands to one person. Only editors see what others have answered."""

    meeting: Meeting
    round: ApprovalRound | None
    own: MinutesApproval | None
    votes: bool
    edits: bool
    answers: list[MinutesApproval]
    waiting: list[User]

    @property
    def is_open(self) -> bool:
        return self.round is not None and self.round.is_open

    @property
    def last_day(self) -> str:
        return day_in_words(self.round.last_day) if self.round is not None else ""


# /meetings/<meeting_id>/approve/
@form_page
def approve(request: HttpRequest, meeting_id: int) -> HttpResponse:
    user, meeting = _at_the_door(request, meeting_id)
    asked = _asked(user, meeting)
    form = AnswerForm(meeting, request.POST or None, initial=vars(asked.own) if asked.own else {})
    if form.is_bound and form.carry_out(lambda: answer(**form.cleaned_data, by=user)):
        messages.success(request, _said(form.cleaned_data["approves"]))
        return redirect("approve", meeting.pk)
    return render(request, "decisions/approve.html", {"asked": asked, "meeting": meeting, "form": form})


def _at_the_door(request: HttpRequest, meeting_id: int) -> tuple[User, Meeting]:
    """Who asks, and the meeting; it is for those who approve its minutes, and for its editors."""
    user = person(request)
    visible = Meeting.objects.visible_to(user).select_related("forum")
    meeting = get_object_or_404(visible, pk=meeting_id)
    if not (voters(meeting).contains(user) or _edits(user, meeting)):
        raise PermissionDenied
    return user, meeting


def _asked(user: User, meeting: Meeting) -> Asked:
    newest = meeting.approval_rounds.first()
    answers = list(newest.answers.select_related("user")) if newest else []
    edits = _edits(user, meeting)
    waiting = waiting_for(newest) if newest and edits else []
    return Asked(
        meeting=meeting,
        round=newest,
        own=next((one for one in answers if one.user == user), None),
        votes=voters(meeting).contains(user),
        edits=edits,
        answers=answers if edits else [],
        waiting=sorted(waiting, key=lambda one: sort_key(one.full_name)),
    )


def _edits(user: User, meeting: Meeting) -> bool:
    return Meeting.objects.edited_by(user).filter(pk=meeting.pk).exists()


def _said(approves: bool) -> str:
    if approves:
        return _("Du har godkendt referatet.")
    return _("Din indsigelse er noteret, og sekretæren har fået besked.")
