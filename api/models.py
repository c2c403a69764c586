"""What HTTP needs remembered: what a program has sent before, what it has been shown, and who is told
of changes (`api.webhooks`)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from agenda.models import AgendaItem, Meeting
from api.webhooks.models import Delivery, JournalCursor, Webhook
from decisions.models import Decision, FollowUpTask
from people.models import User

__all__ = ["Asked", "Delivery", "Followed", "Follower", "JournalCursor", "SentOnce", "Webhook"]


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


def _kept(model: type[models.Model]) -> models.ForeignKey[Any, Any]:
    """Which row of the model, also once it is deleted: whoever was shown it is to be told that it is gone."""
    return models.ForeignKey(model, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)


class Followed(models.Model):
    """A row as somebody who follows changes was last told of it (`stamp`), or that it is `gone` from their view.

    It is a task, an item, a meeting or a decision. The rows of a person are written one person at a time and never
    changed, so their ids are the order of the news.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    task = _kept(FollowUpTask)
    item = _kept(AgendaItem)
    meeting = _kept(Meeting)
    decision = _kept(Decision)
    stamp = models.CharField(max_length=40, blank=True)
    gone = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "task"], name="followed_once"),
            models.UniqueConstraint(fields=["user", "item"], name="followed_item_once"),
            models.UniqueConstraint(fields=["user", "meeting"], name="followed_meeting_once"),
            models.UniqueConstraint(fields=["user", "decision"], name="followed_decision_once"),
        ]
        indexes = [models.Index(fields=["user", "changed_at", "id"], name="followed_by_change")]

    def __str__(self) -> str:
        return f"followed {self.pk}"


class Follower(models.Model):
    """When somebody last asked what is new of a sort of rows, by what they could see them then (`reach`, a digest), and
    how far the journal was.

    `journal` is the newest entry before which none was still about to be written.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    sort = models.CharField(max_length=20)
    reach = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    journal = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "sort"], name="follower_once")]

    def __str__(self) -> str:
        return f"follower {self.pk}"


LONGEST_CALLER = 80


class Asked(models.Model):
    """How often somebody has asked within the minute of the clock in which they asked last; see `api.throttling`.

    `minute` is counted from 1970.
    """

    caller = models.CharField(max_length=LONGEST_CALLER, unique=True)
    minute = models.PositiveBigIntegerField(db_index=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"asked {self.pk}"
