"""What a person answers to the findings of the check, remembered without what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import Meeting
from agenda.rights import LONGEST_REASON
from agenda.services.guards import record, require_editor
from documents.content import Kind
from documents.leak_check.cpr import cpr_numbers
from documents.leak_check.findings import Finding, Severity
from documents.models import CheckAnswer
from people.models import User
from people.refusals import Refused

ANSWERED_BY = {
    Severity.STOP: frozenset[str](),
    Severity.CPR: frozenset({CheckAnswer.Kind.REASON, CheckAnswer.Kind.NOT_CPR}),
    Severity.UNREADABLE: frozenset({CheckAnswer.Kind.REASON}),
    Severity.WARNING: frozenset({CheckAnswer.Kind.REASON}),
}
"""What lets a finding pass. A stop can only be mended."""


@dataclass(frozen=True)
class Question:
    """The same thing found in one place, once or more: one answer settles it.

    `marks` are those of an answer for members alone and of one for everybody.
    """

    place: str
    marks: tuple[str, str]
    findings: tuple[Finding, ...]

    @property
    def mark(self) -> str:
        """What an answer is remembered by."""
        return self.marks[any(one.public for one in self.findings)]

    def is_settled(self, given: Mapping[tuple[str, str], str]) -> bool:
        """Whether one of the answers lets it pass. A reason given for members alone is none for everybody; what is no
        CPR number is none to anybody."""
        enough = ANSWERED_BY[self.severity]
        kinds = {mark: given.get((self.place, mark)) for mark in self.marks}
        if self.mark == self.marks[1] and kinds[self.marks[0]] != CheckAnswer.Kind.NOT_CPR:
            del kinds[self.marks[0]]
        return any(kind in enough for kind in kinds.values())

    @property
    def finding(self) -> Finding:
        return self.findings[0]

    @property
    def severity(self) -> Severity:
        return self.finding.severity


@dataclass(frozen=True)
class Answer:
    question: Question
    kind: CheckAnswer.Kind
    reason: str = field(default="", repr=False)


def questions(meeting: Meeting, kind: Kind, findings: Iterable[Finding]) -> list[Question]:
    """Gather findings by what one answer settles, in the order they come."""
    gathered: dict[tuple[str, str, Severity], list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        place = finding.place.key or f"{kind} {meeting.pk}"
        gathered.setdefault((place, finding.subject, finding.severity), []).append(finding)
    return [
        Question(place, _marks(meeting, place, subject), tuple(found))
        for (place, subject, _severity), found in gathered.items()
    ]


def unanswered(meeting: Meeting, kind: Kind, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that nobody has answered, or that no answer lets pass."""
    asked = questions(meeting, kind, findings)
    marks = {mark for one in asked for mark in one.marks}
    stored = CheckAnswer.objects.filter(forum=meeting.forum_id, mark__in=marks)
    given = {(place, mark): answer for place, mark, answer in stored.values_list("place", "mark", "kind")}
    return tuple(finding for one in asked if not one.is_settled(given) for finding in one.findings)


@transaction.atomic
def answer(meeting: Meeting, answers: Iterable[Answer], *, by: User | None) -> None:
    """Remember answers for the forum; Refused for a stop, ValidationError without a reason where one is needed."""
    require_editor(by, meeting)
    for one in answers:
        if one.kind not in ANSWERED_BY[one.question.severity]:
            raise Refused(_("Det kan ikke sendes ud med en begrundelse. Det skal rettes."))
        reason = checked_reason(one.reason) if one.kind == CheckAnswer.Kind.REASON else ""
        stored, _created = CheckAnswer.objects.update_or_create(
            forum=meeting.forum,
            place=one.question.place,
            mark=one.question.mark,
            defaults={"kind": one.kind, "reason": reason, "by": by},
        )
        record(f"finding.{one.kind}", stored, by, meeting.forum_id)


def checked_reason(reason: str) -> str:
    """Return the reason as it will be stored; it may not hold the number it is about."""
    reason = plain_line(reason)
    if not reason:
        raise ValidationError({"reason": _("Skriv, hvorfor det må sendes ud.")})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("Begrundelsen er for lang; skriv højst 500 tegn.")})
    if any(cpr_numbers(reason)):
        raise ValidationError({"reason": _("Skriv begrundelsen uden selve nummeret.")})
    return reason


def _marks(meeting: Meeting, place: str, subject: str) -> tuple[str, str]:
    """Return keyed digests of what was found at a place, for members alone and for everybody: the digest of a number
    alone could be guessed."""
    members, public = (
        salted_hmac(
            "documents.answers", f"{meeting.forum_id}\n{place}\n{reader}\n{subject}", algorithm="sha256"
        ).hexdigest()
        for reader in ("members", "public")
    )
    return members, public
