"""The other items of a case, as one reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from agenda.models import AgendaItem
from agenda.richtext import plain_text
from agenda.visibility import AgendaItemQuerySet
from decisions.models import Decision
from people.models import Viewer

MOST = 20
LONGEST = 280


@dataclass(frozen=True)
class Earlier:
    """An item of the case. One that may not be read is its public title alone."""

    item: AgendaItem
    read: bool
    decision: str = ""

    @property
    def title(self) -> str:
        return self.item.title if self.read else self.item.public_title


def history(user: Viewer, item: AgendaItem) -> list[Earlier]:
    """Return the items of the same case on meetings, the newest first.

    An item that may not be read is among them only where others may know its case number.
    """
    if item.case_id is None:
        return []
    of_case = Q(case=item.case_id, meeting__isnull=False) & ~Q(pk=item.pk)
    read = AgendaItem.objects.visible_to(user).filter(of_case)
    told = AgendaItem.objects.listed_for(user).filter(of_case, closed=True, shows_case_number=True)
    stubs = told.exclude(pk__in=read.values("pk"))
    decisions = dict(Decision.objects.visible_to(user).filter(item__in=read).values_list("item", "text"))
    found = [Earlier(one, True, _begin(decisions.get(one.pk, ""))) for one in _newest(read)]
    found += [Earlier(one, False) for one in _newest(stubs)]
    return sorted(found, key=_when, reverse=True)[:MOST]


def _newest(items: AgendaItemQuerySet[AgendaItem]) -> AgendaItemQuerySet[AgendaItem]:
    return items.select_related("meeting__forum").order_by("-meeting__date", "-pk")[:MOST]


def _when(earlier: Earlier) -> date:
    return earlier.item.meeting.date if earlier.item.meeting else date.min


def _begin(html: str) -> str:
    """The first words of a text."""
    text = " ".join(plain_text(html).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
