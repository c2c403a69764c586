"""Letting in and taking off, and what is noted when something was seen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.characters import plain_line
from agenda.models import AgendaItem
from agenda.rights import LONGEST_REASON
from documents.opening import all_read
from people.forms import PageForm, PersonField
from people.models import User


class GrantForm(PageForm):
    """Who is let in, why, and until when. The person, or a group where the municipality has any."""

    conditional = ("to", "group")

    to = PersonField(
        label=gettext_lazy("Person"),
        help_text=gettext_lazy("Skriv vedkommendes e-mailadresse, eller vælg på listen."),
        required=False,
    )
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Eller en gruppe"),
        empty_label=gettext_lazy("Ingen gruppe"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Gruppen findes ikke mere. Vælg en anden.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        help_text=gettext_lazy("Kan ses af formanden og sekretærerne."),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Skriv, hvorfor vedkommende skal have adgang.")},
    )
    expires_at = forms.DateTimeField(
        label=gettext_lazy("Udløber"),
        help_text=gettext_lazy("Lad feltet stå tomt, hvis adgangen skal gælde, indtil du tager den tilbage."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
        error_messages={"invalid": gettext_lazy("Skriv både dato og klokkeslæt, fx 24.12.2026 12:00.")},
    )

    def __init__(self, item: AgendaItem, data: Any = None) -> None:
        self.item = item
        super().__init__(data)
        groups = Group.objects.order_by("name")
        if groups:
            self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        else:
            del self.fields["group"]
        self.fields["to"].widget.attrs["list"] = "people"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors.get("to") or self.errors.get("group"):
            return cleaned
        if bool(cleaned.get("to")) == bool(cleaned.get("group")):
            both = bool(cleaned.get("to"))
            self.add_error(
                "to",
                _("Vælg enten en person eller en gruppe, ikke begge.")
                if both
                else _("Skriv, hvem der skal have adgang."),
            )
        return cleaned

    @property
    def reader(self) -> User | Group:
        given = self.cleaned_data
        found: User | Group = given["to"] or given["group"]
        return found

    def warning(self) -> str:
        to, expires = self.reader, self.cleaned_data["expires_at"]
        if expires is not None and expires <= timezone.now():
            return ""  # that is said first, at the field
        people = [to] if isinstance(to, User) else list(to.user_set.filter(is_active=True))
        if self._is_given_already() or not all_read(self.item, people):
            return ""
        words = (
            _("%(name)s kan allerede læse punktet og alle dets bilag.")
            if isinstance(to, User)
            else _("Alle i gruppen %(name)s kan allerede læse punktet og alle dets bilag.")
        )
        why = _("Giv kun adgang, hvis den skal gælde, også når den nuværende ret hører op.")
        return f"{words % {'name': to}} {why}"

    def _is_given_already(self) -> bool:
        """Whether it is the second click on the same."""
        given, to = self.cleaned_data, self.reader
        same = Q(reason=plain_line(given["reason"]), expires_at=given["expires_at"], withdrawn_at=None)
        if isinstance(to, User):
            return self.item.user_grants.filter(same, user=to).exists()
        return self.item.group_grants.filter(same, group=to).exists()


class RecusalForm(PageForm):
    user = PersonField(
        label=gettext_lazy("Person"),
        help_text=gettext_lazy("Skriv vedkommendes e-mailadresse, eller vælg på listen."),
        error_messages={"required": gettext_lazy("Skriv, hvem der er inhabil.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrundelse"),
        help_text=gettext_lazy("Kan ses af formanden og sekretærerne. Referatet nævner ikke begrundelsen."),
        max_length=LONGEST_REASON,
        error_messages={"required": gettext_lazy("Skriv en begrundelse.")},
    )

    def __init__(self, by: User, data: Any = None) -> None:
        self.by = by
        super().__init__(data)
        self.fields["user"].widget.attrs["list"] = "people"

    def warning(self) -> str:
        if self.cleaned_data["user"] != self.by:
            return ""
        return _(
            "Du er ved at notere dig selv som inhabil. Du mister straks adgangen til punktet og kan ikke selv få den"
            " igen; det kan kun formanden eller en anden sekretær give dig."
        )


class NoteForm(PageForm):
    note = forms.CharField(
        label=gettext_lazy("Notat"),
        help_text=gettext_lazy("Fx hvem der er underrettet, og hvad I har bedt dem om."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        required=False,
    )
