"""What a notice says, by its kind. Pure: facts in, a sentence out, in the reader's language.

The facts are words that everybody who gets the notice may read; never the title or a text of an item.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.danish import long_date

Facts = Mapping[str, str]


class NoticeKind(StrEnum):
    """The facts of each: `forum` and `date` (ISO) of the meeting; of an emergency also `who`, `number`, `reason`."""

    NEW_AGENDA = "new_agenda"
    NEW_MINUTES = "new_minutes"
    EMERGENCY = "emergency"
    EDITION_HELD = "edition_held"


def sentence(kind: NoticeKind, facts: Facts) -> str:
    """Return "Der er en ny udgave af referatet fra Chefforum den 17. september 2026."."""
    words = {
        NoticeKind.NEW_AGENDA: _("Der er en ny udgave af dagsordenen fra %(forum)s den %(date)s."),
        NoticeKind.NEW_MINUTES: _("Der er en ny udgave af referatet fra %(forum)s den %(date)s."),
        NoticeKind.EMERGENCY: _(
            "%(who)s har brugt nødadgang til punkt %(number)s på mødet den %(date)s i %(forum)s."
        ),
        NoticeKind.EDITION_HELD: _(
            "Kontrollen holder en ny udgave fra %(forum)s den %(date)s tilbage. Se hvorfor på mødets side."
        ),
    }
    return words[kind] % {**facts, "date": day_in_words(date.fromisoformat(facts["date"]))}


def subject(kind: NoticeKind, facts: Facts) -> str:
    """Return the subject of the mail, on one line."""
    words = {
        NoticeKind.NEW_AGENDA: _("Ny udgave af en dagsorden fra %(forum)s"),
        NoticeKind.NEW_MINUTES: _("Ny udgave af et referat fra %(forum)s"),
        NoticeKind.EMERGENCY: _("Nødadgang er brugt i %(forum)s"),
        NoticeKind.EDITION_HELD: _("En ny udgave fra %(forum)s er holdt tilbage"),
    }
    return " ".join((words[kind] % facts).split())


def day_in_words(day: date) -> str:
    """Return "17. september 2026", or the same in the reader's language."""
    return long_date(day) if get_language() == "da" else date_format(day, "j F Y")
