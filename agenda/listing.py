"""The list of meetings, a window at a time: what lies ahead, what lies behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agenda.models import AgendaItem, Forum, Meeting
from agenda.visibility import MeetingQuerySet
from people.danish import sort_key
from people.models import Viewer

AHEAD = 6
PAGE = 15


@dataclass(frozen=True)
class Row:
    """A meeting of the list. `items` counts what the reader is told of; `soon` is said at the next one."""

    meeting: Meeting
    items: int
    soon: str = ""


@dataclass(frozen=True)
class Shelf:
    """Meetings under one heading; `more` is the query string of the window that follows."""

    name: Literal["ahead", "behind"]
    rows: tuple[Row, ...]
    more: str = ""

    @property
    def heading(self) -> str:
        return _("Aktuelle og kommende møder") if self.name == "ahead" else _("Tidligere møder")

    @property
    def more_words(self) -> str:
        return _("Vis senere møder") if self.name == "ahead" else _("Vis ældre møder")


@dataclass(frozen=True)
class Window:
    """What the page shows: of which forum, and whether it is `away` from the nearest meetings."""

    fora: tuple[Forum, ...]
    forum: Forum | None
    shelves: tuple[Shelf, ...]
    away: bool


@dataclass(frozen=True)
class Cursor:
    """A place in the list: just past this meeting."""

    day: date
    pk: int

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """Read "2015-09-17.12"; anything else is no place at all."""
        day, _dot, pk = text.partition(".")
        try:
            return cls(date.fromisoformat(day), min(int(pk), 2**63 - 1))
        except ValueError:
            return None


def window(meetings: MeetingQuerySet[Meeting], user: Viewer, query: Mapping[str, str]) -> Window:
    """Return the window that the query string asks for; what it does not understand it leaves out."""
    fora = tuple(
        sorted(Forum.objects.filter(pk__in=meetings.values("forum")), key=lambda f: sort_key(f.name))
    )
    forum = next((f for f in fora if str(f.pk) == query.get("forum")), None)
    if forum:
        meetings = meetings.filter(forum=forum)
    after, before = Cursor.parse(query.get("after", "")), Cursor.parse(query.get("before", ""))
    shelves = _shelves(meetings.select_related("forum"), user, after, before, forum)
    return Window(fora, forum, tuple(one for one in shelves if one.rows), away=bool(after or before))


def _shelves(
    meetings: MeetingQuerySet[Meeting],
    user: Viewer,
    after: Cursor | None,
    before: Cursor | None,
    forum: Forum | None,
) -> list[Shelf]:
    if before:
        return [_behind(meetings, user, before, forum)]
    if after:
        return [_ahead(meetings, user, after, forum)]
    return [_ahead(meetings, user, None, forum), _behind(meetings, user, None, forum)]


def _ahead(
    meetings: MeetingQuerySet[Meeting], user: Viewer, after: Cursor | None, forum: Forum | None
) -> Shelf:
    """Today's and coming meetings, the nearest first, and those still in session."""
    found = meetings.filter(current()).order_by("date", "pk")
    if after:
        found = found.filter(date__gte=after.day).exclude(date=after.day, pk__lte=after.pk)
    limit = PAGE if after else AHEAD
    shown = list(found[: limit + 1])
    rows = _rows(shown[:limit], user, first=_first(shown) if not after else None)
    return Shelf("ahead", rows, _more("after", shown, limit, forum))


def current() -> Q:
    return Q(date__gte=timezone.localdate()) | Q(state=Meeting.State.IN_SESSION)


def _behind(
    meetings: MeetingQuerySet[Meeting], user: Viewer, before: Cursor | None, forum: Forum | None
) -> Shelf:
    """Past meetings, the latest first."""
    found = meetings.exclude(current()).order_by("-date", "-pk")
    if before:
        found = found.filter(date__lte=before.day).exclude(date=before.day, pk__gte=before.pk)
    shown = list(found[: PAGE + 1])
    return Shelf("behind", _rows(shown[:PAGE], user), _more("before", shown, PAGE, forum))


def _more(key: str, found: Sequence[Meeting], limit: int, forum: Forum | None) -> str:
    if len(found) <= limit:
        return ""
    last = found[limit - 1]
    query = {key: f"{last.date}.{last.pk}"}
    return urlencode({"forum": forum.pk, **query} if forum else query)


def _first(found: Sequence[Meeting]) -> Meeting | None:
    """The next meeting that is still to be held."""
    ahead = (Meeting.State.PLANNED, Meeting.State.AGENDA_PUBLISHED)
    return next((meeting for meeting in found if meeting.state in ahead), None)


def _rows(meetings: Sequence[Meeting], user: Viewer, first: Meeting | None = None) -> tuple[Row, ...]:
    listed = AgendaItem.objects.listed_for(user).filter(meeting__in=[m.pk for m in meetings])
    counts = dict(listed.order_by().values_list("meeting").annotate(Count("pk")))
    return tuple(Row(m, counts.get(m.pk, 0), how_soon(m.date) if m == first else "") for m in meetings)


def how_soon(day: date) -> str:
    """Return "I dag", "I morgen" or "Om 9 dage"; the day is not past."""
    days = (day - timezone.localdate()).days
    if days <= 1:
        return _("I morgen") if days else _("I dag")
    return ngettext("Om %(days)d dag", "Om %(days)d dage", days) % {"days": days}
