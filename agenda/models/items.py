"""What is on the agenda of a meeting, with its recommendations and bilag."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agenda.models.meetings import Case, Meeting
from agenda.rights import READ_ITEM, Forum
from agenda.visibility import AgendaItemQuerySet, AttachmentQuerySet
from people.models import Department, User

UNPUBLISHED = ["draft", "submitted", "returned", "parked", "accepted"]


class AgendaItem(models.Model):
    """A punkt. `position` orders it; `number` is stored when it is published and never changes after that.

    Closed until somebody says otherwise, so that nothing is shown for want of a mark. `room_position` is the order in
    which the meeting took the items, where that was another; `continues` is the postponed item that this one resumes.
    `wished_meeting` is the one that its author would have it on.
    `standing` and `approves_minutes` say what the forum's list of standing items made the item for.
    `kind` is "" where nobody has said it, as in old minutes that were read in.
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

    class Place(models.TextChoices):
        FIRST = "first", _("først")
        LAST = "last", _("sidst")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="items")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="items")
    wished_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="wished_for_by"
    )
    position = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="items")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="items")

    withdrawal_reason = models.CharField(_("hvorfor punktet udgår"), max_length=500, blank=True)

    kind = models.CharField(_("slags"), max_length=20, choices=Kind, default=Kind.DECISION, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutter"), null=True, blank=True)
    presenter = models.CharField(_("forelægges af"), max_length=300, blank=True)
    room_position = models.PositiveIntegerField(_("rækkefølge på mødet"), null=True, blank=True)
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")

    standing = models.CharField(_("fast punkt"), max_length=20, choices=Place, blank=True)
    approves_minutes = models.BooleanField(_("godkender det forrige mødes referat"), default=False)

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
