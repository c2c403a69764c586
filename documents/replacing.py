"""What has been issued of a meeting, issued anew with one change; all earlier editions are withdrawn with it.

    reissue(item, amend, turn)                 what only takes away: at once, inside the caller's transaction
    publish_change(item, Change(…), by=user)   what lets somebody read more: drawn and checked before anything changes
    publish_version(meeting, Change(…), by=user)    the same, of a meeting's papers as a whole

What is published but in no issued document is checked too, since the page shows it: NotReplaced, a Held, has what
the check found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.services.guards import (
    edited_item,
    lock_forum,
    locked,
    require_editor,
    require_item_editor,
)
from documents import build, scopes
from documents.amending import Amendment
from documents.as_json import to_json
from documents.clearance import Clearance, Held, audiences, extras_of
from documents.content import Kind, MeetingDocument
from documents.editions import (
    in_force,
    next_version,
    read_snapshot,
    store_edition,
    store_snapshot,
    withdraw,
)
from documents.jobs import draw_editions
from documents.models import Incident, IssuedDocument
from documents.new_editions import tell_waiting
from documents.services import Clear, Prepared, drawn_and_checked, require_reads_all, require_reads_found
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused

ATTEMPTS = 3

Subject = TypeVar("Subject", AgendaItem, Meeting)


@dataclass(frozen=True)
class Change(Generic[Subject]):
    """A change that lets somebody read more: how it reads, what is stored of it on the locked item or meeting, and how
    it is checked.

    With `keeps`, what was issued before it stays where it is, for those who could read it.
    """

    amend: Amendment
    move: Callable[[Subject, Keep], object]
    clear: Clear = Clearance
    keeps: bool = False


@dataclass(frozen=True)
class Amended:
    """What is in force of one kind, and how it will read. Without a snapshot only the page shows it."""

    meeting: Meeting
    document: MeetingDocument
    snapshot: IssuedDocument | None = None

    @property
    def key(self) -> UUID | None:
        return self.snapshot.pk if self.snapshot is not None else None


@dataclass(frozen=True)
class Turn:
    """What all that one change issues has in common."""

    keep: Keep
    by: User | None
    at: datetime = field(default_factory=timezone.now)


class NotReplaced(Held):
    """A change is held back by the check; `prepared` is what it would have issued."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(prepared.findings)
        self.prepared = prepared


def live_kind(meeting: Meeting) -> Kind:
    """The kind of document that readers meet on the page of a meeting."""
    return Kind.MINUTES if meeting.minutes_are_out else Kind.AGENDA


def publish_change(item: AgendaItem, change: Change[AgendaItem], *, by: User | None) -> None:
    """Draw and check all that will show the change, and then store and issue it in one transaction."""
    require_item_editor(by, item)
    _publish(item, change, lambda: edited_item(item, by), lambda one: _shown(one, change.amend), by)


def publish_version(meeting: Meeting, change: Change[Meeting], *, by: User | None) -> None:
    """The same for what a change makes of the papers of a meeting; Refused where nothing of it is issued."""
    require_editor(by, meeting)
    if not list(_amended(meeting, change.amend)):
        raise Refused(_("Der er ikke udsendt noget, der kan komme i en ny udgave."))
    _publish(meeting, change, lambda: _taken(meeting, by), lambda one: list(_amended(one, change.amend)), by)


def _taken(meeting: Meeting, by: User | None) -> Meeting:
    meeting = locked(meeting)
    list(meeting.items.select_for_update().values_list("pk", flat=True))
    require_editor(by, meeting)
    return meeting


def _publish(
    subject: Subject,
    change: Change[Subject],
    take: Callable[[], Subject],
    shown: Callable[[Subject], list[Amended]],
    by: User | None,
) -> None:
    for _attempt in range(ATTEMPTS):
        ready = {one.key: _cleared(one, change.clear, by) for one in shown(subject)}
        with kept_files() as keep, transaction.atomic():
            lock_forum(subject.forum_id)
            now = take()
            if _is_as_drawn(shown(now), ready):
                turn = Turn(keep, by)  # before the move: what was in force ends before what comes begins
                change.move(now, keep)
                meeting = now if isinstance(now, Meeting) else now.meeting
                if meeting is not None:
                    reissue_meeting(meeting, change.amend, turn, ready=ready, keeps=change.keeps)
                return
    raise Refused(_("Dokumenterne blev udskiftet, mens de nye blev dannet. Prøv igen om lidt."))


