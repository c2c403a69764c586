"""`manage.py render_minutes MEETING [--scope …] [--format …] [--layout …] -o FILE`: a meeting on paper."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agenda.models import Meeting
from documents import build, scopes
from documents.answers import Answer, Question, answer, questions
from documents.clearance import Clearance
from documents.content import Kind, MeetingDocument
from documents.drawing.docx import draw_docx
from documents.drawing.engine import EngineMissing
from documents.drawing.pdf import Layout, draw_pdf
from documents.drawing.text import draw_text
from documents.leak_check.findings import Severity
from documents.models import CheckAnswer

SCOPES = {"full": scopes.full, "public": scopes.public}
FORMATS = ("pdf", "docx", "text")


class Command(BaseCommand):
    help = "Tegn et mødes referat som PDF, Word eller tekst; før mødet dets dagsorden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "meeting", metavar="MEETING", help="mødets id eller FORUM/DATO (Chefforum/2015-09-17)"
        )
        parser.add_argument("--scope", choices=sorted(SCOPES), default="public")
        parser.add_argument("--format", choices=FORMATS, default="pdf")
        parser.add_argument("--layout", choices=[one.value for one in Layout], default=Layout.STANDARD.value)
        parser.add_argument(
            "--reason", default="", help="begrundelse for at skrive det, kontrollen spørger om"
        )
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = find(options["meeting"])
        whole = build.whole(meeting, _kind(meeting, options["scope"]))
        scope = SCOPES[options["scope"]](whole)
        document = scopes.narrowed(whole, scope)
        if not document.entries:
            raise CommandError("Der er ikke udsendt noget fra mødet endnu. Kladden fås med --scope full.")
        try:
            content = draw(document, options["format"], Layout(options["layout"]), draft=_is_draft(meeting))
            with transaction.atomic():
                if options["scope"] == "public":
                    found = Clearance(meeting, whole).findings(scope, content)
                    self._answer(questions(meeting, whole.kind, found), meeting, options["reason"])
                write(options["output"], content)
        except EngineMissing as missing:
            raise CommandError(str(missing)) from None
        except OSError as error:
            raise CommandError(f"{options['output']} kan ikke skrives ({error.strerror}).") from None
        self.stdout.write(f"{document.heading} er skrevet til {options['output']}.")

    def _answer(self, asked: Sequence[Question], meeting: Meeting, reason: str) -> None:
        """A file for everybody leaves the house: what the check asks about is answered with the reason, which is
        remembered as on the page of issuing; a stop is mended."""
        left = [one for one in asked if not reason.strip() or one.severity is Severity.STOP]
        for one in (finding for question in left for finding in question.findings):
            self.stderr.write(f"{one.place.label}, {one.place.part}: {one.what} ({one.origin}). {one.advice}")
        if left:
            raise CommandError(
                "Dokumentet er holdt tilbage. Ret det, der står ovenfor, eller skriv --reason."
            )
        try:
            answer(meeting, (Answer(one, CheckAnswer.Kind.REASON, reason) for one in asked), by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None


def _kind(meeting: Meeting, scope: str) -> Kind:
    """Outsiders are shown decisions once the minutes are out; those who take the minutes, while they do."""
    early = scope == "full" and meeting.state == Meeting.State.IN_SESSION
    return Kind.MINUTES if meeting.minutes_are_out or early else Kind.AGENDA


def draw(document: MeetingDocument, form: str, layout: Layout, *, draft: bool) -> bytes:
    if form == "text":
        return draw_text(document).encode()
    if form == "docx":
        return draw_docx(document, draft=draft)
    return draw_pdf(document, layout, draft=draft)


def _is_draft(meeting: Meeting) -> bool:
    return meeting.state in (Meeting.State.PLANNED, Meeting.State.IN_SESSION)


def write(target: Path, content: bytes) -> None:
    """Write the whole file or none of it; never over a device, a folder or a link."""
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise CommandError(f"{target} er ikke en almindelig fil. Vælg et andet navn.")
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        half.write_bytes(content)
        half.replace(target)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def find(wanted: str) -> Meeting:
    """Return the meeting with this id, or of FORUM/DATE; CommandError with a sentence if there is not one."""
    meetings = Meeting.objects.select_related("forum")
    if wanted.isdecimal():
        found = list(meetings.filter(pk=int(wanted)))
    else:
        forum, _slash, day = wanted.rpartition("/")
        found = list(meetings.filter(forum__name__iexact=forum, date=_day(day)))
    if not found:
        raise CommandError(f"Der er intet møde »{wanted}«. Skriv mødets id eller FORUM/ÅÅÅÅ-MM-DD.")
    if len(found) > 1:
        numbers = ", ".join(str(one.pk) for one in found)
        raise CommandError(f"Der er flere møder »{wanted}«. Skriv id: {numbers}.")
    return found[0]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"»{text}« er ikke en dato. Skriv den som ÅÅÅÅ-MM-DD, fx 2015-09-17.") from None
