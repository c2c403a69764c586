"""Every address that a generated world has an id for: a new page is tried as soon as it has its rows in the matrix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from documents.models import IssuedDocument
from tests.addresses import asking, queries
from tests.matrix.rows import ROWS
from tests.world_rows import Built
from tests.worlds import World

PAPERS = {"agenda_pdf", "minutes_pdf", "agenda_docx", "minutes_docx", "supplement_pdf"}
"""What is drawn when it is asked for, and has a face of its own."""


def addresses(world: World, rows: Built) -> list[str]:
    known, read = list(_things(world, rows)), {row.name for row in ROWS if row.says("get")}
    return sorted(url for name in read - PAPERS for url in {*asking(name, known), *queries(name, known)})


def editions() -> Iterator[str]:
    """The editions of all documents, in force or not, each at both its addresses."""
    for pk in IssuedDocument.objects.exclude(format="snapshot").values_list("pk", flat=True):
        yield reverse("edition", args=[pk])
        yield reverse("kept_edition", args=[pk])


def _things(world: World, rows: Built) -> Iterator[dict[str, Any]]:
    yield {}
    yield from ({"forum_id": forum.pk} for forum in rows.fora)
    yield from ({"meeting_id": meeting.pk} for meeting in rows.meetings)
    for spot in world.spots():
        item = rows.items[spot.code]
        thing = {"item_id": item.pk, "forum_id": item.forum_id, "field": "title"}
        yield thing | {"meeting_id": rows.meetings[spot.meeting.row].pk}
        yield from ({"recusal_id": pk} for pk in item.recusals.values_list("pk", flat=True))
        yield from ({"incident_id": pk} for pk in item.incidents.values_list("pk", flat=True))
    yield from ({"attachment_id": one.pk} for one in rows.bilag.values())
    yield from ({"task_id": one.pk} for one in rows.tasks.values())
