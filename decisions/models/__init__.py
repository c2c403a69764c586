"""What the forum decided, and what somebody must do because of it."""

from __future__ import annotations

from decisions.models.approving import ApprovalRound, MinutesApproval
from decisions.models.follow_up_tasks import DeadlineWish, Evidence, FollowUpTask, TaskEntry, TaskPartner
from decisions.models.recorded import (
    Correction,
    Decision,
    Dissent,
    Outcome,
    OutcomeSentence,
    RecommendationOutcome,
    StandardPhrase,
)
from decisions.models.reminding import CalendarAddress, Reminder, ReminderChoice, ReminderMail
from decisions.models.revisions import RevisedDecision, Revision

__all__ = [
    "ApprovalRound",
    "CalendarAddress",
    "Correction",
    "DeadlineWish",
    "Decision",
    "Dissent",
    "Evidence",
    "FollowUpTask",
    "MinutesApproval",
    "Outcome",
    "OutcomeSentence",
    "RecommendationOutcome",
    "Reminder",
    "ReminderChoice",
    "ReminderMail",
    "RevisedDecision",
    "Revision",
    "StandardPhrase",
    "TaskEntry",
    "TaskPartner",
]
