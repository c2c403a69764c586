"""Before the meeting: proposals, drafts, bilag, their order, who reads along, and who is let in."""

from __future__ import annotations

from django.contrib.auth.models import Group

from agenda.models import AgendaItem, Agreement, Invitation
from agenda.services import (
    access,
    agreements,
    bilag,
    closing,
    comments,
    heads,
    items,
    ordering,
    proposals,
    room,
    rounds,
    writing,
)
from agenda.services.closing import Closing
from documents import adding, agreeing, emergencies, reissuing, withdrawing
from documents.models import WaitingBilag
from tests.cast import some_day
from tests.lives.house import Given, Rules, Step, given

SUSPECT = "Borgeren har CPR-nummer 010190-1234"
"""The check holds a file with this back, once its item is out."""


def _new(step: Step) -> Given:
    title = f"Kladde {AgendaItem.objects.count()}-{step.number}"
    closed = step.number % 2 == 0
    return given(step.forum, title, closed=closed, author=step.by, recommendations=["at drøfte"])


def _proposed(step: Step) -> Given:
    title = f"Forslag {AgendaItem.objects.count()}-{step.number}"
    return given(step.forum, title, closed=step.yes, kind=AgendaItem.Kind.DECISION)


def _answered(step: Step) -> Given:
    """The chair has seen the draft as it is, or something else."""
    seen = agreeing.digest_of(agreeing.draft(step.meeting, agreeing.paper_now(step.meeting)))
    said = list(Agreement.Answer)[step.number]
    return given(step.meeting, said, comment=step.words, seen=seen if step.yes else "")


def _file(step: Step) -> Given:
    file = step.file(SUSPECT) if step.item.published_at else step.file()
    return given(step.item, step.words, file=file, closed=step.yes)


def _closing(step: Step) -> Given:
    return given(step.item, Closing("Udbud", f"Udbud {step.number}"))


def _comment(step: Step) -> Given:
    return given(step.one_of(step.item.comments.order_by("pk")), taken=step.yes)


ITEMS: Rules = {
    items.draft_item: _new,
    items.submit_item: lambda step: given(step.item, wish=step.meeting),
    items.accept_item: lambda step: given(step.item, step.meeting),
    items.return_item: lambda step: given(step.item),
    items.park_item: lambda step: given(step.item),
    items.withdraw_item: lambda step: given(step.item, reason=step.words),
    withdrawing.withdraw: lambda step: given(step.item, step.words, reissues=step.yes),
    writing.save_text: lambda step: given(step.item, "background", step.text, base=step.mark("background")),
    ordering.add_item: lambda step: given(step.meeting, f"Nyt {step.number}", closed=step.yes),
    ordering.return_to_pool: lambda step: given(step.item),
    ordering.delete_draft: lambda step: given(step.item),
    ordering.move_item: lambda step: given(step.item, step.number),
    room.move_in_room: lambda step: given(step.item, step.number),
    proposals.propose: _proposed,
    proposals.send_back: lambda step: given(step.item, step.words),
    proposals.take_back: lambda step: given(step.item),
    heads.approve_proposal: lambda step: given(step.item),
    heads.refuse_proposal: lambda step: given(step.item, step.words),
    heads.pass_over_head: lambda step: given(step.item, step.words),
}
BILAG: Rules = {
    adding.add_bilag: lambda step: given(step.item, step.words, file=step.file(), closed=step.yes),
    adding.add_or_hold: _file,
    adding.add_waiting: lambda step: given(step.one_of(WaitingBilag.objects.order_by("title"))),
    adding.drop_waiting: lambda step: given(step.one_of(WaitingBilag.objects.order_by("title"))),
    bilag.attach: lambda step: given(step.item, step.words, file=step.file(), closed=step.yes),
    bilag.rename_bilag: lambda step: given(step.bilag, step.words),
    bilag.move_bilag: lambda step: given(step.bilag, step.number - 1),
    bilag.mark_bilag: lambda step: given(step.bilag, step.yes),
    bilag.remove_bilag: lambda step: given(step.bilag),
}
READERS: Rules = {
    rounds.ask_readers: lambda step: given(step.meeting, [step.whom], due=some_day(step.number)),
    rounds.end_round: lambda step: given(step.meeting),
    comments.comment: lambda step: given(step.item, step.words),
    comments.settle_comment: _comment,
    agreements.ask_chair: lambda step: given(step.meeting, agreeing.paper_now(step.meeting)),
    agreeing.ask: lambda step: given(step.meeting),
    agreeing.answer: _answered,
}
RIGHTS: Rules = {
    access.recuse: lambda step: given(step.item, step.whom),
    access.lift_recusal: lambda step: given(step.one_of(step.item.recusals.filter(lifted_at=None))),
    access.grant_reading: lambda step: given(
        step.item, step.one_of(Group.objects.all()) if step.number == 2 else step.whom, reason=step.words
    ),
    access.withdraw_grant: lambda step: given(step.one_of(step.item.user_grants.order_by("pk"))),
    access.invite: lambda step: given(
        step.meeting, step.whom, kind=Invitation.Kind.GUEST, item=step.item if step.yes else None
    ),
    emergencies.read_in_emergency: lambda step: given(step.item, reason=step.words),
    closing.close_item: _closing,
    closing.open_item: lambda step: given(step.item),
    closing.set_attachment_closed: lambda step: given(step.bilag, step.yes),
    reissuing.close_item: _closing,
    reissuing.open_item: lambda step: given(step.item),
    reissuing.set_attachment_closed: lambda step: given(step.bilag, step.yes),
}
DOERS = {
    emergencies.read_in_emergency: "ida",
    **dict.fromkeys((heads.approve_proposal, heads.refuse_proposal), "line"),
    **dict.fromkeys((items.submit_item, proposals.propose, proposals.take_back), "frida"),
    **dict.fromkeys((comments.comment, agreeing.answer), "karen"),
}
