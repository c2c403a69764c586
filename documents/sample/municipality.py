"""The sample municipality: its departments and people, its fora, and the day that all its texts are counted from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from agenda.models import AgendaItem, Forum, Meeting, Membership
from agenda.services.fora import change_settings
from agenda.services.standing import Line, add_standing
from decisions.models import FollowUpTask
from decisions.services.phrases import add_phrase
from people.danish import long_date
from people.models import Absence, Department, User

HERE = Path(__file__).parent
PASSWORD = "havnefronten-412"  # noqa: S105 — the demo's, printed on the terminal
THURSDAY = 3

Row = dict[str, Any]


@dataclass
class Sample:
    """What has been loaded so far, by the keys that the texts use."""

    anchor: date
    people: dict[str, User] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    fora: dict[str, Forum] = field(default_factory=dict)
    meetings: dict[tuple[str, int], Meeting] = field(default_factory=dict)
    begun: list[tuple[Meeting, Row, list[tuple[AgendaItem, Row]]]] = field(default_factory=list)
    tasks: list[tuple[FollowUpTask, Row]] = field(default_factory=list)

    @property
    def secretary(self) -> User:
        return self.people["sofie"]

    def day(self, weeks: int) -> date:
        return self.anchor + timedelta(weeks=weeks)

    def text(self, text: str) -> str:
        """Fill in {date:-2} and {short:-2}: the Thursday so many weeks from the anchor."""

        def dated(found: re.Match[str]) -> str:
            day = self.day(int(found[2]))
            return long_date(day) if found[1] == "date" else f"{day:%d-%m-%Y}"

        return re.sub(r"\{(date|short):([+-]?\d+)\}", dated, text)


def anchor(day: date) -> date:
    """The Thursday on or before the day."""
    return day - timedelta(days=(day.weekday() - THURSDAY) % 7)


def read(path: Path) -> Row:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load_people(sample: Sample, municipality: Row) -> None:
    for row in municipality["departments"]:
        sample.departments[row["name"]] = Department.objects.create(
            name=row["name"], abbreviation=row.get("abbreviation", "")
        )
    for row in municipality["people"]:
        sample.people[row["key"]] = User.objects.create_user(
            row["email"],
            PASSWORD,
            full_name=row["full_name"],
            title=row["title"],
            department=sample.departments[row["department"]],
            is_staff=row.get("is_staff", False),
        )
    for row in municipality["departments"]:
        department = sample.departments[row["name"]]
        department.head = sample.people[row["head"]]
        department.save(update_fields=["head"])


def load_absence(sample: Sample, row: Row) -> None:
    Absence.objects.create(
        user=sample.people[row["person"]],
        stand_in=sample.people[row["stand_in"]],
        since=sample.day(row["since"]),
        until=sample.day(row["until"]),
    )


def load_forum(sample: Sample, row: Row) -> None:
    forum = Forum.objects.create(
        name=row["name"],
        abbreviation=row["abbreviation"],
        usual_start=time.fromisoformat(row["usual_start"]),
        usual_place=row["usual_place"],
        usual_minutes=row.get("usual_minutes"),
        open_to_employees=row["open_to_employees"],
    )
    for seat in row["seats"]:
        until = seat.get("until")
        Membership.objects.create(
            forum=forum,
            user=sample.people[seat["person"]],
            role=seat["role"],
            since=sample.day(seat["since"]),
            until=None if until is None else sample.day(until),
        )
    for phrase in row["phrases"]:
        add_phrase(forum, phrase, by=None)
    sample.fora[row["name"]] = change_settings(forum, row["working"], by=None)


def load_standing(sample: Sample, row: Row) -> None:
    """What the next meetings begin and end with; those of the sample bring their own texts, in the same places."""
    for line in row["standing"]:
        forum = sample.fora[row["name"]]
        add_standing(forum, Line(**line), by=sample.secretary)
        coming = AgendaItem.objects.filter(forum=forum, title=line["title"], published_at__isnull=True)
        coming.exclude(meeting=None).update(standing=line["place"])
