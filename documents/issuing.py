"""What the page of issuing works with: a document that can be published now, or editions that were held.

An edition may be held after its document was issued: somebody was recused or let in since, or the minutes were read
in from a file. The secretariat answers for it on the same page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from agenda.models import Invitation, ItemGroupGrant, ItemUserGrant, Meeting, Membership
from agenda.services.publication import accepted
from documents import scopes, services
from documents.clearance import Held, audiences, breadth
from documents.content import Kind, MeetingDocument
from documents.editions import edition_of, issue_late, latest_snapshot, read_snapshot
from documents.holding import held_kinds, is_held, note_released
from documents.scopes import Scope
from documents.services import Prepared
from people.models import User
from people.refusals import Refused

State = Meeting.State


def prepare(meeting: Meeting, kind: Kind, *, by: User, held_too: bool = True) -> Prepared:
    """Draw and check what can be published, or else the editions that are held; Refused if there is neither."""
    try:
        return services.prepare(meeting, kind, by=by)
    except Refused:
        held = prepare_held(meeting, kind, by=by) if held_too else None
        if held is None:
            raise
        return held


def issue(meeting: Meeting, prepared: Prepared, *, by: User) -> None:
    """Publish the document, or keep the editions that were held, so that readers are handed them."""
    if prepared.snapshot is None:
        services.publish(meeting, prepared.document.kind, by=by, prepared=prepared)
        return
    if prepared.findings:
        raise Held(prepared.findings)
    for scope, content in prepared.editions.items():
        issue_late(prepared.snapshot, scope, content)
    note_released(prepared.snapshot, by=by)


def prepare_held(meeting: Meeting, kind: Kind, *, by: User) -> Prepared | None:
    """Draw and check the editions of what has been issued that readers lack; None if the check stops none of them.

    Where it has stopped some, and no longer does, they are returned too: somebody has yet to release them.
    """
    snapshot = latest_snapshot(meeting, kind)
    if snapshot is None or meeting.state == Meeting.State.CANCELLED:
        return None
    services.require_reads_all(by, meeting)
    document = read_snapshot(snapshot)
    wanted = {*audiences(meeting, document), *_of_each_reader(meeting, document)}
    lacking = sorted((one for one in wanted if edition_of(snapshot, one) is None), key=breadth)
    prepared = services.drawn_and_checked(meeting, document, lacking)
    services.require_reads_found(by, prepared.findings)
    return replace(prepared, snapshot=snapshot) if prepared.findings or is_held(snapshot) else None


def offered(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """Yield what an editor may do with a meeting's papers now: the words of a button, and the name of its address."""
    if meeting.state in (State.PLANNED, State.AGENDA_PUBLISHED) and accepted(meeting).exists():
        out = meeting.state == State.AGENDA_PUBLISHED
        yield _("Udsend tillægsdagsorden") if out else _("Udsend dagsorden"), "ready_agenda"
    if meeting.state in (State.AGENDA_PUBLISHED, State.IN_SESSION):
        yield _("Skriv referat"), "minutes"
    if meeting.state == State.IN_SESSION:
        yield _("Udsend referat"), "ready_minutes"
    if meeting.state in (State.MINUTES_PUBLISHED, State.MINUTES_APPROVED):
        yield _("Godkendelse og rettelser"), "minutes"
    if meeting.state == State.MINUTES_PUBLISHED:
        yield _("Ret referatet i en ny udgave"), "version_new"
    for kind in held_kinds(meeting):
        yield _("Se, hvorfor en udgave er holdt tilbage"), f"ready_{kind}"


def _of_each_reader(meeting: Meeting, document: MeetingDocument) -> Iterator[Scope]:
    """Yield the scopes of those with a seat, an invitation or a grant; all others read what the public does."""
    grants = {"content_object__meeting": meeting, "withdrawn_at": None}
    readers = (
        Membership.objects.filter(forum=meeting.forum_id)
        .values_list("user")
        .union(
            Invitation.objects.filter(meeting=meeting).values_list("user"),
            ItemUserGrant.objects.filter(**grants).values_list("user"),
            ItemGroupGrant.objects.filter(**grants, group__user__isnull=False).values_list("group__user"),
        )
    )
    for reader in User.objects.filter(pk__in=[person for (person,) in readers], is_active=True):
        yield scopes.of(reader, meeting).within(document)
