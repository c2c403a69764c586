"""What the check before issuing has found, told to whoever may mend it or answer for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agenda.models import Meeting
from api.door import errors_under
from api.errors import Conflict
from documents.answers import ANSWERED_BY, Answer, Question, answer, checked_reason, questions
from documents.content import Kind
from documents.leak_check.findings import Finding
from documents.models import CheckAnswer
from documents.read_log import note_check
from documents.readiness import Remark
from documents.replacing import NotReplaced
from documents.services import Prepared
from people.models import User

Made = TypeVar("Made")


class HeldBack(Conflict):
    """409 with what stops it: each finding of the check, and each thing that has to be there first."""

    def __init__(
        self, sentence: str, findings: list[dict[str, Any]], blockers: Iterable[Remark] = ()
    ) -> None:
        super().__init__(sentence)
        self.more = {
            "findings": findings,
            "blockers": [{"place": one.place, "detail": one.sentence} for one in blockers],
        }


def asked(meeting: Meeting, kind: Kind, findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The questions of the check, each with the `id` that its answer names and the kinds of answer that let it pass."""
    return [_told(one) for one in questions(meeting, kind, findings)]


def _told(question: Question) -> dict[str, Any]:
    finding = question.finding
    return {
        "id": question.mark,
        "severity": finding.severity.value,
        "place": finding.place.label,
        "part": finding.place.part,
        "what": finding.what,
        "advice": finding.advice,
        "answers": sorted(ANSWERED_BY[finding.severity]),
    }


def with_answers(
    meeting: Meeting | None, answers: Sequence[Mapping[str, Any]], by: User, change: Callable[[], Made]
) -> Made:
    """Make the change, with answers to what the check asks of it; HeldBack with what it asks still.

    What is answered and what has been shown are written down beside the change, which takes itself back: so that
    transaction is begun in `change`.
    """
    try:
        return change()
    except NotReplaced as held:
        if meeting is None:
            raise
        given = list(answers_to(meeting, held.prepared, answers))
        if not given:
            note_check(by, held.findings)
            raise HeldBack(str(held), asked(meeting, held.prepared.document.kind, held.findings)) from None
    answer(meeting, given, by=by)
    return with_answers(meeting, (), by, change)


def answers_to(meeting: Meeting, prepared: Prepared, sent: Iterable[Mapping[str, Any]]) -> Iterator[Answer]:
    """The answers that let a finding pass; one that was given before is passed over."""
    known = {one.mark: one for one in questions(meeting, prepared.document.kind, prepared.findings)}
    for place, one in enumerate(sent):
        kind, question = CheckAnswer.Kind(one["kind"]), known.get(one["finding"])
        if question is None:
            _require_given(meeting, one["finding"])
        elif kind in ANSWERED_BY[question.severity]:
            with errors_under("answers", place):
                reason = checked_reason(one["reason"]) if kind is CheckAnswer.Kind.REASON else ""
            yield Answer(question, kind, reason)


def _require_given(meeting: Meeting, finding: str) -> None:
    if not CheckAnswer.objects.filter(forum=meeting.forum_id, mark=finding).exists():
        raise ValidationError(
            {"answers": _("Kontrollen spørger ikke om det. Send uden svar, og se, hvad den finder.")}
        )
