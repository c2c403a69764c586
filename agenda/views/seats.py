"""The seats of a forum: for its chair and secretaries, and for administrators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agenda.forms.seats import EndForm, SeatForm
from agenda.models import Forum, Membership
from agenda.rights import Role, today
from agenda.services.seats import end_seat, give_seat
from agenda.views.door import form_page, kept_forum, offered_people, person
from agenda.visibility import edits_forum
from people.danish import sort_key

ORDER = [Role.CHAIR, Role.SECRETARY, Role.DEPUTY_SECRETARY, Role.MEMBER]


# /fora/<forum_id>/seats/
@form_page
def seats(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum = kept_forum(request, forum_id)
    form = SeatForm(request.POST or None)
    if form.is_bound and form.carry_out(lambda: give_seat(forum, **form.cleaned_data, by=person(request))):
        messages.success(request, _("Pladsen er givet. Vedkommende har fået besked."))
        return redirect("seats", forum.pk)
    facts = {
        "forum": forum,
        "form": form,
        "people": offered_people(),
        "is_told": not edits_forum(request.user, forum),
        **_lists(forum),
    }
    return render(request, "agenda/fora/seats.html", facts)


def _lists(forum: Forum) -> dict[str, list[Membership]]:
    """The seats of today in the order of the minutes, those to come, and earlier ones with the latest first."""
    rows = list(forum.memberships.select_related("user"))
    now = [seat for seat in rows if seat.since <= today() and (seat.until is None or seat.until >= today())]
    later = [seat for seat in rows if seat.since > today()]
    earlier = [seat for seat in rows if seat.until is not None and seat.until < today()]
    return {
        "now": sorted(now, key=lambda seat: (ORDER.index(Role(seat.role)), sort_key(seat.user.full_name))),
        "later": sorted(later, key=lambda seat: (seat.since, sort_key(seat.user.full_name))),
        "earlier": sorted(earlier, key=lambda seat: (seat.until or today(), seat.pk), reverse=True),
    }


# /fora/<forum_id>/seats/<seat_id>/end/
@form_page
def seat_end(request: HttpRequest, forum_id: int, seat_id: int) -> HttpResponse:
    forum = kept_forum(request, forum_id)
    seat = get_object_or_404(forum.memberships.select_related("user"), pk=seat_id)
    form = EndForm(seat, request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: end_seat(seat, form.cleaned_data["until"], by=person(request))
    ):
        messages.success(request, _("Det er gemt, hvornår pladsen slutter."))
        return redirect(*_onwards(request, forum))
    facts = {"forum": forum, "form": form, "seat": seat, "is_told": not edits_forum(request.user, forum)}
    return render(request, "agenda/fora/seat_end.html", facts)


def _onwards(request: HttpRequest, forum: Forum) -> tuple[Any, ...]:
    """Back to the seats, for who may still keep them."""
    still = person(request).administers or edits_forum(request.user, forum)
    return ("seats", forum.pk) if still else ("meetings",)
