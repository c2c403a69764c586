"""A meeting with something to hide, and the check asked about it. All people, cases and numbers are invented."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from documents.content import Bilag, ItemSection, MeetingDocument
from documents.leak_check.check import Paper, check
from documents.leak_check.findings import Finding, Severity
from documents.leak_check.secrets import Extra, Secrets, secrets_of
from documents.scopes import narrowed, public
from tests import documents
from tests.papers import drawn

SECRET_TITLE = documents.CLOSED.title
SENTENCE = (
    "Leverandøren har i tre måneder ikke leveret den aftalte kvalitet og er to gange skriftligt opfordret til at "
    "rette op på forholdene."
)
CASE = "26/118"

PLAN = replace(
    documents.PLAN,
    key="plan",
    bilag=tuple(replace(one, key=f"plan-{number}") for number, one in enumerate(documents.PLAN.bilag)),
)
CLOSED = replace(documents.CLOSED, key="closed", bilag=(Bilag("Notat fra kommunens advokat", True, "note"),))
OPEN = replace(documents.ABSENCE, key="open", bilag=(replace(documents.ABSENCE.bilag[0], key="absence"),))
WHOLE = replace(documents.FULL, entries=(replace(documents.AGENDA_ITEM, key="agenda"), PLAN, CLOSED, OPEN))
PUBLIC = narrowed(WHOLE, public(WHOLE))


def with_open(**changes: object) -> MeetingDocument:
    """The same meeting, its open item on absence changed."""
    return with_item(replace(OPEN, **changes))  # type: ignore[arg-type]


def with_item(item: ItemSection) -> MeetingDocument:
    """The same meeting with the item instead of the one that has its key."""
    return replace(WHOLE, entries=tuple(item if entry.key == item.key else entry for entry in WHOLE.entries))


def public_secrets(
    whole: MeetingDocument = WHOLE,
    extras: Mapping[str, Extra] | None = None,
    phrases: Collection[str] = (),
    already: MeetingDocument | None = None,
) -> Secrets:
    """What the public must not meet of the meeting."""
    return secrets_of(whole, public(whole), extras=extras, phrases=phrases, already=already)


def edition(document: MeetingDocument = PUBLIC) -> bytes:
    return drawn(document)


def check_edition(
    content: bytes, secrets: Secrets | None = None, shown: MeetingDocument = PUBLIC
) -> tuple[Finding, ...]:
    """The findings in one drawn edition for the public."""
    paper = Paper(content, "referat-chefforum-2026-03-19.pdf", "Dokumentet")
    return check([paper], secrets or public_secrets(), shown)


def check_bilag(
    content: bytes, name: str = "bilag.bin", secrets: Secrets | None = None
) -> tuple[Finding, ...]:
    """The findings in one bilag that goes with the public edition."""
    paper = Paper(content, name, "Bilag 4.1 »Sygefravær«", key="absence")
    return check([paper], secrets or public_secrets(), PUBLIC)


def stops(findings: Collection[Finding]) -> list[tuple[str, str, str]]:
    """What stops: where it came from, whose place it is, and the part."""
    return [
        (one.origin, one.place.label, one.place.part) for one in findings if one.severity is Severity.STOP
    ]


def severities(findings: Collection[Finding]) -> list[Severity]:
    return [finding.severity for finding in findings]
