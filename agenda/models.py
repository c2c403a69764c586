"""Meetings and what is on their agenda."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.rights import (
    READ_ITEM,
    Forum,
    Invitation,
    ItemGroupGrant,
    ItemUserGrant,
    Membership,
    Recusal,
    Review,
)
from agenda.visibility import AgendaItemQuerySet, AttachmentQuerySet, MeetingQuerySet
from people.models import Department, User

__all__ = [
    "AgendaItem",
    "Agreement",
    "Attachment",
    "Attendance",
    "Case",
    "Forum",
    "Invitation",
    "ItemComment",
    "ItemGroupGrant",
    "ItemGuest",
    "ItemPresence",
    "ItemUserGrant",
    "LegalGround",
    "Meeting",
    "Membership",
    "Recommendation",
    "Recusal",
    "Review",
    "StandingItem",
    "TextVersion",
]


MINUTES_OUT = Q(state__in=["minutes_published", "minutes_approved"])


UNPUBLISHED = ["draft", "submitted", "returned", "parked", "accepted"]


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
            models.UniqueConstraint(fields=["forum", "date", "start"], name="meeting_once"),
            models.UniqueConstraint(
                fields=["forum", "date"], condition=Q(start__isnull=True), name="meeting_once_without_start"
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
    def minutes_are_out(self) -> bool:
        return self.minutes_published_at is not None


class AgendaItem(models.Model):
    """A punkt. `position` orders it; `number` is stored when it is published and never changes after that.

    Closed until somebody says otherwise, so that nothing is shown for want of a mark. `room_position` is the order in
    which the meeting took the items, where that was another; `continues` is the postponed item that this one resumes.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Kladde")
        SUBMITTED = "submitted", _("Indsendt")
        RETURNED = "returned", _("Sendt tilbage")
        PARKED = "parked", _("Sat i bero")
        ACCEPTED = "accepted", _("Optaget")
        PUBLISHED = "published", _("Udsendt")
        WITHDRAWN = "withdrawn", _("Udgået")

    class Kind(models.TextChoices):
        DECISION = "decision", _("Beslutning")
        DISCUSSION = "discussion", _("Drøftelse")
        ORIENTATION = "orientation", _("Orientering")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="items")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="items")
    position = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="items")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="items")

    kind = models.CharField(_("slags"), max_length=20, choices=Kind, default=Kind.DECISION)
    minutes = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    presenter = models.CharField(_("forelægges af"), max_length=300, blank=True)
    room_position = models.PositiveIntegerField(_("rækkefølge på mødet"), null=True, blank=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")

    title = models.CharField(_("titel"), max_length=1000)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="items")
    proposer = models.CharField(_("indstiller"), max_length=300, blank=True)
    background = models.TextField(_("sagsfremstilling"), blank=True)

    closed = models.BooleanField(_("lukket"), default=True)
    public_title = models.CharField(_("offentlig titel"), max_length=1000, default="Lukket")
    legal_ground = models.CharField(_("hjemmel"), max_length=500, blank=True)
    shows_case_number = models.BooleanField(_("sagsnummeret må vises"), default=False)
    public_decision = models.TextField(_("offentlig beslutning"), blank=True)
    sensitive_words = models.TextField(_("følsomme ord"), blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = [F("number").asc(nulls_last=True), "position", "pk"]
        permissions = [(READ_ITEM, "May read one item, closed or not")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="item_number_once_per_meeting"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, published_at__isnull=True)
                | Q(number__isnull=False, published_at__isnull=False),
                name="item_numbered_when_published",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, state__in=UNPUBLISHED)
                | Q(published_at__isnull=False, state__in=["published", "withdrawn"], meeting__isnull=False),
                name="item_published_as_state_says",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=1), name="item_number_from_one"
            ),
            models.CheckConstraint(
                condition=Q(closed=False) | ~Q(public_title=""), name="closed_item_has_public_title"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"


class StandingItem(models.Model):
    """An item that every new meeting of the forum begins or ends with."""

    class Place(models.TextChoices):
        FIRST = "first", _("først")
        LAST = "last", _("sidst")

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="standing_items")
    place = models.CharField(_("plads"), max_length=20, choices=Place, default=Place.LAST)
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


class ItemComment(models.Model):
    """What somebody said of a draft: why it was returned, or what a reviewer found. Read by its editors, its author
    and its open reviewers."""

    class Kind(models.TextChoices):
        RETURNED = "returned", _("sendt tilbage")
        REVIEW = "review", _("gennemlæsning")

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="comments")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(_("bemærkning"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

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


class Agreement(models.Model):
    """The chair was asked to look at the agenda, or the draft of the minutes, and what she answered."""

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
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
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


class Recommendation(models.Model):
    """One numbered "at …" that is put to the forum. `approves` names the meeting whose minutes it approves."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recommendations")
    position = models.PositiveIntegerField()
    text = models.TextField()
    approves = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="approved_by")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "position"], name="recommendation_position_once")
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class Attachment(models.Model):
    """A bilag. An imported one may be a title alone; the file's own name is never part of an address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="attachments")
    position = models.PositiveIntegerField()
    title = models.CharField(_("titel"), max_length=1000)
    closed = models.BooleanField(_("lukket"), default=False)
    file = models.FileField(upload_to="attachments/%Y/", max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    content_type = models.CharField(max_length=100, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["closed", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="attachment_position_once")]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


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
