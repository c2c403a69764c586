"""The standing items of a forum."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agenda.forms.standing import StandingForm, as_written
from agenda.models import AgendaItem
from agenda.services.standing import add_standing, change_standing, remove_standing, shift_standing
from agenda.views.door import edited_forum, form_page, person

Place = AgendaItem.Place


# /fora/<forum_id>/standing/
@form_page
def standing(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    form = StandingForm(
        request.POST or None, initial={"place": Place.LAST, "kind": AgendaItem.Kind.ORIENTATION}
    )
    if form.is_bound and form.carry_out(lambda: add_standing(forum, form.line(), by=person(request))):
        messages.success(
            request, _("Punktet står på listen og kommer med på de møder, du opretter fra nu af.")
        )
        return redirect("standing", forum.pk)
    lines = list(forum.standing_items.all())
    halves = [
        (_("Først på dagsordenen"), [one for one in lines if one.place == Place.FIRST]),
        (_("Sidst på dagsordenen"), [one for one in lines if one.place == Place.LAST]),
    ]
    facts = {"forum": forum, "form": form, "halves": halves, **_focus(request)}
    return render(request, "agenda/fora/standing.html", facts)


def _focus(request: HttpRequest) -> dict[str, str]:
    """The line that was just moved, and where to: its button has the focus again."""
    return {"focus": request.GET.get("moved", ""), "direction": request.GET.get("to", "")}


# /fora/<forum_id>/standing/<standing_id>/
@form_page
def standing_item(request: HttpRequest, forum_id: int, standing_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    found = get_object_or_404(forum.standing_items, pk=standing_id)
    form = StandingForm(request.POST or None, initial=as_written(found))
    if form.is_bound and form.carry_out(lambda: change_standing(found, form.line(), by=person(request))):
        messages.success(request, _("Punktet er rettet. Det gælder de møder, du opretter fra nu af."))
        return redirect("standing", forum.pk)
    facts = {"forum": forum, "form": form, "standing": found}
    return render(request, "agenda/fora/standing_item.html", facts)


# /fora/<forum_id>/standing/<standing_id>/shift/
@require_POST
def standing_shift(request: HttpRequest, forum_id: int, standing_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    found = get_object_or_404(forum.standing_items, pk=standing_id)
    up = request.POST.get("direction") == "up"
    if shift_standing(found, -1 if up else 1, by=person(request)):
        words = _("»%(title)s« er flyttet op.") if up else _("»%(title)s« er flyttet ned.")
        messages.success(request, words % {"title": found.title})
    return redirect(f"{reverse('standing', args=[forum.pk])}?moved={found.pk}&to={'up' if up else 'down'}")


# /fora/<forum_id>/standing/<standing_id>/remove/
@require_POST
def standing_remove(request: HttpRequest, forum_id: int, standing_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    found = get_object_or_404(forum.standing_items, pk=standing_id)
    remove_standing(found, by=person(request))
    messages.success(
        request, _("Punktet er taget af listen. Det bliver stående på de møder, det allerede er på.")
    )
    return redirect("standing", forum.pk)
