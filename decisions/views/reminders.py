"""Reminders chosen, and a calendar to subscribe to."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from decisions.calendars import calendar_of, make_address, owner_of, withdraw_address
from decisions.forms.reminders import RemindersForm
from decisions.models import CalendarAddress, ReminderChoice
from decisions.services.follow_up.choosing import choose_reminders
from people.departments import led_by
from people.door import form_page, person
from people.models import User


# /reminders/
@form_page
def reminders(request: HttpRequest) -> HttpResponse:
    return _page(request, person(request))


def _page(request: HttpRequest, user: User, address: str = "") -> HttpResponse:
    choice = ReminderChoice.objects.filter(user=user).first() or ReminderChoice(user=user)
    asked = request.POST if request.method == "POST" and not address else None
    form = RemindersForm(choice, asked, leads=led_by(user).exists())
    if form.is_bound and form.carry_out(lambda: choose_reminders(user, form.cleaned_data)):
        messages.success(request, _("Dit valg er gemt."))
        return redirect("reminders")
    has_calendar = CalendarAddress.objects.filter(user=user).exists()
    facts = {"form": form, "address": address, "has_calendar": has_calendar}
    return render(request, "decisions/reminders.html", facts)


# /reminders/calendar/
@require_POST
def calendar_address(request: HttpRequest) -> HttpResponse:
    """A new address, shown in this answer and never again; the one before no longer works."""
    user = person(request)
    return _page(request, user, f"{settings.SITE_URL}{reverse('calendar_feed', args=[make_address(user)])}")


# /reminders/calendar/withdraw/
@require_POST
def calendar_withdraw(request: HttpRequest) -> HttpResponse:
    withdraw_address(person(request))
    messages.success(request, _("Kalenderens adresse virker ikke længere."))
    return redirect("reminders")


# /calendar/<token>.ics
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever the address belongs to. Calendar programs sign in nowhere, so the address is the key."""
    if (user := owner_of(token)) is None:
        raise Http404
    return HttpResponse(calendar_of(user), content_type="text/calendar; charset=utf-8")
