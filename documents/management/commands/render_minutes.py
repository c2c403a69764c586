"""`manage.py render_minutes MEETING [--scope …] [--format …] [--layout …] -o FILE`: a meeting on paper."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agenda.models import Meeting
from documents import build, scopes
from documents.content import Kind, MeetingDocument
from documents.drawing.engine import EngineMissing
from documents.drawing.pdf import Layout, draw_pdf
from documents.drawing.text import draw_text

SCOPES = {"full": scopes.full, "public": scopes.public}
FORMATS = ("pdf", "text")
BEFORE_THE_MEETING = (Meeting.State.PLANNED, Meeting.State.AGENDA_PUBLISHED, Meeting.State.CANCELLED)


class Command(BaseCommand):
    help = "Tegn et mødes referat som PDF eller tekst; før mødet dets dagsorden."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "meeting", metavar="MEETING", help="mødets id eller FORUM/DATO (Chefforum/2015-09-17)"
        )
        parser.add_argument("--scope", choices=sorted(SCOPES), default="public")
        parser.add_argument("--format", choices=FORMATS, default="pdf")
        parser.add_argument("--layout", choices=[one.value for one in Layout], default=Layout.STANDARD.value)
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = find(options["meeting"])
        kind = Kind.AGENDA if meeting.state in BEFORE_THE_MEETING else Kind.MINUTES
        whole = build.whole(meeting, kind)
        document = scopes.narrowed(whole, SCOPES[options["scope"]](whole))
        try:
            content = draw(document, options["format"], Layout(options["layout"]), draft=_is_draft(meeting))
            write(options["output"], content)
        except EngineMissing as missing:
            raise CommandError(str(missing)) from None
        except OSError as error:
            raise CommandError(f"{options['output']} kan ikke skrives: {error.strerror}.") from None
        self.stdout.write(f"{document.heading} er skrevet til {options['output']}.")


def draw(document: MeetingDocument, form: str, layout: Layout, *, draft: bool) -> bytes:
    if form == "text":
        return draw_text(document).encode()
    return draw_pdf(document, layout, draft=draft)


def _is_draft(meeting: Meeting) -> bool:
    return meeting.state in (Meeting.State.PLANNED, Meeting.State.IN_SESSION)


def write(target: Path, content: bytes) -> None:
    """Write the whole file or none of it."""
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
