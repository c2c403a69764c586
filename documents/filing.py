"""Which excerpts have been filed in the municipality's case system. One that a new version changes is filed anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Forum, Meeting
from agenda.services.guards import edited_item, record
from documents.content import Kind
from documents.models import Filing, IssuedDocument
from people.models import User
from people.refusals import Refused

MOST = 100


@dataclass(frozen=True)
class Line:
    """One item: the version since which its excerpt reads as it does, how that is filed, and which earlier one was."""

    item: AgendaItem
    version: int
    filing: Filing | None
    earlier: Filing | None


@transaction.atomic
def file_excerpt(item: AgendaItem, *, by: User | None) -> Filing:
    """Tick off that the excerpt in force is filed; ticked off twice is once."""
    item = edited_item(item, by)
    version = _version(item)
    filing, made = Filing.objects.get_or_create(item=item, version=version, defaults={"by": by})
    if made:
        record("item.filed", item, by, item.forum_id, item.department_id)
    return filing


@transaction.atomic
def undo_filing(item: AgendaItem, *, by: User | None) -> None:
    """Take back a tick that was a mistake; that it was there stands in the journal."""
    item = edited_item(item, by)
    taken_back, _rows = Filing.objects.filter(item=item, version=_version(item)).delete()
    if taken_back:
        record("item.unfiled", item, by, item.forum_id, item.department_id)


def _version(item: AgendaItem) -> int:
    found = _with_version(AgendaItem.objects.filter(pk=item.pk)).first()
    if found is None:
        raise Refused(_("Referatet er ikke udsendt, så der er ingen udskrift at journalisere."))
    return _issued(found)


def _issued(item: AgendaItem) -> int:
    """The version that `_with_version` found."""
    return int(vars(item)["issued_version"])


def of_meeting(meeting: Meeting, by: User) -> list[Line]:
    """All items of a meeting that have an excerpt and that the editor may read."""
    items = AgendaItem.objects.edited_by(by).filter(meeting=meeting)
    return _lines(_with_version(items).order_by("number"))


def waiting_in(forum: Forum, by: User) -> list[Line]:
    """What is still to be filed in a forum, the newest meeting first; minutes that were read in are filed long ago."""
    items = AgendaItem.objects.edited_by(by).filter(forum=forum, meeting__imported__isnull=True)
    filed = Filing.objects.filter(item=OuterRef("pk"), version=OuterRef("issued_version"))
    waiting = _with_version(items).filter(~Exists(filed))
    return _lines(waiting.order_by(F("meeting__date").desc(), "meeting", "number")[:MOST])


def line_of(item: AgendaItem, by: User) -> Line | None:
    return next(iter(_lines(_with_version(AgendaItem.objects.edited_by(by).filter(pk=item.pk)))), None)


def _with_version(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Items that an excerpt can be made of, with the version of the minutes since which it reads as it does."""
    minutes = IssuedDocument.objects.filter(
        meeting=OuterRef("meeting"),
        kind=Kind.MINUTES.value,
        format=IssuedDocument.Format.SNAPSHOT,
        withdrawn_at__isnull=True,
    )
    newest = minutes.order_by().values("meeting").annotate(last=Max("version")).values("last")
    out = items.filter(state=AgendaItem.State.PUBLISHED, meeting__minutes_published_at__isnull=False)
    out = out.annotate(newest_version=Subquery(newest)).filter(newest_version__isnull=False)
    return out.annotate(issued_version=Coalesce("printed__version", "newest_version"))


def _lines(items: QuerySet[AgendaItem]) -> list[Line]:
    return [
        Line(
            item,
            version := _issued(item),
            next((one for one in item.filings.all() if one.version == version), None),
            next((one for one in item.filings.all() if one.version < version), None),
        )
        for item in items.select_related("case", "meeting").prefetch_related("filings__by")
    ]
