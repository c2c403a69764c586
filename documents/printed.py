"""Since which version of the minutes the excerpt of each item reads as it does: all that it prints of the item, and who
was there, but not which version it is of."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from documents.as_json import keyed_digest
from documents.content import ItemSection, Kind, MeetingDocument
from documents.models import Printed


def of_item(minutes: MeetingDocument, key: str) -> MeetingDocument:
    """Return the minutes as an excerpt: with that item alone, and with the heading and those present."""
    entries = (one for one in minutes.entries if isinstance(one, ItemSection) and one.key == key)
    return replace(minutes, kind=Kind.EXCERPT, entries=tuple(entries), order=())


def note_printed(document: MeetingDocument, version: int) -> None:
    """Remember which excerpts read otherwise in this version of the minutes than in the one before."""
    plain = replace(document, version=None, changes="")
    keys = [one.key for one in document.entries if isinstance(one, ItemSection)]
    now = {UUID(key): keyed_digest(of_item(plain, key), "documents.printed") for key in keys}
    before = Printed.objects.filter(item__in=now).values_list("item", "digest")
    same = {item for item, digest in before if now[item] == digest}
    Printed.objects.bulk_create(
        [Printed(item_id=key, version=version, digest=now[key]) for key in now if key not in same],
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=["version", "digest"],
    )
