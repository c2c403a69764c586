"""Earlier versions of the texts of an item, so that nothing is lost.

An autosave changes the row of its editing session, and a save that did not begin from the newest text changes nothing.
A text is named by its item and a field ("background", "decision"). Whoever stores a text calls `put` first, with the
item locked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting, TextVersion
from people.models import JournalEntry, User
from people.refusals import Refused

QUIET = timedelta(minutes=10)


@dataclass(frozen=True)
class Mark:
    """Which text a save began from: the version's id and how often it had been saved; 0-0 where there is no version."""

    version: int = 0
    saves: int = 0

    def __str__(self) -> str:
        return f"{self.version}-{self.saves}"

    @classmethod
    def of(cls, version: TextVersion | None) -> Mark:
        return cls(version.pk, version.saves) if version else cls()

    @classmethod
    def parse(cls, text: str) -> Mark:
        """Read "12-3". Anything else is a text that nobody began from, and so never the newest."""
        found = re.fullmatch(r"(\d{1,18})-(\d{1,9})", text, re.ASCII)
        return cls(int(found[1]), int(found[2])) if found else cls(-1, -1)


class Clash(Refused):
    """Somebody else has saved the text since this save began from it. Both texts are here; neither is overwritten.

    A save of a text that takes both in begins from `newest`.
    """

    def __init__(self, field: str, mine: str, theirs: TextVersion) -> None:
        super().__init__(_("Teksten er ændret af en anden, mens du skrev. Din tekst er ikke gemt endnu."))
        self.field, self.mine, self.theirs = field, mine, theirs

    @property
    def newest(self) -> Mark:
        return Mark.of(self.theirs) if self.theirs.pk else Mark()


def newest(item: AgendaItem, field: str) -> TextVersion | None:
    return item.text_versions.filter(field=field).select_related("by").order_by("-pk").first()


def marks(item: AgendaItem) -> dict[str, Mark]:
    """The mark of each text of the item that has versions, by field."""
    rows = item.text_versions.order_by("pk").values_list("field", "pk", "saves")
    return {field: Mark(pk, saves) for field, pk, saves in rows}


def put(
    item: AgendaItem,
    field: str,
    text: str,
    *,
    stored: str,
    base: Mark,
    by: User | None,
    anew: bool = False,
) -> TextVersion | None:
    """Keep `text` as the newest version of a text of a locked item, which now holds `stored`; raise `Clash` where
    the newest is not the one that the save began from.

    The first save keeps what was there before it too. What is stored already is not saved again, whatever it
    began from, so a save may be sent twice. `anew` begins a version of its own within an editing session too, where
    what is replaced was meant to be kept. Returns the newest version, None where the text has none.
    """
    last = newest(item, field)
    if text == stored:
        return last
    if base != Mark.of(last):
        raise Clash(field, text, last or _before(item, field, stored))
    if stored and (last is None or last.text != stored):
        last = _before(item, field, stored) if last is None else _unknown(item, field, stored)
        last.save(force_insert=True)
    now = timezone.now()
    if last is None or anew or not _goes_on(last, by):
        return TextVersion.objects.create(
            item=item, field=field, text=text, by=by, begun_at=now, saved_at=now
        )
    last.text, last.saved_at, last.saves = text, now, last.saves + 1
    last.save(update_fields=["text", "saved_at", "saves"])
    return last


def _goes_on(last: TextVersion, by: User | None) -> bool:
    """Whether a save by that person belongs to the editing session of the newest version."""
    quiet = timezone.now() - last.saved_at >= QUIET
    return last.ended_at is None and not quiet and last.by == by


def _before(item: AgendaItem, field: str, stored: str) -> TextVersion:
    """What an item held before this text had versions, as of when and by whom the item was written."""
    about = JournalEntry.objects.filter(object_type=AgendaItem._meta.label_lower, object_id=str(item.pk))
    first = about.select_related("by").order_by("pk").first()
    version = _unknown(item, field, stored)
    if first is not None:
        version.by, version.begun_at, version.saved_at, version.ended_at = (
            first.by,
            first.at,
            first.at,
            first.at,
        )
    return version


def _unknown(item: AgendaItem, field: str, stored: str) -> TextVersion:
    """A text that was stored without a version."""
    now = timezone.now()
    return TextVersion(item=item, field=field, text=stored, begun_at=now, saved_at=now, ended_at=now)


def end_sessions(what: AgendaItem | Meeting) -> None:
    """End the editing sessions of an item, or of all items of a meeting: its state has changed."""
    of = Q(item__meeting=what) if isinstance(what, Meeting) else Q(item=what)
    TextVersion.objects.filter(of, ended_at__isnull=True).update(ended_at=timezone.now())
