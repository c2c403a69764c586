"""Who was there, for the meeting or for one item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agenda.models.items import AgendaItem
from agenda.models.meetings import Meeting
from people.models import User


class Attendance(models.Model):
    """Who was there, or sent apologies. `who` is how the minutes name the person."""

    class Presence(models.TextChoices):
        PRESENT = "present", _("Deltager")
        DEPUTY = "deputy", _("Stedfortræder")
        GUEST = "guest", _("Gæst")
        APOLOGIES = "apologies", _("Afbud")
        ABSENT = "absent", _("Fraværende")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    position = models.PositiveIntegerField()
    who = models.CharField(max_length=300)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    presence = models.CharField(max_length=20, choices=Presence, default=Presence.PRESENT)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="attendance_position_once"),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="attends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class ItemPresence(models.Model):
    """Who was not there for all of one item, or only for it. Recusal is not here: it is a right, `rights.Recusal`."""

    class Kind(models.TextChoices):
        CAME_LATE = "came_late", _("kom under punktet")
        LEFT = "left", _("gik under punktet")
        AWAY = "away", _("deltog ikke i punktet")
        GUEST = "guest", _("deltog som gæst i punktet")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="presences")
    position = models.PositiveIntegerField()
    who = models.CharField(max_length=300)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.TimeField(_("kl."), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"presence {self.pk}"
