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
    """The facts of each: `forum` and `date` (ISO) of the meeting; of an emergency also `who`, `number`, `reason`;
    of minutes to approve and of an agenda to read also `until` (ISO); of the chair's answer also `paper`; of a move
    also `to_date` (ISO), `to_start`, `to_place`, `reason`.

    Of a seat, no `date`, but `whom`, `role`, and `since` or `until` (ISO); `who` where an administrator did it. Of a
    proposal `forum` alone, and `date` of the meeting that it has been taken to. Of an absence `who` set it, `whom` it
    is of, and `since`; of a department `who`, `whom` (as it was called) and `into`; of tasks nobody has `whom`."""

    AGENDA_OUT = "agenda_out"
    SUPPLEMENT_OUT = "supplement_out"
    MINUTES_OUT = "minutes_out"
    NEW_AGENDA = "new_agenda"
    NEW_MINUTES = "new_minutes"
    EMERGENCY = "emergency"
    EDITION_HELD = "edition_held"
    MINUTES_TO_APPROVE = "minutes_to_approve"
    MINUTES_OBJECTED = "minutes_objected"
    MINUTES_APPROVED = "minutes_approved"
    CHANGE_ASKED = "change_asked"
    MEETING_MOVED = "meeting_moved"
    MEETING_CANCELLED = "meeting_cancelled"
    FORUM_OPENED = "forum_opened"
    SEAT_GIVEN = "seat_given"
    SEAT_ENDED = "seat_ended"
    YOUR_SEAT = "your_seat"
    GROUP_JOINED = "group_joined"
    EMAIL_CHANGED = "email_changed"
    ADMINISTRATOR_MADE = "administrator_made"
    PROPOSAL_RECEIVED = "proposal_received"
    PROPOSAL_TO_APPROVE = "proposal_to_approve"
    PROPOSAL_APPROVED = "proposal_approved"
    PROPOSAL_PASSED_OVER = "proposal_passed_over"
    PROPOSAL_RETURNED = "proposal_returned"
    PROPOSAL_PARKED = "proposal_parked"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_TAKEN_BACK = "proposal_taken_back"
    STAND_IN = "stand_in"
    STOOD_IN_FOR = "stood_in_for"
    DEPARTMENT_MERGED = "department_merged"
    TASKS_LEFT = "tasks_left"
    AGENDA_TO_AGREE = "agenda_to_agree"
    MINUTES_TO_SEE = "minutes_to_see"
    CHAIR_AGREED = "chair_agreed"
    CHAIR_ASKS_CHANGES = "chair_asks_changes"
    AGENDA_TO_READ = "agenda_to_read"
    COMMENT_SETTLED = "comment_settled"


