"""Letting single people in to an item, and taking those off it who are party to it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agenda.models import AgendaItem, ItemGroupGrant, ItemUserGrant, Recusal
from agenda.rights import participants
from agenda.services.access import grant_reading, lift_recusal, recuse, withdraw_grant
from agenda.views.door import edited_item, form_page, offered_people, person
from documents.forms.access import GrantForm, RecusalForm
from people.danish import sort_key
from people.models import User


# /items/<item_id>/access/grant/
@form_page
def item_grant(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = edited_item(request, item_id)
    form = GrantForm(item, request.POST or None)
    warning = form.warning() if form.is_valid() and "anyway" not in request.POST else ""
    if form.is_bound and not warning and form.carry_out(lambda: _grant(item, form, person(request))):
        messages.success(request, _("Adgangen er givet."))
        return redirect("item_access", item.pk)
    facts = {"item": item, "form": form, "people": offered_people(), "warning": warning}
    return render(request, "documents/access/grant.html", facts)


def _grant(item: AgendaItem, form: GrantForm, by: User) -> object:
    given = form.cleaned_data
    return grant_reading(item, form.reader, reason=given["reason"], expires_at=given["expires_at"], by=by)


# /grants/people/<grant_id>/withdraw/ and /grants/groups/<grant_id>/withdraw/
@require_POST
def grant_withdraw(
    request: HttpRequest, grant_id: int, holder: type[ItemUserGrant | ItemGroupGrant]
) -> HttpResponse:
    grants = holder.objects.filter(content_object__in=AgendaItem.objects.edited_by(request.user))
    grant = get_object_or_404(grants, pk=grant_id)
    withdraw_grant(grant, by=person(request))
    messages.success(request, _("Adgangen er taget tilbage."))
    return redirect("item_access", grant.content_object_id)


# /items/<item_id>/access/recuse/
@form_page
def item_recuse(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item, by = edited_item(request, item_id), person(request)
    form = RecusalForm(by, request.POST or None)
    warning = form.warning() if form.is_valid() and "anyway" not in request.POST else ""
    if form.is_bound and not warning and form.carry_out(lambda: recuse(item, **form.cleaned_data, by=by)):
        return _recused(request, item, form.cleaned_data["user"])
    people = _sorted(participants(item).filter(is_active=True))
    facts = {"item": item, "form": form, "people": people, "warning": warning}
    return render(request, "documents/access/recuse.html", facts)


def _recused(request: HttpRequest, item: AgendaItem, user: User) -> HttpResponse:
    """Whoever has taken herself off the item has no more business on its pages."""
    if user != request.user:
        messages.success(
            request, _("Inhabiliteten er noteret. Vedkommende har ikke længere adgang til punktet.")
        )
        return redirect("item_access", item.pk)
    messages.success(request, _("Du er noteret som inhabil og har ikke længere adgang til punktet."))
    return redirect("meeting", item.meeting_id) if item.meeting_id else redirect("meetings")


# /recusals/<recusal_id>/lift/
@form_page
def recusal_lift(request: HttpRequest, recusal_id: int) -> HttpResponse:
    recusals = Recusal.objects.filter(item__in=AgendaItem.objects.edited_by(request.user))
    found = recusals.select_related("user", "recorded_by", "item__meeting", "item__forum")
    recusal = get_object_or_404(found, pk=recusal_id)
    if request.method == "POST":
        lift_recusal(recusal, by=person(request))
        messages.success(request, _("Inhabiliteten er ophævet."))
    if request.method == "POST" or recusal.lifted_at is not None:
        return redirect("item_access", recusal.item_id)
    return render(request, "documents/access/lift.html", {"item": recusal.item, "recusal": recusal})


def _sorted(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda user: sort_key(user.full_name))
