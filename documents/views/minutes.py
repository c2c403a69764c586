"""Taking minutes: the session, and one item of it at a time. For the meeting's editors alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agenda.models import AgendaItem
from agenda.services.meetings import TooEarly, start_session
from agenda.services.versions import Clash, Mark
from agenda.views import saving
from agenda.views.door import edited_meeting, form_page, offered_people, person
from decisions.services.recording import offer_for, save_text, set_outcomes
from decisions.services.session import leave_session
from documents.earlier import Versions
from documents.forms.minutes import AttendeeForm, DissentForm, OutcomesForm, PresenceForm
from documents.minute_taking import DECISION, DecisionText, ItemTaking, Session
from documents.read_log import note_item
from people.models import User
from people.refusals import Refused

IN_THE_ROOM = "minutes-in-the-room"
"""In the browser's session: the screen is shown to the room, so closed titles are not."""


def session_of(request: HttpRequest, meeting_id: int) -> Session:
    """Return the meeting as one of its editors takes its minutes; Http404 for all others."""
    meeting = edited_meeting(request, meeting_id)
    return Session(meeting, person(request), request.session.get(IN_THE_ROOM, False))


def taking_of(request: HttpRequest, meeting_id: int, item_id: UUID) -> ItemTaking:
    """Return one published item of it; Http404 for who may not edit the item."""
    session = session_of(request, meeting_id)
    items = AgendaItem.objects.edited_by(request.user).filter(meeting=session.meeting, number__isnull=False)
    written = items.select_related("forum", "case", "decision")
    written = written.prefetch_related("recommendations__result", "recommendations__approves")
    item = get_object_or_404(written, pk=item_id)
    return ItemTaking(session, item)


# /meetings/<meeting_id>/minutes/
@require_safe
def minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    session = session_of(request, meeting_id)
    return session_page(request, session, AttendeeForm())


def session_page(
    request: HttpRequest, session: Session, form: AttendeeForm, at: str = "", question: str = ""
) -> HttpResponse:
    """The page of the meeting and those present; `at` says which part of that list has the focus, and `question` is
    asked before the meeting is opened."""
    people = offered_people() if session.takes_names else []
    facts = {"session": session, "form": form, "at": at, "people": people, "question": question}
    return render(request, "documents/minutes/session.html", facts)


# /meetings/<meeting_id>/minutes/start/
@require_POST
def minutes_start(request: HttpRequest, meeting_id: int) -> HttpResponse:
    session = session_of(request, meeting_id)
    try:
        start_session(session.meeting, early="early" in request.POST, by=session.by)
    except TooEarly as question:
        return session_page(request, session, AttendeeForm(), question=str(question))
    return redirect("minutes", meeting_id)


# /meetings/<meeting_id>/minutes/leave/
@require_POST
def minutes_leave(request: HttpRequest, meeting_id: int) -> HttpResponse:
    session = session_of(request, meeting_id)
    leave_session(session.meeting, by=session.by)
    return redirect("meeting", meeting_id)


# /meetings/<meeting_id>/minutes/room/
@require_POST
def minutes_room(request: HttpRequest, meeting_id: int) -> HttpResponse:
    session = session_of(request, meeting_id)
    request.session[IN_THE_ROOM] = not session.in_the_room
    return redirect("minutes", meeting_id)


# /meetings/<meeting_id>/minutes/<item_id>/
@form_page
def minutes_item(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    taking = taking_of(request, meeting_id, item_id)
    _expect_open(taking)
    both = None
    if request.method == "POST":
        try:
            _save(request, taking)
        except Clash as clash:
            both = saving.Both(clash, rich=True)
        else:
            return (
                redirect("minutes_item", meeting_id, taking.next.item.pk)
                if taking.next
                else redirect("minutes", meeting_id)
            )
    shielded = taking.is_shielded and "show" not in request.GET
    if taking.item.closed and not shielded:
        note_item(taking.session.by, taking.item)
    facts = {
        "taking": taking,
        "session": taking.session,
        "shielded": shielded,
        "both": both,
        "decision_text": both.clash.mine if both else taking.decision.text,
        "presence_form": PresenceForm(),
        "dissents_form": DissentForm(),
    }
    return render(request, "documents/minutes/item.html", facts, status=409 if both else 200)


def _expect_open(taking: ItemTaking) -> None:
    if not taking.session.is_open:
        raise Refused(_("Referatet skrives, mens mødet er i gang."))
    if taking.at < 0:
        raise Refused(_("Punktet udgår, så der skrives ingen beslutning på det."))


def _save(request: HttpRequest, taking: ItemTaking) -> None:
    """Save the whole page as it was sent, where the browser runs no script."""
    by: User = taking.session.by
    if "decision" in request.POST:
        base = Mark.parse(request.POST.get("decision-base", ""))
        save_text(
            taking.item, request.POST["decision"], base=base, by=by, anew="decision-anew" in request.POST
        )
    form = OutcomesForm(taking.choices, request.POST)
    if form.is_valid():
        set_outcomes(taking.item, form.outcomes(), by=by)


# /meetings/<meeting_id>/minutes/<item_id>/text/
@form_page
def minutes_text(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    """The versions of the decision, and where it is saved: while it is written, or when an old one is fetched."""
    if saving.in_json(request) and (answered := saving.signed_out(request)):
        return answered
    taking = taking_of(request, meeting_id, item_id)
    by = taking.session.by
    if request.method == "POST" and saving.in_json(request):
        return saving.answer(request, DecisionText(taking.item, by))
    _expect_open(taking)
    versions = Versions(taking.item, DECISION, request.GET.get("version", ""))
    if request.method == "POST":
        if (wanted := versions.numbered(request.POST.get("version", ""))) is None:
            raise Http404
        save_text(taking.item, wanted.text, base=Mark.parse(request.POST.get("base", "")), by=by, anew=True)
        messages.success(request, _("Den tidligere udgave er hentet frem igen."))
        return redirect("minutes_item", meeting_id, item_id)
    if taking.item.closed:
        note_item(by, taking.item)
    facts = {"taking": taking, "item": taking.item, "versions": versions}
    return render(request, "documents/minutes/versions.html", facts)


# /meetings/<meeting_id>/minutes/<item_id>/outcomes/
@require_POST
def minutes_outcomes(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    """Save outcomes, and answer with what they made of the page."""
    if saving.in_json(request) and (answered := saving.signed_out(request)):
        return answered
    taking = taking_of(request, meeting_id, item_id)
    form = OutcomesForm(taking.choices, request.POST)
    try:
        if form.is_valid():
            set_outcomes(taking.item, form.outcomes(), by=taking.session.by)
    except ValidationError as error:
        return JsonResponse({"sentence": " ".join(error.messages)}, status=400)
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=409)
    return JsonResponse(_drawn_anew(request, taking_of(request, meeting_id, item_id)))


def _drawn_anew(request: HttpRequest, taking: ItemTaking) -> dict[str, str | bool]:
    return {
        "text": taking.decision.text,
        "mark": str(taking.mark),
        "offered": taking.decision.text == offer_for(taking.item),
        "progress": taking.line.progress,
        "words": str(taking.line.words),
        "resumed": render_to_string("documents/minutes/_resumed.html", {"taking": taking}, request),
    }
