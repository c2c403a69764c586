"""What a person answers to the findings of the check, remembered without what was found."""

from __future__ import annotations

from collections.abc import Iterable
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
    """The same thing found in one place, once or more: one answer settles it."""

    place: str
    mark: str
    findings: tuple[Finding, ...]

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
        place, mark = _identity(meeting, kind, finding)
        gathered.setdefault((place, mark, finding.severity), []).append(finding)
    return [Question(place, mark, tuple(found)) for (place, mark, _severity), found in gathered.items()]


def unanswered(meeting: Meeting, kind: Kind, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that nobody has answered, or that no answer lets pass."""
    asked = questions(meeting, kind, findings)
    stored = CheckAnswer.objects.filter(forum=meeting.forum_id, mark__in={one.mark for one in asked})
    answers = {(place, mark): given for place, mark, given in stored.values_list("place", "mark", "kind")}
    return tuple(
        finding
        for one in asked
        if answers.get((one.place, one.mark)) not in ANSWERED_BY[one.severity]
        for finding in one.findings
    )


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


def _identity(meeting: Meeting, kind: Kind, finding: Finding) -> tuple[str, str]:
    """Return the place, and a keyed digest of what was found there: the digest of a number alone could be guessed."""
    place = finding.place.key or f"{kind} {meeting.pk}"
    value = f"{meeting.forum_id}\n{place}\n{finding.subject}"
    return place, salted_hmac("documents.answers", value, algorithm="sha256").hexdigest()
