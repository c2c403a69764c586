"""The versions of one text of an item, and what was changed since one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agenda.differences import Line, between
from agenda.models import AgendaItem, TextVersion
from agenda.services.versions import Mark
from agenda.views.saving import lines
from documents.page import rich


class Versioned(Protocol):
    """A text of an item that has versions: a field of a draft, or the decision."""

    @property
    def name(self) -> str: ...

    @property
    def rich(self) -> bool: ...

    @property
    def read(self) -> Callable[[AgendaItem], str]: ...


@dataclass
class Versions:
    """All versions of one text, and the one that was asked for by its id; else the newest before the text of now."""

    item: AgendaItem
    field: Versioned
    asked: str

    @cached_property
    def all(self) -> list[TextVersion]:
        """The newest first; that is the text as it stands now."""
        versions = self.item.text_versions.filter(field=self.field.name)
        return list(versions.select_related("by").order_by("-pk"))

    @property
    def mark(self) -> Mark:
        return Mark.of(self.all[0] if self.all else None)

    def numbered(self, version: str) -> TextVersion | None:
        return next((one for one in self.all if str(one.pk) == version), None)

    @cached_property
    def chosen(self) -> TextVersion | None:
        return self.numbered(self.asked) or next(iter(self.all[1:]), None)

    @property
    def text(self) -> SafeString | str:
        """The chosen version as it looked."""
        chosen = self.chosen.text if self.chosen else ""
        return rich(chosen, _("den tidligere udgave")) if self.field.rich else chosen

    @property
    def difference(self) -> tuple[Line, ...]:
        """What was taken out of the chosen version and what came in, up to the text of now."""
        now = self.field.read(self.item)
        old = self.chosen.text if self.chosen else ""
        return between(lines(old, rich=self.field.rich), lines(now, rich=self.field.rich))
