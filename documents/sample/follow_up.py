"""The sample's tasks: given at their meetings, and then what those who have them did with them, week by week."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.files import File
from django.db.models import Q
from django.utils import timezone

from agenda.models import AgendaItem
from decisions.models import FollowUpTask, TaskEntry
from decisions.services.follow_up.assigning import Due, Owner, create_task, hand_back
from decisions.services.follow_up.deadlines import ask_deadline
from decisions.services.follow_up.evidence import add_evidence
from decisions.services.follow_up.progress import add_note, set_status
from decisions.services.follow_up.returning import return_to_agenda
from documents.sample.municipality import HERE, Row, Sample
from people.models import User


def give(sample: Sample, item: AgendaItem, row: Row) -> None:
    owner = Owner(
        sample.departments[row["department"]] if "department" in row else None,
        sample.people[row["person"]] if "person" in row else None,
        [sample.departments[name] for name in row.get("also", [])],
    )
    due = Due(max(sample.day(row["weeks"]), item.meeting.date)) if item.meeting else Due()
    months, by = row.get("every_months"), sample.secretary
    sample.tasks.append((create_task(item, row["text"], owner, due=due, every_months=months, by=by), row))


def follow_up(sample: Sample) -> None:
    """All minutes are out: what each row says of its task is done."""
    for task, row in sample.tasks:
        if task.item.meeting is not None:
            _date(task, task.item.meeting.date)
        for step in row.get("log", []):
            _take(sample, task, step, sample.people[step["person"]])
            _date(task, sample.day(step["weeks"]))
        if "returns" in row:
            return_to_agenda(task, sample.day(row["returns"]), by=sample.secretary)


def _take(sample: Sample, task: FollowUpTask, step: Row, by: User) -> None:
    """One step: a file, another status, a wish, the task handed back, or only a note."""
    note = step.get("note", "")
    if "file" in step:
        path = HERE / step["file"]
        with path.open("rb") as file:
            add_evidence(task, step["title"], file=File(file, name=path.name), by=by)
    elif "status" in step:
        set_status(task, step["status"], text=note, by=by)
    elif "wishes" in step:
        ask_deadline(task, sample.day(step["wishes"]), reason=note, by=by)
    elif "hands_back" in step:
        hand_back(task, reason=step["hands_back"], by=by)
    else:
        add_note(task, note, by=by)


def _date(task: FollowUpTask, day: date) -> None:
    """Say of what has just been written that it was that day: where all happens today no chart has a course.

    No service dates back, so this is the one place that writes past them. What is new is younger than the task was.
    """
    new = task.created_at
    at = min(timezone.make_aware(datetime.combine(day, time(12))), new - timedelta(minutes=1))
    these = FollowUpTask.objects.filter(Q(pk=task.pk) | Q(follows=task))
    these.filter(created_at__gte=new).update(created_at=at)
    these.filter(done_at__gte=new).update(done_at=at)
    TaskEntry.objects.filter(task__in=these, at__gte=new).update(at=at)
    task.deadline_wishes.filter(at__gte=new).update(at=at)
    task.evidence.filter(added_at__gte=new).update(added_at=at)
