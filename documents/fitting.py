"""Whether there is room for what was read. SQLite stores any length and PostgreSQL breaks off: say it first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from django.db import models
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment, Attendance, Case, Forum, ItemPresence, Meeting
from documents.content import ClosedStub, Entry, MeetingDocument
from people.refusals import Refused

Text: TypeAlias = tuple[str, type[models.Model], str, str]
"""What the field is called, the model and its field, and the text that is meant for it."""


def refuse_what_has_no_room(document: MeetingDocument, forum_name: str) -> None:
    """Raise Refused, naming the punkt and the field but never the text, if a text is longer than its field."""
    for place, texts in _places(document, forum_name):
        for word, model, field, text in texts:
            room = getattr(model._meta.get_field(field), "max_length", None)
            if room is not None and len(text) > room:
                raise Refused(
                    _(
                        "%(place)s: %(field)s er på %(length)d tegn, og der er plads til %(room)d. Intet er ændret."
                    )
                    % {"place": place, "field": word, "length": len(text), "room": room}
                )


def _places(document: MeetingDocument, forum_name: str) -> Iterator[tuple[str, Iterator[Text]]]:
    yield _("Mødet"), _of_meeting(document, forum_name)
    for entry in document.entries:
        yield _("Punkt %(number)d") % {"number": entry.number}, _of_entry(entry)


def _of_meeting(document: MeetingDocument, forum_name: str) -> Iterator[Text]:
    yield _("forummets navn"), Forum, "name", forum_name
    yield _("stedet"), Meeting, "place", document.place
    for one in document.attendance:
        yield _("navnet på en deltager"), Attendance, "who", one.who


def _of_entry(entry: Entry) -> Iterator[Text]:
    yield _("titlen"), AgendaItem, "title", entry.title
    yield _("sagsnummeret"), Case, "number", entry.case_number or ""
    if isinstance(entry, ClosedStub):
        return
    yield _("indstilleren"), AgendaItem, "proposer", entry.proposer
    yield _("den, der forelægger"), AgendaItem, "presenter", entry.presenter
    for name in entry.names:
        yield _("et navn"), ItemPresence, "who", name
    for one in entry.bilag:
        yield _("titlen på et bilag"), Attachment, "title", one.title
    if entry.closed:
        yield _("den offentlige titel"), AgendaItem, "public_title", entry.closed.public_title
        yield _("hjemlen"), AgendaItem, "legal_ground", entry.closed.legal_ground
