"""Many tasks given to one person at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from agenda.views.door import form_page, offered_people, person
from decisions import overview
from decisions.forms.follow_up import HandOverForm
from decisions.models.follow_up_tasks import UNFINISHED
from decisions.services.follow_up.assigning import hand_over
from decisions.views.follow_up.narrowing import narrowed

MOST = 200
"""So many are offered at once; whoever has more narrows the list."""


# /tasks/hand-over/
@form_page
def hand_over_tasks(request: HttpRequest) -> HttpResponse:
    """The unfinished tasks that one may give to others, narrowed as the list one came from."""
    user = person(request)
    found = narrowed(request, overview.managed(user).filter(status__in=UNFINISHED))
    tasks = list(found.tasks[:MOST])
    if not tasks and not overview.managed(user).exists():
        raise Http404
    form = HandOverForm(tasks, request.POST or None)
    if form.is_bound and form.carry_out(lambda: hand_over(**form.given(), by=user)):
        count = len(form.chosen())
        words = ngettext("%(count)d opgave er givet videre.", "%(count)d opgaver er givet videre.", count)
        messages.success(request, words % {"count": count})
        return redirect("my_tasks")
    facts = {
        "narrowed": found,
        "form": form,
        "tasks": tasks,
        "people": offered_people(),
        "chosen": form.marked(),
    }
    return render(request, "decisions/tasks/hand_over.html", facts, status=found.status)
