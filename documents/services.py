"""Publishing: what leaves the house, in two steps.

First the editions are built, drawn and checked, outside any transaction, because that takes seconds. Then a short
transaction takes the meeting's row, sees that it still says what was drawn, stores numbers, state, files and
journal together, or lets the whole thing start over. What the check has found must be mended or answered first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import Meeting
from agenda.services.guards import expect, lock_forum, locked, require_editor
from agenda.services.publication import (
    accepted,
    mark_agenda_published,
    mark_minutes_published,
    publish_items,
)
from decisions.services.approval import approve_what_was_approved, open_round
from decisions.services.postponing import name_authors
from documents import build, scopes
from documents.answers import unanswered
from documents.as_json import to_json
from documents.clearance import Clearance, Held, audiences, extras_of, groundless
from documents.content import Kind, MeetingDocument
from documents.editions import draw_edition, issued_before, latest_snapshot, store_edition, store_snapshot
from documents.leak_check.findings import Finding
from documents.leak_check.secrets import Extra
from documents.models import IssuedDocument
from documents.scopes import Scope
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused
from people.templatetags.site import instant

State = Meeting.State

ATTEMPTS = 3

Clear: TypeAlias = Callable[[Meeting, MeetingDocument, MeetingDocument | None], Clearance]
"""How a check begins, given what has been issued before."""


class Stale(Exception):
    """What was drawn is no longer what the meeting says."""


@dataclass(frozen=True)
class Prepared:
    """A document ready to be issued: the value, the drawn editions by scope, and what the check found in them.

    `snapshot` is the version that the editions belong to, where that has been issued before them.
    """

    document: MeetingDocument
    editions: dict[Scope, bytes]
    findings: tuple[Finding, ...]
    extras: Mapping[str, Extra]
    snapshot: IssuedDocument | None = None

    def answered(self, meeting: Meeting) -> Prepared:
        """Return the same without the findings that have been answered since."""
        return replace(self, findings=unanswered(meeting, self.document.kind, self.findings))


def publish(
    meeting: Meeting, kind: Kind, *, by: User | None, prepared: Prepared | None = None
) -> IssuedDocument:
    """Publish the agenda or the minutes and return the snapshot; with `prepared`, what has been drawn already.

    Refused if the state does not allow it, and Held if the check found something that nobody has answered.
    """
    for _attempt in range(ATTEMPTS):
        prepared = prepared or prepare(meeting, kind, by=by)
        try:
            return issue(meeting, prepared, by=by)
        except Stale:
            prepared = None
    raise Refused(_("Mødet blev rettet, mens dokumentet blev dannet. Prøv igen om lidt."))


def prepare(meeting: Meeting, kind: Kind, *, by: User | None) -> Prepared:
    """Step one: build, draw and check each edition. Changes nothing."""
    meeting = Meeting.objects.select_related("forum").get(pk=meeting.pk)
    require_editor(by, meeting)
    _guard(meeting, kind)
    require_reads_all(by, meeting)
    document = build.to_publish(meeting, kind)
    if not document.entries:
        raise Refused(_("Der er ingen punkter at udsende."))
    prepared = drawn_and_checked(meeting, document, audiences(meeting, document))
    return replace(prepared, findings=(*groundless(document), *prepared.findings))


def drawn_and_checked(
    meeting: Meeting, document: MeetingDocument, wanted: Iterable[Scope], clear: Clear = Clearance
) -> Prepared:
    """Draw and check an edition for each scope; give the narrowest first."""
    clearance = clear(meeting, document, issued_before(meeting, document))
    editions, findings = {}, list[Finding]()
    for scope in wanted:
        editions[scope] = draw_edition(document, scope)
        findings += clearance.findings(scope, editions[scope])
    return Prepared(document, editions, tuple(dict.fromkeys(findings)), clearance.extras)


def issue(meeting: Meeting, prepared: Prepared, *, by: User | None) -> IssuedDocument:
    """Step two: store numbers, state, files and journal; Stale if the meeting has changed since step one.

    Held if the check found something that has not been answered.
    """
    if prepared.findings:
        raise Held(prepared.findings)
    with kept_files() as keep, transaction.atomic():
        lock_forum(meeting.forum_id)
        meeting = locked(meeting)
        list(meeting.items.select_for_update().values_list("pk", flat=True))
        require_editor(by, meeting)
        _guard(meeting, prepared.document.kind)
        _expect_unchanged(meeting, prepared)
        _move(meeting, prepared.document.kind, by)
        return _store(meeting, prepared, by, keep)


def _expect_unchanged(meeting: Meeting, prepared: Prepared) -> None:
    """Items are changed under the lock on their meeting, so what is the same now stays so until it is stored."""
    document = build.to_publish(meeting, prepared.document.kind)
    if to_json(document) != to_json(prepared.document) or extras_of(meeting) != prepared.extras:
        raise Stale


def _move(meeting: Meeting, kind: Kind, by: User | None) -> None:
    at = timezone.now()
    if kind is Kind.AGENDA:
        publish_items(meeting, at, by)
        mark_agenda_published(meeting, at, by)
    else:
        mark_minutes_published(meeting, at, by)
        approve_what_was_approved(meeting, by=by)
        name_authors(meeting, by=by)


def _store(meeting: Meeting, prepared: Prepared, by: User | None, keep: Keep) -> IssuedDocument:
    snapshot = store_snapshot(meeting, prepared.document, by=by, keep=keep)
    for scope, content in prepared.editions.items():
        store_edition(snapshot, scope, content, by=by, keep=keep)
    if prepared.document.kind is Kind.MINUTES:
        open_round(meeting, snapshot.version, by=by)
    return snapshot


def require_reads_all(by: User | None, meeting: Meeting) -> None:
    """What the check finds may be the text of any item, so it is only for somebody who may read them all."""
    if by is not None and scopes.of(by, meeting) != scopes.everything(meeting):
        raise Refused(_("Du er inhabil i et punkt på mødet. Bed en anden i sekretariatet om at udsende det."))


def _already_out(meeting: Meeting, kind: Kind) -> str:
    """Say who was first, and when: of two who issue at once, the second is told."""
    named, bare = {
        Kind.AGENDA: (
            _("Dagsordenen er allerede udsendt af %(name)s den %(at)s."),
            _("Dagsordenen er allerede udsendt."),
        ),
        Kind.MINUTES: (
            _("Referatet er allerede udsendt af %(name)s den %(at)s."),
            _("Referatet er allerede udsendt."),
        ),
    }[kind]
    last = latest_snapshot(meeting, kind)
    if last is None or last.issued_by is None:
        return bare
    return named % {"name": last.issued_by.full_name, "at": instant(last.issued_at)}


def _guard(meeting: Meeting, kind: Kind) -> None:
    if kind is Kind.AGENDA:
        allowed = [State.PLANNED, State.AGENDA_PUBLISHED]
        expect(
            meeting.state, allowed, _("Dagsordenen kan ikke udsendes, når mødet er gået i gang eller aflyst.")
        )
        if meeting.state == State.AGENDA_PUBLISHED and not accepted(meeting).exists():
            raise Refused(f"{_already_out(meeting, kind)} {_('Der er ingen nye punkter.')}")
    else:
        if meeting.minutes_are_out:
            raise Refused(_already_out(meeting, kind))
        expect(meeting.state, [State.IN_SESSION], _("Referatet udsendes fra et møde, der er i gang."))
