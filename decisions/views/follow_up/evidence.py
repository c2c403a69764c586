"""Files that show what was done: put on a task and taken off again. `documents` hands them out."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agenda.characters import plain_line
from agenda.filetypes.judging import title_of
from agenda.views.door import form_page, person
from decisions import overview
from decisions.models import Evidence, FollowUpTask
from decisions.services.follow_up.evidence import add_evidence, remove_evidence
from decisions.services.follow_up.guards import manages, require_worker
from people.models import User
from people.refusals import Refused

NAME_SHOWN = 80


# /tasks/<task_id>/evidence/
@form_page
def task_evidence(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The files that the reader may see, and a form for more; for those who work on the task."""
    user = person(request)
    task = get_object_or_404(overview.tasks_of(user), pk=task_id)
    require_worker(user, task)
    refused = list(_put_on(request, task, user)) if request.method == "POST" else []
    if request.method == "POST" and not refused:
        return redirect("task_evidence", task.pk)
    facts = {
        "task": task,
        "refused": refused,
        "files": Evidence.objects.visible_to(user).filter(task=task).select_related("added_by"),
        "manages": manages(user, task),
    }
    return render(request, "decisions/tasks/evidence.html", facts)


def _put_on(request: HttpRequest, task: FollowUpTask, user: User) -> Iterator[str]:
    """Put each file on by itself, so that one that is refused keeps no other back; yield why some were."""
    files = request.FILES.getlist("file")
    if not files:
        yield _("Vælg de filer, der viser, hvad der er gjort.")
    for file in files:
        name = plain_line(file.name or "")[:NAME_SHOWN]
        try:
            add_evidence(task, title_of(file.name or "") or _("Dokumentation"), file=file, by=user)
            messages.success(request, _("»%(name)s« er lagt på.") % {"name": name})
        except ValidationError as error:
            yield f"{name}: {' '.join(error.messages)}"
        except Refused as refusal:
            yield str(refusal)


# /evidence/<evidence_id>/delete/
@require_POST
def evidence_delete(request: HttpRequest, evidence_id: UUID) -> HttpResponse:
    user = person(request)
    found = get_object_or_404(Evidence.objects.visible_to(user).select_related("task"), pk=evidence_id)
    remove_evidence(found, by=user)
    messages.success(request, _("Filen er slettet."))
    return redirect("task_evidence", found.task_id)
