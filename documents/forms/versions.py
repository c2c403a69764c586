"""What a new version of published minutes says of itself, and lines of who was there and who dissented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from agenda.models import Attendance, ItemPresence
from agenda.services.attendance import LONGEST_NAME
from decisions.services.dissents import LONGEST_DISSENT
from decisions.services.revisions import LONGEST_CHANGES
from decisions.services.written import Attendee, Written, mark_of
from people.forms import PageForm

EMPTY_LINES = 2


class ChangesForm(PageForm):
    changes = forms.CharField(
        label=_("Hvad er ændret?"),
        help_text=_(
            "Står forrest i den nye udgave, også hos dem, der ikke må læse lukkede punkter. Fx »Beslutningen til"
            " punkt 3 er præciseret.«"
        ),
        max_length=LONGEST_CHANGES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "da"}),
        error_messages={"max_length": _("Teksten er for lang; skriv højst 500 tegn.")},
    )
    conditional = ("changes",)


class LineForm(PageForm):
    """One line about a person; a line that is to be removed may be wrong, and an empty one at the end is none."""

    who = forms.CharField(
        label=_("Navn"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "attending"}),
        error_messages={"required": _("Skriv et navn, eller sæt flueben ved »Fjern«.")},
    )
    remove = forms.BooleanField(label=_("Fjern"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("remove"):
            self.errors.clear()
        return cleaned


class AttendeeLine(LineForm):
    presence = forms.ChoiceField(
        label=_("Til stede som"), choices=Attendance.Presence.choices, initial=Attendance.Presence.PRESENT
    )
    field_order = ("who", "presence", "remove")


class StayLine(LineForm):
    kind = forms.ChoiceField(
        label=_("Hvad"), choices=ItemPresence.Kind.choices, initial=ItemPresence.Kind.CAME_LATE
    )
    at = forms.TimeField(
        label=_("Kl."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Skriv klokkeslættet som 09:40.")},
    )
    field_order = ("who", "kind", "at", "remove")


class VoiceLine(LineForm):
    text = forms.CharField(
        label=_("Særstandpunkt"),
        widget=forms.Textarea(attrs={"rows": 2, "lang": "da"}),
        max_length=LONGEST_DISSENT,
        error_messages={"required": _("Skriv, hvad vedkommende vil have ført til referat.")},
    )
    field_order = ("who", "text", "remove")


class Lines(BaseFormSet):  # type: ignore[type-arg]
    """The lines of one list, with `base`, a mark of the list that they were written on."""

    sentences: tuple[str, ...] = ()
    base = ""

    @property
    def is_wrong(self) -> bool:
        return bool(self.sentences) or (self.is_bound and not self.is_valid())

    def kept(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """What each line says, and what it said before."""
        return [
            (form.cleaned_data, form.initial or {})
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data["remove"]
        ]

    def carry_out(self, service: Callable[[], object]) -> bool:
        """As of a `PageForm`; lines that were not sent are as they were."""
        if not self.is_bound:
            return True
        if not self.is_valid():
            return False
        try:
            service()
        except ValidationError as error:
            self.sentences = tuple(error.messages)
        return not self.sentences


def _sort(line: type[LineForm]) -> type[Lines]:
    return cast(
        type[Lines], formset_factory(line, formset=Lines, extra=EMPTY_LINES, max_num=500, absolute_max=600)
    )


ATTENDEES, STAYS, VOICES = map(_sort, (AttendeeLine, StayLine, VoiceLine))


def attendee_lines(rows: Sequence[Attendee], data: Any) -> Lines:
    initial = ({"who": who, "user": user, "presence": presence} for who, user, presence in rows)
    return _lines(ATTENDEES, "attendee", rows, initial, data)


def people_lines(now: Written, data: Any = MappingProxyType({})) -> tuple[Lines, Lines]:
    """Of one item who came and went, and the dissents."""
    stays = ({"who": who, "user": user, "kind": kind, "at": at} for who, user, kind, at in now.stays)
    voices = ({"who": who, "user": user, "text": text} for who, user, text in now.voices)
    return (
        _lines(STAYS, "stay", now.stays, stays, data),
        _lines(VOICES, "voice", now.voices, voices, data),
    )


def _lines(
    sort: type[Lines], prefix: str, rows: Sequence[object], initial: Iterable[dict[str, Any]], data: Any
) -> Lines:
    sent = data if f"{prefix}-TOTAL_FORMS" in data else None
    lines = sort(sent, initial=list(initial), prefix=prefix)
    lines.base = data.get(f"{prefix}-base") or mark_of(rows)
    return lines
