"""When items are to be in and the agenda is to be out, and what is left until then. Pure functions.

A deadline is a weekday and a time some weeks before the meeting, "mandag kl. 12 ugen før". Weekdays are counted as
Python does, from Monday. Deadlines are Danish civil time: noon is noon on either side of a change of the clocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DENMARK = ZoneInfo("Europe/Copenhagen")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """So many weeks before the week of the meeting, on that weekday, at that time."""

    weeks_before: int
    weekday: int
    at: time

    def before(self, day: date, start: time | None) -> datetime | None:
        """Return the deadline of a meeting that day; None where it would fall after the meeting begins."""
        monday = day - timedelta(days=day.weekday())
        due = monday + timedelta(weeks=-self.weeks_before, days=self.weekday)
        if (due, self.at) > (day, start or time.max):
            return None
        return datetime.combine(due, self.at, tzinfo=DENMARK)


def left(due: datetime, now: datetime) -> str:
    """Return "3 dage og 4 timer tilbage", "25 minutter tilbage" or "2 timer siden". Both are instants.

    From Friday noon to Monday noon there are three days, whether or not the clocks change between them.
    """
    if due > now:
        return _("%(time)s tilbage") % {"time": _listed(list(_parts(now, due))[:2])}
    return _("%(time)s siden") % {"time": _listed(list(_parts(due, now))[:1])}


def _listed(parts: list[str]) -> str:
    return _(" og ").join(parts) or _("under et minut")


def _parts(begin: datetime, end: datetime) -> Iterator[str]:
    """Yield the largest unit that is not nothing, and the one below it unless that is nothing."""
    days, rest = divmod(max(_civil(end) - _civil(begin), timedelta()), DAY)
    if not days:
        rest = end - begin
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    if days:
        yield ngettext("%(count)d dag", "%(count)d dage", days) % {"count": days}
    if hours:
        yield ngettext("%(count)d time", "%(count)d timer", hours) % {"count": hours}
    if minutes and not days:
        yield ngettext("%(count)d minut", "%(count)d minutter", minutes) % {"count": minutes}


def _civil(at: datetime) -> datetime:
    """The clock in Denmark at that instant."""
    return at.astimezone(DENMARK).replace(tzinfo=None)
