"""The approval of proposals by the head of their department, where a forum wants it. It ends by itself with each change
of the item's state, so that nobody reads a draft for longer than they need to."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, ItemComment, Review
from agenda.rights import today
from agenda.services.access import end_grant_to_approver, grant_to_approver
from agenda.services.guards import edited_item, expect, locked_item, record, set_item
from agenda.services.proposal_notices import tell_author, tell_head, tell_secretariat
from people.models import Absence, User
from people.refusals import Refused
from people.wording import NoticeKind

State = AgendaItem.State

LONGEST_COMMENT = 5000
REASON = "Skal godkende forslaget som leder"
"""Why the head may read the draft, closed or not; stored, so it is not translated."""


def approver(item: AgendaItem) -> User | None:
    """Return who has to approve the item before the secretariat gets it: the head of its department, or whoever stands
    in for them today. None where the forum asks for none, there is no other head than the author, or they are party."""
    department = item.department
    if not item.forum.heads_approve_proposals or department is None or department.head is None:
        return None
    away = Absence.objects.filter(Q(until__isnull=True) | Q(until__gte=today()), since__lte=today())
    absence = away.filter(user=department.head, stand_in__is_active=True).select_related("stand_in").first()
    found = absence.stand_in if absence else department.head
    is_party = item.recusals.filter(user=found, lifted_at__isnull=True).exists()
    mine = item.author_id in (found.pk, department.head_id)
    return None if mine or is_party or not found.is_active else found


def waiting(item: AgendaItem) -> Review | None:
    """The approval that the item waits for; None if it waits for none."""
    found = item.reviews.filter(purpose=Review.Purpose.APPROVAL, closed_at__isnull=True)
    return found.select_related("user").first()


def expect_no_head(item: AgendaItem) -> None:
    """Refuse to take an item that waits for its head."""
    review = waiting(item)
    if review is not None:
        words = _(
            "Forslaget afventer godkendelse fra %(name)s. Vent, eller tag det videre med en begrundelse."
        )
        raise Refused(words % {"name": review.user.full_name})


def ask(item: AgendaItem, head: User, by: User | None) -> None:
    """The transition on a locked item."""
    review, _made = Review.objects.update_or_create(
        item=item, user=head, closed_at=None, defaults={"purpose": Review.Purpose.APPROVAL}
    )
    grant_to_approver(item, head, reason=REASON, by=by)  # it may be closed, or become so
    record("review.opened", review, by, item.forum_id, item.department_id)
    tell_head(item, head, NoticeKind.PROPOSAL_TO_APPROVE)


def end(item: AgendaItem, by: User | None) -> Review | None:
    """The transition on a locked item: whoever was to approve it reads it no longer."""
    review = waiting(item)
    if review is not None:
        review.closed_at = timezone.now()
        review.save(update_fields=["closed_at"])
        end_grant_to_approver(item, review.user, reason=REASON, by=by)
        record("review.closed", review, by, item.forum_id, item.department_id)
    return review


@transaction.atomic
def approve_proposal(item: AgendaItem, *, by: User) -> AgendaItem:
    """The head says yes; the secretariat has it from now on."""
    item = _asked(item, by)
    end(item, by)
    record("item.head_approved", item, by, item.forum_id, item.department_id)
    tell_author(item, NoticeKind.PROPOSAL_APPROVED, by)
    tell_secretariat(item, NoticeKind.PROPOSAL_RECEIVED, by)
    return item


@transaction.atomic
def refuse_proposal(item: AgendaItem, comment: str, *, by: User) -> AgendaItem:
    """The head sends it back to the author with a comment."""
    item = _asked(item, by)
    say(item, ItemComment.Kind.RETURNED, comment, by)
    end(item, by)
    tell_author(item, NoticeKind.PROPOSAL_RETURNED, by)
    return set_item(item, State.RETURNED, "item.returned", by)


def _asked(item: AgendaItem, by: User) -> AgendaItem:
    """Lock an item for the one it waits for."""
    item = locked_item(item)
    review = waiting(item)
    if review is None or review.user_id != by.pk:
        raise PermissionDenied
    if not AgendaItem.objects.visible_to(by).filter(pk=item.pk).exists():
        raise PermissionDenied
    expect(item.state, [State.SUBMITTED], _("Forslaget afventer ikke længere din godkendelse."))
    return item


@transaction.atomic
def pass_over_head(item: AgendaItem, reason: str, *, by: User | None) -> AgendaItem:
    """The secretariat takes a proposal on without its head's approval, for a reason that the author can read."""
    item = edited_item(item, by)
    review = waiting(item)
    if review is None:
        raise Refused(_("Forslaget afventer ikke en leders godkendelse."))
    say(item, ItemComment.Kind.PASSED_OVER, reason, by)
    tell_head(item, review.user, NoticeKind.PROPOSAL_PASSED_OVER)
    end(item, by)
    record("item.head_passed_over", item, by, item.forum_id, item.department_id)
    tell_author(item, NoticeKind.PROPOSAL_PASSED_OVER, by)
    return item


def say(item: AgendaItem, kind: ItemComment.Kind, text: str, by: User | None) -> ItemComment:
    """Write a comment on a locked item; ValidationError if it says nothing."""
    text = text.strip()
    if not text:
        raise ValidationError({"comment": _("Skriv hvorfor, så forfatteren kan se det.")})
    if len(text) > LONGEST_COMMENT:
        raise ValidationError({"comment": _("Bemærkningen er for lang; skriv højst 5.000 tegn.")})
    return ItemComment.objects.create(item=item, kind=kind, text=text, by=by)
