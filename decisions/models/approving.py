"""Minutes that are sent round to be approved by a click."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import Meeting
from people.models import User


class ApprovalRound(models.Model):
    """One version of the minutes, sent to the members to be approved before a deadline.

    Who says nothing is taken to agree. One objection ends the round, and so does a new version.
    """

    class Result(models.TextChoices):
        APPROVED = "approved", _("godkendt")
        OBJECTED = "objected", _("indsigelse")
        OVERTAKEN = "overtaken", _("afløst")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="approval_rounds")
    version = models.PositiveIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("frist"))
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=20, choices=Result, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(closed_at__isnull=True), name="one_open_round"
            ),
            models.UniqueConstraint(fields=["meeting", "version"], name="round_once_for_version"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, result="") | Q(~Q(result=""), closed_at__isnull=False),
                name="round_closed_as_result_says",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and timezone.now() < self.due_at

    @property
    def last_day(self) -> date:
        """The last day on which somebody may answer; the deadline is the midnight that ends it."""
        return timezone.localdate(self.due_at) - timedelta(days=1)


class MinutesApproval(models.Model):
    """What one member answered in a round."""

    round = models.ForeignKey(ApprovalRound, models.CASCADE, related_name="answers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    approves = models.BooleanField()
    comment = models.TextField(_("bemærkning"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="answers_round_once")]

    def __str__(self) -> str:
        return f"approval {self.pk}"
