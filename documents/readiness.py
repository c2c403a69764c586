"""What somebody should look at before an agenda or minutes go out, and what has to be there first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.deadlines import left
from agenda.missing import Draft, missing
from agenda.models import AgendaItem, ItemComment, Meeting
from agenda.services.approvals import warnings
from decisions.suggesting import without_task
from documents.agreeing import lacking, unsettled
from documents.content import ItemKind, ItemSection, Kind, MeetingDocument
from people.danish import long_date

State = AgendaItem.State


@dataclass(frozen=True)
class Remark:
    """One thing to look at; `place` is the item it is about, "" for the meeting, and `url` where it is mended.

    What `blocks` has to be mended before anything is sent out.
    """

    sentence: str
    place: str = ""
    url: str = ""
    blocks: bool = False


def remarks(meeting: Meeting, document: MeetingDocument) -> list[Remark]:
    """Return what to look at before the document is issued, that of the meeting first."""
    of_kind = _of_minutes if document.kind is Kind.MINUTES else _of_agenda
    return [*_of_the_chair(meeting, document), *of_kind(meeting, document)]


def _of_the_chair(meeting: Meeting, document: MeetingDocument) -> Iterator[Remark]:
    """Her agreement, which blocks where the forum wants it, and what has been found by those who read the draft."""
    sentence, url = lacking(meeting, document.kind)
    if sentence:
        yield Remark(sentence, url=url, blocks=True)
    elif sentence := unsettled(meeting, document):
        yield Remark(sentence, url=reverse("reading", args=[meeting.pk]))
    about = ItemComment.Kind.MINUTES if document.kind is Kind.MINUTES else ItemComment.Kind.REVIEW
    open_ones = ItemComment.objects.filter(item__meeting=meeting, kind=about, settled_at__isnull=True)
    if count := open_ones.exclude(item__state=State.WITHDRAWN).count():
        words = ngettext(
            "Der er %(count)d bemærkning, som du ikke har taget stilling til.",
            "Der er %(count)d bemærkninger, som du ikke har taget stilling til.",
            count,
        )
        yield Remark(words % {"count": count}, url=reverse("reading", args=[meeting.pk]))


def _of_agenda(meeting: Meeting, document: MeetingDocument) -> Iterator[Remark]:
    if meeting.sending_due_at is not None:
        yield Remark(_("Fristen for at sende ud: %(time)s.") % {"time": _left(meeting)})
    yield from (Remark(sentence) for sentence in warnings(meeting))
    yield from _left_out(meeting)
    numbers = {entry.key: entry.number for entry in document.entries}
    coming = meeting.items.filter(state=State.ACCEPTED).select_related("case", "meeting")
    for item in coming.prefetch_related("recommendations", "attachments"):
        place, url = _place(numbers[str(item.pk)]), reverse("item_edit", args=[item.pk])
        yield from (Remark(lack.sentence, place, url) for lack in missing(Draft.of(item)))


def _left(meeting: Meeting) -> str:
    return left(meeting.sending_due_at, timezone.now()) if meeting.sending_due_at else ""


def _left_out(meeting: Meeting) -> Iterator[Remark]:
    """What was meant for the meeting and has not been taken onto its agenda."""
    waiting = meeting.items.exclude(state__in=[State.ACCEPTED, State.PUBLISHED, State.WITHDRAWN]).count()
    if waiting:
        sentence = ngettext(
            "%(count)d punkt er ikke optaget på dagsordenen og kommer ikke med.",
            "%(count)d punkter er ikke optaget på dagsordenen og kommer ikke med.",
            waiting,
        )
        yield Remark(sentence % {"count": waiting}, url=reverse("agenda", args=[meeting.pk]))


def _of_minutes(meeting: Meeting, document: MeetingDocument) -> Iterator[Remark]:
    if not document.attendance:
        yield Remark(_("Der står ikke, hvem der var til stede."), url=reverse("minutes", args=[meeting.pk]))
    promised = without_task(meeting)
    for section in document.entries:
        if isinstance(section, ItemSection) and not section.withdrawn:
            place, url = _place(section.number), reverse("minutes_item", args=[meeting.pk, section.key])
            yield from (Remark(sentence, place, url) for sentence in _undecided(section))
            tasks = reverse("item_tasks", args=[section.key])
            for day in promised.get(UUID(section.key), ()):
                yield Remark(_promise(day), place, tasks)


def _promise(day: date) -> str:
    return _("Der er lovet noget til den %(day)s, men der er ingen opgave med den dato.") % {
        "day": long_date(day)
    }


def _undecided(section: ItemSection) -> Iterator[str]:
    if not (section.decision or any(section.outcomes)):
        yield _("Der er ikke skrevet nogen beslutning.")
    elif (
        section.kind is ItemKind.DECISION and section.recommendations and not all(section.outcomes or [None])
    ):
        yield _("Der står ikke, hvad hver indstilling endte med.")


def _place(number: int) -> str:
    return _("Punkt %(number)d") % {"number": number}
