"""The chair is asked for her agreement to an agenda, or to look at the draft of the minutes, and answers.

`documents.agreeing` says what the answer was given to, and whether the document is still that.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_lines
from agenda.models import Agreement, Meeting
from agenda.secretariat import chairs, facts_of, secretaries
from agenda.services.guards import locked, record, require_editor
from agenda.services.publication import accepted
from people.models import User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind

Kind = Agreement.Kind
Answer = Agreement.Answer

LONGEST = 5000
ASKED = {Kind.AGENDA: NoticeKind.AGENDA_TO_AGREE, Kind.MINUTES: NoticeKind.MINUTES_TO_SEE}


def latest(meeting: Meeting, kind: Kind, since: datetime | None = None) -> Agreement | None:
    """The newest; with `since`, of what was asked or said after that."""
    agreements = meeting.agreements.filter(kind=kind, **({"asked_at__gte": since} if since else {}))
    return agreements.select_related("answered_by", "asked_by").first()


@transaction.atomic
def ask_chair(meeting: Meeting, kind: Kind, *, since: datetime | None = None, by: User | None) -> Agreement:
    """Ask, and tell the chair by mail; asked again before there is an answer, nothing happens.

    `since` is when minutes that are out were opened for a change: what was asked before that was another draft.
    """
    meeting = locked(meeting)
    require_editor(by, meeting)
    _expect_draft(meeting, kind, since)
    asked = chairs(meeting.forum)
    if not asked:
        raise Refused(
            _("Forummet har ingen formand i dag. Giv en plads som formand på forummets side, og spørg så.")
        )
    before = latest(meeting, kind, since)
    if before is not None and before.answer == Answer.WAITING:
        return before
    waiting = meeting.agreements.filter(kind=kind, answer=Answer.WAITING).first()
    agreement = waiting or Agreement(meeting=meeting, kind=kind)
    agreement.asked_by, agreement.asked_at = by, timezone.now()
    agreement.save()
    record("agreement.asked", agreement, by, meeting.forum_id)
    path = reverse("reading", args=[meeting.pk])
    tell([one for one in asked if one != by], ASKED[kind], path=path, facts=facts_of(meeting), mail=True)
    return agreement


def _expect_draft(meeting: Meeting, kind: Kind, since: datetime | None) -> None:
    if kind == Kind.AGENDA:
        if not (meeting.is_before_session and accepted(meeting).exists()):
            raise Refused(
                _("Der er ikke noget udkast at godkende. Dagsordenen er tom eller allerede udsendt.")
            )
    elif meeting.state != (Meeting.State.MINUTES_PUBLISHED if since else Meeting.State.IN_SESSION):
        raise Refused(_("Der er intet udkast til referatet at se igennem."))


def give_answer(
    meeting: Meeting,
    kind: Kind,
    answer: Answer,
    *,
    comment: str,
    digest: str,
    since: datetime | None = None,
    by: User,
) -> Agreement:
    """The transition on a locked meeting: what its chair says to the document with that digest, asked or not."""
    _expect_draft(meeting, kind, since)
    comment = _checked(answer, comment)
    agreement = latest(meeting, kind, since)
    if agreement is None or agreement.answer != Answer.WAITING:
        agreement = Agreement(meeting=meeting, kind=kind)
    agreement.answer, agreement.comment, agreement.digest = answer, comment, digest
    agreement.answered_by, agreement.answered_at = by, timezone.now()
    agreement.save()
    record(f"agreement.{answer}", agreement, by, meeting.forum_id)
    _tell_secretaries(agreement, by)
    return agreement


def _checked(answer: Answer, comment: str) -> str:
    comment = plain_lines(comment)
    if answer == Answer.CHANGES and not comment:
        raise ValidationError({"comment": _("Skriv, hvad der skal ændres.")})
    if len(comment) > LONGEST:
        raise ValidationError({"comment": _("Bemærkningen er for lang; skriv højst 5.000 tegn.")})
    return comment


def _tell_secretaries(agreement: Agreement, by: User) -> None:
    meeting = agreement.meeting
    kind = NoticeKind.CHAIR_AGREED if agreement.answer == Answer.AGREED else NoticeKind.CHAIR_ASKS_CHANGES
    them = [one for one in secretaries(meeting.forum) if one != by]
    facts = {**facts_of(meeting), "paper": agreement.kind}
    tell(them, kind, path=reverse("reading", args=[meeting.pk]), facts=facts, mail=True)
