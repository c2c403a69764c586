"""Reminders of tasks, gathered into one mail for each person and day; and the calendar that a person subscribes to."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.models.follow_up_tasks import FollowUpTask
from people.models import User


class ReminderChoice(models.Model):
    """What a person wants to be reminded of. Whoever has chosen nothing is reminded of everything."""

    user = models.OneToOneField(User, models.CASCADE, related_name="reminder_choice")
    assigned = models.BooleanField(_("når jeg får en opgave"), default=True)
    soon = models.BooleanField(_("tre dage før en frist"), default=True)
    late = models.BooleanField(_("når en frist er overskredet"), default=True)
    monday = models.BooleanField(_("mandag: alle mine opgaver"), default=True)
    departments = models.BooleanField(_("mandag: hvordan det står til i mine afdelinger"), default=True)

    def __str__(self) -> str:
        return f"choice {self.pk}"


class ReminderMail(models.Model):
    """One mail to one person. `taken_at` is when a worker began to send it; one that died lets go after a while."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reminder_mails")
    day = models.DateField()
    departments = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_reminder_mail_a_day")]

    def __str__(self) -> str:
        return f"reminder mail {self.pk}"


class Reminder(models.Model):
    """One task that a mail tells of. `about` keeps it from being told twice: the deadline, or the Monday."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("Nye opgaver")
        LATE = "late", _("Over fristen")
        SOON = "soon", _("Frist inden for tre dage")
        MONDAY = "monday", _("Dine opgaver i øvrigt")

    mail = models.ForeignKey(ReminderMail, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    task = models.ForeignKey(FollowUpTask, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "task", "kind", "about"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class CalendarAddress(models.Model):
    """The secret address of a person's calendar. Only a digest is kept; a new one ends the one before."""

    user = models.OneToOneField(User, models.CASCADE, related_name="calendar_address")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"calendar {self.pk}"
