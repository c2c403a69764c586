"""What is asked of a series of meetings: which dates to propose, and each line of the proposal."""

from __future__ import annotations

import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.forms.fields import coming, day_field, place_field, time_field
from agenda.models import Forum, Meeting
from agenda.rights import Weekday
from agenda.series import OTHER_DAYS, Proposal, Series, UnreadableWeeks, read_weeks
from agenda.services.meetings import Slot, Taken, hours_taken
from people.forms import PageForm

LONGEST_YEARS = 3


class SeriesForm(PageForm):
    """Which dates somebody wants proposed. Sent with GET, for proposing changes nothing."""

    interval = forms.IntegerField(
        label=gettext_lazy("Hver … uge"),
        help_text=gettext_lazy("2 betyder hver anden uge."),
        min_value=1,
        max_value=26,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), gettext_lazy("Skriv et tal fra 1 til 26.")
        ),
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Ugedag"),
        choices=Weekday.choices,
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Vælg en ugedag.")),
    )
    start = time_field(gettext_lazy("Klokken"))
    place = place_field(gettext_lazy("Sted"))
    first = day_field(gettext_lazy("Fra"), gettext_lazy("Skriv, hvornår serien begynder."))
    last = day_field(gettext_lazy("Til og med"), gettext_lazy("Skriv, hvornår serien slutter."))
    weeks = forms.CharField(
        label=gettext_lazy("Ikke i uge"),
        help_text=gettext_lazy("Fx 7, 29-31, 42."),
        max_length=200,
        required=False,
        error_messages={"max_length": gettext_lazy("Skriv færre uger.")},
    )
    holidays = forms.BooleanField(label=gettext_lazy("Ikke på helligdage"), required=False)
    constitution = forms.BooleanField(label=gettext_lazy("Ikke grundlovsdag, 5. juni"), required=False)
    christmas = forms.BooleanField(label=gettext_lazy("Ikke juleaftensdag, 24. december"), required=False)
    new_year = forms.BooleanField(label=gettext_lazy("Ikke nytårsaftensdag, 31. december"), required=False)

    def clean_weeks(self) -> frozenset[int]:
        try:
            return read_weeks(self.cleaned_data["weeks"])
        except UnreadableWeeks as wrong:
            sentence = _("»%(part)s« er ikke en uge. Skriv ugerne som fx 7, 29-31, 42.")
            raise ValidationError(sentence % {"part": wrong.part}) from None

    def clean_first(self) -> datetime.date:
        return coming(self.cleaned_data["first"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("Serien slutter, før den begynder. Ret en af datoerne."))
        elif first and last and last.year - first.year > LONGEST_YEARS:
            self.add_error("last", _("Serien er for lang. Opret højst tre år ad gangen."))
        return cleaned

    def series(self) -> Series:
        given = self.cleaned_data
        ticked = (given["constitution"], given["christmas"], given["new_year"])
        others = frozenset(day for day, yes in zip(OTHER_DAYS, ticked, strict=True) if yes)
        names = ("first", "last", "weekday", "interval", "weeks", "holidays")
        return Series(**{name: given[name] for name in names}, others=others)

    def slot(self, day: datetime.date) -> Slot:
        return Slot(day, self.cleaned_data["start"], self.cleaned_data["place"])


def usual(forum: Forum, latest: Meeting | None) -> dict[str, Any]:
    """What the form begins with: the forum's usual time and place, and the day it met last."""
    today = timezone.localdate()
    return {
        "interval": 2,
        "weekday": latest.date.weekday() if latest else Weekday.THURSDAY,
        "start": forum.usual_start,
        "place": forum.usual_place,
        "first": today,
        "last": datetime.date(today.year + (today.month > 6), 6 if today.month > 6 else 12, 30),
        "holidays": True,
        "constitution": True,
        "christmas": True,
        "new_year": True,
    }


class LineForm(PageForm):
    """One line of the proposal; `proposal` is the date it came of."""

    make = forms.BooleanField(required=False)
    date = day_field("", gettext_lazy("Skriv en dato, eller fjern fluebenet."), required=False)
    start = time_field("")
    place = place_field("")

    proposal: Proposal | None = None
    is_taken = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = int(str(self.prefix).rpartition("-")[2]) + 1 if "-" in str(self.prefix) else 0
        self.fields["make"].label = _("Opret møde %(number)d") % {"number": number}
        for name, words in {
            "date": _("Dato for møde %(number)d"),
            "start": _("Klokkeslæt for møde %(number)d"),
            "place": _("Sted for møde %(number)d"),
        }.items():
            self.fields[name].widget.attrs["aria-label"] = words % {"number": number}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("make"):
            self.errors.clear()
        elif not cleaned.get("date") and "date" not in self.errors:
            self.add_error("date", _("Skriv en dato, eller fjern fluebenet."))
        elif cleaned.get("date"):
            self._expect_coming(cleaned["date"])
        return cleaned

    def _expect_coming(self, day: datetime.date) -> None:
        try:
            coming(day)
        except ValidationError as wrong:
            self.add_error("date", wrong)

    @property
    def day(self) -> datetime.date | None:
        """The date as it stands in the line now, if it is one."""
        if self.is_bound:
            return self.cleaned_data.get("date")
        return self.initial.get("date")

    def slot(self) -> Slot:
        given = self.cleaned_data
        return Slot(given["date"], given["start"], given["place"])


class Lines(BaseFormSet):  # type: ignore[type-arg]
    """The lines of a proposal, each with a tick for whether it is to become a meeting."""

    def clean(self) -> None:
        if not any(self.errors) and not self.ticked():
            raise ValidationError(_("Sæt flueben ved mindst ét møde."))

    def ticked(self) -> list[LineForm]:
        return [form for form in self.forms if form.cleaned_data.get("make")]

    def refuse(self, taken: Taken) -> None:
        """Say at each line what is in its way."""
        for number, form in enumerate(self.ticked()):
            if number in taken.sentences:
                form.add_error("date", taken.sentences[number])


LineFormSet = formset_factory(
    LineForm, formset=Lines, extra=0, max_num=LONGEST_YEARS * 53 + 53, absolute_max=400
)


def lines(asked: SeriesForm, forum: Forum, data: Any = None) -> Lines:
    """The proposal as a form; without `data`, as the series proposes it."""
    proposals = list(asked.series().proposals())
    slots = [asked.slot(one.day) for one in proposals]
    taken = hours_taken(forum, slots)
    initial = [
        {
            "make": not one.is_left_out and slot.hour not in taken,
            "date": slot.day,
            "start": slot.start,
            "place": slot.place,
        }
        for one, slot in zip(proposals, slots, strict=True)
    ]
    formset = cast(Lines, LineFormSet(data, initial=initial, prefix="line"))
    for form, one, slot in zip(formset.forms, proposals, slots, strict=False):
        form.proposal, form.is_taken = one, slot.hour in taken
    return formset
