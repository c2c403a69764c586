"""A correction of approved minutes: their text stays as it was, and a new edition prints the correction with it.

The page of corrections calls this, and not `decisions.services.corrections`. What was issued before stays where it is,
for those who could read it.
"""

from __future__ import annotations

from django.utils import timezone

from agenda.models import AgendaItem
from decisions.services.corrections import checked, correct, require_correctable
from documents.amending import with_correction
from documents.content import Correction
from documents.replacing import Change, publish_change
from documents.telling import tell_of_issue
from people.files import Keep
from people.models import User
from people.wording import NoticeKind


def correct_item(item: AgendaItem, text: str, *, by: User | None) -> None:
    """Draw and check the minutes with the correction, and then store and issue it; the members are told.

    ValidationError for an empty text, Refused where the minutes are not approved, NotReplaced (a Held) with what the
    check found.
    """
    text = checked(text)
    require_correctable(item, by)
    correction = Correction(text, timezone.localdate())

    def move(now: AgendaItem, keep: Keep) -> None:
        correct(now, text, by)
        if now.meeting is not None:
            tell_of_issue(now.meeting, NoticeKind.NEW_MINUTES, by=by)

    publish_change(item, Change(with_correction(str(item.pk), correction), move, keeps=True), by=by)
