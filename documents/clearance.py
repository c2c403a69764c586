"""Nothing leaves without the check: a drawn edition, and the bilag that go with it, are read back first."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from agenda.models import AgendaItem, Attachment, Meeting, Recusal
from decisions.models import StandardPhrase
from documents import build, scopes
from documents.answers import unanswered
from documents.as_json import to_json
from documents.content import ItemSection, MeetingDocument
from documents.leak_check.check import Paper, check
from documents.leak_check.elsewhere import ClosedElsewhere
from documents.leak_check.findings import Finding, Place, Severity
from documents.leak_check.secrets import Extra, Secret, secrets_of
from documents.leak_check.words import tokens
from documents.models import CheckAnswer
from documents.scopes import Scope
from documents.sending import slug
from people.refusals import Refused

EARLIER = timedelta(days=365)
"""How far back the closed items of other meetings are looked for."""
NAMING = (
    "pk", "meeting__date", "title", "public_title", "published_at", "case__number", "shows_case_number",
    "sensitive_words", "attachments__title",
)  # fmt: skip


class Held(Refused):
    """The check found something. What it found is in `findings` alone, for the sentence may end in a log."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        super().__init__(
            _("Dokumentet er holdt tilbage. Kontrollen har fundet noget, som sekretæren skal se på.")
        )
        self.findings = tuple(findings)


class Clearance:
    """The check of one document, for one audience after another.

    Begin with those who may read least: a bilag that they may have is not read again for those who may read more.

    What names the forum's closed items elsewhere is looked for too, but not for those who read the whole document
    with all that is closed in it: they are members, who read the forum's other closed items as well.
    """

    def __init__(
        self, meeting: Meeting, whole: MeetingDocument, already: MeetingDocument | None = None
    ) -> None:
        """`already` is what has been issued of the meeting before."""
        self.meeting, self.whole, self.already = meeting, whole, already
        self._known = replace(whole, entries=(*whole.entries, *_closed_drafts(meeting, whole)))
        self.extras = extras_of(meeting)
        self.phrases = tuple(
            StandardPhrase.objects.filter(forum=meeting.forum_id).values_list("text", flat=True)
        )
        files = Attachment.objects.filter(item__meeting=meeting).exclude(file="")
        self._files = {str(one.pk): one for one in files}
        self._checked: dict[str, list[Scope]] = defaultdict(list)

    def findings(self, scope: Scope, content: bytes, name: str = "dokument.pdf") -> tuple[Finding, ...]:
        """Return what must be mended or answered before this edition may leave."""
        shown = scopes.narrowed(self.whole, scope)
        papers = chain([Paper(content, name, _("Dokumentet"))], self._bilag(shown, scope))
        return self._found(papers, scope, shown)

    def findings_in_paper(self, scope: Scope, content: bytes) -> tuple[Finding, ...]:
        """Return the same for a paper alone, whose bilag have been checked with the whole document."""
        paper = Paper(content, "dokument.pdf", _("Dokumentet"))
        return self._found([paper], scope, scopes.narrowed(self.whole, scope))

    def findings_in_bilag(self, scope: Scope, key: str) -> tuple[Finding, ...]:
        """Return the same for one bilag alone."""
        shown = scopes.narrowed(self.whole, scope)
        return self._found(self._bilag(shown, scope, only=key), scope, shown)

    def basis(self, scope: Scope) -> str:
        """Return a keyed digest of all that the check depends on beside the document and the scope."""
        answers = CheckAnswer.objects.filter(forum=self.meeting.forum_id).order_by("pk")
        facts = [
            to_json(self._known),
            to_json(self.already) if self.already else None,
            sorted((key, one.sensitive, one.file_names) for key, one in self.extras.items()),
            sorted(self.phrases),
            sorted((one.source.value, one.text) for one in self._elsewhere_for(scope)),
            sorted((key, one.sha256) for key, one in self._files.items()),
            list(answers.values_list("place", "mark", "kind")),
        ]
        return salted_hmac("documents.clearance", json.dumps(facts), algorithm="sha256").hexdigest()

    def _found(self, papers: Iterable[Paper], scope: Scope, shown: MeetingDocument) -> tuple[Finding, ...]:
        secrets = secrets_of(
            self._known,
            scope,
            extras=self.extras,
            phrases=self.phrases,
            already=scopes.narrowed(self.already, scope) if self.already else None,
            elsewhere=self._elsewhere_for(scope),
        )
        public = _is_within(scope, scopes.public(self.whole))
        found = (replace(one, public=public) for one in check(papers, secrets, shown))
        return unanswered(self.meeting, self.whole.kind, found)

    def _elsewhere_for(self, scope: Scope) -> tuple[Secret, ...]:
        return () if self._is_for_members(scope) else self._elsewhere

    def _is_for_members(self, scope: Scope) -> bool:
        """Where nothing is closed, the document with everything in it is everybody's."""
        return _is_within(scopes.full(self.whole), scope) and not _is_within(scope, scopes.public(self.whole))

    @cached_property
    def _elsewhere(self) -> tuple[Secret, ...]:
        return tuple(secret for one in _closed_elsewhere(self.meeting) for secret in one.secrets())

    def _bilag(self, shown: MeetingDocument, scope: Scope, only: str = "") -> Iterator[Paper]:
        """Yield the files one at a time, since they may be large; or the `only` one."""
        sections = (entry for entry in shown.entries if isinstance(entry, ItemSection))
        for label, one in (pair for section in sections for pair in section.numbered_bilag()):
            file = self._files.get(one.key) if only in ("", one.key) else None
            if file is None or any(_is_within(earlier, scope) for earlier in self._checked[one.key]):
                continue
            self._checked[one.key].append(scope)
            words = _("Bilag %(label)s »%(title)s«") % {"label": label, "title": one.title}
            yield Paper(_content(file, words), _file_name(file), words, one.key)


