"""Look for what must not be there in every file that is about to leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from documents.content import MeetingDocument
from documents.leak_check.findings import Finding
from documents.leak_check.secrets import Secrets


@dataclass(frozen=True)
class Paper:
    """One file that is about to leave: the drawn edition (`key` "") or a bilag that goes with it.

    `label` is what the secretary calls it: "Dokumentet", "Bilag 2.1 »Tidsplan«".
    """

    content: bytes = field(repr=False)
    name: str = field(repr=False)
    label: str = field(repr=False)
    key: str = ""


def check(papers: Iterable[Paper], secrets: Secrets, shown: MeetingDocument) -> tuple[Finding, ...]:
    """Return all findings: stops first, then CPR numbers, what cannot be read, and warnings.

    `shown` is the document as the audience meets it; by it a hit in the drawn edition is told by its punkt.
    """
    raise NotImplementedError
