"""The standing list: what is done and the forum is to note, on its next agenda, until the minutes have noted it.

The list has the words of a task from an open item that nobody is recused from; of others the number and the day, for
all who may read the agenda read the list. The worker keeps it, after what changed it; what somebody has written in is
left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Forum, Meeting, Recusal
from agenda.richtext import clean
from agenda.services.guards import lock_forum, locked_item, require_item_editor
from agenda.services.items import accept_item, draft_item
from agenda.services.ordering import delete_draft
from decisions.models import FollowUpTask, Outcome, TaskEntry
from decisions.services.follow_up.guards import change, locked_task
from decisions.services.postponing import outcomes_of
from people.danish import long_date
from people.jobs import job
from people.models import User
from people.refusals import Refused

Status = FollowUpTask.Status
State = Meeting.State

TITLE = "Opgaver til notering"
RECOMMENDATION = "at de udførte opgaver noteres"
BEGINNING = "<p>Disse opgaver er meldt udført. De er afsluttet, når forummet har noteret dem:</p>"
NOT_NOTED = (Outcome.POSTPONED, Outcome.REJECTED, Outcome.LAPSED)


@job
def keep_list(forum_id: int) -> None:
    """Bring the list on the forum's next agenda up to date."""
    with transaction.atomic():
        lock_forum(forum_id)
        _keep(Forum.objects.get(pk=forum_id))


def _keep(forum: Forum) -> None:
    tasks, item = list(_to_note(forum)), _draft(forum)
    if item is not None and not _as_written(item):
        return
    meeting = _next_meeting(forum)
    if not tasks or meeting is None:
        _put(item, [])
        return
    if item is None:
        lines = [RECOMMENDATION]
        item = draft_item(forum, TITLE, closed=False, meeting=meeting, recommendations=lines, by=None)
    if item.meeting_id != meeting.pk or item.state != AgendaItem.State.ACCEPTED:
        item = accept_item(item, meeting, by=None)
    _put(item, tasks)


def _to_note(forum: Forum) -> QuerySet[FollowUpTask]:
    """What is done and neither noted nor on an agenda that is out and whose minutes are not."""
    done = FollowUpTask.objects.filter(
        item__forum=forum, needs_noting=True, status=Status.DONE, noted_at__isnull=True
    )
    on_its_way = done.filter(
        listed_on__state=AgendaItem.State.PUBLISHED, listed_on__meeting__minutes_published_at__isnull=True
    )
    return done.exclude(pk__in=on_its_way.values("pk")).order_by("done_at", "pk")


def _draft(forum: Forum) -> AgendaItem | None:
    found = AgendaItem.objects.filter(forum=forum, listed_tasks__isnull=False, published_at__isnull=True)
    first = found.order_by("pk").first()
    return locked_item(first) if first else None


def _next_meeting(forum: Forum) -> Meeting | None:
    coming = forum.meetings.filter(
        state__in=[State.PLANNED, State.AGENDA_PUBLISHED], date__gte=timezone.localdate()
    )
    return coming.order_by("date", F("start").asc(nulls_first=True), "pk").first()


def _put(item: AgendaItem | None, tasks: Sequence[FollowUpTask]) -> None:
    """Write the list, and which tasks are on it; without any the draft goes."""
    if item is None:
        return
    FollowUpTask.objects.filter(listed_on=item).update(listed_on=None)
    if not tasks:
        delete_draft(item, by=None)
        return
    FollowUpTask.objects.filter(pk__in=[one.pk for one in tasks]).update(listed_on=item)
    item.background = _words(item)
    item.save(update_fields=["background"])


def _as_written(item: AgendaItem) -> bool:
    return not item.text_versions.filter(field="background").exists()


def _words(item: AgendaItem) -> str:
    tasks = item.listed_tasks.select_related("item__meeting", "department", "person").order_by(
        "done_at", "pk"
    )
    recused = Recusal.objects.filter(lifted_at__isnull=True).values("item")
    open_to_all = set(tasks.filter(item__closed=False).exclude(item__in=recused).values_list("pk", flat=True))
    lines = format_html_join("", "<li>{}</li>", ((_line(one, one.pk in open_to_all),) for one in tasks))
    return clean(format_html(f"{BEGINNING}<ul>{{}}</ul>", lines))


def _line(task: FollowUpTask, with_words: bool) -> str:
    meeting = task.item.meeting
    where = f"punkt {task.item.number} den {long_date(meeting.date)}" if meeting else ""
    if not with_words:
        return f"En opgave fra {where}"
    return f"{task.text} ({task.person or task.department}; {where})"


def note_listed(meeting: Meeting, *, by: User | None) -> None:
    """The minutes of a locked meeting are out: what its list had is noted, unless the forum would not."""
    lists = meeting.items.filter(state=AgendaItem.State.PUBLISHED, listed_tasks__isnull=False)
    for item in lists.distinct():
        if not set(outcomes_of(item)) & set(NOT_NOTED):
            for task in item.listed_tasks.filter(status=Status.DONE, noted_at=None).order_by("pk"):
                _note(locked_task(task), by)
    if FollowUpTask.objects.filter(item__forum=meeting.forum_id, needs_noting=True).exists():
        keep_list.enqueue(meeting.forum_id)


def _note(task: FollowUpTask, by: User | None) -> None:
    change(task, TaskEntry.Kind.NOTED, by, noted_at=timezone.now())


@transaction.atomic
def note_finished(task: FollowUpTask, *, by: User | None) -> FollowUpTask:
    """The forum has noted that the task is done, outside its list."""
    task = locked_task(task)
    require_item_editor(by, task.item)
    if task.status != Status.DONE:
        raise Refused(_("Kun en udført opgave kan noteres."))
    if task.noted_at is None:
        _note(task, by)
        keep_list.enqueue(task.item.forum_id)
    return task