def _closed_drafts(meeting: Meeting, whole: MeetingDocument) -> Iterator[ItemSection]:
    """Yield the closed items of the meeting that the document does not show to anybody."""
    shown = {entry.key for entry in whole.entries}
    for entry in build.whole(meeting, whole.kind).entries:
        if isinstance(entry, ItemSection) and entry.closed is not None and entry.key not in shown:
            yield entry


def _closed_elsewhere(meeting: Meeting) -> Iterator[ClosedElsewhere]:
    """Yield the closed items of the forum's other meetings, back to a year ago, and of its pool: two queries.

    An item comes once for each of its bilag.
    """
    since = min(meeting.date, timezone.localdate()) - EARLIER
    lately = Q(meeting__isnull=True) | Q(meeting__date__gte=since)
    of_forum = AgendaItem.objects.filter(forum=meeting.forum_id)
    closed = of_forum.filter(lately, closed=True).exclude(meeting=meeting)
    shared = Q(title__in=closed.values("title")) | Q(case__in=closed.values("case"))
    open_ones = of_forum.filter(shared, closed=False, published_at__isnull=False)
    told = {text for pair in open_ones.values_list("title", "case__number") for text in pair}
    for item in closed.order_by("-meeting__date", "pk").values(*NAMING):
        is_told = item["published_at"] and tokens(item["title"]) in tokens(item["public_title"])
        title = "" if is_told or item["title"] in told else item["title"]
        number = "" if item["shows_case_number"] or item["case__number"] in told else item["case__number"]
        words = tuple(item["sensitive_words"].splitlines())
        bilag = item["attachments__title"] or ""
        yield ClosedElsewhere(str(item["pk"]), item["meeting__date"], title, number or "", bilag, words)


def _content(file: Attachment, label: str) -> bytes:
    try:
        with file.file.open("rb") as opened:
            return bytes(opened.read())
    except FileNotFoundError:
        lost = _("Filen til %(label)s findes ikke længere på serveren. Læg den op igen, før du udsender.")
        raise Refused(lost % {"label": label}) from None


def audiences(meeting: Meeting, document: MeetingDocument) -> list[Scope]:
    """Return the scopes that are known beforehand, the narrowest first: the public, members, and those recused."""
    recused: dict[int, set[str]] = defaultdict(set)
    recusals = Recusal.objects.filter(item__meeting=meeting, lifted_at__isnull=True)
    for person, item in recusals.values_list("user_id", "item_id"):
        recused[person].add(str(item))
    found = {scopes.public(document), scopes.full(document)}
    found |= {_without(document, items) for items in recused.values()}
    return sorted(found, key=breadth)


def breadth(scope: Scope) -> tuple[int, str]:
    """Sort scopes by it, and none comes before one that lies within it."""
    return len(scope.listed()), scope.digest


def _without(document: MeetingDocument, items: Set[str]) -> Scope:
    sections = (entry for entry in document.entries if isinstance(entry, ItemSection) and entry.key in items)
    everything, bilag = scopes.full(document), {one.key for section in sections for one in section.bilag}
    return Scope(everything.items - items, everything.attachments - bilag)


def _is_within(scope: Scope, other: Scope) -> bool:
    return scope.items <= other.items and scope.attachments <= other.attachments


def groundless(document: MeetingDocument) -> Iterator[Finding]:
    """Yield a stop for each closed item that does not say on what legal ground it is closed."""
    for entry in document.entries:
        if isinstance(entry, ItemSection) and entry.closed is not None and not entry.closed.legal_ground:
            yield Finding(
                Severity.STOP,
                _("Punkt %(number)d er lukket uden hjemmel") % {"number": entry.number},
                _("lukningen"),
                Place(entry.key, _("Punkt %(label)s") % {"label": entry.label}, ""),
                _("Vælg, med hvilken hjemmel punktet er lukket, eller åbn det."),
                "groundless",
            )


def extras_of(meeting: Meeting) -> Mapping[str, Extra]:
    """Return what the value does not hold: the sensitive words of the items, and the file names of the bilag."""
    words = meeting.items.exclude(sensitive_words="").values_list("pk", "sensitive_words")
    files = Attachment.objects.filter(item__meeting=meeting).exclude(file="")
    return {str(key): Extra(sensitive=tuple(text.splitlines())) for key, text in words} | {
        str(one.pk): Extra(file_names=(_file_name(one), str(one.file.name))) for one in files
    }


def _file_name(attachment: Attachment) -> str:
    """The name that the file has for readers while the bilag is open."""
    return f"{slug(attachment.title)}{PurePosixPath(str(attachment.file.name)).suffix}"
