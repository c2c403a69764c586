"""Publishing: what leaves the house, in two steps.

First the editions are built, drawn and checked, outside any transaction, because that takes seconds. Then a short
transaction takes the meeting's row, sees that it still says what was drawn, stores numbers, state, files and
journal together, or lets the whole thing start over. What the check has found must be mended or answered first.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Meeting
from agenda.services import rounds
from agenda.services.guards import expect, lock_forum, locked, require_editor
from agenda.services.publication import (
    accepted,
    mark_agenda_published,
    mark_minutes_published,
    publish_items,
)
from decisions.services.approval import approve_what_was_approved, open_round, voters
from decisions.services.follow_up.noting import note_listed
from decisions.services.follow_up.returning import tell_what_was_decided
from decisions.services.postponing import name_authors
from documents import build, scopes
from documents.agreeing import require_agreed
from documents.answers import unanswered
from documents.as_json import to_json
from documents.clearance import Clearance, Held, audiences, extras_of, groundless
from documents.content import Kind, MeetingDocument
from documents.editions import (
    draw_edition,
    issued_before,
    latest_snapshot,
    next_version,
    store_edition,
    store_snapshot,
)
from documents.leak_check.findings import Finding
from documents.leak_check.secrets import Extra
from documents.models import IssuedDocument
from documents.scopes import Scope
from documents.telling import tell_of_issue
from people.danish import listed
from people.files import Keep, kept_files
from people.models import User
from people.refusals import Refused
from people.templatetags.site import instant
from people.wording import NoticeKind

State = Meeting.State

ATTEMPTS = 3

Clear: TypeAlias = Callable[[Meeting, MeetingDocument, MeetingDocument | None], Clearance]
"""How a check begins, given what has been issued before."""


class Stale(Exception):
    """What was drawn is no longer what the meeting says."""


@dataclass(frozen=True)
class Prepared:
    """A document ready to be issued: the value, the drawn editions by scope, and what the check found in them.

    `snapshot` is the version that the editions belong to, where that has been issued before them. `beside` is what is
    issued with it: the supplement of an agenda that was out already.
    """

    document: MeetingDocument
    editions: dict[Scope, bytes]
    findings: tuple[Finding, ...]
    extras: Mapping[str, Extra]
    snapshot: IssuedDocument | None = None
    beside: tuple[Prepared, ...] = ()

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
    document = _to_issue(meeting, kind)
    if not document.entries:
        raise Refused(_("Der er ingen punkter at udsende."))
    beside = _supplement(meeting, document)
    prepared = drawn_and_checked(
        meeting, document, audiences(meeting, document), beside=[beside] if beside else ()
    )
    require_reads_found(by, prepared.findings)
    return replace(prepared, findings=(*groundless(document), *prepared.findings))


def _to_issue(meeting: Meeting, kind: Kind) -> MeetingDocument:
    """The document as the next version will read, which says what has come since the one before."""
    document = replace(build.to_publish(meeting, kind), version=next_version(meeting, kind))
    return replace(document, changes=_news(document, coming_keys(meeting))) if _is_out(meeting) else document


def _is_out(meeting: Meeting) -> bool:
    return meeting.state == State.AGENDA_PUBLISHED


def coming_keys(meeting: Meeting) -> set[str]:
    """The items, by key, that the next publication of the agenda will number."""
    return {str(key) for key in accepted(meeting).values_list("pk", flat=True)}


def _news(document: MeetingDocument, coming: Container[str]) -> str:
    numbers = [str(entry.number) for entry in document.entries if entry.key in coming]
    return f"Punkt {listed(numbers)} er kommet til." if numbers else ""


def _supplement(meeting: Meeting, document: MeetingDocument) -> MeetingDocument | None:
    """The items that have come since the agenda went out, as a document by itself."""
    if document.kind is not Kind.AGENDA or not _is_out(meeting) or meeting.agenda_published_at is None:
        return None
    coming = coming_keys(meeting)
    return replace(
        document,
        kind=Kind.SUPPLEMENT,
        entries=tuple(entry for entry in document.entries if entry.key in coming),
        version=next_version(meeting, Kind.SUPPLEMENT),
        changes="",
        order=(),
        adds_to=timezone.localdate(meeting.agenda_published_at),
    )


def drawn_and_checked(
    meeting: Meeting,
    document: MeetingDocument,
    wanted: Iterable[Scope],
    clear: Clear = Clearance,
    *,
    beside: Sequence[MeetingDocument] = (),
) -> Prepared:
    """Draw and check an edition for each scope; give the narrowest first.

    What is issued `beside` the document holds nothing that does not stand there too, and is checked as a part of it.
    """
    clearance = clear(meeting, document, issued_before(meeting, document))
    editions: list[dict[Scope, bytes]] = [{} for _one in (document, *beside)]
    findings = list[Finding]()
    for scope in wanted:
        for drawn, one in zip(editions, (document, *beside), strict=True):
            own = scope.within(one)
            drawn[own] = draw_edition(one, own)
            findings += clearance.findings(scope, drawn[own])
    also = (
        Prepared(one, drawn, (), clearance.extras) for one, drawn in zip(beside, editions[1:], strict=True)
    )
    found = tuple(dict.fromkeys(findings))
    return Prepared(document, editions[0], found, clearance.extras, beside=tuple(also))


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
        require_agreed(meeting, prepared.document.kind)
        _expect_unchanged(meeting, prepared)
        _move(meeting, prepared.document.kind, by)
        snapshot = _store(meeting, prepared, by, keep)
        _tell(meeting, prepared, snapshot, by)
        return snapshot


def _expect_unchanged(meeting: Meeting, prepared: Prepared) -> None:
    """Items are changed under the lock on their meeting, so what is the same now stays so until it is stored."""
    document = _to_issue(meeting, prepared.document.kind)
    beside = _supplement(meeting, document)
    wanted = [to_json(one) for one in (document, beside) if one]
    drawn = [to_json(one.document) for one in (prepared, *prepared.beside)]
    if wanted != drawn or extras_of(meeting) != prepared.extras:
        raise Stale


def _move(meeting: Meeting, kind: Kind, by: User | None) -> None:
    at = timezone.now()
    if kind is Kind.AGENDA:
        rounds.close(meeting, by)
        publish_items(meeting, at, by)
        mark_agenda_published(meeting, at, by)
    else:
        mark_minutes_published(meeting, at, by)
        approve_what_was_approved(meeting, by=by)
        name_authors(meeting, by=by)
        note_listed(meeting, by=by)
        tell_what_was_decided(meeting)


def _store(meeting: Meeting, prepared: Prepared, by: User | None, keep: Keep) -> IssuedDocument:
    snapshot = _store_one(meeting, prepared, by, keep)
    for one in prepared.beside:
        _store_one(meeting, one, by, keep)
    return snapshot


def _tell(meeting: Meeting, prepared: Prepared, snapshot: IssuedDocument, by: User | None) -> None:
    """Tell everybody once: who is asked to approve the minutes is told that they are out."""
    asked = None
    if prepared.document.kind is Kind.AGENDA:
        kind = NoticeKind.SUPPLEMENT_OUT if prepared.beside else NoticeKind.AGENDA_OUT
    else:
        kind = NoticeKind.MINUTES_OUT
        asked = open_round(meeting, snapshot.version, by=by)
    tell_of_issue(meeting, kind, by=by, but=voters(meeting) if asked else ())


def _store_one(meeting: Meeting, prepared: Prepared, by: User | None, keep: Keep) -> IssuedDocument:
    snapshot = store_snapshot(meeting, prepared.document, by=by, keep=keep)
    for scope, content in prepared.editions.items():
        store_edition(snapshot, scope, content, by=by, keep=keep)
    return snapshot


def require_reads_all(by: User | None, meeting: Meeting) -> None:
    """What the check finds may be the text of any item, so it is only for somebody who may read them all."""
    if by is not None and scopes.of(by, meeting) != scopes.everything(meeting):
        raise Refused(_("Du er inhabil i et punkt på mødet. Bed en anden i sekretariatet om at udsende det."))


def require_reads_found(by: User | None, findings: Iterable[Finding]) -> None:
    """What was found may also be the text of a closed item of another meeting, from which somebody is recused."""
    about = {one.about for one in findings if one.about}
    if by is not None and AgendaItem.objects.visible_to(by).filter(pk__in=about).count() < len(about):
        raise Refused(
            _(
                "Kontrollen har fundet tekst fra et punkt, du er inhabil i. Bed en anden i sekretariatet se på det."
            )
        )


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
