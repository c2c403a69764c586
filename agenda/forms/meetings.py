"""What is asked of one meeting: when and where it is, and its deadlines."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from agenda.forms.fields import coming, day_field, instant_field, place_field, time_field
from agenda.models import Meeting
from agenda.services.meetings import Slot
from people.forms import PageForm


class MeetingForm(PageForm):
    """One meeting by itself."""

    date = day_field(gettext_lazy("Dato"), gettext_lazy("Skriv mødets dato."))
    start = time_field(gettext_lazy("Klokken"))
    place = place_field(gettext_lazy("Sted"))

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        return coming(day)

    def slot(self) -> Slot:
        given = self.cleaned_data
        return Slot(given["date"], given["start"], given["place"])


class DeadlinesForm(PageForm):
    """The deadlines of one meeting."""

    submission = instant_field(gettext_lazy("Frist for indsendelse"))
    sending = instant_field(gettext_lazy("Frist for udsendelse"))

    def __init__(self, meeting: Meeting, data: Any = None) -> None:
        super().__init__(
            data, initial={"submission": meeting.submission_due_at, "sending": meeting.sending_due_at}
        )

    def deadlines(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        return self.cleaned_data["submission"], self.cleaned_data["sending"]
