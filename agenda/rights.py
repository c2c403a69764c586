"""Who has which seat, and who has been let in to or taken off a single item. Facts only; the gate reads them."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from agenda.deadlines import Rule
from people.models import User

if TYPE_CHECKING:
    from agenda.models import AgendaItem, Meeting, ReviewRound

READ_ITEM = "read_item"
"""The one permission that a grant gives, through guardian's tables."""

LONGEST_REASON = 500


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("mandag")
    TUESDAY = 1, _("tirsdag")
    WEDNESDAY = 2, _("onsdag")
    THURSDAY = 3, _("torsdag")
    FRIDAY = 4, _("fredag")
    SATURDAY = 5, _("lørdag")
    SUNDAY = 6, _("søndag")


def _all_or_none(what: str) -> Q:
    """A deadline is a week, a weekday and a time ("mandag kl. 12 ugen før"); a part of one says nothing."""
    parts = [f"{what}_{part}__isnull" for part in ("weeks_before", "weekday", "time")]
    return Q(**dict.fromkeys(parts, True)) | Q(**dict.fromkeys(parts, False))


class Forum(models.Model):
    name = models.CharField(_("navn"), max_length=200, unique=True)
    abbreviation = models.CharField(_("forkortelse"), max_length=20, blank=True)
    usual_start = models.TimeField(_("sædvanligt tidspunkt"), null=True, blank=True)
    usual_place = models.CharField(_("sædvanligt sted"), max_length=200, blank=True)
    open_to_employees = models.BooleanField(_("åbne punkter kan læses af alle ansatte"), default=False)
    open_to_public = models.BooleanField(_("åbne punkter i referater kan læses af alle"), default=False)
    earlier_closed_to_members = models.BooleanField(
        _("nye medlemmer læser lukkede punkter fra før de kom til"), default=False
    )
    usual_minutes = models.PositiveSmallIntegerField(
        _("sædvanlig varighed i minutter"), null=True, blank=True
    )
    submission_weeks_before = models.PositiveSmallIntegerField(_("uger før mødet"), null=True, blank=True)
    submission_weekday = models.PositiveSmallIntegerField(_("ugedag"), choices=Weekday, null=True, blank=True)
    submission_time = models.TimeField(_("klokkeslæt"), null=True, blank=True)
    sending_weeks_before = models.PositiveSmallIntegerField(_("uger før mødet"), null=True, blank=True)
    sending_weekday = models.PositiveSmallIntegerField(_("ugedag"), choices=Weekday, null=True, blank=True)
    sending_time = models.TimeField(_("klokkeslæt"), null=True, blank=True)
    takes_proposals = models.BooleanField(_("alle ansatte kan indsende forslag"), default=False)
    heads_approve_proposals = models.BooleanField(
        _("afdelingens leder godkender forslag, før sekretariatet får dem"), default=False
    )
    chair_agrees_agenda = models.BooleanField(
        _("formanden godkender dagsordenen, før den udsendes"), default=False
    )
    chair_sees_minutes = models.BooleanField(
        _("formanden ser referatet igennem, før det udsendes"), default=False
    )
    notes_finished_tasks = models.BooleanField(
        _("en opgave er først afsluttet, når forummet har noteret den"), default=False
    )
    approval_days = models.PositiveSmallIntegerField(
        _("dage, som medlemmerne har til at godkende referatet"), null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_all_or_none("submission"), name="submission_deadline_whole_or_not_at_all"
            ),
            models.CheckConstraint(
                condition=_all_or_none("sending"), name="sending_deadline_whole_or_not_at_all"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def deadlines(self) -> tuple[Rule | None, Rule | None]:
        """The rules for when items are to be in, and when the agenda is to be out."""
        return (
            _rule(self.submission_weeks_before, self.submission_weekday, self.submission_time),
            _rule(self.sending_weeks_before, self.sending_weekday, self.sending_time),
        )


def _rule(weeks_before: int | None, weekday: int | None, at: time | None) -> Rule | None:
    if weeks_before is None or weekday is None or at is None:
        return None
    return Rule(weeks_before, weekday, at)


class Role(models.TextChoices):
    CHAIR = "chair", _("formand")
    SECRETARY = "secretary", _("sekretær")
    DEPUTY_SECRETARY = "deputy_secretary", _("stedfortrædende sekretær")
    MEMBER = "member", _("medlem")


EDITORS = (Role.CHAIR, Role.SECRETARY, Role.DEPUTY_SECRETARY)
"""The roles that see drafts and decisions before anybody else."""


class Membership(models.Model):
    """A person's seat in a forum, both days included; without `until` it goes on."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role, default=Role.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "forum"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="membership_dates_in_order"
            ),
            models.UniqueConstraint(fields=["forum", "user", "role", "since"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.forum_id}"


def seats_on(forum: Forum, day: date) -> models.QuerySet[Membership]:
    """The seats of that day whose holders are still users."""
    not_ended = Q(until__isnull=True) | Q(until__gte=day)
    return Membership.objects.filter(not_ended, forum=forum, since__lte=day, user__is_active=True)


class Invitation(models.Model):
    """A deputy or guest named for one meeting, or for one item of it."""

    class Kind(models.TextChoices):
        DEPUTY = "deputy", _("stedfortræder")
        GUEST = "guest", _("gæst")

    meeting: models.ForeignKey[Meeting, Meeting] = models.ForeignKey(
        "agenda.Meeting", models.CASCADE, related_name="invitations"
    )
    item: models.ForeignKey[AgendaItem | None, AgendaItem | None] = models.ForeignKey(
        "agenda.AgendaItem", models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    kind = models.CharField(max_length=20, choices=Kind)
    reads_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(item__isnull=True), name="invited_once_to_meeting"
            ),
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(item__isnull=False), name="invited_once_to_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id} {self.meeting_id}"


class Review(models.Model):
    """A named reviewer of a draft, while the round is open. The head who is to approve a proposal is one too."""

    class Purpose(models.TextChoices):
        READING = "reading", _("til gennemlæsning")
        APPROVAL = "approval", _("til godkendelse")

    item: models.ForeignKey[AgendaItem, AgendaItem] = models.ForeignKey(
        "agenda.AgendaItem", models.CASCADE, related_name="reviews"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="reviews")
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.READING)
    round: models.ForeignKey[ReviewRound | None, ReviewRound | None] = models.ForeignKey(
        "agenda.ReviewRound", models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(closed_at__isnull=True), name="one_open_review"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="review_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.item_id}"


class Recusal(models.Model):
    """A person who may neither see nor take part in one item. Beats every other right."""

    item: models.ForeignKey[AgendaItem, AgendaItem] = models.ForeignKey(
        "agenda.AgendaItem", models.CASCADE, related_name="recusals"
    )
    user = models.ForeignKey(User, models.PROTECT, related_name="recusals")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(lifted_at__isnull=True), name="recused_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.item_id}"


class Grant(models.Model):
    """What a grant says beyond guardian's row: why, by whom, and until when. Never deleted: it tells who could read."""

    reason = models.CharField(max_length=LONGEST_REASON)
    emergency = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def in_force(self) -> bool:
        ended = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.withdrawn_at is None and not ended


class ItemUserGrant(Grant, UserObjectPermissionBase):
    content_object: models.ForeignKey[AgendaItem, AgendaItem] = models.ForeignKey(
        "agenda.AgendaItem", models.CASCADE, related_name="user_grants"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "user", "permission"],
                condition=Q(withdrawn_at__isnull=True),
                name="item_granted_once_to_user",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.content_object_id}"


