"""What somebody must do because of a decision, and all that has happened to it since."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agenda.models import AgendaItem
from decisions.visibility import EvidenceQuerySet, FollowUpTaskQuerySet
from people.models import Department, User
from people.wording import day_in_words

LONGEST_TASK = 1000


class FollowUpTask(models.Model):
    """An opfølgning. Somebody always has it: a person, a department, or both.

    `version` counts the changes; a client says which one it began from. `deadline` is the last day of an interval that
    begins with `deadline_from`, where it is one, and `rule` is the rule of `decisions.follow_up` that gave it.
    `returned_as` is the item that takes the matter up again; `listed_on` the one that lists what the forum is to note.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Åben")
        IN_PROGRESS = "in_progress", pgettext_lazy("a task", "I gang")
        WAITING = "waiting", _("Afventer")
        DONE = "done", _("Udført")
        LAPSED = "lapsed", _("Bortfaldet")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="follow_up_tasks")
    text = models.CharField(_("opgave"), max_length=LONGEST_TASK)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="follow_up_tasks"
    )
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="follow_up_tasks")
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    deadline = models.DateField(_("frist"), null=True, blank=True)
    deadline_from = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    every_months = models.PositiveSmallIntegerField(
        _("gentages med måneders mellemrum"), null=True, blank=True
    )
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    returns_on = models.DateField(_("genoptages den"), null=True, blank=True)
    returned_as = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="returned_tasks"
    )
    needs_noting = models.BooleanField(_("lukkes først, når forummet har noteret det"), default=False)
    listed_on = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="listed_tasks"
    )
    noted_at = models.DateTimeField(null=True, blank=True)
    handed_back_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    modified_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpTaskQuerySet.as_manager()

    class Meta:
        ordering = [F("deadline").asc(nulls_last=True), "created_at", "pk"]
        indexes = [
            models.Index(fields=["department", "status", "deadline"], name="tasks_of_department"),
            models.Index(fields=["person", "status", "deadline"], name="tasks_of_person"),
            models.Index(fields=["modified_at", "id"], name="tasks_by_change"),
            models.Index(fields=["deadline", "id"], name="tasks_by_deadline"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False) | Q(person__isnull=False), name="task_has_an_owner"
            ),
            models.CheckConstraint(
                condition=Q(deadline_from__isnull=True) | Q(deadline__gte=F("deadline_from")),
                name="task_deadline_in_order",
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_at__isnull=False)
                | ~Q(status="done") & Q(done_at__isnull=True),
                name="task_done_as_status_says",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is to be done, by anybody."""
        return self.status == self.Status.LAPSED or (
            self.status == self.Status.DONE and (self.noted_at is not None or not self.needs_noting)
        )

    @property
    def is_handed_back(self) -> bool:
        """Whether it waits for somebody to give it to another."""
        return self.handed_back_at is not None and self.status in UNFINISHED


UNFINISHED = (FollowUpTask.Status.OPEN, FollowUpTask.Status.IN_PROGRESS, FollowUpTask.Status.WAITING)


class TaskPartner(models.Model):
    """Somebody who has a part in a task beside its owner: a person or a department."""

    task = models.ForeignKey(FollowUpTask, models.CASCADE, related_name="partners")
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, person__isnull=True)
                | Q(department__isnull=True, person__isnull=False),
                name="partner_is_one_of_two",
            ),
            models.UniqueConstraint(fields=["task", "department"], name="department_partner_once"),
            models.UniqueConstraint(fields=["task", "person"], name="person_partner_once"),
        ]

    def __str__(self) -> str:
        return f"partner {self.pk}"


class TaskEntry(models.Model):
    """One line of a task's log. `before` and `after` say what a change was from and to, in words of the day."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Oprettet")
        NOTE = "note", _("Bemærkning")
        STATUS = "status", _("Status")
        TEXT = "text", _("Opgave")
        DEADLINE = "deadline", _("Frist")
        OWNER = "owner", _("Ansvarlig")
        PARTNERS = "partners", _("Medansvarlige")
        HANDED_BACK = "handed_back", _("Givet tilbage")
        DEADLINE_ASKED = "deadline_asked", _("Ny frist ønsket")
        DEADLINE_ANSWERED = "deadline_answered", _("Ønske besvaret")
        EVIDENCE = "evidence", _("Dokumentation")
        EVIDENCE_GONE = "evidence_gone", _("Dokumentation slettet")
        NOTED = "noted", _("Noteret af forummet")
        RETURNED = "returned", _("Genoptaget på dagsordenen")

    task = models.ForeignKey(FollowUpTask, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(blank=True)
    before = models.CharField(max_length=LONGEST_TASK, blank=True)
    after = models.CharField(max_length=LONGEST_TASK, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def change_words(self) -> str:
        """What it was changed to, as a page says it; "" where the kind says all."""
        match self.kind:
            case self.Kind.STATUS:
                return str(FollowUpTask.Status(self.after).label)
            case (
                self.Kind.DEADLINE
                | self.Kind.DEADLINE_ASKED
                | self.Kind.DEADLINE_ANSWERED
                | self.Kind.RETURNED
            ):
                return day_in_words(date.fromisoformat(self.after)) if self.after else ""
        return self.after


class DeadlineWish(models.Model):
    """An assignee asks for another deadline; whoever may set it answers."""

    task = models.ForeignKey(FollowUpTask, models.CASCADE, related_name="deadline_wishes")
    wanted = models.DateField(_("ønsket frist"))
    reason = models.CharField(_("begrundelse"), max_length=500)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    granted = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(granted__isnull=True), name="one_open_wish_for_a_task"
            )
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class Evidence(models.Model):
    """A file that shows what was done. Read by whoever may read the task's item, or has the task."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.ForeignKey(FollowUpTask, models.CASCADE, related_name="evidence")
    title = models.CharField(_("titel"), max_length=1000)
    file = models.FileField(upload_to="evidence/%Y/", max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
