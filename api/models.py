"""What HTTP needs remembered: what a program has sent before, what it has been shown, and who is told
of changes (`api.webhooks`)."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from api.webhooks.models import Delivery, JournalCursor, Webhook
from decisions.models import FollowUpTask
from people.models import User

__all__ = ["Delivery", "Followed", "JournalCursor", "SentOnce", "Webhook"]


class SentOnce(models.Model):
    """Something that was made for a program, under the key that it sent (`Idempotency-Key`).

    Holds the id of what was made, and never its text: sent again, it is read through the gate as it is then.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    made = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="sent_once")]

    def __str__(self) -> str:
        return f"sent {self.pk}"


class Followed(models.Model):
    """A task as somebody who follows changes was last told of it, or that it is `gone` from their view.

    The rows of a person are written one person at a time and never changed, so their ids are the order of the news.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    task = models.ForeignKey(FollowUpTask, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    reads_item = models.BooleanField()
    gone = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "task"], name="followed_once")]
        indexes = [models.Index(fields=["user", "changed_at", "id"], name="followed_by_change")]

    def __str__(self) -> str:
        return f"followed {self.pk}"