def sentence(kind: NoticeKind, facts: Facts) -> str:
    """Return "Der er en ny udgave af referatet fra Chefforum den 17. september 2026."."""
    words = {
        NoticeKind.AGENDA_OUT: _("Dagsordenen til mødet i %(forum)s den %(date)s er sendt ud."),
        NoticeKind.SUPPLEMENT_OUT: _(
            "Der er sendt en tillægsdagsorden ud til mødet i %(forum)s den %(date)s."
        ),
        NoticeKind.MINUTES_OUT: _("Referatet fra %(forum)s den %(date)s er sendt ud."),
        NoticeKind.NEW_AGENDA: _("Der er en ny udgave af dagsordenen fra %(forum)s den %(date)s."),
        NoticeKind.NEW_MINUTES: _("Der er en ny udgave af referatet fra %(forum)s den %(date)s."),
        NoticeKind.EMERGENCY: _(
            "%(who)s har brugt nødadgang til punkt %(number)s på mødet den %(date)s i %(forum)s."
        ),
        NoticeKind.EDITION_HELD: _(
            "Kontrollen holder en ny udgave fra %(forum)s den %(date)s tilbage. Se hvorfor på mødets side."
        ),
        NoticeKind.MINUTES_TO_APPROVE: _(
            "Referatet fra %(forum)s den %(date)s skal godkendes senest den %(until)s. Gør du ikke indsigelse inden da,"
            " regnes det for godkendt."
        ),
        NoticeKind.MINUTES_OBJECTED: _(
            "Et medlem har gjort indsigelse mod referatet fra %(forum)s den %(date)s. Det er derfor ikke godkendt."
        ),
        NoticeKind.MINUTES_APPROVED: _("Referatet fra %(forum)s den %(date)s er godkendt af medlemmerne."),
        NoticeKind.CHANGE_ASKED: _(
            "Referatet fra %(forum)s den %(date)s blev godkendt med en ændring. Skriv ændringen som en rettelse."
        ),
        NoticeKind.MEETING_MOVED: _("Mødet i %(forum)s den %(date)s er flyttet. Det holdes nu %(now)s."),
        NoticeKind.MEETING_CANCELLED: _("Mødet i %(forum)s den %(date)s er aflyst."),
        NoticeKind.FORUM_OPENED: _("%(who)s har ændret, hvem der kan læse punkterne i %(forum)s."),
        NoticeKind.SEAT_GIVEN: _(
            "It-administrator %(who)s har givet %(whom)s plads som %(role)s i %(forum)s fra den %(since)s."
        ),
        NoticeKind.SEAT_ENDED: _(
            "It-administrator %(who)s har afsluttet pladsen som %(role)s i %(forum)s for %(whom)s. Den gælder til og"
            " med den %(until)s."
        ),
        NoticeKind.YOUR_SEAT: _("Du er %(role)s i %(forum)s fra den %(since)s."),
        NoticeKind.GROUP_JOINED: _(
            "It-administrator %(who)s har sat %(whom)s i gruppen %(group)s, der kan læse punkter i %(forum)s."
        ),
        NoticeKind.EMAIL_CHANGED: _(
            "It-administrator %(who)s har ændret din e-mailadresse i Chefforum til %(email)s. Er det forkert, så sig"
            " det straks til kommunens it-afdeling."
        ),
        NoticeKind.ADMINISTRATOR_MADE: _("%(who)s har gjort %(whom)s til it-administrator i Chefforum."),
        NoticeKind.PROPOSAL_RECEIVED: _("Der er indsendt et forslag til %(forum)s."),
        NoticeKind.PROPOSAL_TO_APPROVE: _(
            "Du skal godkende et forslag til %(forum)s, før sekretariatet får det."
        ),
        NoticeKind.PROPOSAL_APPROVED: _("Dit forslag til %(forum)s er godkendt og sendt til sekretariatet."),
        NoticeKind.PROPOSAL_PASSED_OVER: _(
            "Sekretariatet for %(forum)s har taget et forslag videre, uden at lederen har godkendt det."
        ),
        NoticeKind.PROPOSAL_RETURNED: _(
            "Dit forslag til %(forum)s er sendt tilbage til dig med en bemærkning."
        ),
        NoticeKind.PROPOSAL_PARKED: _("Dit forslag til %(forum)s er sat i bero."),
        NoticeKind.PROPOSAL_ACCEPTED: _(
            "Dit forslag er taget på dagsordenen til mødet i %(forum)s den %(date)s."
        ),
        NoticeKind.PROPOSAL_TAKEN_BACK: _("Et forslag til %(forum)s er trukket tilbage."),
        NoticeKind.STAND_IN: _("Du dækker for %(whom)s fra den %(since)s og kan se og løse opgaverne."),
        NoticeKind.STOOD_IN_FOR: _("%(who)s har sat %(whom)s til at dække for dig fra den %(since)s."),
        NoticeKind.DEPARTMENT_MERGED: _(
            "It-administrator %(who)s har lagt %(whom)s sammen med %(into)s, som nu har begges opgaver."
        ),
        NoticeKind.TASKS_LEFT: _(
            "%(whom)s er holdt op og har opgaver, som ingen leder kunne overtage. Giv dem til en anden."
        ),
        NoticeKind.AGENDA_TO_AGREE: _(
            "Du bedes godkende udkastet til dagsordenen for mødet i %(forum)s den %(date)s."
        ),
        NoticeKind.MINUTES_TO_SEE: _(
            "Du bedes se udkastet til referatet fra %(forum)s den %(date)s igennem."
        ),
        NoticeKind.CHAIR_AGREED: _("Formanden har godkendt %(paper)s for %(forum)s den %(date)s."),
        NoticeKind.CHAIR_ASKS_CHANGES: _(
            "Formanden har bedt om ændringer i %(paper)s for %(forum)s den %(date)s."
        ),
        NoticeKind.AGENDA_TO_READ: _(
            "Du er bedt om at læse udkastet til dagsordenen for mødet i %(forum)s den %(date)s igennem senest den"
            " %(until)s."
        ),
        NoticeKind.COMMENT_SETTLED: _(
            "Sekretariatet har svaret på din bemærkning til udkastet for %(forum)s den %(date)s."
        ),
    }
    days = {
        name: day_in_words(date.fromisoformat(facts[name]))
        for name in ("date", "since", "until")
        if name in facts
    }
    more = {"now": _when_and_where(facts), "role": _role_in_words(facts.get("role", ""))}
    more["paper"] = _paper_in_words(facts.get("paper", ""))
    return words[kind] % {**facts, **days, **more}


def _paper_in_words(paper: str) -> str:
    return _("referatet") if paper == "minutes" else _("dagsordenen")


def _role_in_words(role: str) -> str:
    words = {
        "chair": _("formand"),
        "secretary": _("sekretær"),
        "deputy_secretary": _("stedfortrædende sekretær"),
        "member": _("medlem"),
    }
    return words.get(role, "")


