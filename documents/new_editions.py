"""Who fetched what was withdrawn is told of the new edition once the one that is theirs can be fetched. Not why.

The closing, the drawing and the release of what the check held each order `tell_waiting`; who has been told, or has
fetched the new edition already, waits no longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet
from django.urls import reverse

from agenda.models import Meeting
from agenda.secretariat import facts_of
from agenda.services.guards import locked
from documents import scopes
from documents.content import Kind
from documents.models import Incident, IssuedDocument, Reading
from documents.scopes import Scope
from people.jobs import job
from people.models import Notice, User
from people.notices import tell
from people.wording import NoticeKind


@job
def tell_waiting(snapshot_id: str) -> None:
    """Tell those who wait, and whose edition of this version is there."""
    snapshot = IssuedDocument.objects.select_related("meeting__forum").get(pk=UUID(snapshot_id))
    if snapshot.withdrawn_at is not None:
        return
    drawn = IssuedDocument.objects.filter(
        meeting=snapshot.meeting_id,
        kind=snapshot.kind,
        version=snapshot.version,
        format=IssuedDocument.Format.PDF,
        withdrawn_at=None,
    )
    ready = set(drawn.values_list("scope", flat=True))
    served = [user for user, scope in waiting(snapshot) if scope.digest in ready]
    with transaction.atomic():
        meeting = locked(snapshot.meeting)
        still = _waiting(snapshot)
        tell(
            [user for user in served if user.pk in still],
            _notice(snapshot),
            path=_path(meeting),
            facts=facts_of(meeting),
        )


def waiting(snapshot: IssuedDocument) -> Iterator[tuple[User, Scope]]:
    """Yield who is still to be told of this version and may open the meeting today, and what they may read of it."""
    meeting = snapshot.meeting
    for user in User.objects.filter(pk__in=_waiting(snapshot), is_active=True):
        if Meeting.objects.visible_to(user).contains(meeting):
            yield user, scopes.of(user, meeting).among(snapshot.shows)


def _waiting(snapshot: IssuedDocument) -> set[int]:
    """Those who fetched what was withdrawn, and have neither been told since nor fetched a newer edition. Whoever
    issued this version knows of it."""
    lost, told, fetched = _lost(snapshot), _told(snapshot), _fetched(snapshot)
    return {
        user
        for user, at in lost.items()
        if user != snapshot.issued_by_id
        and not any(at <= one[user] for one in (told, fetched) if user in one)
    }


def _lost(snapshot: IssuedDocument) -> dict[int, datetime]:
    """When each reader last lost a paper of this kind, or with the last of the documents a bilag."""
    papers = _readings(snapshot).filter(edition__withdrawn_at__isnull=False)
    found = _latest(papers, "edition__withdrawn_at")
    if not _is_last_kind(snapshot):
        return found
    for incident in Incident.objects.filter(meeting=snapshot.meeting_id):
        then = (incident.visible_from, incident.visible_until)
        bilag = Reading.objects.filter(attachment__in=incident.bilag, at__range=then, user__isnull=False)
        for user in bilag.order_by().values_list("user", flat=True).distinct():
            found[user] = max(incident.visible_until, found.get(user, incident.visible_until))
    return found


def _told(snapshot: IssuedDocument) -> dict[int, datetime]:
    return _latest(Notice.objects.filter(kind=_notice(snapshot).value, path=_path(snapshot.meeting)), "at")


def _fetched(snapshot: IssuedDocument) -> dict[int, datetime]:
    return _latest(_readings(snapshot).filter(edition__withdrawn_at=None), "at")


def _readings(snapshot: IssuedDocument) -> QuerySet[Reading]:
    kinds = [Kind.MINUTES, Kind.EXCERPT] if snapshot.kind == Kind.MINUTES else [Kind(snapshot.kind)]
    return Reading.objects.filter(
        edition__meeting=snapshot.meeting_id, edition__kind__in=kinds, user__isnull=False
    )


def _latest(rows: QuerySet[Reading] | QuerySet[Notice], field: str) -> dict[int, datetime]:
    return dict(rows.order_by().values_list("user").annotate(Max(field)))


def _is_last_kind(snapshot: IssuedDocument) -> bool:
    minutes = IssuedDocument.objects.filter(meeting=snapshot.meeting_id, kind=Kind.MINUTES.value)
    return snapshot.kind == Kind.MINUTES.value or not minutes.filter(withdrawn_at=None).exists()


def _notice(snapshot: IssuedDocument) -> NoticeKind:
    return NoticeKind.NEW_MINUTES if Kind(snapshot.kind).is_of_minutes else NoticeKind.NEW_AGENDA


def _path(meeting: Meeting) -> str:
    return reverse("meeting", args=[meeting.pk])
