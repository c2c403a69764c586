"""One item on the page where it is written: each of its texts, and what came of saving them together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from agenda.models import AgendaItem, Case, Membership, Recommendation, TextVersion
from agenda.services.fields import FIELDS, Field
from agenda.services.versions import Clash, Mark, marks
from agenda.services.writing import save_text
from agenda.views.saving import Both
from people.danish import sort_key
from people.models import Department, User

FOR_EDITORS = ("department",)
CASES_OFFERED = 200


@dataclass(frozen=True)
class ItemText:
    """One text of an item, for `agenda.views.saving.answer`."""

    item: AgendaItem
    field: Field
    by: User

    @property
    def rich(self) -> bool:
        return self.field.rich

    def holds(self, text: str) -> bool:
        return self.field.tidied(text) == self.field.read(self.item)

    def save(self, text: str, *, base: Mark, anew: bool) -> TextVersion | None:
        return save_text(self.item, self.field.name, text, base=base, by=self.by, anew=anew)


@dataclass
class Box:
    """One text on the page. `was` tells, when the page comes back, whether anything was written in it."""

    field: Field
    value: str
    base: Mark
    was: str = ""
    errors: list[str] = default(default_factory=list)
    both: Both | None = None

    @property
    def template(self) -> str:
        return f"documents/drafting/fields/{self.field.name}.html"


@dataclass
class Editing:
    """The page, for an editor of the forum or for the author alone."""

    item: AgendaItem
    by: User
    edits: bool

    @cached_property
    def boxes(self) -> dict[str, Box]:
        known = marks(self.item)
        return {
            one.name: Box(one, value := one.read(self.item), known.get(one.name, Mark()), digest(value))
            for one in self.fields()
        }

    def fields(self) -> Iterator[Field]:
        for one in FIELDS.values():
            if self.edits or one.name not in FOR_EDITORS:
                yield one

    def save(self, sent: Mapping[str, str]) -> bool:
        """Save each text that was changed on the page; whether all of them are saved. What is not stays in its box."""
        for box in self.boxes.values():
            if box.field.name in sent:
                self._save(box, sent)
        return not any(box.errors or box.both for box in self.boxes.values())

    def _save(self, box: Box, sent: Mapping[str, str]) -> None:
        name = box.field.name
        text, base = sent[name], Mark.parse(sent.get(f"{name}-base", ""))
        try:
            if digest(box.field.tidied(text)) == sent.get(f"{name}-was"):
                return
            save_text(self.item, name, text, base=base, by=self.by, anew=f"{name}-anew" in sent)
        except ValidationError as error:
            box.value, box.base, box.errors = text, base, error.messages
        except Clash as clash:
            box.value, box.base, box.both = text, clash.newest, Both(clash, box.field.rich)

    @property
    def clashed(self) -> bool:
        return any(box.both for box in self.boxes.values())

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(field, sentence) of what could not be stored."""
        return [(name, sentence) for name, box in self.boxes.items() for sentence in box.errors]

    @property
    def approving(self) -> list[Recommendation]:
        """The recommendations that approve the minutes of another meeting."""
        return list(self.item.recommendations.filter(approves__isnull=False).select_related("approves"))

    @property
    def departments(self) -> list[str]:
        return sorted(Department.objects.in_use().values_list("name", flat=True), key=sort_key)

    @property
    def presenters(self) -> list[str]:
        """Those who have a seat in the forum."""
        seats = Membership.objects.filter(forum=self.item.forum_id, until__isnull=True)
        return sorted(set(seats.values_list("user__full_name", flat=True)), key=sort_key)

    @property
    def cases(self) -> QuerySet[Case]:
        """The cases of items that the writer may read, those that were used last first."""
        items = AgendaItem.objects.visible_to(self.by)
        return Case.objects.filter(items__in=items).distinct().order_by("-pk")[:CASES_OFFERED]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
