"""How a forum is kept: what it is called, who has a seat, who may read along, and its lists."""

from __future__ import annotations

from django.contrib.auth.models import Group

from agenda.models import LegalGround, Membership
from agenda.rights import Role
from agenda.services import fora, grounds, groups, seats, standing
from decisions.models import Outcome, StandardPhrase
from decisions.services import phrases, sentences
from tests.cast import TODAY, some_day
from tests.lives.house import Given, Rules, Step, given


def _group(step: Step) -> Group:
    return step.one_of(Group.objects.order_by("pk"))


def _standing(step: Step) -> Given:
    return given(step.one_of(step.forum.standing_items.order_by("pk")))


def _with(first: Given, *more: object) -> Given:
    return given(*first.places, *more)


def _line(step: Step) -> standing.Line:
    return standing.Line(f"Fast {step.number}")


def _seat(step: Step) -> Given:
    """A member's; who takes care of the forum stays."""
    mine = Membership.objects.filter(forum=step.forum, user=step.whom, role=Role.MEMBER)
    return given(step.one_of(mine.order_by("pk")), some_day(step.number - 1))


FORA: Rules = {
    fora.create_forum: lambda step: given(f"Udvalg {step.number}"),
    fora.name_forum: lambda step: given(step.forum, f"Chefforum {step.number}", "CF"),
    fora.change_settings: lambda step: given(
        step.forum, {"approval_days": step.number or None, "notes_finished_tasks": step.yes}
    ),
    fora.open_up: lambda step: given(step.forum, fora.Openness(step.yes, step.number == 2, step.yes)),
    seats.found_forum: lambda step: given(f"Råd {step.number}", "", step.whom),
    seats.give_seat: lambda step: given(step.forum, step.whom, Role.MEMBER, since=TODAY),
    seats.end_seat: _seat,
    groups.name_group: lambda step: given(_group(step), f"Gruppe {step.number}"),
    groups.join_group: lambda step: given(_group(step), step.whom),
    groups.leave_group: lambda step: given(_group(step), step.whom),
}
LISTS: Rules = {
    standing.add_standing: lambda step: given(step.forum, _line(step)),
    standing.change_standing: lambda step: _with(_standing(step), _line(step)),
    standing.remove_standing: _standing,
    standing.shift_standing: lambda step: _with(_standing(step), 1 if step.yes else -1),
    grounds.add_ground: lambda step: given(grounds.Line(f"Hjemmel {step.number}")),
    grounds.change_ground: lambda step: given(
        step.one_of(LegalGround.objects.order_by("pk")), grounds.Line(step.words)
    ),
    phrases.add_phrase: lambda step: given(step.forum, step.words),
    phrases.remove_phrase: lambda step: given(step.one_of(StandardPhrase.objects.order_by("pk"))),
    sentences.keep_sentences: lambda step: given(
        step.forum, {(Outcome.APPROVED, "decision"): f"Godkendt {step.number}."}
    ),
}
BY_ADMINISTRATOR = (
    *(fora.create_forum, fora.name_forum, seats.found_forum, grounds.add_ground, grounds.change_ground),
    *(groups.name_group, groups.join_group, groups.leave_group),
)