class ItemGroupGrant(Grant, GroupObjectPermissionBase):
    content_object: models.ForeignKey[AgendaItem, AgendaItem] = models.ForeignKey(
        "agenda.AgendaItem", models.CASCADE, related_name="group_grants"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "group", "permission"],
                condition=Q(withdrawn_at__isnull=True),
                name="item_granted_once_to_group",
            )
        ]

    def __str__(self) -> str:
        return f"group {self.group_id} {self.content_object_id}"


def participants(item: AgendaItem) -> models.QuerySet[User]:
    """Those who have, or had at the meeting, a seat in the forum, or are invited to the meeting, wrote the item or have
    been asked to review it."""
    since = min(today(), item.meeting.date) if item.meeting is not None else today()
    seats = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=since), forum=item.forum_id)
    invited = Invitation.objects.filter(meeting=item.meeting_id)
    return User.objects.filter(
        Q(pk=item.author_id)
        | Q(pk__in=seats.values("user"))
        | Q(pk__in=invited.values("user"))
        | Q(pk__in=Review.objects.filter(item=item.pk).values("user"))
    )


def takes_part(user: User, item: AgendaItem) -> bool:
    return participants(item).filter(pk=user.pk).exists()


def today() -> date:
    """The civil date in Denmark; seats begin and end with the day."""
    return timezone.localdate()
