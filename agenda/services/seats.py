"""Seats: who is chair, secretary or member of a forum, from when until when.

The forum's chair and secretaries keep them, and administrators do; what an administrator changes is told at once to
those who took care of the forum before the change, for a seat opens closed items. A seat that began before today is
never deleted.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.models import Forum, Membership
from agenda.rights import EDITORS, Role, seats_on, today
from agenda.services.fora import create_forum
from agenda.services.guards import lock_forum, record
from agenda.visibility import edits_forum
from people.models import User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind


@transaction.atomic
def give_seat(
    forum: Forum, user: User, role: str, *, since: date, until: date | None = None, by: User | None
) -> Membership:
    """Give somebody a seat. An administrator gives none that has begun before today."""
    watchers = _door(forum, by)
    seat = Membership(forum=forum, user=user, role=Role(role), since=since, until=until)
    _check(seat)
    if watchers is not None and since < today():
        raise ValidationError(
            {"since": _("En it-administrator kan kun give pladser fra i dag eller senere.")}
        )
    seat.save(force_insert=True)
    record("seat.given", seat, by, forum.pk)
    facts = _facts(seat)
    _tell_watchers(watchers, NoticeKind.SEAT_GIVEN, seat, by)
    path = f"{reverse('meetings')}?forum={forum.pk}"
    tell([user] if user != by else [], NoticeKind.YOUR_SEAT, path=path, facts=facts, mail=True)
    return seat


@transaction.atomic
def found_forum(name: str, abbreviation: str, secretary: User, *, by: User | None) -> Forum:
    """Make a forum together with its first secretary."""
    forum = create_forum(name, abbreviation, by=by)
    give_seat(forum, secretary, Role.SECRETARY, since=today(), by=by)
    return forum


@transaction.atomic
def end_seat(seat: Membership, until: date, *, by: User | None) -> None:
    """End a seat with that day. One that would end before it begins is taken back, if it begins today or later."""
    watchers = _door(seat.forum, by)
    seat = Membership.objects.select_for_update(of=("self",)).select_related("forum", "user").get(pk=seat.pk)
    if seat.until is not None and seat.until < today():
        raise Refused(_("Pladsen er allerede afsluttet."))
    if until < seat.since < today():
        raise ValidationError({"until": _("Pladsen slutter, før den begynder. Vælg en senere dato.")})
    _keep_an_editor(seat, until)
    seat.until = until
    record("seat.ended", seat, by, seat.forum_id)
    _tell_watchers(watchers, NoticeKind.SEAT_ENDED, seat, by)
    if until < seat.since:
        seat.delete()
    else:
        seat.save(update_fields=["until"])


def _door(forum: Forum, by: User | None) -> list[User] | None:
    """Lock the forum and return whom to tell of what is done: nobody (None) where its own editors do it.

    PermissionDenied unless `by` may keep the seats; Refused where an administrator would do it unseen.
    """
    lock_forum(forum.pk)
    if by is None or edits_forum(by, forum):
        return None
    if not by.administers:
        raise PermissionDenied
    found = list(watchers(forum).exclude(pk=by.pk))
    if not found and forum.items.exists():
        raise Refused(
            _(
                "Der er ingen i forummet, som kan få besked om ændringen. Bed en anden it-administrator om at gøre det."
            )
        )
    return found


def watchers(forum: Forum) -> QuerySet[User]:
    """Those who are told what an administrator does to a forum: its editors of today. Where it has none, its members;
    where it has no seats left, those who edited it before, and all administrators."""
    seats = seats_on(forum, today())
    for some in (seats.filter(role__in=EDITORS), seats):
        if some.exists():
            return User.objects.filter(pk__in=some.values("user"))
    before = Membership.objects.filter(forum=forum, role__in=EDITORS)
    return User.objects.filter(Q(pk__in=before.values("user")) | Q(is_staff=True), is_active=True)


def _check(seat: Membership) -> None:
    """Raise ValidationError for a seat that cannot be given."""
    if not seat.user.is_active:
        raise ValidationError({"user": _("Vedkommende er ikke længere aktiv bruger; vælg en anden.")})
    if seat.until is not None and seat.until < seat.since:
        raise ValidationError({"until": _("Pladsen slutter, før den begynder. Ret en af datoerne.")})
    same = Membership.objects.filter(forum=seat.forum, user=seat.user, role=seat.role)
    overlapping = same.filter(Q(until__isnull=True) | Q(until__gte=seat.since))
    if seat.until is not None:
        overlapping = overlapping.filter(since__lte=seat.until)
    if overlapping.exists():
        raise ValidationError({"user": _("Vedkommende har allerede den plads i forummet i det tidsrum.")})


def _keep_an_editor(seat: Membership, until: date) -> None:
    """A forum that has somebody to take care of it is not left without."""
    others = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=until),
        forum=seat.forum_id,
        role__in=EDITORS,
        since__lte=until + timedelta(days=1),
        user__is_active=True,
    )
    if seat.role in EDITORS and not others.exclude(pk=seat.pk).exists():
        raise ValidationError(
            {"until": _("Forummet ville stå uden formand og sekretær. Giv først en anden pladsen.")}
        )


def _facts(seat: Membership) -> dict[str, str]:
    facts = {"forum": seat.forum.name, "whom": seat.user.full_name, "role": str(seat.role)}
    facts["since"] = seat.since.isoformat()
    return facts if seat.until is None else {**facts, "until": seat.until.isoformat()}


def _tell_watchers(watchers: list[User] | None, kind: NoticeKind, seat: Membership, by: User | None) -> None:
    if watchers is None or by is None:
        return
    path = reverse("seats", args=[seat.forum_id])
    tell(watchers, kind, path=path, facts={**_facts(seat), "who": by.full_name}, mail=True)
