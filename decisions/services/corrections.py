"""A later mistake in approved minutes: a dated correction beside them. The minutes themselves are never edited.

`documents.correcting` calls `check` before the new edition is drawn, and `correct` when it is stored.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.richtext import clean
from agenda.services.guards import expect, record, require_item_editor
from decisions.models import Correction
from decisions.services.approval import approve, is_to_be_changed
from people.models import User

LONGEST_CORRECTION = 20_000


def correct(item: AgendaItem, text: str, by: User | None) -> Correction:
    """The transition on a locked item: date the correction and keep it.

    Minutes that a later meeting approved with a change are approved with the correction that says which.
    """
    require_correctable(item, by)
    if item.meeting is not None and is_to_be_changed(item.meeting):
        approve(item.meeting, by)
    correction = Correction.objects.create(item=item, text=checked(text), made_by=by, made_at=timezone.now())
    record("item.corrected", item, by, item.forum_id, item.department_id)
    return correction


def require_correctable(item: AgendaItem, by: User | None) -> None:
    """Raise PermissionDenied for who may not correct the item, Refused where its minutes are not locked."""
    require_item_editor(by, item)
    if item.meeting is None or not is_to_be_changed(item.meeting):
        state = item.meeting.state if item.meeting is not None else ""
        expect(
            state,
            [Meeting.State.MINUTES_APPROVED],
            _(
                "En rettelse skrives til et godkendt referat. Indtil da kan referatet sendes ud i en ny udgave."
            ),
        )


def checked(text: str) -> str:
    """Return the text of a correction as it is stored; ValidationError if it says nothing."""
    text = clean(text)
    if not text:
        raise ValidationError({"text": _("Skriv rettelsen.")})
    if len(text) > LONGEST_CORRECTION:
        raise ValidationError({"text": _("Rettelsen er for lang; skriv højst 20.000 tegn.")})
    return text
