"""Nothing leaves without the check: a drawn edition, and the bilag that go with it, are read back first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from agenda.models import Attachment, Meeting, Recusal
from documents import build, scopes
from documents.answers import unanswered
from documents.content import ItemSection, MeetingDocument
from documents.leak_check.check import Paper, check
from documents.leak_check.findings import Finding, Place, Severity
from documents.leak_check.secrets import Extra, secrets_of
from documents.models import StandardPhrase
from documents.scopes import Scope
from documents.sending import slug
from people.refusals import Refused


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
        secrets = secrets_of(
            self._known,
            scope,
            extras=self.extras,
            phrases=self.phrases,
            already=scopes.narrowed(self.already, scope) if self.already else None,
        )
        papers = chain([Paper(content, name, _("Dokumentet"))], self._bilag(shown, scope))
        public = _is_within(scope, scopes.public(self.whole))
        found = (replace(one, public=public) for one in check(papers, secrets, shown))
        return unanswered(self.meeting, self.whole.kind, found)

    def _bilag(self, shown: MeetingDocument, scope: Scope) -> Iterator[Paper]:
        """Yield the files one at a time, since they may be large."""
        sections = (entry for entry in shown.entries if isinstance(entry, ItemSection))
        for label, one in (pair for section in sections for pair in section.numbered_bilag()):
            file = self._files.get(one.key)
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
