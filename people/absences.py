"""Absences: somebody is away, and another looks after their tasks meanwhile. Set by oneself or by one's head."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people import journal
from people.departments import head_of, staff_of
from people.models import Absence, User
from people.notices import tell
from people.wording import NoticeKind


def kept_by(user: User) -> models.QuerySet[Absence]:
    """Absences that are not over and that the user may end: their own, and those of the people they lead."""
    going_on = Q(until__isnull=True) | Q(until__gte=timezone.localdate())
    whose = [user, *staff_of(user)]
    return Absence.objects.filter(going_on, user__in=whose).select_related("user", "stand_in")


@transaction.atomic
def set_absence(user: User, stand_in: User, *, since: date, until: date | None, by: User) -> Absence:
    """Let somebody stand in for the user; one at a time."""
    _require_keeper(user, by)
    if stand_in == user:
        raise ValidationError({"stand_in": _("Vælg en anden end den, der er væk.")})
    if until is not None and until < max(since, timezone.localdate()):
        raise ValidationError(
            {"until": _("Den sidste dag ligger før den første eller er gået; vælg en senere.")}
        )
    _expect_nobody_else(User.objects.select_for_update(of=("self",)).get(pk=user.pk), since, until)
    absence = Absence.objects.create(user=user, stand_in=stand_in, since=since, until=until)
    journal.write("absence.set", absence, by=by)
    _tell(absence, by)
    return absence


def _require_keeper(user: User, by: User) -> None:
    if by not in (user, head_of(user)):
        raise PermissionDenied


def _expect_nobody_else(user: User, since: date, until: date | None) -> None:
    overlapping = Absence.objects.filter(Q(until__isnull=True) | Q(until__gte=since), user=user)
    if until is not None:
        overlapping = overlapping.filter(since__lte=until)
    if overlapping.exists():
        raise ValidationError(
            {"since": _("Der er allerede en, der dækker i en del af tiden. Afslut det først.")}
        )


def _tell(absence: Absence, by: User) -> None:
    path, since = reverse("my_tasks"), absence.since.isoformat()
    facts = {"whom": absence.user.full_name, "since": since}
    tell([absence.stand_in], NoticeKind.STAND_IN, path=path, facts=facts, mail=True)
    if by != absence.user:
        facts = {"who": by.full_name, "whom": absence.stand_in.full_name, "since": since}
        tell([absence.user], NoticeKind.STOOD_IN_FOR, path=reverse("absences"), facts=facts, mail=True)


@transaction.atomic
def end_absence(absence: Absence, *, by: User) -> None:
    """End it today; one that has not begun goes."""
    _require_keeper(absence.user, by)
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    journal.write("absence.ended", absence, by=by)
    cut_short(absence)


def cut_short(absence: Absence) -> None:
    """The change itself: yesterday was its last day."""
    yesterday = timezone.localdate() - timedelta(days=1)
    if absence.since > yesterday:
        absence.delete()
    elif absence.until is None or absence.until > yesterday:
        absence.until = yesterday
        absence.save(update_fields=["until"])
