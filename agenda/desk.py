"""The page of a forum: what lies ahead, how far it has come, and where the work is done.

To put a page on it, add a line to LINKS: the name of an address that takes a `forum_id`, its words, and what it is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agenda.listing import current
from agenda.missing import Draft, missing
from agenda.models import AgendaItem, Forum, Meeting
from agenda.visibility import edits_forum, fora_edited_by
from people.danish import sort_key
from people.models import User

AHEAD, BEHIND = 12, 4
State = Meeting.State
WAITING = [AgendaItem.State.DRAFT, AgendaItem.State.SUBMITTED, AgendaItem.State.RETURNED]


@dataclass(frozen=True)
class Link:
    """A page about a forum. Administrators reach those `for_all` who keep the forum, the rest is for its editors."""

    name: str
    words: str | Promise
    about: str | Promise
    for_all: bool = False


LINKS = [
    Link("inbox", _("Indbakke"), _("Forslag, der er sendt ind, og punkter uden møde.")),
    Link("series", _("Møder i serie"), _("Læg et helt halvår i kalenderen på én gang.")),
    Link("meeting_new", _("Nyt møde"), _("Et enkelt møde.")),
    Link("standing", _("Faste punkter"), _("Det, hvert nyt møde begynder og slutter med.")),
    Link("forum_tasks", _("Opgaver"), _("Det, forummet har besluttet, at nogen skal gøre.")),
    Link("forum_filing", _("Til journalisering"), _("Udskrifter, der ikke er lagt på deres sag endnu.")),
    Link("phrases", _("Standardformuleringer"), _("Sætninger til referatet, som kontrollen ser bort fra.")),
    Link("sentences", _("Standardsætninger"), _("Det, der foreslås som beslutning, når et udfald er valgt.")),
    Link("seats", _("Pladser"), _("Formand, sekretærer og medlemmer, nu og tidligere."), for_all=True),
    Link("forum_settings", _("Indstillinger"), _("Tid og sted, frister og arbejdsgang.")),
    Link("forum_opening", _("Hvem kan læse med"), _("Om ansatte og offentligheden kan læse.")),
]


@dataclass(frozen=True)
class Row:
    """A meeting, the items on it, how many of them are not accepted yet, and how many lack something needed."""

    meeting: Meeting
    items: int
    waiting: int
    lacking: int


@dataclass(frozen=True)
class Desk:
    """What one person meets on the page of a forum; whoever does not edit it meets no meetings."""

    forum: Forum
    edits: bool
    ahead: Sequence[Row] = ()
    behind: Sequence[Row] = ()
    pool: int = 0

    @property
    def links(self) -> list[Link]:
        return [link for link in LINKS if self.edits or link.for_all]


def of(forum: Forum, user: User) -> Desk:
    """Return the desk of somebody who may open it."""
    if not edits_forum(user, forum):
        return Desk(forum, edits=False)
    meetings = Meeting.objects.edited_by(user).filter(forum=forum).select_related("forum")
    ahead = meetings.filter(current()).exclude(state=State.CANCELLED).order_by("date", "start", "pk")
    behind = meetings.exclude(current()).order_by("-date", "-pk")
    pool = AgendaItem.objects.edited_by(user).filter(forum=forum, meeting=None)
    return Desk(forum, True, _rows(ahead[:AHEAD], user), _rows(behind[:BEHIND], user), pool.count())


def _rows(meetings: Iterable[Meeting], user: User) -> list[Row]:
    """The meetings, with what is on them counted in a few queries."""
    shown = list(meetings)
    items = AgendaItem.objects.edited_by(user).filter(meeting__in=[one.pk for one in shown])
    waiting = Count("pk", filter=Q(state__in=WAITING))
    counts = items.order_by().values_list("meeting").annotate(total=Count("pk"), waiting=waiting)
    by_meeting = {meeting: (total, waiting) for meeting, total, waiting in counts}
    lacking = _lacking(items)
    return [Row(one, *by_meeting.get(one.pk, (0, 0)), lacking[one.pk]) for one in shown]


def _lacking(items: QuerySet[AgendaItem]) -> Counter[int | None]:
    """How many items of each meeting cannot be sent out as they are."""
    drafts = items.filter(
        published_at__isnull=True, meeting__state__in=[State.PLANNED, State.AGENDA_PUBLISHED]
    )
    read = drafts.select_related("case", "meeting").prefetch_related("recommendations", "attachments")
    return Counter(item.meeting_id for item in read if any(lack.needed for lack in missing(Draft.of(item))))


def kept_by(user: User) -> list[Forum]:
    """The fora whose page the person may open: those they edit, and for an administrator all."""
    fora = Forum.objects.order_by("name") if user.administers else fora_edited_by(user)
    return sorted(fora, key=lambda forum: sort_key(forum.name))
