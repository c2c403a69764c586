"""What a person wants to be reminded of."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from decisions.models import ReminderChoice
from people import journal
from people.models import User


@transaction.atomic
def choose_reminders(user: User, wanted: Mapping[str, bool]) -> ReminderChoice:
    choice, _made = ReminderChoice.objects.update_or_create(user=user, defaults=dict(wanted))
    journal.write("reminders.chosen", choice, by=user)
    return choice
