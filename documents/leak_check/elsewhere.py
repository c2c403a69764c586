"""What is closed on the forum's other meetings and in its pool: named in what is issued, it would be told as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from documents.leak_check.secrets import Secret, Source, secret_of
from documents.leak_check.words import bare_title


@dataclass(frozen=True)
class ClosedElsewhere:
    """A closed item that is not on the meeting, and one of its bilag, by what names them; no `date` is the pool.

    `key` is the item's id. A title or case number that others may read anyway is left empty.
    """

    key: str
    date: date | None
    title: str = field(repr=False)
    case_number: str = field(repr=False)
    bilag: str = field(repr=False)
    sensitive: tuple[str, ...] = field(repr=False)

    def secrets(self) -> Iterator[Secret]:
        """Yield what stops. What would only warn is left out: it would be much, and mostly chance."""
        place = {"item": self._place()}
        found = [
            secret_of(bare_title(self.title), Source.TITLE, _("titlen på %(item)s") % place),
            secret_of(self.case_number, Source.CASE_NUMBER, _("sagsnummeret på %(item)s") % place),
            secret_of(self.bilag, Source.BILAG, _("et bilagsnavn på %(item)s") % place),
        ]
        marked = _("et ord, der er markeret følsomt på %(item)s") % place
        found += (secret_of(word, Source.SENSITIVE, marked) for word in self.sensitive)
        yield from (replace(one, item=self.key) for one in found if one.stops)

    def _place(self) -> str:
        if self.date is None:
            return _("et lukket punkt i puljen")
        return _("et lukket punkt på mødet den %(date)s") % {"date": f"{self.date:%d-%m-%Y}"}
