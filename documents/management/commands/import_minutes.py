"""`manage.py import_minutes FILE [--forum NAME] [--check]`: a referat in plain text becomes a meeting."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.as_json import to_json
from documents.importing import Imported, store
from documents.reading.file import UnreadableFile, read_file
from documents.reading.text import Reading
from people.refusals import Refused


class Command(BaseCommand):
    help = "Læs et referat i ren tekst ind som et møde."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="referatet, som UTF-8-tekst")
        parser.add_argument("--forum", default="", metavar="NAME", help="forummet, hvis ikke det i filen")
        parser.add_argument("--check", action="store_true", help="vis kun, hvad der læses; gem intet")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            original, reading = read_file(options["file"])
            if options["check"]:
                self._show(reading)
                return
            imported = store(reading.document, reading.problems, original, forum_name=options["forum"])
        except (UnreadableFile, Refused) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            raise CommandError(f"{options['file']} kan ikke læses ({error.strerror}).") from None
        self._tell(imported, reading)

    def _show(self, reading: Reading) -> None:
        found = to_json(reading.document) | {"problems": list(reading.problems)}
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))

    def _tell(self, imported: Imported, reading: Reading) -> None:
        meeting, count = imported.meeting, len(reading.document.entries)
        if not imported.created:
            self.stdout.write(
                f"Filen er allerede læst ind som møde {meeting.pk} ({meeting}). Intet er ændret."
            )
            return
        self.stdout.write(f"Læst ind som møde {meeting.pk} ({meeting}) med {count} punkter.")
        for problem in imported.problems:
            self.stderr.write(f"Se efter: {problem}")
