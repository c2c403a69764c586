"""`manage.py suggest_follow_ups`: decisions as JSON lines in, the tasks that they seem to give as JSON lines out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from decisions.follow_up import DecisionText, Section, Suggestion, suggest

_LONGEST_LINE = 4_000_000


class BadLine(Exception):
    """A line that cannot be read as a decision; its sentence says why and what to write."""


class Command(BaseCommand):
    help = "Foreslå opgaver ud fra beslutninger: JSON-linjer ind, JSON-linjer ud."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        bad = 0
        for answer in answers(sys.stdin.buffer):
            bad += "error" in answer
            self.stdout.write(_written(answer))
        if bad:
            raise CommandError(
                f"{bad} {'linje' if bad == 1 else 'linjer'} kunne ikke læses. Se »error« i svaret."
            )


def _written(answer: dict[str, Any]) -> str:
    """As JSON; half a character, which no output can hold, stays the escape that it was."""
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def answers(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield one answer for each line that is not blank; a line that cannot be read is answered with an error."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield {"suggestions": [as_json(one) for one in suggest(decision_of(line))]}
        except BadLine as bad:
            yield {"error": f"Linje {number}: {bad}"}


def decision_of(line: bytes) -> DecisionText:
    """Read one line: meeting_date and text, and where known title, proposer, departments, people, calendar, section.

    Dates are ISO 8601 (2015-09-17); other fields are left alone. BadLine with a sentence for what cannot be read.
    """
    known = _object(line)
    return DecisionText(
        text=_text(known, "text", required=True),
        meeting=_day(_text(known, "meeting_date", required=True), "meeting_date"),
        title=_text(known, "title"),
        proposer=_text(known, "proposer"),
        section=_section(_text(known, "section")),
        calendar=[_day(one, "calendar") for one in _texts(known, "calendar")],
        departments=_texts(known, "departments"),
        people=_texts(known, "people"),
    )


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > _LONGEST_LINE:
        raise BadLine("Linjen er længere end 4 MB. Send én beslutning pr. linje.")
    try:
        known = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadLine("Linjen er ikke gyldig JSON i UTF-8.") from None
    if not isinstance(known, dict):
        raise BadLine('Linjen skal være ét JSON-objekt, fx {"meeting_date": "2015-09-17", "text": "…"}.')
    return known


def _text(known: dict[str, Any], key: str, *, required: bool = False) -> str:
    value = known.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise BadLine(f"»{key}« skal være en tekst.")
    return value


def _texts(known: dict[str, Any], key: str) -> list[str]:
    value = known.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadLine(f"»{key}« skal være en liste af tekster.")
    return value


def _day(text: str, key: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadLine(
            f"»{key}«: »{text[:40]}« er ikke en dato. Skriv den som ÅÅÅÅ-MM-DD, fx 2015-09-17."
        ) from None
    if not 1900 <= day.year < 2200:
        raise BadLine(f"»{key}«: året skal ligge mellem 1900 og 2199.")
    return day


def _section(text: str) -> Section:
    try:
        return Section(text or Section.DECISION)
    except ValueError:
        raise BadLine(f"»section« skal være {', '.join(Section)}.") from None


def as_json(one: Suggestion) -> dict[str, Any]:
    """Return what is told of a suggestion: days are ISO 8601, `responsible` the names, `confidence` 0 to 1."""
    return {
        "task": one.task,
        "responsible": [who.name for who in one.responsible],
        "deadline": one.deadline and one.deadline.isoformat(),
        "deadline_from": one.deadline_from and one.deadline_from.isoformat(),
        "rule": one.rule,
        "confidence": one.confidence,
    }
