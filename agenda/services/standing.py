"""The standing items of a forum: the list, and what it puts on each new meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import AgendaItem, Forum, Meeting, Recommendation, StandingItem
from agenda.services.approvals import OPENING, is_as_written
from agenda.services.guards import lock_forum, record, require_forum_editor, set_item
from people.models import User

Place = AgendaItem.Place
Kind = AgendaItem.Kind


@dataclass(frozen=True)
class Line:
    """One line of the list, as somebody wants it."""

    title: str
    place: str = Place.LAST
    kind: str = Kind.ORIENTATION
    minutes: int | None = None
    approves_minutes: bool = False

    def checked(self, forum: Forum, but: StandingItem | None = None) -> Line:
        """Return the line with a tidy title; ValidationError by field where it will not do."""
        title = plain_line(self.title)
        if not title:
            raise ValidationError({"title": _("Skriv, hvad punktet hedder.")})
        others = [one for one in forum.standing_items.all() if one != but]
        if self.approves_minutes and any(one.approves_minutes for one in others):
            raise ValidationError(
                {"approves_minutes": _("Et andet fast punkt godkender allerede det forrige mødes referat.")}
            )
        return Line(**{**asdict(self), "title": title})


USUAL = (
    Line("Godkendelse af dagsorden og referat", Place.FIRST, Kind.DECISION, None, approves_minutes=True),
    Line("Evt."),
)
"""What a new forum begins with."""


@transaction.atomic
def add_standing(forum: Forum, line: Line, *, by: User | None) -> StandingItem:
    """Put a line last in its half of the list. Meetings that are planned already stay as they are."""
    require_forum_editor(by, forum)
    lock_forum(forum.pk)
    return put_on_list(forum, line, by)


def put_on_list(forum: Forum, line: Line, by: User | None) -> StandingItem:
    """The change itself, on a locked forum."""
    line = line.checked(forum)
    position = forum.standing_items.filter(place=line.place).count() + 1
    standing = StandingItem.objects.create(forum=forum, position=position, **asdict(line))
    record("standing.added", standing, by, forum.pk)
    return standing


@transaction.atomic
def change_standing(standing: StandingItem, line: Line, *, by: User | None) -> StandingItem:
    require_forum_editor(by, standing.forum)
    lock_forum(standing.forum_id)
    line = line.checked(standing.forum, but=standing)
    moves = line.place != standing.place
    for field, value in asdict(line).items():
        setattr(standing, field, value)
    if moves:
        standing.position = standing.forum.standing_items.filter(place=line.place).count() + 1
    standing.save()
    record("standing.changed", standing, by, standing.forum_id)
    return standing


@transaction.atomic
def remove_standing(standing: StandingItem, *, by: User | None) -> None:
    """Take a line off the list; the items it has put on meetings stay there."""
    require_forum_editor(by, standing.forum)
    record("standing.removed", standing, by, standing.forum_id)
    standing.delete()


@transaction.atomic
def shift_standing(standing: StandingItem, step: int, *, by: User | None) -> bool:
    """Move a line up (-1) or down (1) among those of its half; return whether there was somewhere to go."""
    require_forum_editor(by, standing.forum)
    lock_forum(standing.forum_id)
    lines = list(standing.forum.standing_items.filter(place=standing.place))
    here = lines.index(standing)
    if not 0 <= here + step < len(lines):
        return False
    lines.insert(here + step, lines.pop(here))
    for position, one in enumerate(lines, start=1):
        one.position = position
    StandingItem.objects.bulk_update(lines, ["position"])
    record("standing.moved", standing, by, standing.forum_id)
    return True


def put_on(meeting: Meeting, lines: Sequence[StandingItem], by: User | None) -> None:
    """Put drafts of the standing items on a new meeting, accepted and open."""
    for position, line in enumerate(lines, start=1):
        item = AgendaItem.objects.create(
            forum=meeting.forum,
            meeting=meeting,
            position=position,
            state=AgendaItem.State.ACCEPTED,
            closed=False,
            standing=line.place,
            approves_minutes=line.approves_minutes,
            title=line.title,
            kind=line.kind,
            minutes=line.minutes,
        )
        if line.approves_minutes:
            Recommendation.objects.create(item=item, position=1, text=OPENING)
        record("item.drafted", item, by, meeting.forum_id)


def left_behind(item: AgendaItem, by: User | None) -> bool:
    """Whether an item of a meeting that is being cancelled belonged to that meeting alone, and has been dealt with.

    A standing item that nobody has written anything on is of no use elsewhere: what is out is withdrawn with its
    number, a draft is deleted.
    """
    if not is_bare(item):
        return False
    if item.published_at is not None:
        set_item(item, AgendaItem.State.WITHDRAWN, "item.withdrawn", by)
    else:
        record("item.dropped", item, by, item.forum_id, item.department_id)
        item.delete()
    return True


def is_bare(item: AgendaItem) -> bool:
    """Whether it is as the list made it, and nothing but its recommendations knows of it."""
    written = item.background or item.case_id or item.proposer or item.author_id or item.closed
    others = (one for one in item._meta.related_objects if one.related_model is not Recommendation)
    return bool(
        item.standing
        and not written
        and all(is_as_written(one) for one in item.recommendations.select_related("approves"))
        and not any(
            one.related_model._base_manager.filter(**{one.field.name: item}).exists() for one in others
        )
    )
