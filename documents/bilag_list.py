"""The bilag of one item as a list for those who write it: what each is called, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.conf import settings

from agenda.models import AgendaItem, Attachment
from documents.access import BilagLine, numbered
from documents.adding import waiting_for
from documents.models import WaitingBilag
from documents.page import file_word
from people.models import Viewer

AUTHOR_WRITES = (AgendaItem.State.DRAFT, AgendaItem.State.RETURNED)


@dataclass(frozen=True)
class Line:
    """One bilag; `first` and `last` among the open or the closed ones."""

    attachment: Attachment
    label: str
    first: bool
    last: bool
    word: str
    icon: str


@dataclass(frozen=True)
class BilagList:
    """The list, and what the reader may do with it; the services ask again."""

    item: AgendaItem
    lines: Sequence[Line]
    waiting: Sequence[WaitingBilag]
    edits: bool
    changes: bool
    adds: bool

    @property
    def megabytes(self) -> int:
        return settings.BILAG_MAX_MB

    @property
    def longest(self) -> int:
        """The most bytes that one file may have."""
        return self.megabytes * 1024 * 1024


def of(item: AgendaItem, user: Viewer) -> BilagList:
    """Return the list for one who writes the item."""
    edits = AgendaItem.objects.edited_by(user).filter(pk=item.pk).exists()
    is_out = item.published_at is not None
    minutes_are_out = item.meeting is not None and item.meeting.minutes_are_out
    return BilagList(
        item=item,
        lines=list(_lines(numbered(item))),
        waiting=list(waiting_for(user).filter(item=item)) if edits and is_out else [],
        edits=edits,
        changes=not is_out and (edits or item.state in AUTHOR_WRITES),
        adds=not minutes_are_out and (edits or not is_out),
    )


def _lines(found: Sequence[BilagLine]) -> Iterator[Line]:
    for (before, one), (_one, after) in pairwise(pairwise([None, *found, None])):
        if one is not None:
            bilag = one.attachment
            word, icon = file_word(bilag.content_type)
            yield Line(bilag, one.label, _parts(before, one), _parts(one, after), word, icon)


def _parts(before: BilagLine | None, after: BilagLine | None) -> bool:
    """Whether no two of the same series stand beside each other here."""
    return before is None or after is None or before.attachment.closed != after.attachment.closed
