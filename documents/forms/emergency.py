"""Reading in an emergency."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import AgendaItem, Forum
from agenda.rights import LONGEST_REASON
from people.forms import PageForm
from people.models import User


class EmergencyForm(PageForm):
    """Which item is to be read, and why. The item is found by its meeting and number, or by the id of a link."""

    forum = forms.ModelChoiceField(
        Forum.objects.none(),
        label=gettext_lazy("Forum"),
        empty_label=gettext_lazy("Vælg et forum"),
        error_messages={"required": gettext_lazy("Vælg, hvilket forum punktet hører til.")},
    )
    date = forms.DateField(
        label=gettext_lazy("Mødets dato"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Skriv mødets dato."),
            "invalid": gettext_lazy("Skriv datoen som fx 24.12.2026."),
        },
    )
    number = forms.IntegerField(
        label=gettext_lazy("Punktnr."),
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("Skriv punktets nummer."),
            "invalid": gettext_lazy("Skriv punktets nummer med tal."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        help_text=gettext_lazy(
            "Skriv, hvorfor det ikke kan vente, til sekretæren kan hjælpe. Sekretæren kan se begrundelsen."
        ),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Skriv, hvorfor det er nødvendigt at læse punktet nu.")},
    )

    def __init__(self, linked: AgendaItem | None, by: User, data: Any = None) -> None:
        self.item, self.linked, self.by = linked, linked, by
        super().__init__(data)
        if linked is not None:
            for name in ("forum", "date", "number"):
                del self.fields[name]
        else:
            self.fields["forum"].queryset = Forum.objects.order_by("name")  # type: ignore[attr-defined]

    @property
    def found(self) -> AgendaItem:
        """The item of a valid form; ValueError if there is none."""
        if self.item is None:
            raise ValueError
        return self.item

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.item is None and {"forum", "date", "number"} <= cleaned.keys():
            self._find(cleaned["forum"], cleaned["date"], cleaned["number"])
        return cleaned

    def _find(self, forum: Forum, day: datetime.date, number: int) -> None:
        issued = published().filter(meeting__forum=forum, meeting__date=day)
        found = [item for item in issued if item.number == number]
        if not issued:
            self.add_error("date", _("Forummet har ikke udsendt noget til et møde den dag."))
        elif not found:
            self.add_error("number", _("Der er ikke udsendt et punkt med det nummer til mødet."))
        elif len(found) > 1:
            self.add_error(
                "date",
                _(
                    "Forummet har flere møder den dag. Find punktet på mødets side, og brug linket til nødadgang dér."
                ),
            )
        elif reads(self.by, found[0]):
            self.add_error("number", _("Du har allerede adgang til punktet. Læs det på mødets side."))
        else:
            self.item = found[0]


def reads(user: User, item: AgendaItem) -> bool:
    """Whether the person may read the item as it is, so that there is no emergency."""
    return AgendaItem.objects.visible_to(user).filter(pk=item.pk).exists()


def published() -> QuerySet[AgendaItem]:
    """What can be read in an emergency. Asked past the gate, and only for an administrator's own search."""
    return AgendaItem.objects.filter(published_at__isnull=False).select_related("meeting__forum")
