"""What has been issued on paper, and what was read in from it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agenda.models import Meeting
from people.models import User


class IssuedDocument(models.Model):
    """One edition as it left the house: the same bytes for ever.

    An edition is identified by the items and bilag it shows in full (`shows`, digested in `scope`). For each
    version of a kind there is one snapshot in JSON, from which later editions are drawn.
    """

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("Dagsorden")
        MINUTES = "minutes", _("Referat")

    class Format(models.TextChoices):
        SNAPSHOT = "snapshot", "JSON"
        PDF = "pdf", "PDF"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="issued")
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.PositiveIntegerField(default=1)
    format = models.CharField(max_length=20, choices=Format)
    scope = models.CharField(max_length=64)
    shows = models.JSONField(default=list)
    file = models.FileField(upload_to="issued/%Y/", max_length=300)
    sha256 = models.CharField(max_length=64)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

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
