"""One task: what is to be done, all that has happened, and what the reader may do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agenda.models import AgendaItem
from agenda.services.guards import require_item_editor
from agenda.views.door import form_page, person
from decisions import overview, suggesting
from decisions.forms.follow_up import NewTaskForm, ReasonForm, ReturnForm, StatusForm, TaskForm, WishForm
from decisions.models import DeadlineWish, Evidence, FollowUpTask
from decisions.models.follow_up_tasks import UNFINISHED
from decisions.services.follow_up.assigning import create_task, hand_back
from decisions.services.follow_up.deadlines import answer_deadline, ask_deadline
from decisions.services.follow_up.guards import manages, works_on
from decisions.services.follow_up.noting import note_finished
from decisions.services.follow_up.progress import add_note, set_status
from decisions.services.follow_up.returning import return_to_agenda, sentence
from decisions.services.follow_up.revising import Revision, revise
from people.forms import PageForm
from people.models import Department, User


# /tasks/<task_id>/
@form_page
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    user, found = _at_the_door(request, task_id)
    may_manage = manages(user, found)
    form = StatusForm(found, request.POST or None, manages=may_manage)
    if form.is_bound and form.carry_out(lambda: _say(found, form, user)):
        messages.success(request, _("Det er skrevet på opgaven."))
        return redirect("task", found.pk)
    facts = {
        "task": found,
        "item": found.item if overview.reads_item(found) else None,
        "form": form,
        "entries": overview.log_for(user, found),
        "files": Evidence.objects.visible_to(user).filter(task=found).select_related("added_by"),
        "manages": may_manage,
        "works": may_manage or works_on(user, found),
        "edits": AgendaItem.objects.edited_by(user).filter(pk=found.item_id).exists(),
        "returned": _returned(user, found),
        "wish": _open_wish(found),
    }
    return render(request, "decisions/tasks/task.html", facts)


def _open_wish(found: FollowUpTask) -> DeadlineWish | None:
    """The wish for another deadline that somebody can answer."""
    wishes = found.deadline_wishes.filter(granted=None, task__status__in=UNFINISHED)
    return wishes.select_related("by").first()


def _returned(user: User, found: FollowUpTask) -> AgendaItem | None:
    """The item that takes the matter up again, where the reader may read it."""
    if found.returned_as_id is None:
        return None
    return (
        AgendaItem.objects.visible_to(user).select_related("meeting").filter(pk=found.returned_as_id).first()
    )


def _at_the_door(request: HttpRequest, task_id: UUID) -> tuple[User, FollowUpTask]:
    user = person(request)
    return user, get_object_or_404(overview.tasks_of(user), pk=task_id)


def _say(found: FollowUpTask, form: StatusForm, user: User) -> object:
    status, note = form.cleaned_data["status"], form.cleaned_data["note"]
    if status == found.status:
        return add_note(found, note, by=user)
    return set_status(found, status, text=note, by=user)


# /tasks/<task_id>/hand-back/
@form_page
def task_hand_back(request: HttpRequest, task_id: UUID) -> HttpResponse:
    user, found = _at_the_door(request, task_id)
    form = ReasonForm(request.POST or None)
    return _carried_out(
        request, found, form, _("Giv opgaven tilbage"), lambda: hand_back(found, **form.cleaned_data, by=user)
    )


# /tasks/<task_id>/deadline/
@form_page
def task_deadline(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Whoever has the task asks for another deadline."""
    user, found = _at_the_door(request, task_id)
    form = WishForm(request.POST or None)
    return _carried_out(
        request,
        found,
        form,
        _("Bed om en ny frist"),
        lambda: ask_deadline(found, **form.cleaned_data, by=user),
    )


# /tasks/<task_id>/deadline/answer/
@form_page
def task_deadline_answer(request: HttpRequest, task_id: UUID) -> HttpResponse:
    user, found = _at_the_door(request, task_id)
    if request.method == "POST":
        answer_deadline(found, grant=request.POST.get("grant") == "1", by=user)
        messages.success(request, _("Ønsket er besvaret."))
    return redirect("task", found.pk)


