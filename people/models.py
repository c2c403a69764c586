"""People, their departments, the journal of what was done, and what people are told."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people import wording


class DepartmentQuerySet(models.QuerySet["Department"]):
    def in_use(self) -> DepartmentQuerySet:
        """Those that have not become part of another."""
        return self.filter(merged_into__isnull=True)


class Department(models.Model):
    """`merged_into` is the one that took over all it had; it stays for the sake of what was written down of it."""

    name = models.CharField(_("navn"), max_length=200, unique=True)
    abbreviation = models.CharField(_("forkortelse"), max_length=20, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    head = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="departments_led"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = DepartmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


LONGEST_EMAIL = 254
"""RFC 5321; also what EmailField stores."""


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> User:
        """Return the user with that address, whatever its case; an impossible address is nobody's."""
        if email is None or len(email) > LONGEST_EMAIL:
            raise self.model.DoesNotExist
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. `is_staff` and `is_superuser` open no meeting."""

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("navn"), max_length=200)
    title = models.CharField(_("stilling"), max_length=200, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_staff = models.BooleanField(_("it-administrator"), default=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    @property
    def administers(self) -> bool:
        """Whether the person manages users and settings. Opens no meeting; `break_glass` asks it and writes it down."""
        return self.is_active and self.is_staff

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]


class Absence(models.Model):
    """Somebody is away, and another looks after their tasks meanwhile; both days included."""

    user = models.ForeignKey(User, models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(User, models.PROTECT, related_name="stands_in")
    since = models.DateField(_("fra"))
    until = models.DateField(_("til"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="absence_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(user=F("stand_in")), name="nobody_stands_in_for_themselves"),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"


class AccessToken(models.Model):
    """A key with which a person's own programs ask the API. Sees what the person sees, and no more.

    Only a digest is kept. `beginning` is the part of the key that its owner may be shown again, to tell keys apart.
    """

    class Scope(models.TextChoices):
        READ = "read", _("læse")
        TASKS = "tasks", _("læse, og arbejde med opgaver")
        WRITE = "write", _("læse og skrive alt, hvad jeg selv må")

    user = models.ForeignKey(User, models.CASCADE, related_name="access_tokens")
    name = models.CharField(_("navn"), max_length=100)
    scope = models.CharField(_("må"), max_length=20, choices=Scope, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True)
    beginning = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("udløber"), null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"token {self.pk}"


Viewer = User | AnonymousUser


class JournalEntry(models.Model):
    """One thing that was done. Holds ids and kinds, never a title or a text; nothing edits or deletes it."""

    kind = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    forum = models.PositiveBigIntegerField(null=True)
    departments = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_type} {self.object_id}"


class Notice(models.Model):
    """One thing a person is told. Its words come from the kind and the facts, which hold no title of an item."""

    user = models.ForeignKey(User, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-at"], name="notice_of_user"),
            models.Index(
                fields=["at"], condition=Q(by_mail=True, mailed_at__isnull=True), name="notice_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    @property
    def sentence(self) -> str:
        return wording.sentence(wording.NoticeKind(self.kind), self.facts)

    @property
    def reason(self) -> str:
        """The reason somebody gave; shown on the page of notices alone, and in no mail."""
        return str(self.facts.get("reason", ""))


class SignInFailure(models.Model):
    """A wrong password a short while ago. `key` is a keyed digest of where it was tried; see people.sign_in_limit."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["key", "-at"], name="failure_by_key")]

    def __str__(self) -> str:
        return f"failure {self.pk}"
