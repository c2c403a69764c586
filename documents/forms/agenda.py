"""Putting an item on an agenda, and moving it there."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms import PageForm


class AddForm(PageForm):
    """A new item: what it is called, and whether it is closed."""

    title = forms.CharField(
        label=_("Nyt punkt"),
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "lang": "da"}),
        error_messages={"required": _("Skriv, hvad punktet hedder.")},
    )
    closed = forms.BooleanField(label=_("Lukket"), required=False)


class PlaceForm(PageForm):
    """Where to; and the number that the item had, to be told with it."""

    place = forms.IntegerField(min_value=1, max_value=100_000)
    number = forms.IntegerField(min_value=1, max_value=100_000, required=False)
