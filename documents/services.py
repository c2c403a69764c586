"""Publishing: what leaves the house, in two steps.

First the editions are built and drawn, outside any transaction, because drawing takes seconds. Then a short
transaction takes the meeting's row, sees that it still says what was drawn, stores numbers, state, files and
journal together, or lets the whole thing start over.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Meeting
from agenda.services.guards import expect, locked, require_editor
from agenda.services.publication import (
    accepted,
    mark_agenda_published,
    mark_minutes_published,
    publish_items,
)
from decisions.services import approve_what_was_approved
from documents import build
from documents.content import Kind, MeetingDocument, to_json
from documents.editions import draw_edition, store_edition, store_snapshot
from documents.models import IssuedDocument
from documents.scopes import Scope, full, public
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused

State = Meeting.State

ATTEMPTS = 3


class Stale(Exception):
    """What was drawn is no longer what the meeting says."""


@dataclass(frozen=True)
class Prepared:
    """A document ready to be issued: the value, and the drawn editions by scope."""

    document: MeetingDocument
    editions: dict[Scope, bytes]


def publish(meeting: Meeting, kind: Kind, *, by: User | None) -> IssuedDocument:
    """Publish the agenda or the minutes and return the snapshot; Refused if the state does not allow it."""
    for _attempt in range(ATTEMPTS):
        prepared = prepare(meeting, kind, by=by)
        try:
            return issue(meeting, prepared, by=by)
        except Stale:
            continue
    raise Refused(_("Mødet blev rettet, mens dokumentet blev dannet. Prøv igen om lidt."))


def prepare(meeting: Meeting, kind: Kind, *, by: User | None) -> Prepared:
    """Step one: build and draw each edition. Changes nothing."""
    meeting = Meeting.objects.select_related("forum").get(pk=meeting.pk)
    require_editor(by, meeting)
    _guard(meeting, kind)
    document = build.to_publish(meeting, kind)
    if not document.entries:
        raise Refused(_("Der er ingen punkter at udsende."))
    editions = {scope: draw_edition(document, scope) for scope in {full(document), public(document)}}
    return Prepared(document, editions)


def issue(meeting: Meeting, prepared: Prepared, *, by: User | None) -> IssuedDocument:
    """Step two: store numbers, state, files and journal; Stale if the meeting has changed since step one."""
    with kept_files() as keep, transaction.atomic():
        meeting = locked(meeting)
        list(meeting.items.select_for_update().values_list("pk", flat=True))
        require_editor(by, meeting)
        _guard(meeting, prepared.document.kind)
        _expect_unchanged(meeting, prepared)
        _move(meeting, prepared.document.kind, by)
        return _store(meeting, prepared, by, keep)


def _expect_unchanged(meeting: Meeting, prepared: Prepared) -> None:
    """Items are changed under the lock on their meeting, so what is the same now stays so until it is stored."""
    if to_json(build.to_publish(meeting, prepared.document.kind)) != to_json(prepared.document):
        raise Stale


def _move(meeting: Meeting, kind: Kind, by: User | None) -> None:
    at = timezone.now()
    if kind is Kind.AGENDA:
        publish_items(meeting, at, by)
        mark_agenda_published(meeting, at, by)
    else:
        mark_minutes_published(meeting, at, by)
        approve_what_was_approved(meeting, by=by)


def _store(meeting: Meeting, prepared: Prepared, by: User | None, keep: Keep) -> IssuedDocument:
    snapshot = store_snapshot(meeting, prepared.document, by=by, keep=keep)
    for scope, content in prepared.editions.items():
        store_edition(snapshot, scope, content, by=by, keep=keep)
    return snapshot


def _guard(meeting: Meeting, kind: Kind) -> None:
    if kind is Kind.AGENDA:
        allowed = [State.PLANNED, State.AGENDA_PUBLISHED]
        expect(
            meeting.state, allowed, _("Dagsordenen kan ikke udsendes, når mødet er gået i gang eller aflyst.")
        )
        if meeting.state == State.AGENDA_PUBLISHED and not accepted(meeting).exists():
            raise Refused(_("Dagsordenen er allerede udsendt, og der er ingen nye punkter."))
    else:
        expect(meeting.state, [State.IN_SESSION], _("Referatet udsendes fra et møde, der er i gang."))
