"""Look for what must not be there in every file that is about to leave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.content import Entry, MeetingDocument
from documents.leak_check import advice
from documents.leak_check.cpr import Cpr, cpr_numbers
from documents.leak_check.findings import Finding, Place, Severity
from documents.leak_check.matching import Hay, Needle, Search
from documents.leak_check.reading.file import read
from documents.leak_check.reading.pieces import Passage, Trouble
from documents.leak_check.secrets import Secrets
from documents.leak_check.told import texts_of
from documents.leak_check.words import without_ids

MAX_SHOWN = 80


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
    needles = [Needle(secret) for secret in secrets.hidden]
    items = [_Item(entry) for entry in shown.entries]
    found = [
        finding for paper in papers for finding in _Check(paper, () if paper.key else items).findings(needles)
    ]
    order = list(Severity)
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: order.index(finding.severity)))


class _Item:
    """An entry of the drawn edition, by which a hit in it is placed."""

    def __init__(self, entry: Entry) -> None:
        self.key, self.label = entry.key, _("Punkt %(label)s") % {"label": entry.label}
        self.hay = Hay("\n\n".join(texts_of(entry)))
        self.cpr = {found.digits: found for found in cpr_numbers(self.hay.text)}


class _Check:
    """One file, read once."""

    def __init__(self, paper: Paper, items: Sequence[_Item]) -> None:
        self.paper, self.items = paper, items
        read_back = list(read(paper.content, paper.name))
        self.passages = [one for one in read_back if isinstance(one, Passage)]
        self.troubles = dict.fromkeys(one.reason for one in read_back if isinstance(one, Trouble))

    def findings(self, needles: Sequence[Needle]) -> Iterator[Finding]:
        yield from self._hidden(needles)
        yield from self._cpr()
        yield from self._unread()

    def _hidden(self, needles: Sequence[Needle]) -> Iterator[Finding]:
        search = Search(self.passages)
        for needle in needles:
            at = [item for item in self.items if needle.is_in(item.hay)]
            for place in self._places(at, search.parts(needle)):
                yield _hidden_text(needle, place, in_file=bool(self.paper.key))

    def _cpr(self) -> Iterator[Finding]:
        parts: dict[Cpr, list[Passage]] = {number: [] for item in self.items for number in item.cpr.values()}
        for passage in self.passages:
            for number in cpr_numbers(without_ids(passage.text)):
                parts.setdefault(number, []).append(passage)
        for number, passages in parts.items():
            at = [item for item in self.items if number.digits in item.cpr]
            own = [passage.part for passage in passages if not passage.rest]
            told = list(dict.fromkeys(own or [passage.part for passage in passages]))
            yield from (_cpr_number(number, place) for place in self._places(at, told))

    def _unread(self) -> Iterator[Finding]:
        digest = hashlib.sha256(self.paper.content).hexdigest()
        place = Place(self.paper.key, self.paper.label, _("filen"))
        for reason in self.troubles:
            yield Finding(
                Severity.UNREADABLE, reason, _("filens indhold"), place, advice.unreadable(), reason + digest
            )

    def _places(self, items: Sequence[_Item], parts: Sequence[str]) -> Iterator[Place]:
        """Yield the punkter it stands on; where none can be told, each part of the file that holds it."""
        if items:
            shown = ", ".join(parts) or _("teksten")
            yield from (Place(item.key, item.label, shown) for item in items)
        else:
            yield from (Place(self.paper.key, self.paper.label, part) for part in parts)


def _hidden_text(needle: Needle, place: Place, *, in_file: bool) -> Finding:
    secret = needle.secret
    return Finding(
        Severity.STOP if secret.stops else Severity.WARNING,
        _short(secret.text),
        secret.origin,
        place,
        advice.hidden(secret, in_file=in_file),
        needle.stream,
        about=secret.item,
    )


def _cpr_number(number: Cpr, place: Place) -> Finding:
    origin = _("noget, der ligner et CPR-nummer")
    return Finding(
        Severity.CPR, number.masked, origin, place, advice.cpr(), number.digits, certain=number.certain
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1].rstrip() + "…"
