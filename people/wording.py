"""What a notice says, by its kind. Pure: facts in, a sentence out, in the reader's language.

The facts are words that everybody who gets the notice may read; never the title or a text of an item.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from people.danish import long_date

Facts = Mapping[str, str]


class NoticeKind(StrEnum):
    """The facts of each: `forum` and `date` (ISO) of the meeting; of an emergency also `who`, `number`, `reason`;
    of minutes to approve and of an agenda to read also `until` (ISO); of the chair's answer also `paper`; of a move
    also `to_date` (ISO), `to_start`, `to_place`, `reason`.

    Of a seat, no `date`, but `whom`, `role`, and `since` or `until` (ISO); `who` where an administrator did it. Of a
    proposal `forum` alone, and `date` of the meeting that it has been taken to. Of an absence `who` set it, `whom` it
    is of, and `since`; of a department `who`, `whom` (as it was called) and `into`; of tasks nobody has `whom`;
    of a task handed back, a deadline wished for and the answer to it `who`."""

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
    TASK_HANDED_BACK = "task_handed_back"
    DEADLINE_WISHED = "deadline_wished"
    DEADLINE_ANSWERED = "deadline_answered"
    AGENDA_TO_AGREE = "agenda_to_agree"
    MINUTES_TO_SEE = "minutes_to_see"
    CHAIR_AGREED = "chair_agreed"
    CHAIR_ASKS_CHANGES = "chair_asks_changes"
    AGENDA_TO_READ = "agenda_to_read"
    COMMENT_SETTLED = "comment_settled"


SENTENCES: dict[NoticeKind, Promise] = {
    NoticeKind.AGENDA_OUT: gettext_lazy("Dagsordenen til mødet i %(forum)s den %(date)s er sendt ud."),
    NoticeKind.SUPPLEMENT_OUT: gettext_lazy(
        "Der er sendt en tillægsdagsorden ud til mødet i %(forum)s den %(date)s."
    ),
    NoticeKind.MINUTES_OUT: gettext_lazy("Referatet fra %(forum)s den %(date)s er sendt ud."),
    NoticeKind.NEW_AGENDA: gettext_lazy("Der er en ny udgave af dagsordenen fra %(forum)s den %(date)s."),
    NoticeKind.NEW_MINUTES: gettext_lazy("Der er en ny udgave af referatet fra %(forum)s den %(date)s."),
    NoticeKind.EMERGENCY: gettext_lazy(
        "%(who)s har brugt nødadgang til punkt %(number)s på mødet den %(date)s i %(forum)s."
    ),
    NoticeKind.EDITION_HELD: gettext_lazy(
        "Kontrollen holder en ny udgave fra %(forum)s den %(date)s tilbage. Se hvorfor på mødets side."
    ),
    NoticeKind.MINUTES_TO_APPROVE: gettext_lazy(
        "Referatet fra %(forum)s den %(date)s skal godkendes senest den %(until)s. Gør du ikke indsigelse inden da,"
        " regnes det for godkendt."
    ),
    NoticeKind.MINUTES_OBJECTED: gettext_lazy(
        "Et medlem har gjort indsigelse mod referatet fra %(forum)s den %(date)s. Det er derfor ikke godkendt."
    ),
    NoticeKind.MINUTES_APPROVED: gettext_lazy(
        "Referatet fra %(forum)s den %(date)s er godkendt af medlemmerne."
    ),
    NoticeKind.CHANGE_ASKED: gettext_lazy(
        "Referatet fra %(forum)s den %(date)s blev godkendt med en ændring. Skriv ændringen som en rettelse."
    ),
    NoticeKind.MEETING_MOVED: gettext_lazy(
        "Mødet i %(forum)s den %(date)s er flyttet. Det holdes nu %(now)s."
    ),
    NoticeKind.MEETING_CANCELLED: gettext_lazy("Mødet i %(forum)s den %(date)s er aflyst."),
    NoticeKind.FORUM_OPENED: gettext_lazy("%(who)s har ændret, hvem der kan læse punkterne i %(forum)s."),
    NoticeKind.SEAT_GIVEN: gettext_lazy(
        "It-administrator %(who)s har givet %(whom)s plads som %(role)s i %(forum)s fra den %(since)s."
    ),
    NoticeKind.SEAT_ENDED: gettext_lazy(
        "It-administrator %(who)s har afsluttet pladsen som %(role)s i %(forum)s for %(whom)s. Den gælder til og"
        " med den %(until)s."
    ),
    NoticeKind.YOUR_SEAT: gettext_lazy("Du er %(role)s i %(forum)s fra den %(since)s."),
    NoticeKind.GROUP_JOINED: gettext_lazy(
        "It-administrator %(who)s har sat %(whom)s i gruppen %(group)s, der kan læse punkter i %(forum)s."
    ),
    NoticeKind.EMAIL_CHANGED: gettext_lazy(
        "It-administrator %(who)s har ændret din e-mailadresse i Chefforum til %(email)s. Er det forkert, så sig"
        " det straks til kommunens it-afdeling."
    ),
    NoticeKind.ADMINISTRATOR_MADE: gettext_lazy(
        "%(who)s har gjort %(whom)s til it-administrator i Chefforum."
    ),
    NoticeKind.PROPOSAL_RECEIVED: gettext_lazy("Der er indsendt et forslag til %(forum)s."),
    NoticeKind.PROPOSAL_TO_APPROVE: gettext_lazy(
        "Du skal godkende et forslag til %(forum)s, før sekretariatet får det."
    ),
    NoticeKind.PROPOSAL_APPROVED: gettext_lazy(
        "Dit forslag til %(forum)s er godkendt og sendt til sekretariatet."
    ),
    NoticeKind.PROPOSAL_PASSED_OVER: gettext_lazy(
        "Sekretariatet for %(forum)s har taget et forslag videre, uden at lederen har godkendt det."
    ),
    NoticeKind.PROPOSAL_RETURNED: gettext_lazy(
        "Dit forslag til %(forum)s er sendt tilbage til dig med en bemærkning."
    ),
    NoticeKind.PROPOSAL_PARKED: gettext_lazy("Dit forslag til %(forum)s er sat i bero."),
    NoticeKind.PROPOSAL_ACCEPTED: gettext_lazy(
        "Dit forslag er taget på dagsordenen til mødet i %(forum)s den %(date)s."
    ),
    NoticeKind.PROPOSAL_TAKEN_BACK: gettext_lazy("Et forslag til %(forum)s er trukket tilbage."),
    NoticeKind.STAND_IN: gettext_lazy(
        "Du dækker for %(whom)s fra den %(since)s og kan se og løse opgaverne."
    ),
    NoticeKind.STOOD_IN_FOR: gettext_lazy("%(who)s har sat %(whom)s til at dække for dig fra den %(since)s."),
    NoticeKind.DEPARTMENT_MERGED: gettext_lazy(
        "It-administrator %(who)s har lagt %(whom)s sammen med %(into)s, som nu har begges opgaver."
    ),
    NoticeKind.TASKS_LEFT: gettext_lazy(
        "%(whom)s er holdt op og har opgaver, som ingen leder kunne overtage. Giv dem til en anden."
    ),
    NoticeKind.TASK_HANDED_BACK: gettext_lazy(
        "%(who)s har givet en opgave tilbage. Giv den til en anden, eller tal med vedkommende."
    ),
    NoticeKind.DEADLINE_WISHED: gettext_lazy(
        "%(who)s har bedt om en ny frist for en opgave. Giv den, eller behold fristen."
    ),
    NoticeKind.DEADLINE_ANSWERED: gettext_lazy("%(who)s har svaret på den nye frist, du bad om."),
    NoticeKind.AGENDA_TO_AGREE: gettext_lazy(
        "Du bedes godkende udkastet til dagsordenen for mødet i %(forum)s den %(date)s."
    ),
    NoticeKind.MINUTES_TO_SEE: gettext_lazy(
        "Du bedes se udkastet til referatet fra %(forum)s den %(date)s igennem."
    ),
    NoticeKind.CHAIR_AGREED: gettext_lazy("Formanden har godkendt %(paper)s for %(forum)s den %(date)s."),
    NoticeKind.CHAIR_ASKS_CHANGES: gettext_lazy(
        "Formanden har bedt om ændringer i %(paper)s for %(forum)s den %(date)s."
    ),
    NoticeKind.AGENDA_TO_READ: gettext_lazy(
        "Du er bedt om at læse udkastet til dagsordenen for mødet i %(forum)s den %(date)s igennem senest den"
        " %(until)s."
    ),
    NoticeKind.COMMENT_SETTLED: gettext_lazy(
        "Sekretariatet har svaret på din bemærkning til udkastet for %(forum)s den %(date)s."
    ),
}

SUBJECTS: dict[NoticeKind, Promise] = {
    NoticeKind.AGENDA_OUT: gettext_lazy("Dagsorden fra %(forum)s"),
    NoticeKind.SUPPLEMENT_OUT: gettext_lazy("Tillægsdagsorden fra %(forum)s"),
    NoticeKind.MINUTES_OUT: gettext_lazy("Referat fra %(forum)s"),
    NoticeKind.NEW_AGENDA: gettext_lazy("Ny udgave af en dagsorden fra %(forum)s"),
    NoticeKind.NEW_MINUTES: gettext_lazy("Ny udgave af et referat fra %(forum)s"),
    NoticeKind.EMERGENCY: gettext_lazy("Nødadgang er brugt i %(forum)s"),
    NoticeKind.EDITION_HELD: gettext_lazy("En ny udgave fra %(forum)s er holdt tilbage"),
    NoticeKind.MINUTES_TO_APPROVE: gettext_lazy("Referat fra %(forum)s til godkendelse"),
    NoticeKind.MINUTES_OBJECTED: gettext_lazy("Indsigelse mod et referat fra %(forum)s"),
    NoticeKind.MINUTES_APPROVED: gettext_lazy("Et referat fra %(forum)s er godkendt"),
    NoticeKind.CHANGE_ASKED: gettext_lazy("Et referat fra %(forum)s er godkendt med en ændring"),
    NoticeKind.MEETING_MOVED: gettext_lazy("Et møde i %(forum)s er flyttet"),
    NoticeKind.MEETING_CANCELLED: gettext_lazy("Et møde i %(forum)s er aflyst"),
    NoticeKind.FORUM_OPENED: gettext_lazy("Det er ændret, hvem der kan læse punkterne i %(forum)s"),
    NoticeKind.SEAT_GIVEN: gettext_lazy("Ny plads i %(forum)s, givet af it-administratoren"),
    NoticeKind.SEAT_ENDED: gettext_lazy("En plads i %(forum)s er afsluttet af it-administratoren"),
    NoticeKind.YOUR_SEAT: gettext_lazy("Du har fået en plads i %(forum)s"),
    NoticeKind.GROUP_JOINED: gettext_lazy("En ny person kan læse punkter i %(forum)s"),
    NoticeKind.EMAIL_CHANGED: gettext_lazy("Din e-mailadresse i Chefforum er ændret"),
    NoticeKind.ADMINISTRATOR_MADE: gettext_lazy("Ny it-administrator i Chefforum"),
    NoticeKind.PROPOSAL_RECEIVED: gettext_lazy("Nyt forslag til %(forum)s"),
    NoticeKind.PROPOSAL_TO_APPROVE: gettext_lazy("Forslag til %(forum)s til din godkendelse"),
    NoticeKind.PROPOSAL_APPROVED: gettext_lazy("Dit forslag til %(forum)s er godkendt"),
    NoticeKind.PROPOSAL_PASSED_OVER: gettext_lazy("Et forslag til %(forum)s er taget videre"),
    NoticeKind.PROPOSAL_RETURNED: gettext_lazy("Dit forslag til %(forum)s er sendt tilbage"),
    NoticeKind.PROPOSAL_PARKED: gettext_lazy("Dit forslag til %(forum)s er sat i bero"),
    NoticeKind.PROPOSAL_ACCEPTED: gettext_lazy("Dit forslag til %(forum)s er taget på dagsordenen"),
    NoticeKind.PROPOSAL_TAKEN_BACK: gettext_lazy("Et forslag til %(forum)s er trukket tilbage"),
    NoticeKind.STAND_IN: gettext_lazy("Du dækker for %(whom)s"),
    NoticeKind.STOOD_IN_FOR: gettext_lazy("%(whom)s dækker for dig"),
    NoticeKind.DEPARTMENT_MERGED: gettext_lazy("To afdelinger er lagt sammen"),
    NoticeKind.TASKS_LEFT: gettext_lazy("Opgaver mangler en ansvarlig"),
    NoticeKind.TASK_HANDED_BACK: gettext_lazy("En opgave er givet tilbage"),
    NoticeKind.DEADLINE_WISHED: gettext_lazy("Der er bedt om en ny frist"),
    NoticeKind.DEADLINE_ANSWERED: gettext_lazy("Svar på den nye frist, du bad om"),
    NoticeKind.AGENDA_TO_AGREE: gettext_lazy("Dagsorden til %(forum)s til din godkendelse"),
    NoticeKind.MINUTES_TO_SEE: gettext_lazy("Referat fra %(forum)s til gennemsyn"),
    NoticeKind.CHAIR_AGREED: gettext_lazy("Formanden har svaret i %(forum)s"),
    NoticeKind.CHAIR_ASKS_CHANGES: gettext_lazy("Formanden har bedt om ændringer i %(forum)s"),
    NoticeKind.AGENDA_TO_READ: gettext_lazy("Dagsorden til %(forum)s til gennemlæsning"),
    NoticeKind.COMMENT_SETTLED: gettext_lazy("Svar på din bemærkning, %(forum)s"),
}


def sentence(kind: NoticeKind, facts: Facts) -> str:
    """Return "Der er en ny udgave af referatet fra Chefforum den 17. september 2026."."""
    days = {
        name: day_in_words(date.fromisoformat(facts[name]))
        for name in ("date", "since", "until")
        if name in facts
    }
    more = {"now": _when_and_where(facts), "role": _role_in_words(facts.get("role", ""))}
    more["paper"] = _paper_in_words(facts.get("paper", ""))
    return str(SENTENCES[kind]) % {**facts, **days, **more}


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
    return " ".join((str(SUBJECTS[kind]) % facts).split())


def day_in_words(day: date) -> str:
    """Return "17. september 2026", or the same in the reader's language."""
    return long_date(day) if get_language() == "da" else date_format(day, "j F Y")
