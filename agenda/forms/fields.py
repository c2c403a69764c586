"""Dates, times and places, as all forms of this app ask for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

YEARS_AHEAD = 10


def day_field(label: Any, missing: Any, **more: Any) -> forms.DateField:
    """A date, picked in the browser's calendar or written."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": gettext_lazy("Skriv datoen som fx 24.12.2026.")},
        **more,
    )


def coming(day: date) -> date:
    """Return a day that somebody may plan a meeting on, and ValidationError for another: years are mistyped."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError(_("Datoen er passeret. Vælg en dag fra i dag eller senere."))
    if day.year - today.year > YEARS_AHEAD:
        raise ValidationError(_("Datoen ligger mere end ti år fremme. Se efter, om årstallet er rigtigt."))
    return day


def time_field(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Skriv klokkeslættet som fx 08:30.")},
        required=False,
        **more,
    )


def place_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        required=False,
        error_messages={"max_length": gettext_lazy("Skriv et kortere sted, højst 200 tegn.")},
    )


def instant_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
        error_messages={"invalid": gettext_lazy("Skriv både dato og klokkeslæt, fx 24.12.2026 12:00.")},
    )
