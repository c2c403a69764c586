"""Rounds of reading a draft agenda ("til gennemlæsning"): named people read it and comment on it until the round ends.

Each item of it is a `Review` for each reader, which the gate reads. They end with the round, and when their item leaves
the agenda.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_lines
from agenda.models import AgendaItem, Meeting, Review, ReviewRound
from agenda.rights import today
from agenda.secretariat import facts_of
from agenda.services.guards import locked, record, require_editor
from people.models import User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind, day_in_words

State = Meeting.State

LONGEST_MESSAGE = 2000
READING = Review.Purpose.READING


def running(meeting: Meeting) -> ReviewRound | None:
    """The round that the agenda of a meeting is out in."""
    return meeting.review_rounds.filter(closed_at__isnull=True).prefetch_related("readers").first()


def drafts(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What a round is about: the items that are to be sent out, but not one that tells what minutes not yet out say."""
    told = Q(continues__isnull=True) | Q(continues__meeting__minutes_published_at__isnull=False)
    return meeting.items.filter(told, state=AgendaItem.State.ACCEPTED)


@transaction.atomic
def ask_readers(
    meeting: Meeting, people: Iterable[User], *, due: date, message: str = "", by: User | None
) -> ReviewRound:
    """Ask people to read the agenda by a day, and tell them by mail; in a round that is open already, ask more."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    if not (meeting.is_before_session and drafts(meeting).exists()):
        raise Refused(_("Der er ingen punkter at læse igennem, før dagsordenen udsendes."))
    _expect_in_time(meeting, due)
    message, before = _checked(people := list(people), message), running(meeting)
    found = before or ReviewRound(meeting=meeting, opened_by=by)
    found.due, found.message = due, message
    found.save()
    there = list(found.readers.all())
    new = [one for one in people if one not in there]
    if before is None and not new:
        raise ValidationError({"readers": _("Vælg mindst én, der skal læse dagsordenen.")})
    found.readers.add(*new)
    for item in drafts(meeting):
        _open(item, found)
    record("round.changed" if before else "round.opened", found, by, meeting.forum_id)
    tell(
        new,
        NoticeKind.AGENDA_TO_READ,
        path=reverse("reading", args=[meeting.pk]),
        facts=_facts(found),
        mail=True,
    )
    return found


def _expect_in_time(meeting: Meeting, due: date) -> None:
    if due < today():
        raise ValidationError({"due": _("Fristen ligger i fortiden; vælg en senere dag.")})
    if due > max(meeting.date, today()):
        raise ValidationError(
            {
                "due": _("Fristen ligger efter mødet den %(day)s. Vælg en tidligere dag.")
                % {"day": day_in_words(meeting.date)}
            }
        )


def _checked(people: list[User], message: str) -> str:
    if any(not one.is_active for one in people):
        raise ValidationError({"readers": _("En af dem er ikke længere bruger; vælg en anden.")})
    message = plain_lines(message)
    if len(message) > LONGEST_MESSAGE:
        raise ValidationError({"message": _("Beskeden er for lang; skriv højst 2.000 tegn.")})
    return message


def _facts(found: ReviewRound) -> dict[str, str]:
    return {**facts_of(found.meeting), "until": found.due.isoformat()}


def _open(item: AgendaItem, found: ReviewRound) -> None:
    """Let the readers of a round read an item of a locked meeting; the gate says what of it, and who may not."""
    there = item.reviews.filter(closed_at__isnull=True).values("user")
    Review.objects.bulk_create(
        Review(item=item, user=one, purpose=READING, round=found)
        for one in found.readers.exclude(pk__in=there)
    )


def follow(item: AgendaItem) -> None:
    """The transition on a locked item that has come onto an agenda, or off one: who reads that agenda reads it too."""
    found = running(item.meeting) if item.meeting is not None else None
    found = found if found is not None and drafts(found.meeting).filter(pk=item.pk).exists() else None
    former = item.reviews.filter(purpose=READING, closed_at__isnull=True).exclude(round=found)
    former.update(closed_at=timezone.now())
    if found is not None:
        _open(item, found)


@transaction.atomic
def end_round(meeting: Meeting, *, by: User | None) -> None:
    """End the round before its day; nobody reads the draft by it any longer."""
    meeting = locked(meeting)
    require_editor(by, meeting)
    if running(meeting) is None:
        raise Refused(_("Dagsordenen er ikke til gennemlæsning."))
    close(meeting, by)


def close(meeting: Meeting, by: User | None) -> None:
    """The transition on a locked meeting: a round that is open is over."""
    found, now = running(meeting), timezone.now()
    if found is not None:
        found.closed_at = now
        found.save(update_fields=["closed_at"])
        found.reviews.filter(closed_at__isnull=True).update(closed_at=now)
        record("round.closed", found, by, meeting.forum_id)
