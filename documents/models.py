"""What has been issued on paper, and what was read in from it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import AgendaItem, Attachment, Forum, Meeting
from people.models import User


class IssuedDocument(models.Model):
    """One edition as it left the house: the same bytes for ever.

    An edition is identified by the items and bilag it shows in full (`shows`, digested in `scope`). For each
    version of a kind there is one snapshot in JSON, from which later editions are drawn; it says what that version
    changed. A supplement does not replace the one before it, and an excerpt has the version of its minutes.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("Dagsorden")
        MINUTES = "minutes", _("Referat")
        SUPPLEMENT = "supplement", _("Tillægsdagsorden")
        EXCERPT = "excerpt", _("Protokoludskrift")

    class Format(models.TextChoices):
        SNAPSHOT = "snapshot", "JSON"
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="issued")
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.PositiveIntegerField(default=1)
    format = models.CharField(max_length=20, choices=Format)
    scope = models.CharField(max_length=64)
    shows = models.JSONField(default=list)
    changes = models.TextField(_("hvad er ændret"), blank=True)
    file = models.FileField(upload_to="issued/%Y/", max_length=300)
    sha256 = models.CharField(max_length=64)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_for: models.ForeignKey[Incident | None, Incident | None] = models.ForeignKey(
        "documents.Incident", models.PROTECT, null=True, blank=True, related_name="withdrawn"
    )

    class Meta:
        ordering = ["meeting", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "version", "format", "scope"],
                condition=Q(withdrawn_at__isnull=True),
                name="edition_once",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} {self.format} {self.pk}"


class ImportedFile(models.Model):
    """The original file behind an imported meeting, and what could not be placed when it was read."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="imported")
    file = models.FileField(upload_to="imported/%Y/", max_length=300)
    sha256 = models.CharField(max_length=64)
    problems = models.JSONField(default=list)
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"imported {self.pk}"


class Incident(models.Model):
    """Something that had been issued open was closed: what, and from when until when it could be read.

    Who had fetched it is told by the readings of that time; they are never deleted.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="incidents")
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="incidents")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    bilag = models.JSONField(default=list)
    visible_from = models.DateTimeField()
    visible_until = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("notat"), blank=True)

    class Meta:
        ordering = ["-visible_until", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visible_until__gte=F("visible_from")), name="incident_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"incident {self.pk}"

    @property
    def key(self) -> str:
        """The id, as editions list it, of what was closed: the item or the one bilag."""
        return str(self.attachment_id or self.item_id)


class Reading(models.Model):
    """One line of the read log: somebody was handed a document, a closed item of it, or a bilag. Never deleted.

    A document has a line of its own (without item), and one for each closed item in it. Without `user` the reader
    was not signed in. A bilag that was thrown away before it was sent out leaves the line of its item.
    """

    class Face(models.TextChoices):
        PAGE = "page", _("Websiden")
        API = "api", _("API")
        PDF = "pdf", _("PDF")
        WORD = "word", _("Word")
        FILE = "file", _("Bilag")
        ORIGINAL = "original", _("Original fil")
        CHECK = "check", _("Kontrol")

    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    face = models.CharField(max_length=20, choices=Face)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="readings")
    attachment = models.ForeignKey(
        Attachment, models.SET_NULL, null=True, blank=True, related_name="readings"
    )
    edition = models.ForeignKey(
        IssuedDocument, models.PROTECT, null=True, blank=True, related_name="readings"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["item", "-at"], name="reading_of_item"),
            models.Index(fields=["meeting", "-at"], name="reading_of_meeting"),
        ]

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Filing(models.Model):
    """The excerpt of an item, as that version of the minutes has it, lies in the municipality's case system."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="filings")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["item", "-version"]
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="filed_once")]

    def __str__(self) -> str:
        return f"filing {self.pk}"


class Printed(models.Model):
    """Since which version of the minutes the excerpt of an item reads as it does; `digest` is of what it prints."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="printed")
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"printed {self.pk}"


class WaitingBilag(models.Model):
    """A file that somebody put on a published item, and that waits until the check's questions about it are answered.

    Nobody but the item's editors meets it. It becomes the bilag with the same id, or is thrown away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="waiting_bilag")
    title = models.CharField(_("titel"), max_length=1000)
    closed = models.BooleanField(_("lukket"), default=False)
    file = models.FileField(upload_to="waiting/", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"waiting {self.pk}"


class Verdict(models.Model):
    """What the check said of one version for one scope: of the drawn edition, or of the bilag that `about` names.

    `basis` is a digest of all else that the check depends on, so that it is asked again once something changes.
    """

    snapshot = models.ForeignKey(IssuedDocument, models.CASCADE, related_name="verdicts")
    scope = models.CharField(max_length=64)
    about = models.CharField(max_length=36, blank=True)
    basis = models.CharField(max_length=64)
    passed = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "scope", "about"], name="one_verdict_of_each")
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"


class CheckAnswer(models.Model):
    """What a person answered to one finding of the check, at one place. `mark` is a keyed digest of what was found, so
    that neither a number nor a text stands here; the same finding at the same place is not asked about again."""

    class Kind(models.TextChoices):
        REASON = "reason", _("Udsendt med en begrundelse")
        NOT_CPR = "not_cpr", _("Ikke et CPR-nummer")

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="+")
    place = models.CharField(max_length=100)
    mark = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=Kind)
    reason = models.CharField(_("begrundelse"), max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "place", "mark"], name="answered_once")]

    def __str__(self) -> str:
        return f"answer {self.pk}"
