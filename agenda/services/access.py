"""Letting people in to single items and taking them off. Services, each with its journal entry."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Invitation, ItemUserGrant, Meeting, Recusal, Review
from agenda.rights import READ_ITEM
from agenda.services.guards import record, require_editor, require_item_editor
from people.models import User
from people.refusals import Refused


@transaction.atomic
def grant_reading(
    item: AgendaItem, user: User, *, reason: str, expires_at: datetime | None = None, by: User | None
) -> ItemUserGrant:
    """Let one person read one item, closed or not, for a reason and perhaps until a time."""
    require_item_editor(by, item)
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv, hvorfor vedkommende skal have adgang.")})
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("Udløbet ligger i fortiden; vælg et senere tidspunkt.")})
    permission = Permission.objects.get(content_type__app_label="agenda", codename=READ_ITEM)
    grant: ItemUserGrant
    grant, _made = ItemUserGrant.objects.update_or_create(
        user=user,
        permission=permission,
        content_object=item,
        defaults={"reason": reason.strip(), "expires_at": expires_at, "granted_by": by},
    )
    record("grant.given", grant, by, item.forum_id)
    return grant


@transaction.atomic
def withdraw_reading(item: AgendaItem, user: User, *, by: User | None) -> None:
    """Take a grant back; it ends at once."""
    require_item_editor(by, item)
    for grant in ItemUserGrant.objects.select_for_update().filter(user=user, content_object=item):
        record("grant.withdrawn", grant, by, item.forum_id)
        grant.delete()


@transaction.atomic
def recuse(item: AgendaItem, user: User, *, reason: str = "", by: User | None) -> Recusal:
    """Take a member who is party to an item off it, from this moment."""
    require_item_editor(by, item)
    recusal, _made = Recusal.objects.get_or_create(
        item=item, user=user, defaults={"reason": reason.strip(), "recorded_by": by}
    )
    record("recusal.recorded", recusal, by, item.forum_id)
    return recusal


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


@transaction.atomic
def open_review(item: AgendaItem, user: User, *, by: User | None) -> Review:
    """Ask a named person to read a draft."""
    require_item_editor(by, item)
    review, _made = Review.objects.get_or_create(item=item, user=user, closed_at=None)
    record("review.opened", review, by, item.forum_id)
    return review


@transaction.atomic
def close_review(review: Review, *, by: User | None) -> Review:
    """End a round for one reviewer, who then reads the draft no longer."""
    require_item_editor(by, review.item)
    review.closed_at = review.closed_at or timezone.now()
    review.save(update_fields=["closed_at"])
    record("review.closed", review, by, review.item.forum_id)
    return review