# /tasks/<task_id>/noted/
@form_page
def task_noted(request: HttpRequest, task_id: UUID) -> HttpResponse:
    user, found = _at_the_door(request, task_id)
    if request.method == "POST":
        note_finished(found, by=user)
        messages.success(request, _("Opgaven er noteret og dermed afsluttet."))
    return redirect("task", found.pk)


# /tasks/<task_id>/return/
@form_page
def task_return(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The secretary puts the matter on an agenda again."""
    user, found = _at_the_door(request, task_id)
    require_item_editor(user, found.item)
    form = ReturnForm(request.POST or None, initial={"returns_on": found.returns_on})
    if form.is_bound and form.carry_out(
        lambda: _return(request, found, form.cleaned_data["returns_on"], user)
    ):
        return redirect("task", found.pk)
    title = _("Sæt sagen på en dagsorden igen")
    return render(request, "decisions/tasks/form.html", {"task": found, "form": form, "title": title})


def _return(request: HttpRequest, found: FollowUpTask, day: date, user: User) -> None:
    messages.success(request, sentence(return_to_agenda(found, day, by=user)))


# /tasks/<task_id>/change/
@form_page
def task_change(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """What it is, whose, and until when."""
    user, found = _at_the_door(request, task_id)
    form = TaskForm(request.POST or None, initial=_as_it_is(found))
    return _carried_out(request, found, form, _("Ret opgaven"), lambda: _change(found, form, user))


def _change(found: FollowUpTask, form: TaskForm, user: User) -> None:
    given = form.cleaned_data
    to = Revision(given["text"], form.owner(), given["deadline"], given["every_months"])
    revise(found, to, by=user, base=form.base())


def _as_it_is(found: FollowUpTask) -> dict[str, object]:
    return {
        "text": found.text,
        "person": found.person.email if found.person else "",
        "department": found.department,
        "also": [one for one in overview.sharing(found) if isinstance(one, Department)],
        "deadline": found.deadline,
        "every_months": found.every_months or "",
        "version": found.version,
    }


# /items/<item_id>/tasks/
@form_page
def item_tasks(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What the decision on an item has led to, what its text suggests, and a form for one more; for its editors."""
    user = person(request)
    items = AgendaItem.objects.edited_by(user).select_related("meeting", "forum").exclude(published_at=None)
    item = get_object_or_404(items, pk=item_id)
    suggested = suggesting.for_item(item)
    form = NewTaskForm(
        request.POST or None, initial=suggesting.chosen(suggested, request.GET.get("suggestion", ""))
    )
    if form.is_bound and form.carry_out(lambda: _create(request, item, form, user)):
        return redirect("item_tasks", item.pk)
    facts = {
        "item": item,
        "form": form,
        "tasks": overview.tasks_of(user).filter(item=item),
        "suggestions": suggested,
        "people": [],
    }
    return render(request, "decisions/tasks/item.html", facts)


@transaction.atomic
def _create(request: HttpRequest, item: AgendaItem, form: NewTaskForm, user: User) -> None:
    given = form.cleaned_data
    made = create_task(
        item, given["text"], form.owner(), due=form.due(), every_months=given["every_months"], by=user
    )
    words = [_("Opgaven er oprettet.")]
    if given["returns_on"]:
        words.append(sentence(return_to_agenda(made, given["returns_on"], by=user)))
    messages.success(request, " ".join(words))


def _carried_out(
    request: HttpRequest, found: FollowUpTask, form: PageForm, title: str, service: Callable[[], object]
) -> HttpResponse:
    """A page with one form about a task, whose title is also the words of its button."""
    if form.is_bound and form.carry_out(service):
        messages.success(request, _("Det er skrevet på opgaven."))
        return redirect("task", found.pk)
    return render(request, "decisions/tasks/form.html", {"task": found, "form": form, "title": title})
