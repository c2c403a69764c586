"""Approving minutes: by a later meeting that names them, or by the members, each with a click before a deadline."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.characters import plain_lines
from agenda.models import Meeting, Membership, Recommendation
from agenda.rights import Role
from agenda.secretariat import facts_of, secretaries
from agenda.services.approvals import kept_right
from agenda.services.guards import expect, lock_forum, locked, record, require_editor
from decisions.models import ApprovalRound, MinutesApproval, Outcome
from decisions.services.revisions import end_revision
from people.jobs import job
from people.models import User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind

State = Meeting.State
Result = ApprovalRound.Result

LONGEST_COMMENT = 4000


@transaction.atomic
def approve_minutes(meeting: Meeting, *, by: User | None) -> Meeting:
    """Approve published minutes; from then on they are locked."""
    lock_forum(meeting.forum_id)
    meeting = locked(meeting)
    require_editor(by, meeting)
    expect(
        meeting.state,
        [State.MINUTES_PUBLISHED],
        _("Kun et udsendt referat, der ikke allerede er godkendt, kan godkendes."),
    )
    return approve(meeting, by)


def approve(meeting: Meeting, by: User | None) -> Meeting:
    """The transition on a meeting whose minutes are out and not approved, locked after its forum; a round or a revision
    that is open is over."""
    with kept_right(meeting.forum, by=by):
        meeting.state, meeting.minutes_approved_at = State.MINUTES_APPROVED, timezone.now()
        meeting.save(update_fields=["state", "minutes_approved_at"])
    _end_round(meeting, Result.OVERTAKEN)
    end_revision(meeting)
    record("meeting.minutes_approved", meeting, by, meeting.forum_id)
    return meeting


def approve_what_was_approved(meeting: Meeting, *, by: User | None) -> None:
    """Approve the minutes that recommendations of this meeting named, where their outcome is "godkendt".

    Where it is "godkendt med ændring", nothing is approved yet: the secretaries are asked to write the correction.
    """
    for outcome, act in (
        (Outcome.APPROVED, approve_minutes),
        (Outcome.APPROVED_WITH_CHANGE, _ask_for_change),
    ):
        for named in _named_by(meeting, outcome):
            act(named, by=by)


def _named_by(meeting: Meeting, outcome: Outcome) -> list[Meeting]:
    named = Recommendation.objects.filter(
        item__meeting=meeting, result__outcome=outcome, approves__state=State.MINUTES_PUBLISHED
    )
    meetings = Meeting.objects.filter(pk__in=named.values("approves")).select_related("forum")
    return list(meetings.order_by("pk"))


def _ask_for_change(meeting: Meeting, *, by: User | None) -> None:
    path = reverse("minutes", args=[meeting.pk])
    tell(secretaries(meeting.forum), NoticeKind.CHANGE_ASKED, path=path, facts=facts_of(meeting), mail=True)
    record("meeting.change_asked", meeting, by, meeting.forum_id)


def is_to_be_changed(meeting: Meeting) -> bool:
    """Whether a later meeting has approved these minutes with a change that has yet to be written."""
    return (
        meeting.state == State.MINUTES_PUBLISHED
        and meeting.approved_by.filter(
            result__outcome=Outcome.APPROVED_WITH_CHANGE, item__meeting__minutes_published_at__isnull=False
        ).exists()
    )


# By a click


def voters(meeting: Meeting) -> QuerySet[User]:
    """Those who approve minutes by a click: members, and the chair, with a seat on the day of the meeting."""
    seats = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gte=meeting.date),
        forum=meeting.forum_id,
        role__in=[Role.CHAIR, Role.MEMBER],
        since__lte=meeting.date,
    )
    return User.objects.filter(pk__in=seats.values("user"), is_active=True)


def open_round(meeting: Meeting, version: int, *, by: User | None) -> ApprovalRound | None:
    """Ask the members to approve a version of the minutes of a locked meeting, in the transaction that issues it.

    None where the forum does not approve by a click. A round of an earlier version is over.
    """
    _end_round(meeting, Result.OVERTAKEN)
    if meeting.forum.approval_days is None or not voters(meeting).exists():
        return None
    due = _end_of_day(timezone.localdate() + timedelta(days=meeting.forum.approval_days))
    opened = ApprovalRound.objects.create(meeting=meeting, version=version, due_at=due)
    facts = {**facts_of(meeting), "until": opened.last_day.isoformat()}
    path = reverse("approve", args=[meeting.pk])
    tell(voters(meeting), NoticeKind.MINUTES_TO_APPROVE, path=path, facts=facts, mail=True)
    record("meeting.approval_opened", meeting, by, meeting.forum_id)
    close_when_due.using(run_after=due).enqueue(opened.pk)
    return opened


def _end_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@transaction.atomic
def answer(asked: ApprovalRound, *, approves: bool, comment: str = "", by: User) -> MinutesApproval:
    """Answer for oneself in a round; one may think again while it is open.

    The minutes are approved with the last of the members. An objection ends the round, and the secretaries are told.
    """
    lock_forum(asked.meeting.forum_id)
    meeting = locked(asked.meeting)
    if not voters(meeting).filter(pk=by.pk).exists():
        raise PermissionDenied
    asked = ApprovalRound.objects.get(pk=asked.pk)
    _expect_open(asked)
    comment = _checked(comment, approves)
    given, _made = MinutesApproval.objects.update_or_create(
        round=asked,
        user=by,
        defaults={"approves": approves, "comment": comment, "at": timezone.now()},
    )
    record("meeting.minutes_answered", meeting, by, meeting.forum_id)
    if not approves:
        _end_round(meeting, Result.OBJECTED)
        _tell_secretaries(meeting, NoticeKind.MINUTES_OBJECTED)
    elif not waiting_for(asked).exists():
        _approve_by_click(meeting, by)
    return given


def waiting_for(asked: ApprovalRound) -> QuerySet[User]:
    """The members who have not answered."""
    return voters(asked.meeting).exclude(pk__in=asked.answers.values("user"))


def awaited(user: User, meeting: Meeting) -> ApprovalRound | None:
    """Return the open round in which this person has not answered, if there is one."""
    if meeting.state != Meeting.State.MINUTES_PUBLISHED:
        return None
    asked = meeting.approval_rounds.filter(closed_at__isnull=True, due_at__gt=timezone.now()).first()
    return asked if asked is not None and waiting_for(asked).contains(user) else None


def _expect_open(asked: ApprovalRound) -> None:
    if asked.closed_at is not None:
        raise Refused(
            _("Der kan ikke længere svares på denne udgave af referatet. Se, hvordan det står, på siden.")
        )
    if asked.due_at <= timezone.now():
        raise Refused(_("Fristen for at godkende referatet er udløbet."))


def _checked(comment: str, approves: bool) -> str:
    comment = plain_lines(comment)
    if not approves and not comment:
        raise ValidationError({"comment": _("Skriv, hvad der er galt i referatet.")})
    if len(comment) > LONGEST_COMMENT:
        raise ValidationError({"comment": _("Bemærkningen er for lang; skriv højst 4.000 tegn.")})
    return comment


@job
def close_when_due(round_id: int) -> None:
    approve_by_silence(ApprovalRound.objects.get(pk=round_id))


@transaction.atomic
def approve_by_silence(asked: ApprovalRound) -> None:
    """Approve the minutes of a round whose deadline has passed without an objection, as its page said they would be."""
    lock_forum(asked.meeting.forum_id)
    meeting = locked(asked.meeting)
    asked = ApprovalRound.objects.get(pk=asked.pk)
    if asked.closed_at is None and asked.due_at <= timezone.now():
        _approve_by_click(meeting, None)


def _approve_by_click(meeting: Meeting, by: User | None) -> None:
    _end_round(meeting, Result.APPROVED)
    approve(meeting, by)
    _tell_secretaries(meeting, NoticeKind.MINUTES_APPROVED)


def _end_round(meeting: Meeting, result: ApprovalRound.Result) -> None:
    ended = meeting.approval_rounds.filter(closed_at__isnull=True)
    ended.update(closed_at=timezone.now(), result=result)


def _tell_secretaries(meeting: Meeting, kind: NoticeKind) -> None:
    path = reverse("approve", args=[meeting.pk])
    tell(secretaries(meeting.forum), kind, path=path, facts=facts_of(meeting), mail=True)
