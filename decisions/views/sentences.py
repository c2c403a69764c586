"""The sentences that are offered as decisions, forum by forum."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agenda.views.door import edited_forum, form_page, person
from decisions.forms.sentences import SentencesForm
from decisions.services.sentences import keep_sentences, own_sentences


# /fora/<forum_id>/sentences/
@form_page
def sentences(request: HttpRequest, forum_id: int) -> HttpResponse:
    forum = edited_forum(request, forum_id)
    form = SentencesForm(own_sentences(forum.pk), request.POST or None)
    if form.is_bound and form.carry_out(lambda: keep_sentences(forum, form.sentences(), by=person(request))):
        messages.success(request, _("Standardsætningerne er gemt."))
        return redirect("sentences", forum.pk)
    return render(request, "decisions/sentences.html", {"forum": forum, "form": form})
