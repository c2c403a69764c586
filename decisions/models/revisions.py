"""Published minutes that are being written anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import AgendaItem, Meeting
from people.models import User


class Revision(models.Model):
    """Minutes that are out, not approved, and opened for a change; readers keep what they have until it is issued.

    It ends as the `version` that it was issued as, or without one where it was dropped, or overtaken by the approval.
    `attendance` is None where it stays as it is, or else as `services.written` has it; `changes` is what the version is
    to say of itself.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="revisions")
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    attendance = models.JSONField(null=True, blank=True)
    changes = models.TextField(_("hvad er ændret"), blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(closed_at__isnull=True), name="one_open_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.pk}"


class RevisedDecision(models.Model):
    """What the next version will say was decided on one item; `outcomes` by position, as `set_outcomes` has them.

    `presences` and `dissents` are None where they stay as they are, or else as `services.written` has them.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="+")
    text = models.TextField(_("beslutning"), blank=True)
    outcomes = models.JSONField(default=dict)
    presences = models.JSONField(null=True, blank=True)
    dissents = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "item"], name="item_revised_once")]

    def __str__(self) -> str:
        return f"revised decision {self.pk}"
