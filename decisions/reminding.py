"""Reminders: once a day what each person is to be reminded of is gathered into one mail, which the worker sends.

What the mail says is read through the gate when it is sent, so nobody is told of what they may no longer see. The words
of a task stand in it only where its item is open.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions import overview
from decisions.models import FollowUpTask, Reminder, ReminderChoice, ReminderMail
from decisions.models.follow_up_tasks import UNFINISHED
from people import journal, mailing
from people.departments import led_by
from people.jobs import job, run_again
from people.letters import Letter, Line, Section, message
from people.mailing import CANNOT_SEND, Overdue
from people.models import JournalEntry, User
from people.wording import day_in_words

logger = logging.getLogger(__name__)

Kind = Reminder.Kind

SOON = timedelta(days=3)
MONDAY = 0
FREE = Q(mailed_at__isnull=True, taken_at__isnull=True)
"""A mail that nobody has begun to send."""
LET_GO_AFTER = timedelta(minutes=10)
"""A mail that a worker took and neither sent nor gave back is somebody else's after this."""


def gather(day: date) -> int:
    """Gather what everybody is to be reminded of on that day; return for how many. Run again it adds nothing."""
    people = User.objects.filter(is_active=True).exclude(
        pk__in=ReminderMail.objects.filter(day=day).exclude(FREE).values("user")
    )
    gathered = sum(_gather_for(user, day) for user in people.order_by("pk"))
    if gathered:
        mail_reminders.enqueue()
    return gathered


@transaction.atomic
def _gather_for(user: User, day: date) -> bool:
    """Today's mail takes in one that has not been sent yet."""
    choice = ReminderChoice.objects.filter(user=user).first() or ReminderChoice(user=user)
    found = [one for one in _reminders(user, choice, day) if not _is_told(one)]
    departments = choice.departments and day.weekday() == MONDAY and led_by(user).exists()
    if not found and not departments:
        return False
    unsent = ReminderMail.objects.select_for_update().filter(FREE, user=user)
    mail = unsent.first() or ReminderMail(user=user)
    mail.day, mail.departments = day, mail.departments or departments
    mail.save()
    for one in found:
        one.mail = mail
    Reminder.objects.bulk_create(found)
    return True


def tasks_to_do(user: User) -> QuerySet[FollowUpTask]:
    """What the user has to do, and as a head what their department has and no person."""
    held = FollowUpTask.objects.held_by(user).values("pk")
    as_head = Q(person__isnull=True, department__head=user)
    return FollowUpTask.objects.visible_to(user).filter(Q(pk__in=held) | as_head, status__in=UNFINISHED)


def _reminders(user: User, choice: ReminderChoice, day: date) -> Iterator[Reminder]:
    for task in tasks_to_do(user):
        if choice.assigned:
            yield Reminder(user=user, task=task, kind=Kind.ASSIGNED)
        due = task.deadline
        if choice.soon and due and day <= due <= day + SOON:
            yield Reminder(user=user, task=task, kind=Kind.SOON, about=due.isoformat())
        if choice.late and due and due < day:
            yield Reminder(user=user, task=task, kind=Kind.LATE, about=due.isoformat())
        if choice.monday and day.weekday() == MONDAY:
            yield Reminder(user=user, task=task, kind=Kind.MONDAY, about=day.isoformat())


def _is_told(reminder: Reminder) -> bool:
    """A task that any mail has told of since it was given is not new."""
    told = Reminder.objects.filter(user=reminder.user, task=reminder.task)
    if reminder.kind == Kind.ASSIGNED:
        return told.exists()
    return told.filter(kind=reminder.kind, about=reminder.about).exists()


@transaction.atomic
def note_late() -> None:
    """Write in the journal which tasks have become late, once for each deadline."""
    late = FollowUpTask.objects.filter(deadline__lt=timezone.localdate(), status__in=UNFINISHED)
    for task in late.select_related("item"):
        told = JournalEntry.objects.filter(
            kind="task.late", object_type="decisions.followuptask", object_id=str(task.pk)
        )
        if not told.filter(at__date__gt=task.deadline).exists():
            forum = task.item.forum_id
            journal.write("task.late", task, by=None, forum=forum, departments=[task.department_id])


@job
def mail_reminders() -> None:
    """Mail what waits. A later run is ordered first, so a server that is down or a worker that dies loses nothing."""
    newest = _unsent().aggregate(day=models.Max("day"))["day"]
    if newest is not None:
        run_again(mail_reminders, timezone.now() - (timezone.localdate() - newest))
        send_waiting()


