"""Lists of tasks: one's own, those of the departments one leads, those of a forum; on a page and as a file."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda.models import Forum, Meeting
from agenda.views.door import person
from agenda.visibility import edits_forum
from decisions import overview
from decisions.forms.follow_up import ListForm
from decisions.models import FollowUpTask
from decisions.months import Course, by_month, with_all
from decisions.views.follow_up.narrowing import Narrowed, Tasks, narrowed
from people.departments import led_by
from people.models import User

PAGE = 50


@dataclass(frozen=True)
class TaskList:
    """A list as its page shows it."""

    title: str
    narrowed: Narrowed
    form: ListForm
    page: Page[FollowUpTask]
    courses: list[Course]
    manages: bool
    forum: int | None = None

    @property
    def counts(self) -> list[Course]:
        """The departments that have something to do today."""
        return [one for one in self.courses if one.now.unfinished]

    @property
    def most(self) -> int:
        return max((one.now.unfinished for one in self.counts), default=0)

    @property
    def months(self) -> list[Course]:
        return with_all(self.courses)

    @property
    def hand_over(self) -> str:
        """The same narrowing, for the page where many are given to another."""
        return "&".join(filter(None, (self.narrowed.query, f"forum={self.forum}" if self.forum else "")))


# /tasks/
@require_safe
def my_tasks(request: HttpRequest) -> HttpResponseBase:
    user, today = request.user, timezone.localdate()
    if not isinstance(user, User):
        return redirect_to_login(request.path)
    found = narrowed(request, overview.mine(user))
    if (file := found.file()) is not None:
        return file
    facts = {
        "narrowed": found,
        "shelves": overview.shelves(found.tasks, today),
        "done": list(found.tasks.filter(status="done").order_by("-done_at")[:10]),
        "leads": led_by(user).exists(),
    }
    return render(request, "decisions/tasks/mine.html", facts, status=found.status)


# /tasks/led/
@require_safe
def led_tasks(request: HttpRequest) -> HttpResponseBase:
    user = person(request)
    if not led_by(user).exists():
        raise Http404
    return _listed(request, user, _("Mine afdelingers opgaver"), overview.led(user), manages=True)


# /fora/<forum_id>/tasks/
@require_safe
def forum_tasks(request: HttpRequest, forum_id: int) -> HttpResponseBase:
    user = person(request)
    forum = get_object_or_404(
        Forum.objects.filter(meetings__in=Meeting.objects.visible_to(user)).distinct(), pk=forum_id
    )
    title = _("Opgaver fra %(forum)s") % {"forum": forum.name}
    edits = edits_forum(user, forum)
    return _listed(request, user, title, overview.of_forum(user, forum), manages=edits, forum=forum.pk)


def _meetings(user: User, tasks: Tasks) -> QuerySet[Meeting]:
    """Those that the tasks are from, the newest first."""
    return (
        Meeting.objects.visible_to(user).filter(pk__in=tasks.values("item__meeting")).order_by("-date", "pk")
    )


def _listed(
    request: HttpRequest, user: User, title: str, tasks: Tasks, *, manages: bool, forum: int | None = None
) -> HttpResponseBase:
    found = narrowed(request, tasks)
    if (file := found.file()) is not None:
        return file
    page = Paginator(found.tasks, PAGE).get_page(request.GET.get("page"))
    form = ListForm(found.chosen, _meetings(user, tasks) if forum else None)
    courses = by_month(tasks, timezone.localdate())
    shown = TaskList(title, found, form, page, courses, manages, forum)
    return render(request, "decisions/tasks/list.html", {"list": shown}, status=found.status)
