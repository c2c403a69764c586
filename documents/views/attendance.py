"""Who was there: at the meeting, and at one item of it.

Each answers with its part of the page. What had the focus is drawn anew or gone, so the part says who has it: the form,
where the next one can be written, or the heading of the list that something was taken from.
"""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agenda.models import Attendance, ItemPresence, Meeting
from agenda.services.access import recuse
from agenda.services.attendance import (
    add_attendee,
    named,
    note_presence,
    prefill_attendance,
    remove_attendee,
    remove_presence,
    set_presence,
)
from decisions.models import Dissent
from decisions.services.dissents import add_dissent, remove_dissent
from documents.attending import attending, user_called
from documents.forms.minutes import RECUSED, AttendeeForm, DissentForm, PresenceForm
from documents.minute_taking import ItemTaking, Session
from documents.views.minutes import session_of, session_page, taking_of
from people.forms import PageForm
from people.models import User

FORM, HEADING = "form", "heading"


# /meetings/<meeting_id>/minutes/attendance/
@require_POST
def attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put one more on the list."""
    session = session_of(request, meeting_id)
    form = AttendeeForm(request.POST)
    if form.carry_out(lambda: _add(session, form)):
        form = AttendeeForm()
    return _list(request, session, form, at=FORM)


def _add(session: Session, form: AttendeeForm) -> Attendance:
    who, presence = form.cleaned_data["who"], form.cleaned_data["presence"]
    user = user_called(who)
    return add_attendee(
        session.meeting, named(user) if user else who, user=user, presence=presence, by=session.by
    )


# /meetings/<meeting_id>/minutes/attendance/expected/
@require_POST
def attendance_expected(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put those on the list who are expected."""
    session = session_of(request, meeting_id)
    prefill_attendance(session.meeting, by=session.by)
    return _list(request, session, AttendeeForm())


# /meetings/<meeting_id>/minutes/attendance/<attendee_id>/
@require_POST
def attendee(request: HttpRequest, meeting_id: int, attendee_id: int) -> HttpResponse:
    """Say anew whether somebody was there, or take them off the list."""
    session = session_of(request, meeting_id)
    row = get_object_or_404(session.meeting.attendance, pk=attendee_id)
    if "remove" in request.POST:
        remove_attendee(row, by=session.by)
        return _list(request, session, AttendeeForm(), at=HEADING)
    if request.POST.get("presence") in Attendance.Presence.values:
        set_presence(row, request.POST["presence"], by=session.by)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)  # the page shows it already, and the next key may be under way
    return _list(request, session, AttendeeForm())


def _list(request: HttpRequest, session: Session, form: AttendeeForm, at: str = "") -> HttpResponse:
    """The list as a part of the page; without script, the whole page."""
    _focus(form, at)
    if request.headers.get("HX-Request"):
        facts = {"session": session, "form": form, "at": at}
        return render(request, "documents/minutes/_attendance.html", facts)
    if form.errors:
        return session_page(request, session, form, at)
    return redirect(f"{reverse('minutes', args=[session.meeting.pk])}#attendance")


def _focus(form: PageForm, at: str) -> None:
    """Where the form is to have the focus, its first field that is wrong has it, or else its first."""
    if at == FORM:
        wrong = (name for name in form.errors if name in form.fields)
        form.fields[next(wrong, next(iter(form.fields)))].widget.attrs["autofocus"] = True


# /meetings/<meeting_id>/minutes/<item_id>/presence/
@require_POST
def item_presence(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    """Note who was not there for all of an item, or only for it; who is recused loses the item at once."""
    taking = taking_of(request, meeting_id, item_id)
    form = PresenceForm(request.POST)
    if form.carry_out(lambda: _note(taking, form)):
        form = PresenceForm()
    return _part(request, taking, "presence", form, at=FORM)


def _note(taking: ItemTaking, form: PresenceForm) -> object:
    who, user = _attending(taking.session.meeting, form.cleaned_data["who"])
    kind, by = form.cleaned_data["kind"], taking.session.by
    if kind != RECUSED:
        at = form.cleaned_data["at"]
        return note_presence(taking.item, who, user=user, kind=ItemPresence.Kind(kind), at=at, by=by)
    if user is None:
        raise ValidationError({"who": _("Vælg på listen, hvem der er inhabil, eller skriv e-mailadressen.")})
    if user == by:
        raise ValidationError(
            {
                "who": _(
                    "Dig selv noterer du som inhabil under »Adgang og lukning«: Du mister adgangen til punktet."
                )
            }
        )
    return recuse(taking.item, user, by=by)


# /meetings/<meeting_id>/minutes/<item_id>/presence/<presence_id>/remove/
@require_POST
def item_presence_remove(
    request: HttpRequest, meeting_id: int, item_id: UUID, presence_id: int
) -> HttpResponse:
    taking = taking_of(request, meeting_id, item_id)
    remove_presence(get_object_or_404(taking.item.presences, pk=presence_id), by=taking.session.by)
    return _part(request, taking, "presence", PresenceForm(), at=HEADING)


# /meetings/<meeting_id>/minutes/<item_id>/dissents/
@require_POST
def item_dissents(request: HttpRequest, meeting_id: int, item_id: UUID) -> HttpResponse:
    taking = taking_of(request, meeting_id, item_id)
    form = DissentForm(request.POST)
    if form.carry_out(lambda: _dissent(taking, form)):
        form = DissentForm()
    return _part(request, taking, "dissents", form, at=FORM)


def _dissent(taking: ItemTaking, form: DissentForm) -> Dissent:
    who, user = _attending(taking.session.meeting, form.cleaned_data["who"])
    return add_dissent(taking.item, who, form.cleaned_data["text"], user=user, by=taking.session.by)


# /meetings/<meeting_id>/minutes/<item_id>/dissents/<dissent_id>/remove/
@require_POST
def item_dissent_remove(
    request: HttpRequest, meeting_id: int, item_id: UUID, dissent_id: int
) -> HttpResponse:
    taking = taking_of(request, meeting_id, item_id)
    dissents = Dissent.objects.filter(decision__item=taking.item)
    remove_dissent(get_object_or_404(dissents, pk=dissent_id), by=taking.session.by)
    return _part(request, taking, "dissents", DissentForm(), at=HEADING)


def _part(request: HttpRequest, taking: ItemTaking, part: str, form: PageForm, at: str) -> HttpResponse:
    """The part of the item's page as it is now; without script, the page itself."""
    if request.headers.get("HX-Request") or form.errors:
        taking = taking_of(request, taking.session.meeting.pk, taking.item.pk)
        facts = {"taking": taking, f"{part}_form": form, "at": at}
        _focus(form, at)
        return render(request, f"documents/minutes/_{part}.html", facts)
    return redirect(f"{reverse('minutes_item', args=[taking.session.meeting.pk, taking.item.pk])}#{part}")


def _attending(meeting: Meeting, text: str) -> tuple[str, User | None]:
    listed = meeting.attendance.select_related("user")
    return attending(((one.who, one.user, one.presence) for one in listed), text)
