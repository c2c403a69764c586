"""A task that is to come up again: a draft on the meeting of that day, or the first one after it.

The draft carries the case, what was decided, and the files that show what has been done. Only editors see it. While the
old meeting lasts its decision may still change; what the draft says of it is written again when the minutes are out.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.richtext import clean
from agenda.services.bilag import new_bilag, put_last
from agenda.services.guards import lock_meetings, locked_item, record, require_item_editor
from agenda.services.resuming import meeting_from, taken_up_again
from decisions.models import Decision, Evidence, FollowUpTask, TaskEntry
from decisions.services.follow_up.guards import change, locked_task
from people.danish import long_date
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused


def return_to_agenda(task: FollowUpTask, day: date, *, by: User | None) -> FollowUpTask:
    """Put the matter on the forum's agenda again; in the pool where no meeting is planned from that day on."""
    with kept_files() as keep, transaction.atomic():
        meeting = meeting_from(task.item, day)
        lock_meetings(task.item.meeting_id, meeting.pk if meeting else None)
        item = locked_item(task.item)
        draft = _draft_of(item, meeting)
        task = locked_task(task)
        require_item_editor(by, item)
        _expect_can_return(task, item, day)
        new = draft or _drafted(item, meeting, by)
        for one in task.evidence.all():
            carry(one, new, keep, by)
        after = meeting.date.isoformat() if meeting else ""
        change(task, TaskEntry.Kind.RETURNED, by, after=after, returns_on=day, returned_as=new)
    return task


def _draft_of(item: AgendaItem, meeting: Meeting | None) -> AgendaItem | None:
    """The draft, locked, on which another task of the item has put the matter on that meeting already."""
    drafts = AgendaItem.objects.filter(
        continues=item, meeting=meeting, published_at__isnull=True, returned_tasks__isnull=False
    )
    found = drafts.order_by("pk").first()
    return locked_item(found) if found else None


def _drafted(item: AgendaItem, meeting: Meeting | None, by: User | None) -> AgendaItem:
    new = taken_up_again(item, meeting)
    new.background = _told(item)
    new.save(update_fields=["background"])
    record("item.drafted", new, by, new.forum_id, new.department_id)
    return new


def _expect_can_return(task: FollowUpTask, item: AgendaItem, day: date) -> None:
    if task.returned_as_id is not None:
        raise Refused(_("Sagen er allerede sat på en dagsorden igen."))
    if item.meeting is not None and day <= item.meeting.date:
        raise ValidationError({"returns_on": _("Dagen ligger ikke efter mødet; vælg en senere.")})


def _told(item: AgendaItem) -> str:
    """What the draft says of the earlier meeting, as its background."""
    if item.meeting is None:
        return ""
    first = format_html(
        "<p>{} behandlede sagen den {} (punkt {}) og besluttede:</p>",
        item.forum.name, long_date(item.meeting.date), item.number,
    )  # fmt: skip
    decided = Decision.objects.filter(item=item).values_list("text", flat=True).first() or ""
    return clean(f"{first}{decided}")


def carry(evidence: Evidence, new: AgendaItem, keep: Keep, by: User | None) -> None:
    """Put a file on a locked draft as a bilag."""
    if default_storage.exists(str(evidence.file.name)):
        copy = new_bilag(evidence.title)
        copy.content_type = evidence.content_type
        with evidence.file.open("rb") as file:
            put_last(new, copy, File(file, name=evidence.file.name), keep, by)


def tell_what_was_decided(meeting: Meeting) -> None:
    """The minutes are out: what drafts say of the decisions at a locked meeting is as it was issued, unless somebody
    has written in them."""
    drafts = AgendaItem.objects.filter(
        returned_tasks__item__meeting=meeting, published_at__isnull=True, text_versions__isnull=True
    )
    for draft in drafts.select_related("continues__meeting", "continues__forum").distinct():
        if draft.continues is not None:
            AgendaItem.objects.filter(pk=draft.pk).update(background=_told(draft.continues))


def sentence(task: FollowUpTask) -> str:
    """Where it has been put, as the page says it."""
    new, day = task.returned_as, task.returns_on
    if new is None or day is None:
        return ""
    if new.meeting is None:
        return _("Der er ikke planlagt et møde den %(day)s eller senere. Punktet ligger i puljen.") % {
            "day": long_date(day)
        }
    words = {"day": long_date(day), "date": long_date(new.meeting.date)}
    if new.meeting.date == day:
        return _("Sagen er sat på dagsordenen til mødet den %(date)s.") % words
    return _("Der er intet møde den %(day)s. Sagen er sat på det første derefter, den %(date)s.") % words
