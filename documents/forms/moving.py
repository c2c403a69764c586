"""What is asked when a meeting is moved or cancelled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agenda.forms.meetings import MeetingForm
from agenda.models import Meeting
from agenda.rights import LONGEST_REASON
from people.forms import PageForm


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Begrundelse"),
        help_text=_("Står i beskeden på siden, men ikke i mailen. Skriv ikke noget fra lukkede punkter."),
        max_length=LONGEST_REASON,
        required=False,
        error_messages={"max_length": _("Begrundelsen er for lang; skriv højst 500 tegn.")},
    )


class MoveForm(MeetingForm):
    reason = _reason()

    def __init__(self, meeting: Meeting, data: Any = None) -> None:
        super().__init__(data, initial={"date": meeting.date, "start": meeting.start, "place": meeting.place})


class CancelForm(PageForm):
    reason = _reason()
