"""What the forum decided."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import AgendaItem, Recommendation
from decisions.visibility import DecisionQuerySet
from people.models import User


class Outcome(models.TextChoices):
    APPROVED = "approved", _("Godkendt")
    APPROVED_WITH_CHANGE = "approved_with_change", _("Godkendt med ændring")
    DISCUSSED = "discussed", _("Drøftet")
    NOTED = "noted", _("Taget til efterretning")
    POSTPONED = "postponed", _("Udsat")
    REJECTED = "rejected", _("Ikke godkendt")
    LAPSED = "lapsed", _("Bortfaldet")


class Decision(models.Model):
    """The decision on one item, in the forum's own words."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="decision")
    text = models.TextField(_("beslutning"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"decision {self.pk}"


class RecommendationOutcome(models.Model):
    """What became of one numbered recommendation."""

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="result")
    outcome = models.CharField(max_length=30, choices=Outcome)

    def __str__(self) -> str:
        return f"{self.outcome} {self.recommendation_id}"