def _unsent() -> QuerySet[ReminderMail]:
    return ReminderMail.objects.filter(mailed_at__isnull=True, user__is_active=True)


def overdue() -> Overdue | None:
    """Notices and reminders that wait for a mail server that does not take them."""
    told, days = mailing.overdue(), _unsent().filter(day__lt=timezone.localdate())
    found = days.aggregate(count=models.Count("pk"), first=models.Min("day"))
    if not found["count"]:
        return told
    since = timezone.make_aware(datetime.combine(found["first"], time.min))
    return Overdue(found["count"] + (told.count if told else 0), min(since, told.since) if told else since)


def send_waiting() -> None:
    """Try each once. What fails is logged by its number and goes on waiting."""
    with translation.override(settings.LANGUAGE_CODE):
        try:
            with get_connection() as connection:
                for mail in _waiting().select_related("user"):
                    _send(mail, connection)
        except CANNOT_SEND as error:
            logger.error("The mail server does not answer: %s", type(error).__name__)


def _waiting() -> models.QuerySet[ReminderMail]:
    """Those that no worker is sending just now."""
    free = Q(taken_at__isnull=True) | Q(taken_at__lt=timezone.now() - LET_GO_AFTER)
    return _unsent().filter(free)


def _send(mail: ReminderMail, connection: BaseEmailBackend) -> None:
    """Take the mail, so that no other worker sends it too, and send it; one with nothing left to say is done."""
    if not _waiting().filter(pk=mail.pk).update(taken_at=timezone.now()):
        return
    mine = ReminderMail.objects.filter(pk=mail.pk)
    letter = letter_of(mail)
    try:
        if letter is not None:
            identity = f"<reminder-{mail.pk}@{urlsplit(settings.SITE_URL).hostname}>"
            message(letter, mail.user.email, {"Message-ID": identity}, connection).send()
    except CANNOT_SEND as error:
        logger.error("Reminder mail %s could not be sent: %s", mail.pk, type(error).__name__)
        mine.update(taken_at=None)
    else:
        mine.update(mailed_at=timezone.now())


def letter_of(mail: ReminderMail) -> Letter | None:
    """What the mail says now; None where there is nothing left to be reminded of."""
    sections = [*_sections(mail), *(_departments(mail.user) if mail.departments else ())]
    if not sections:
        return None
    count = sum(len(one.lines) for one in sections)
    subject = ngettext("Dine opgaver: %(count)d påmindelse", "Dine opgaver: %(count)d påmindelser", count)
    return Letter(
        subject % {"count": count},
        [_("Hej %(name)s") % {"name": mail.user.full_name}],
        sections,
        [
            Line(_("Alle dine opgaver:"), path=reverse("my_tasks")),
            Line(_("Vælg, hvad du vil have påmindelser om:"), path=reverse("reminders")),
        ],
    )


def _sections(mail: ReminderMail) -> Iterator[Section]:
    """Each task once, under the first of the headings that it belongs to."""
    still = tasks_to_do(mail.user).values("pk")
    found = (
        mail.reminders.filter(task__in=still).select_related("task__item").order_by("task__deadline", "pk")
    )
    said, reminders = set[object](), list(found)
    for kind in Kind:
        lines = [
            _line(one.task, mail.day) for one in reminders if one.kind == kind and one.task_id not in said
        ]
        said |= {one.task_id for one in reminders if one.kind == kind}
        if lines:
            yield Section(str(kind.label), lines)


def _line(task: FollowUpTask, day: date) -> Line:
    text = _("Opgave fra et lukket punkt") if task.item.closed else task.text
    return Line(text, _due(task.deadline, day), reverse("task", args=[task.pk]))


def _due(deadline: date | None, day: date) -> str:
    if deadline is None:
        return _("ingen frist")
    words = _("frist den %(day)s") if deadline >= day else _("fristen var den %(day)s")
    return words % {"day": day_in_words(deadline)}


def _departments(user: User) -> Iterator[Section]:
    """How the departments stand that the user leads: figures alone."""
    lines = [
        Line(
            one.department,
            _("%(unfinished)d ikke afsluttet, heraf %(late)d over fristen")
            % {"unfinished": one.unfinished, "late": one.late},
            reverse("led_tasks"),
        )
        for one in overview.by_department(overview.led(user), timezone.localdate())
    ]
    if lines:
        yield Section(_("Dine afdelinger"), lines)
