"""The fora that somebody keeps, and the page of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda import desk, openness
from agenda.forms.fora import NameForm, NewForumForm, OpennessForm, SettingsForm
from agenda.models import Forum
from agenda.services.fora import Openness, change_settings, name_forum, open_up
from agenda.services.seats import found_forum
from agenda.views.door import administrator, edited_forum, form_page, kept_forum, offered_people, person


# /fora/
@require_safe
def fora(request: HttpRequest) -> HttpResponse:
    kept = desk.kept_by(person(request))
    if not kept and not person(request).administers:
        raise Http404
    return render(request, "agenda/fora/fora.html", {"fora": kept})


# /fora/<forum_id>/
@require_safe
def forum(request: HttpRequest, forum_id: int) -> HttpResponse:
    found = desk.of(kept_forum(request, forum_id), person(request))
    return render(request, "agenda/fora/forum.html", {"desk": found, "forum": found.forum})


# /fora/new/
@form_page
def forum_new(request: HttpRequest) -> HttpResponse:
    by, form = administrator(request), NewForumForm(request.POST or None)

    def carry_out() -> None:
        given = form.cleaned_data
        made.append(found_forum(given["name"], given["abbreviation"], given["secretary"], by=by))

    made: list[Forum] = []
    if form.is_bound and form.carry_out(carry_out):
        messages.success(request, _("Forummet er oprettet. Sekretæren har fået besked."))
        return redirect("forum", made[0].pk)
    return render(request, "agenda/fora/forum_new.html", {"form": form, "people": offered_people()})


# /fora/<forum_id>/name/
@form_page
def forum_name(request: HttpRequest, forum_id: int) -> HttpResponse:
    by, forum = administrator(request), get_object_or_404(Forum, pk=forum_id)
    form = NameForm(request.POST or None, initial={"name": forum.name, "abbreviation": forum.abbreviation})
    if form.is_bound and form.carry_out(lambda: name_forum(forum, **form.cleaned_data, by=by)):
        messages.success(request, _("Navnet er rettet."))
        return redirect("forum", forum.pk)
    return render(request, "agenda/fora/forum_name.html", {"forum": forum, "form": form})


# /fora/<forum_id>/settings/
@form_page
def forum_settings(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    form = SettingsForm(forum, request.POST or None)
    if form.is_bound and form.carry_out(
        lambda: change_settings(forum, form.cleaned_data, by=person(request))
    ):
        messages.success(request, _("Indstillingerne er gemt."))
        return redirect("forum", forum.pk)
    return render(request, "agenda/fora/settings.html", {"forum": forum, "form": form})


# /fora/<forum_id>/opening/
@form_page
def forum_opening(request: HttpRequest, forum_id: int) -> HttpResponse:
    """Asked twice: the first time it tells what it would show, and to whom."""
    forum = edited_forum(request, forum_id)
    form = OpennessForm(request.POST or None, initial=vars(Openness.of(forum)))
    change = openness.change(forum, form.openness()) if form.is_bound and form.is_valid() else None
    if change is not None and (change.is_none or request.POST.get("seen") == change.mark):
        open_up(forum, change.after, by=person(request))
        messages.success(
            request, _("Intet er ændret.") if change.is_none else _("Det er ændret, hvem der kan læse med.")
        )
        return redirect("forum", forum.pk)
    facts = {"forum": forum, "form": form, "change": change, "seen_before": "seen" in request.POST}
    return render(request, "agenda/fora/opening.html", facts)
