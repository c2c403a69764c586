"""The standing item that approves the minutes of the meeting before: whose minutes it names.

A recommendation that stands as it is written here follows along when meetings are made, moved, cancelled or their
minutes approved, until its agenda is out. What somebody has written in other words, or taken out, is left as it is, and
`warnings` says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Forum, Meeting, Recommendation
from agenda.services.guards import lock_forum, lock_meetings, record
from people.danish import long_date
from people.models import User

State = Meeting.State

OPENING = "at dagsordenen godkendes"


def sentence(meeting: Meeting) -> str:
    """Return the recommendation that approves the minutes of that meeting."""
    return f"at referatet af mødet den {long_date(meeting.date)} godkendes"


def previous(meeting: Meeting) -> Meeting | None:
    """Return the latest earlier meeting of the forum whose minutes are still to be approved; None without one."""
    earlier = Q(date__lt=meeting.date)
    if meeting.start is not None:
        earlier |= Q(date=meeting.date, start__lt=meeting.start)
    found = Meeting.objects.filter(earlier, forum=meeting.forum_id)
    still = found.exclude(state__in=[State.CANCELLED, State.MINUTES_APPROVED])
    return still.order_by("-date", F("start").desc(nulls_last=True), "-pk").first()


@contextmanager
def kept_right(forum: Forum, *meetings: Meeting, by: User | None) -> Iterator[None]:
    """Whatever changes which meetings a forum has, or when, is done in here, in a transaction.

    Locks the forum, those meetings, and all whose standing item may have to name another one.
    """
    lock_forum(forum.pk)
    lock_meetings(*_items(forum).values_list("meeting", flat=True), *(one.pk for one in meetings))
    before = _Named.of(_items(forum))
    yield
    for item in _items(forum):
        _name(item, before, by)


def _items(forum: Forum) -> QuerySet[AgendaItem]:
    """The items that approve minutes, on agendas that are not out."""
    found = AgendaItem.objects.filter(
        meeting__forum=forum,
        meeting__state__in=[State.PLANNED, State.AGENDA_PUBLISHED],
        approves_minutes=True,
        published_at__isnull=True,
    )
    return found.select_related("meeting").prefetch_related("recommendations__approves").order_by("pk")


@dataclass(frozen=True)
class _Named:
    """How the items stood before a change: what stands as it is written here, and where somebody took it out."""

    as_written: frozenset[int]
    taken_out: frozenset[UUID]

    @classmethod
    def of(cls, items: Iterable[AgendaItem]) -> _Named:
        as_written, taken_out = set(), set()
        for item in items:
            naming = _naming(item)
            as_written |= {one.pk for one in naming if is_as_written(one)}
            if not naming and item.meeting is not None and previous(item.meeting):
                taken_out.add(item.pk)
        return cls(frozenset(as_written), frozenset(taken_out))


def is_as_written(recommendation: Recommendation) -> bool:
    """Whether a recommendation of a standing item says what was written here."""
    meeting = recommendation.approves
    return recommendation.text == (sentence(meeting) if meeting is not None else OPENING)


def _naming(item: AgendaItem) -> list[Recommendation]:
    return [one for one in item.recommendations.all() if one.approves is not None]


def _name(item: AgendaItem, before: _Named, by: User | None) -> None:
    """Let an item name the meeting that is now the one before, unless somebody has had a hand in it."""
    if item.meeting is None:
        return
    meeting, naming = previous(item.meeting), _naming(item)
    changed = [one for one in naming if one.pk in before.as_written and _rewrite(one, meeting)]
    if meeting is not None and not naming and item.pk not in before.taken_out:
        changed = [_add(item, meeting)]
    if changed:
        record("item.approval_named", item, by, item.forum_id, item.department_id)


def _rewrite(recommendation: Recommendation, meeting: Meeting | None) -> bool:
    """Name that meeting, or nothing; return whether that was a change."""
    if meeting is None:
        recommendation.delete()
        return True
    if (recommendation.approves_id, recommendation.text) == (meeting.pk, sentence(meeting)):
        return False
    recommendation.approves, recommendation.text = meeting, sentence(meeting)
    recommendation.save(update_fields=["approves", "text"])
    return True


def _add(item: AgendaItem, meeting: Meeting) -> Recommendation:
    last = item.recommendations.aggregate(last=Max("position"))["last"] or 0
    return Recommendation.objects.create(
        item=item, position=last + 1, text=sentence(meeting), approves=meeting
    )


def warnings(meeting: Meeting) -> list[str]:
    """What is wrong with the minutes that the agenda of this meeting would approve, a sentence for each."""
    before, found = previous(meeting), list[str]()
    items = meeting.items.prefetch_related("recommendations__approves").order_by("position", "pk")
    for item in items:
        naming = _naming(item)
        found += [said for one in naming if (said := _wrong(one, before))]
        if item.approves_minutes and not naming and before is not None:
            found.append(
                _("Punktet om godkendelse nævner ikke referatet af mødet den %(date)s.")
                % {"date": long_date(before.date)}
            )
    return found


def _wrong(recommendation: Recommendation, before: Meeting | None) -> str:
    named = recommendation.approves
    if named is None:
        return ""
    facts = {"date": long_date(named.date), "before": long_date(before.date) if before else ""}
    if named.state == State.CANCELLED:
        return _("Indstillingen godkender referatet af mødet den %(date)s, men det møde er aflyst.") % facts
    if named.state == State.MINUTES_APPROVED:
        return (
            _("Indstillingen godkender referatet af mødet den %(date)s, men det er allerede godkendt.")
            % facts
        )
    if named != before:
        return _wrong_meeting(before) % facts
    if facts["date"] not in recommendation.text:
        return _("Indstillingen godkender referatet af mødet den %(date)s, men nævner ikke den dato.") % facts
    return ""


def _wrong_meeting(before: Meeting | None) -> str:
    if before is None:
        return _("Indstillingen godkender referatet af mødet den %(date)s, som ikke ligger før dette møde.")
    return _(
        "Indstillingen godkender referatet af mødet den %(date)s, men det forrige møde er den %(before)s."
    )
