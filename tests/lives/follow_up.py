"""What is to be done because of a decision."""

from __future__ import annotations

from decisions import reminding
from decisions.models import Evidence, FollowUpTask
from decisions.services.follow_up import (
    assigning,
    choosing,
    deadlines,
    evidence,
    leaving,
    noting,
    progress,
    returning,
    revising,
)
from decisions.services.follow_up.assigning import Due, Owner
from people.models import Department, User
from tests.cast import some_day
from tests.lives.house import Given, Rules, Step, given


def _new(step: Step) -> Given:
    owner, due = Owner(None, step.whom), Due(some_day(step.number - 1))
    return given(step.item, f"Gør {step.number}", owner, due=due, every_months=3 if step.yes else None)


def _evidence(step: Step) -> Evidence:
    return step.one_of(step.task.evidence.order_by("added_at"))


def _merged(step: Step) -> Given:
    first, second = Department.objects.order_by("name")[:2]
    return given(first, second)


def _leaver(step: Step) -> User:
    return step.one_of(User.objects.filter(email__regex="^(bo|mette|per)@").order_by("email"))


TASKS: Rules = {
    assigning.create_task: _new,
    assigning.set_owner: lambda step: given(step.task, Owner(None, step.whom)),
    assigning.hand_back: lambda step: given(step.task, reason=step.words),
    assigning.hand_over: lambda step: given([step.task], step.whom, reason=step.words),
    deadlines.set_deadline: lambda step: given(step.task, some_day(20 + step.number)),
    deadlines.ask_deadline: lambda step: given(step.task, some_day(40), reason=step.words),
    deadlines.answer_deadline: lambda step: given(step.task, grant=step.yes),
    evidence.add_evidence: lambda step: given(step.task, step.words, file=step.file()),
    evidence.remove_evidence: lambda step: given(_evidence(step)),
    progress.set_status: lambda step: given(step.task, list(FollowUpTask.Status)[step.number + 1]),
    progress.add_note: lambda step: given(step.task, step.words),
    progress.set_text: lambda step: given(step.task, step.words),
    revising.revise: lambda step: given(step.task, revising.Revision(text=step.words, every_months=6)),
    returning.return_to_agenda: lambda step: given(step.task, some_day(7 + step.number)),
    noting.note_finished: lambda step: given(step.task),
    leaving.leave: lambda step: given(_leaver(step)),
    leaving.leave_tasks: lambda step: given(step.whom),
    leaving.merge_department: _merged,
    choosing.choose_reminders: lambda step: given(step.whom, {"late": step.yes}),
    reminding.note_late: lambda step: given(),
}
BY_ADMINISTRATOR = (leaving.leave, leaving.merge_department)