def _when_and_where(facts: Facts) -> str:
    """Return "den 24. september 2026 kl. 08:30, Mødelokale 2" of what has been moved."""
    if "to_date" not in facts:
        return ""
    words = _("den %(day)s") % {"day": day_in_words(date.fromisoformat(facts["to_date"]))}
    if facts["to_start"]:
        words += _(" kl. %(start)s") % {"start": facts["to_start"]}
    return f"{words}, {facts['to_place']}" if facts["to_place"] else words


def subject(kind: NoticeKind, facts: Facts) -> str:
    """Return the subject of the mail, on one line."""
    words = {
        NoticeKind.AGENDA_OUT: _("Dagsorden fra %(forum)s"),
        NoticeKind.SUPPLEMENT_OUT: _("Tillægsdagsorden fra %(forum)s"),
        NoticeKind.MINUTES_OUT: _("Referat fra %(forum)s"),
        NoticeKind.NEW_AGENDA: _("Ny udgave af en dagsorden fra %(forum)s"),
        NoticeKind.NEW_MINUTES: _("Ny udgave af et referat fra %(forum)s"),
        NoticeKind.EMERGENCY: _("Nødadgang er brugt i %(forum)s"),
        NoticeKind.EDITION_HELD: _("En ny udgave fra %(forum)s er holdt tilbage"),
        NoticeKind.MINUTES_TO_APPROVE: _("Referat fra %(forum)s til godkendelse"),
        NoticeKind.MINUTES_OBJECTED: _("Indsigelse mod et referat fra %(forum)s"),
        NoticeKind.MINUTES_APPROVED: _("Et referat fra %(forum)s er godkendt"),
        NoticeKind.CHANGE_ASKED: _("Et referat fra %(forum)s er godkendt med en ændring"),
        NoticeKind.MEETING_MOVED: _("Et møde i %(forum)s er flyttet"),
        NoticeKind.MEETING_CANCELLED: _("Et møde i %(forum)s er aflyst"),
        NoticeKind.FORUM_OPENED: _("Det er ændret, hvem der kan læse punkterne i %(forum)s"),
        NoticeKind.SEAT_GIVEN: _("Ny plads i %(forum)s, givet af it-administratoren"),
        NoticeKind.SEAT_ENDED: _("En plads i %(forum)s er afsluttet af it-administratoren"),
        NoticeKind.YOUR_SEAT: _("Du har fået en plads i %(forum)s"),
        NoticeKind.GROUP_JOINED: _("En ny person kan læse punkter i %(forum)s"),
        NoticeKind.EMAIL_CHANGED: _("Din e-mailadresse i Chefforum er ændret"),
        NoticeKind.ADMINISTRATOR_MADE: _("Ny it-administrator i Chefforum"),
        NoticeKind.PROPOSAL_RECEIVED: _("Nyt forslag til %(forum)s"),
        NoticeKind.PROPOSAL_TO_APPROVE: _("Forslag til %(forum)s til din godkendelse"),
        NoticeKind.PROPOSAL_APPROVED: _("Dit forslag til %(forum)s er godkendt"),
        NoticeKind.PROPOSAL_PASSED_OVER: _("Et forslag til %(forum)s er taget videre"),
        NoticeKind.PROPOSAL_RETURNED: _("Dit forslag til %(forum)s er sendt tilbage"),
        NoticeKind.PROPOSAL_PARKED: _("Dit forslag til %(forum)s er sat i bero"),
        NoticeKind.PROPOSAL_ACCEPTED: _("Dit forslag til %(forum)s er taget på dagsordenen"),
        NoticeKind.PROPOSAL_TAKEN_BACK: _("Et forslag til %(forum)s er trukket tilbage"),
        NoticeKind.STAND_IN: _("Du dækker for %(whom)s"),
        NoticeKind.STOOD_IN_FOR: _("%(whom)s dækker for dig"),
        NoticeKind.DEPARTMENT_MERGED: _("To afdelinger er lagt sammen"),
        NoticeKind.TASKS_LEFT: _("Opgaver mangler en ansvarlig"),
        NoticeKind.AGENDA_TO_AGREE: _("Dagsorden til %(forum)s til din godkendelse"),
        NoticeKind.MINUTES_TO_SEE: _("Referat fra %(forum)s til gennemsyn"),
        NoticeKind.CHAIR_AGREED: _("Formanden har svaret i %(forum)s"),
        NoticeKind.CHAIR_ASKS_CHANGES: _("Formanden har bedt om ændringer i %(forum)s"),
        NoticeKind.AGENDA_TO_READ: _("Dagsorden til %(forum)s til gennemlæsning"),
        NoticeKind.COMMENT_SETTLED: _("Svar på din bemærkning, %(forum)s"),
    }
    return " ".join((words[kind] % facts).split())


def day_in_words(day: date) -> str:
    """Return "17. september 2026", or the same in the reader's language."""
    return long_date(day) if get_language() == "da" else date_format(day, "j F Y")
