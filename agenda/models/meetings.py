"""Meetings, and what the municipality keeps lists of: cases and grounds for closing."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.rights import Forum
from agenda.visibility import MeetingQuerySet
from people.models import User

HELD = ~Q(state="cancelled")
MINUTES_OUT = Q(state__in=["minutes_published", "minutes_approved"])


class Case(models.Model):
    """A case in the municipality's own system; returns at many meetings."""

    number = models.CharField(_("sagsnr."), max_length=60, unique=True)
    title = models.CharField(_("sagstitel"), max_length=500, blank=True)

    def __str__(self) -> str:
        return f"case {self.pk}"


class LegalGround(models.Model):
    """One line of the municipality's list of grounds for closing; `open_ended` asks for words of one's own.

    An item keeps the words it was closed with, so that a change of the list changes no closed item.
    """

    text = models.CharField(_("hjemmel"), max_length=300, unique=True)
    open_ended = models.BooleanField(_("begrundes med egne ord"), default=False)
    active = models.BooleanField(_("kan vælges"), default=True)
    position = models.PositiveIntegerField(_("rækkefølge"), default=0)

    class Meta:
        ordering = ["position", "text"]

    def __str__(self) -> str:
        return self.text


class Meeting(models.Model):
    """One dated meeting. `date` and `start` are Danish civil time; every `…_at` is an instant in UTC."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planlagt")
        AGENDA_PUBLISHED = "agenda_published", _("Dagsorden udsendt")
        IN_SESSION = "in_session", _("I gang")
        MINUTES_PUBLISHED = "minutes_published", _("Referat udsendt")
        MINUTES_APPROVED = "minutes_approved", _("Referat godkendt")
        CANCELLED = "cancelled", _("Aflyst")

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="meetings")
    date = models.DateField(_("dato"))
    start = models.TimeField(_("tidspunkt"), null=True, blank=True)
    place = models.CharField(_("sted"), max_length=200, blank=True)
    submission_due_at = models.DateTimeField(_("frist for indsendelse"), null=True, blank=True)
    sending_due_at = models.DateTimeField(_("frist for udsendelse"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    agenda_published_at = models.DateTimeField(null=True, blank=True)
    minutes_published_at = models.DateTimeField(null=True, blank=True)
    minutes_approved_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["-date", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["forum", "date", "start"], condition=HELD, name="meeting_once"),
            models.UniqueConstraint(
                fields=["forum", "date"],
                condition=HELD & Q(start__isnull=True),
                name="meeting_once_without_start",
            ),
            models.CheckConstraint(
                condition=Q(MINUTES_OUT, minutes_published_at__isnull=False)
                | Q(~MINUTES_OUT, minutes_published_at__isnull=True),
                name="minutes_published_as_state_says",
            ),
            models.CheckConstraint(
                condition=Q(state="minutes_approved", minutes_approved_at__isnull=False)
                | Q(~Q(state="minutes_approved"), minutes_approved_at__isnull=True),
                name="minutes_approved_as_state_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum} {self.date:%d-%m-%Y}"

    @property
    def is_before_session(self) -> bool:
        """Whether it can still be moved or cancelled."""
        return self.state in (self.State.PLANNED, self.State.AGENDA_PUBLISHED)

    @property
    def minutes_are_out(self) -> bool:
        return self.minutes_published_at is not None


class Agreement(models.Model):
    """The chair was asked to look at the agenda, or the draft of the minutes, and what she answered.

    `digest` is of the document as it stood when she did; `asked_by` is nobody where she answered unasked.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("dagsorden")
        MINUTES = "minutes", _("referat")

    class Answer(models.TextChoices):
        WAITING = "waiting", _("afventer")
        AGREED = "agreed", _("godkendt")
        CHANGES = "changes", _("ønsker ændringer")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=20, choices=Kind)
    answer = models.CharField(max_length=20, choices=Answer, default=Answer.WAITING)
    comment = models.TextField(_("bemærkning"), blank=True)
    digest = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind"], condition=Q(answer="waiting"), name="asked_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"
