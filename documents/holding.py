"""What the check holds back is written down, and the secretaries are told."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from agenda.models import Meeting
from agenda.secretariat import facts_of, secretaries
from documents.models import IssuedDocument
from people import journal
from people.models import JournalEntry, Notice, User
from people.notices import tell
from people.wording import NoticeKind

HELD, RELEASED = "document.held", "document.released"


@transaction.atomic
def note_held(meeting: Meeting, snapshot: IssuedDocument | None = None, *, by: User | None = None) -> None:
    """Note that a document could not be issued, or editions of what has been issued; of those only once."""
    if snapshot is None or not is_held(snapshot):
        journal.write(HELD, snapshot or meeting, by=by, forum=meeting.forum_id)
        tell_of_held_edition(meeting)


@transaction.atomic
def note_released(snapshot: IssuedDocument, *, by: User | None) -> None:
    journal.write(RELEASED, snapshot, by=by, forum=snapshot.meeting.forum_id)


def tell_of_held_edition(meeting: Meeting) -> list[Notice]:
    """Tell the secretaries that the check holds an edition back; in the transaction that notes it."""
    path = reverse("meeting", args=[meeting.pk])
    return tell(secretaries(meeting.forum), NoticeKind.EDITION_HELD, path=path, facts=facts_of(meeting))


def is_held(snapshot: IssuedDocument) -> bool:
    """Whether somebody waits for an edition of this version."""
    return bool(_waiting([snapshot]))


def held_kinds(meeting: Meeting) -> list[str]:
    """Return the kinds of document of which an edition of the newest version is held."""
    snapshots = IssuedDocument.objects.filter(
        meeting=meeting, format=IssuedDocument.Format.SNAPSHOT, withdrawn_at__isnull=True
    )
    newest = {one.kind: one for one in snapshots.order_by("version")}
    return sorted(one.kind for one in _waiting(list(newest.values())))


def _waiting(snapshots: list[IssuedDocument]) -> list[IssuedDocument]:
    about = JournalEntry.objects.filter(
        object_type=IssuedDocument._meta.label_lower,
        object_id__in=[str(one.pk) for one in snapshots],
        kind__in=(HELD, RELEASED),
    )
    last = dict(about.order_by("pk").values_list("object_id", "kind"))
    return [one for one in snapshots if last.get(str(one.pk)) == HELD]
