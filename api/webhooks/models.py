"""Who is told, and what became of each telling."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import Forum
from people.models import Department, User


class Event(models.TextChoices):
    CREATED = "task.created", _("En opgave er oprettet")
    CHANGED = "task.changed", _("En opgave er ændret")
    LATE = "task.late", _("En opgave er over fristen")
    DONE = "task.done", _("En opgave er udført")
    PUBLISHED = "document.published", _("En dagsorden eller et referat er sendt ud")


class Silence(models.TextChoices):
    """Why there was no answer, as the log keeps it."""

    LATE = "late", _("intet svar i tide")
    UNTRUSTED = "untrusted", _("certifikatet kan ikke godkendes")
    REFUSED = "refused", _("forbindelsen blev afvist")
    UNKNOWN = "unknown", _("adressen findes ikke")
    FORBIDDEN = "forbidden", _("adressen er ikke tilladt")
    UNUSABLE = "unusable", _("intet brugbart svar")


class Webhook(models.Model):
    """An address that is told about one forum or one department, as far as whoever made it may see."""

    forum = models.ForeignKey(Forum, models.CASCADE, null=True, blank=True, related_name="webhooks")
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, related_name="webhooks")
    url = models.CharField(_("adresse"), max_length=500)
    secret = models.CharField(max_length=64)
    events = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(forum__isnull=False, department__isnull=True)
                | Q(forum__isnull=True, department__isnull=False),
                name="webhook_of_one_of_two",
            )
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk}"

    @property
    def about(self) -> str:
        return str(self.forum or self.department)


class Delivery(models.Model):
    """One telling. `next_at` is when it is tried next; None once it got through or was given up. `answer` is the status
    that the receiver answered, or why there was none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=30, choices=Event)
    about = models.CharField(max_length=40)
    payload = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    delivered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["next_at"], name="delivery_to_try")]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def is_due(self) -> bool:
        """Whether the worker tries it as soon as it comes by."""
        return self.next_at is not None and self.next_at <= timezone.now()

    @property
    def answer_words(self) -> str:
        """As the log says it to its reader."""
        return str(Silence(self.answer).label) if self.answer in Silence.values else self.answer


class JournalCursor(models.Model):
    """How far the journal has been read. `due_at` is when the next reading is ordered for."""

    position = models.BigIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"cursor {self.pk}"
