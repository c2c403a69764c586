"""Writing the texts of an item: by its editors until it is published, by its author until it is sent in."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, TextVersion
from agenda.services.fields import FIELDS
from agenda.services.guards import locked_item, record, require_author
from agenda.services.versions import Mark, newest, put
from people.models import User
from people.refusals import Refused

State = AgendaItem.State


@transaction.atomic
def save_text(
    item: AgendaItem, field: str, text: str, *, base: Mark, by: User | None, anew: bool = False
) -> TextVersion | None:
    """Save one of `FIELDS`. `base` is the text that the writer began from; where that is no longer the newest, it is a
    `Clash`, and nothing is saved. `anew` keeps the newest version as it is, also where it is the writer's own.

    Returns the newest version of the text, None where it has none yet. Each version is one line in the journal.
    """
    item = written_item(item, by)
    known, before = FIELDS[field], newest(item, field)
    stored, tidied = known.read(item), known.tidied(text)
    version = put(item, field, tidied, stored=stored, base=base, by=by, anew=anew)
    if stored != tidied:
        known.write(item, tidied)
    if version != before:
        record("item.text_written", item, by, item.forum_id, item.department_id)
    return version


def written_item(item: AgendaItem, by: User | None) -> AgendaItem:
    """Return the item as it is now, locked, for one who may write in it as it stands."""
    item = locked_item(item)
    edits = by is None or AgendaItem.objects.edited_by(by).filter(pk=item.pk).exists()
    if not edits:
        require_author(by, item)
    expect_writable(item, edits=edits)
    return item


def expect_writable(item: AgendaItem, *, edits: bool) -> None:
    """Raise Refused where the state lets nobody, or not the author, write in it any more."""
    if item.published_at is not None:
        raise Refused(
            _(
                "Punktet er udsendt og kan ikke ændres. "
                "Lad punktet udgå, og sæt et nyt på, eller skriv ændringen i beslutningen."
            )
        )
    if not edits and item.state not in (State.DRAFT, State.RETURNED):
        raise Refused(_("Punktet er indsendt. Bed sekretæren om at sende det tilbage, hvis det skal rettes."))
