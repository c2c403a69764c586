"""What helps a draft along: standing items, guests, rounds of reading, comments, and earlier versions of texts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models.items import AgendaItem
from agenda.models.meetings import Meeting
from agenda.rights import Forum
from people.models import User


class StandingItem(models.Model):
    """An item that every new meeting of the forum begins or ends with."""

    Place = AgendaItem.Place

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="standing_items")
    place = models.CharField(
        _("plads"), max_length=20, choices=AgendaItem.Place, default=AgendaItem.Place.LAST
    )
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("titel"), max_length=1000)
    kind = models.CharField(
        _("slags"), max_length=20, choices=AgendaItem.Kind, default=AgendaItem.Kind.ORIENTATION
    )
    minutes = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    approves_minutes = models.BooleanField(_("godkender det forrige mødes referat"), default=False)

    class Meta:
        ordering = ["forum", "place", "position", "pk"]

    def __str__(self) -> str:
        return f"standing item {self.pk}"


class ItemGuest(models.Model):
    """Somebody who comes to the meeting for one item. What they may read is an `Invitation`, not this line."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="guests")
    position = models.PositiveIntegerField()
    who = models.CharField(_("gæst"), max_length=300)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    arrives = models.TimeField(_("fra kl."), null=True, blank=True)
    leaves = models.TimeField(_("til kl."), null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"guest {self.pk}"


class ReviewRound(models.Model):
    """A draft agenda sent to named people to be read; what each may read of it is a `Review` for each item."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="review_rounds")
    readers = models.ManyToManyField(User, related_name="review_rounds")
    due = models.DateField(_("læses senest"))
    message = models.TextField(_("besked"), blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(closed_at__isnull=True), name="one_open_round_of_reading"
            )
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"


class ItemComment(models.Model):
    """What somebody said of a draft: why it was returned, why it was taken on without its head's approval, or what a
    reviewer or the chair found. What was found in an agenda is read by the editors and those who read along; what was
    found in draft minutes by the editors alone. `taken` says whether it was followed."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("sendt tilbage")
        PASSED_OVER = "passed_over", _("taget videre uden leders godkendelse")
        REVIEW = "review", _("gennemlæsning")
        MINUTES = "minutes", _("gennemlæsning af referatet")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(_("bemærkning"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken = models.BooleanField(_("taget med"), null=True, blank=True)
    reply = models.TextField(_("svar"), blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__isnull=True) | Q(settled_at__isnull=False),
                name="comment_taken_when_settled",
            )
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class TextVersion(models.Model):
    """One version of one text of an item, as one person left it in one editing session.

    Autosaves of a session change its row, and `saves` counts them: (id, saves) is what a save has to carry to show that
    it began from the newest text. A session ends after ten quiet minutes and when the item's state changes.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="text_versions")
    field = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    saves = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item", "field", "-pk"]
        indexes = [models.Index(fields=["item", "field", "-id"], name="versions_of_text")]

    def __str__(self) -> str:
        return f"version {self.pk}"
