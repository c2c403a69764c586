"""What the forum decided."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import AgendaItem, Forum, Recommendation
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
    """The decision on one item, in the forum's own words.

    `outcome` is that of the item as a whole, where it has no recommendations; where it has some, each has its own.
    """

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="decision")
    text = models.TextField(_("beslutning"), blank=True)
    outcome = models.CharField(max_length=30, choices=Outcome, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["recorded_at"], name="decisions_by_change")]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class RecommendationOutcome(models.Model):
    """What became of one numbered recommendation."""

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="result")
    outcome = models.CharField(max_length=30, choices=Outcome)

    def __str__(self) -> str:
        return f"{self.outcome} {self.recommendation_id}"


class OutcomeSentence(models.Model):
    """The sentence that is offered as the decision where this is the outcome; without `kind`, on every kind of item.

    A forum has only those that differ from the common ones in `decisions.sentences`.
    """

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="outcome_sentences")
    outcome = models.CharField(max_length=30, choices=Outcome)
    kind = models.CharField(max_length=20, choices=AgendaItem.Kind, blank=True)
    text = models.CharField(_("standardsætning"), max_length=500)

    class Meta:
        ordering = ["forum", "outcome", "kind"]
        constraints = [models.UniqueConstraint(fields=["forum", "outcome", "kind"], name="sentence_once")]

    def __str__(self) -> str:
        return f"sentence {self.pk}"


class StandardPhrase(models.Model):
    """A sentence that a forum writes again and again: at hand while minutes are taken, and nothing that the check
    before issuing takes notice of."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="standard_phrases")
    text = models.CharField(_("vending"), max_length=500)

    class Meta:
        db_table = "documents_standardphrase"  # made there, and moved here with its rows
        ordering = ["text"]
        constraints = [models.UniqueConstraint(fields=["forum", "text"], name="phrase_once")]

    def __str__(self) -> str:
        return f"phrase {self.pk}"


class Dissent(models.Model):
    """A member who asked to have it recorded that they did not agree. `text` is plain, on one line or more."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="dissents")
    position = models.PositiveIntegerField()
    who = models.CharField(_("medlem"), max_length=300)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("særstandpunkt"))

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"dissent {self.pk}"


class Correction(models.Model):
    """A dated correction of approved minutes, to one item. Printed with them; the minutes are never edited. `text` is
    rich text, as a decision is."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="corrections")
    text = models.TextField(_("rettelse"))
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"correction {self.pk}"
