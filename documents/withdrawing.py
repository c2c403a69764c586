"""An item that was sent out and will not be taken ("udgår"), whatever shows it: pages, minutes and new papers."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem
from agenda.services.guards import locked_item, require_item_editor
from agenda.services.items import expect_withdrawable, withdraw_item
from decisions.services.session import something_decided
from documents.amending import with_withdrawal
from documents.replacing import Turn, reissue_meeting
from documents.telling import tell_of_issue
from people.files import kept_files
from people.models import User
from people.refusals import Refused
from people.wording import NoticeKind


def withdraw(item: AgendaItem, reason: str, *, reissues: bool, by: User | None) -> None:
    """Withdraw an item; with `reissues` the agenda goes out anew, says so, and those who come to the meeting are told.

    The version before stays where it is. The reason stands on the item's page and in no paper.
    """
    reason = plain_line(reason)
    if not reason:
        raise ValidationError({"reason": _("Skriv, hvorfor punktet udgår.")})
    with kept_files() as keep, transaction.atomic():
        item = locked_item(item)
        require_withdrawable(item, by)
        turn = Turn(keep, by)
        item = withdraw_item(item, reason=reason, by=by)
        if reissues and item.meeting is not None:
            reissue_meeting(item.meeting, with_withdrawal(str(item.pk)), turn, keeps=True)
            tell_of_issue(item.meeting, NoticeKind.NEW_AGENDA, by=by)


def require_withdrawable(item: AgendaItem, by: User | None) -> None:
    """Raise PermissionDenied for who may not edit the item, Refused where it cannot be withdrawn: something that has
    been decided does not go away by itself."""
    require_item_editor(by, item)
    expect_withdrawable(item)
    if something_decided(item):
        raise Refused(_("Der er skrevet en beslutning på punktet. Slet den, før punktet udgår."))
    if item.follow_up_tasks.exists():
        raise Refused(_("Punktet har opgaver. Et punkt med opgaver kan ikke udgå."))
