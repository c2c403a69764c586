"""Letting people in to single items and taking them off. Services, each with its journal entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeAlias

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Invitation, ItemGroupGrant, ItemUserGrant, Meeting, Recusal
from agenda.rights import LONGEST_REASON, READ_ITEM, takes_part
from agenda.services.guards import edited_item, locked_item, record, require_editor, require_item_editor
from people.models import User
from people.refusals import Refused

EMERGENCY = timedelta(hours=1)

Grant: TypeAlias = ItemUserGrant | ItemGroupGrant


@transaction.atomic
def grant_reading(
    item: AgendaItem, to: User | Group, *, reason: str, expires_at: datetime | None = None, by: User | None
) -> Grant:
    """Let a person or a group read one item, closed or not, for a reason and perhaps until a time.

    An earlier grant to the same is ended and stays in the list; the same once more changes nothing.
    """
    item, reason = edited_item(item, by), plain_line(reason)
    _check_grant(item, to, reason, expires_at)
    for earlier in _not_withdrawn(item, to):
        if earlier.in_force and (earlier.reason, earlier.expires_at) == (reason, expires_at):
            return earlier
    _end_earlier(item, to, by)
    grant = _give(item, to, by, reason=reason, expires_at=expires_at)
    record("grant.given", grant, by, item.forum_id, item.department_id)
    return grant


def _check_grant(item: AgendaItem, to: User | Group, reason: str, expires_at: datetime | None) -> None:
    _check_reason(reason, _("Skriv, hvorfor vedkommende skal have adgang."))
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("Udløbet ligger i fortiden; vælg et senere tidspunkt.")})
    if isinstance(to, User):
        if not to.is_active:
            raise ValidationError({"to": _("Vedkommende er ikke længere aktiv bruger; vælg en anden.")})
        if item.recusals.filter(user=to, lifted_at__isnull=True).exists():
            raise ValidationError(
                {"to": _("Vedkommende er inhabil i punktet og kan ikke få adgang til det.")}
            )


def _check_reason(reason: str, sentence: str) -> None:
    if not plain_line(reason):
        raise ValidationError({"reason": sentence})
    if len(plain_line(reason)) > LONGEST_REASON:
        raise ValidationError({"reason": _("Begrundelsen er for lang; skriv højst 500 tegn.")})


def grant_to_approver(item: AgendaItem, head: User, *, reason: str, by: User | None) -> None:
    """The transition on a locked item: let the head read the draft that they are to approve.

    Not for the caller to decide: the author may not let anybody in.
    """
    _end_earlier(item, head, by)
    grant = _give(item, head, by, reason=reason, expires_at=None)
    record("grant.given", grant, by, item.forum_id, item.department_id)


def end_grant_to_approver(item: AgendaItem, head: User, *, reason: str, by: User | None) -> None:
    """The transition on a locked item: take back what `grant_to_approver` gave, and nothing that an editor gave."""
    for grant in _not_withdrawn(item, head):
        if grant.reason == reason:
            _end(grant, by)


@transaction.atomic
def withdraw_grant(grant: Grant, *, by: User | None) -> Grant:
    """Take a grant back; it ends at once. One that has ended already stays as it was."""
    edited_item(grant.content_object, by)
    now: Grant = type(grant).objects.select_for_update().get(pk=grant.pk)
    if now.withdrawn_at is None:
        _end(now, by)
    return now


def _end(grant: Grant, by: User | None) -> None:
    grant.withdrawn_at, grant.withdrawn_by = timezone.now(), by
    grant.save(update_fields=["withdrawn_at", "withdrawn_by"])
    item = grant.content_object
    record("grant.withdrawn", grant, by, item.forum_id, item.department_id)


@transaction.atomic
def break_glass(item: AgendaItem, *, reason: str, by: User) -> Grant:
    """Let a named administrator read one published item for an hour, in an emergency and for a reason.

    Recusal beats it, as it beats everything. The caller tells the forum's secretaries.
    """
    item = locked_item(item)
    if not by.administers:
        raise PermissionDenied
    _check_reason(reason, _("Skriv, hvorfor det er nødvendigt at læse punktet nu."))
    if item.published_at is None:
        raise Refused(_("Du kan kun få nødadgang til et punkt, der er udsendt."))
    if item.recusals.filter(user=by, lifted_at__isnull=True).exists():
        raise Refused(_("Du er inhabil i punktet og kan ikke få nødadgang til det."))
    if AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists():
        raise Refused(_("Du har allerede adgang til punktet."))
    _end_earlier(item, by, by)
    expires_at = timezone.now() + EMERGENCY
    grant = _give(item, by, by, reason=plain_line(reason), expires_at=expires_at, emergency=True)
    record("grant.emergency", grant, by, item.forum_id, item.department_id)
    return grant


def _not_withdrawn(item: AgendaItem, to: User | Group) -> Iterable[Grant]:
    if isinstance(to, User):
        return item.user_grants.select_for_update().filter(user=to, withdrawn_at__isnull=True)
    return item.group_grants.select_for_update().filter(group=to, withdrawn_at__isnull=True)


def _end_earlier(item: AgendaItem, to: User | Group, by: User | None) -> None:
    for grant in _not_withdrawn(item, to):
        _end(grant, by)


def _give(
    item: AgendaItem,
    to: User | Group,
    by: User | None,
    *,
    reason: str,
    expires_at: datetime | None,
    emergency: bool = False,
) -> Grant:
    grant: Grant = (
        ItemUserGrant(content_object=item, user=to)
        if isinstance(to, User)
        else ItemGroupGrant(content_object=item, group=to)
    )
    grant.permission = Permission.objects.get(content_type__app_label="agenda", codename=READ_ITEM)
    grant.reason, grant.expires_at, grant.emergency, grant.granted_by = reason, expires_at, emergency, by
    grant.save()
    return grant


@transaction.atomic
def recuse(item: AgendaItem, user: User, *, reason: str = "", by: User | None) -> Recusal:
    """Take somebody who is party to an item off it, from this moment; only who could take part can be taken off."""
    item = edited_item(item, by)
    if not takes_part(user, item):
        raise ValidationError(
            {"user": _("Vedkommende deltager ikke i forummets møder og kan derfor ikke noteres som inhabil.")}
        )
    recusal, made = Recusal.objects.get_or_create(
        item=item, user=user, lifted_at=None, defaults={"reason": plain_line(reason), "recorded_by": by}
    )
    if made:
        record("recusal.recorded", recusal, by, item.forum_id, item.department_id)
    return recusal


@transaction.atomic
def lift_recusal(recusal: Recusal, *, by: User | None) -> Recusal:
    """Take back a recusal recorded by mistake. Nobody lifts their own: the gate no longer lets them edit the item."""
    item = edited_item(recusal.item, by)
    now = Recusal.objects.select_for_update().get(pk=recusal.pk)
    if now.lifted_at is None:
        now.lifted_at, now.lifted_by = timezone.now(), by
        now.save(update_fields=["lifted_at", "lifted_by"])
        record("recusal.lifted", now, by, item.forum_id, item.department_id)
    return now


@transaction.atomic
def invite(
    meeting: Meeting,
    user: User,
    *,
    kind: Invitation.Kind,
    reads_closed: bool = False,
    item: AgendaItem | None = None,
    by: User | None,
) -> Invitation:
    """Name a deputy or guest for a meeting, or for one item of it."""
    require_editor(by, meeting)
    if item is not None:
        require_item_editor(by, item)
        if item.meeting_id != meeting.pk:
            raise Refused(_("Punktet er ikke på mødets dagsorden."))
    invitation, _made = Invitation.objects.update_or_create(
        meeting=meeting, item=item, user=user, defaults={"kind": kind, "reads_closed": reads_closed}
    )
    record("invitation.given", invitation, by, meeting.forum_id)
    return invitation
