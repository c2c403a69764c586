"""What the check before issuing has found, told to whoever may mend it or answer for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from agenda.models import Meeting
from api.errors import Conflict
from documents.answers import ANSWERED_BY, Question, questions
from documents.content import Kind
from documents.leak_check.findings import Finding
from documents.read_log import note_check
from documents.readiness import Remark
from documents.replacing import NotReplaced
from people.models import User


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


@contextmanager
def telling_what_holds(meeting: Meeting | None, by: User) -> Iterator[None]:
    """Tell what the check has found in a change of what is out of the meeting. What it has shown is written down, so
    this stands outside the transaction of the change."""
    try:
        yield
    except NotReplaced as held:
        if meeting is None:
            raise
        note_check(by, held.findings)
        raise HeldBack(str(held), asked(meeting, held.prepared.document.kind, held.findings)) from None
