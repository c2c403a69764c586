"""The page of issuing as values: who will read what, and what the check found, gathered by what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agenda.models import Meeting, Recusal
from documents.answers import Answer, Question, questions
from documents.content import ItemSection, Kind, MeetingDocument
from documents.forms.issuing import AnswerForm
from documents.leak_check.findings import Severity
from documents.models import IssuedDocument
from documents.readiness import Remark, remarks
from documents.services import Prepared

HEADINGS: dict[Severity, tuple[Promise, Promise]] = {
    Severity.STOP: (
        gettext_lazy("Skal rettes, før der kan udsendes"),
        gettext_lazy(
            "Her står noget fra et lukket punkt, hvor andre kan læse det. Ret det, og hent siden igen."
        ),
    ),
    Severity.CPR: (
        gettext_lazy("Ligner CPR-numre"),
        gettext_lazy("Ti cifre, der begynder med en dato. Sags- og dokumentnumre kan se sådan ud."),
    ),
    Severity.UNREADABLE: (
        gettext_lazy("Kunne ikke læses"),
        gettext_lazy("Kontrollen kan ikke se, hvad der står. Åbn selv filen, og se den igennem."),
    ),
    Severity.WARNING: (
        gettext_lazy("Kan røbe et lukket punkt"),
        gettext_lazy("Få ord, som også står i et lukket punkt. De kan være uskyldige."),
    ),
}
SEND_WORDS = {
    Kind.AGENDA: gettext_lazy("Udsend dagsorden"),
    Kind.SUPPLEMENT: gettext_lazy("Udsend tillægsdagsorden"),
    Kind.MINUTES: gettext_lazy("Udsend referat"),
}
SENT_WORDS = {
    Kind.AGENDA: gettext_lazy("Dagsordenen er udsendt."),
    Kind.SUPPLEMENT: gettext_lazy("Tillægsdagsordenen er udsendt."),
    Kind.MINUTES: gettext_lazy("Referatet er udsendt."),
}


@dataclass(frozen=True)
class Row:
    """One question, where it was found, and the form of its answer; a stop has none."""

    question: Question
    url: str
    form: AnswerForm | None

    @property
    def id(self) -> str:
        return f"finding-{self.question.mark[:16]}"

    @property
    def parts(self) -> str:
        parts = (part for one in self.question.findings for part in one.place.part.split(", "))
        return ", ".join(dict.fromkeys(filter(None, parts)))

    @property
    def is_quoted(self) -> bool:
        """Whether what was found is a text, and not words about it."""
        return self.question.severity is Severity.WARNING or (
            self.question.severity is Severity.STOP and bool(self.parts)
        )


@dataclass(frozen=True)
class Group:
    heading: str
    explanation: str
    rows: list[Row]


@dataclass(frozen=True)
class IssuePage:
    """What the page shows, and the answers that were sent with it."""

    meeting: Meeting
    prepared: Prepared
    rows: list[Row]
    was_sent: bool

    @classmethod
    def of(cls, meeting: Meeting, prepared: Prepared, data: Any = None) -> IssuePage:
        asked = questions(meeting, prepared.document.kind, prepared.findings)
        urls = dict(_addresses(meeting, prepared.document))
        stopped = any(one.severity is Severity.STOP for one in asked)
        rows = [
            Row(
                one,
                urls.get(one.place, ""),
                None if one.severity is Severity.STOP else AnswerForm(one, data, may_wait=stopped),
            )
            for one in asked
        ]
        return cls(meeting, prepared, rows, was_sent=data is not None)

    def answered(self) -> IssuePage:
        """Return the page without what has been answered."""
        return replace(IssuePage.of(self.meeting, self.prepared.answered(self.meeting)), was_sent=True)

    @property
    def forms(self) -> list[AnswerForm]:
        return [row.form for row in self.rows if row.form is not None]

    def is_valid(self) -> bool:
        """Whether all are valid; each is asked, so that all errors are told at once."""
        return not [form for form in self.forms if not form.is_valid()]

    def answers(self) -> list[Answer]:
        return [answer for form in self.forms if (answer := form.answer()) is not None]

    def errors(self) -> list[tuple[str, str]]:
        """The id of each field with an error, and the sentence, which begins with the place."""
        return [
            (
                form[name].id_for_label if name == "reason" else f"id_{form.prefix}-kind_0",
                f"{form.question.finding.place.label}: {sentence}",
            )
            for form in self.forms
            for name, sentences in form.errors.items()
            for sentence in sentences
        ]

    @cached_property
    def _remarks(self) -> list[Remark]:
        return [] if self.is_late else remarks(self.meeting, self.prepared.document)

    @property
    def remarks(self) -> list[Remark]:
        """What to look at in a document that has not been issued."""
        return [one for one in self._remarks if not one.blocks]

    @property
    def blockers(self) -> list[Remark]:
        """What has to be there before it can be issued."""
        return [one for one in self._remarks if one.blocks]

    @property
    def groups(self) -> list[Group]:
        """The rows by what is to be done, the gravest first."""
        found = [
            (texts, [row for row in self.rows if row.question.severity is severity])
            for severity, texts in HEADINGS.items()
        ]
        return [Group(str(heading), str(text), rows) for (heading, text), rows in found if rows]

    @property
    def has_stops(self) -> bool:
        """Whether the check has found what must be mended."""
        return any(row.form is None for row in self.rows)

    @property
    def is_stopped(self) -> bool:
        return self.has_stops or bool(self.blockers)

    @property
    def is_late(self) -> bool:
        return self.prepared.snapshot is not None

    @property
    def title(self) -> str:
        return _("Udgaver, der er holdt tilbage") if self.is_late else _("Klar til udsendelse?")

    @property
    def kind(self) -> Kind:
        """What is sent out; of an agenda that is out already, the supplement."""
        return Kind.SUPPLEMENT if self.prepared.beside else self.prepared.document.kind

    @property
    def kind_words(self) -> str:
        return str(IssuedDocument.Kind(self.kind).label)

    @property
    def send_words(self) -> str:
        return str(SEND_WORDS[self.kind])

    @property
    def button(self) -> str:
        if self.is_stopped:
            return _("Gem svar, og kontrollér igen") if self.forms else _("Kontrollér igen")
        return _("Frigiv udgaverne") if self.is_late else self.send_words

    @property
    def done(self) -> str:
        if self.is_late:
            return _("Udgaverne er frigivet.")
        return str(SENT_WORDS[self.kind])

    @property
    def readers(self) -> list[str]:
        return [*_counted(self.prepared.document), *_readers(self.meeting, self.prepared.document)]


def _counted(document: MeetingDocument) -> Iterator[str]:
    closed = sum(isinstance(one, ItemSection) and one.closed is not None for one in document.entries)
    total = len(document.entries)
    yield _("%(items)s: %(open)s og %(closed)s.") % {
        "items": ngettext("%(count)d punkt", "%(count)d punkter", total) % {"count": total},
        "open": ngettext("%(count)d åbent", "%(count)d åbne", total - closed) % {"count": total - closed},
        "closed": ngettext("%(count)d lukket", "%(count)d lukkede", closed) % {"count": closed},
    }


def _readers(meeting: Meeting, document: MeetingDocument) -> Iterator[str]:
    yield _("Medlemmerne af %(forum)s kan læse alle punkterne.") % {"forum": meeting.forum.name}
    for number, names in _recused(meeting, document):
        yield _("Inhabil i punkt %(number)d og kan ikke læse det: %(names)s.") % {
            "number": number,
            "names": ", ".join(names),
        }
    if meeting.forum.open_to_employees:
        yield _("Alle ansatte kan læse de åbne punkter og ser den offentlige titel på de lukkede.")
    if meeting.forum.open_to_public and document.kind is Kind.MINUTES:
        yield _("Alle på internettet kan læse de åbne punkter og ser den offentlige titel på de lukkede.")


def _recused(meeting: Meeting, document: MeetingDocument) -> Iterator[tuple[int, Sequence[str]]]:
    names: dict[str, list[str]] = {}
    recusals = Recusal.objects.filter(item__meeting=meeting, lifted_at__isnull=True).order_by(
        "user__full_name"
    )
    for item, name in recusals.values_list("item_id", "user__full_name"):
        names.setdefault(str(item), []).append(name)
    for entry in document.entries:
        if entry.key in names:
            yield entry.number, names[entry.key]


def _addresses(meeting: Meeting, document: MeetingDocument) -> Iterator[tuple[str, str]]:
    """Yield the place of each item and bilag with its address."""
    for entry in document.entries:
        if isinstance(entry, ItemSection):
            yield entry.key, reverse("item", args=[meeting.pk, UUID(entry.key)])
            yield from ((one.key, reverse("attachment", args=[UUID(one.key)])) for one in entry.bilag)