def reissue(item: AgendaItem, amend: Amendment, turn: Turn, *, incident: Incident | None = None) -> None:
    """As `reissue_meeting`, for a locked item; one in the pool is in nothing that has been issued."""
    if item.meeting is not None:
        reissue_meeting(item.meeting, amend, turn, incident=incident)


def reissue_meeting(
    meeting: Meeting,
    amend: Amendment,
    turn: Turn,
    *,
    incident: Incident | None = None,
    ready: Mapping[UUID | None, Prepared] = MappingProxyType({}),
    keeps: bool = False,
) -> None:
    """Withdraw all that is in force of a locked meeting and shows the change, and issue it anew. With `keeps` only a
    supplement is withdrawn, which no new version takes the place of.

    What has not been drawn already is drawn by the worker, or when somebody asks for it.
    """
    for one in list(_amended(meeting, amend)):
        kind = one.document.kind
        if one.snapshot is not None and not (keeps and kind is not Kind.SUPPLEMENT):
            withdraw(one.snapshot, at=turn.at, incident=incident, by=turn.by)
        snapshot = store_snapshot(meeting, one.document, by=turn.by, keep=turn.keep)
        editions = ready[one.key].editions if one.key in ready else {}
        for scope, content in editions.items():
            store_edition(snapshot, scope, content, by=turn.by, keep=turn.keep)
        tell_waiting.enqueue(str(snapshot.pk))
        draw_editions.enqueue(meeting.pk, kind.value)


def _cleared(one: Amended, clear: Clear, by: User | None) -> Prepared:
    """Draw and check what will be shown. Changes nothing. What is found is not for who is recused."""
    extras = extras_of(one.meeting)
    prepared = drawn_and_checked(one.meeting, one.document, audiences(one.meeting, one.document), clear)
    prepared = replace(prepared, extras=extras).answered(one.meeting)
    if prepared.findings:
        require_reads_all(by, one.meeting)
        require_reads_found(by, prepared.findings)
        raise NotReplaced(prepared)
    return prepared


def _is_as_drawn(shown: Iterable[Amended], ready: Mapping[UUID | None, Prepared]) -> bool:
    """Whether what a locked meeting has issued, and holds, is still what was drawn and checked."""
    found = {one.key: one for one in shown}
    return found.keys() == ready.keys() and all(
        to_json(one.document) == to_json(ready[key].document) and extras_of(one.meeting) == ready[key].extras
        for key, one in found.items()
    )


def _shown(item: AgendaItem, amend: Amendment) -> list[Amended]:
    """All that will show the change: what is issued anew, and the page, where that shows more of the item."""
    found = list(_amended(item.meeting, amend))
    now = AgendaItem.objects.select_related("meeting__forum").get(pk=item.pk)
    if now.meeting is not None and now.published_at is not None:
        page = amend(build.published(now.meeting, live_kind(now.meeting)))
        if not _listed(page, now) <= {key for one in found for key in _listed(one.document, now)}:
            found.append(Amended(now.meeting, page))
    return found


def _listed(document: MeetingDocument, item: AgendaItem) -> set[str]:
    """The ids of the item and its bilag, as far as the document has them."""
    section = replace(document, entries=tuple(one for one in document.entries if one.key == str(item.pk)))
    return set(scopes.full(section).listed())


def _amended(meeting: Meeting | None, amend: Amendment) -> Iterator[Amended]:
    """Yield each document in force that the change is seen in, as its next version."""
    versions = Counter[str]()
    for snapshot in in_force(meeting) if meeting is not None else ():
        document = read_snapshot(snapshot)
        amended = amend(replace(document, changes=""))
        if to_json(amended) != to_json(replace(document, changes="")):
            versions[snapshot.kind] += 1
            last = next_version(snapshot.meeting, document.kind) - 1
            yield Amended(
                snapshot.meeting, replace(amended, version=last + versions[snapshot.kind]), snapshot
            )
