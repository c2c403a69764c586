"""Dates, times and places, as all forms of this app ask for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


def day_field(label: Any, missing: Any, **more: Any) -> forms.DateField:
    """A date, picked in the browser's calendar or written."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": gettext_lazy("Skriv datoen som fx 24.12.2026.")},
        **more,
    )


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
