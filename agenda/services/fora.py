"""Fora: made and named by administrators, run by their own chair and secretaries.

create_forum, name_forum      administrators; neither shows anybody anything
change_settings               chair and secretaries: how the forum works
open_up                       chair and secretaries: who may read the forum's items besides its members
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import Forum, Meeting
from agenda.rights import EDITORS, seats_on, today
from agenda.services.guards import lock_forum, lock_meetings, record, require_forum_editor
from agenda.services.meetings import due, follow_rules
from agenda.services.standing import USUAL, put_on_list
from people.accounts import require_administrator
from people.models import User
from people.notices import tell
from people.wording import NoticeKind

WORKING = (
    "usual_start", "usual_place", "usual_minutes",
    "submission_weeks_before", "submission_weekday", "submission_time",
    "sending_weeks_before", "sending_weekday", "sending_time",
    "takes_proposals", "heads_approve_proposals", "chair_agrees_agenda", "chair_sees_minutes",
    "approval_days", "notes_finished_tasks",
)  # fmt: skip
"""How a forum works. None of these shows anybody anything."""


@dataclass(frozen=True)
class Openness:
    """Who besides its members reads a forum's open items, and whether new members read the closed ones of before."""

    open_to_employees: bool
    open_to_public: bool
    earlier_closed_to_members: bool

    @classmethod
    def of(cls, forum: Forum) -> Openness:
        return cls(forum.open_to_employees, forum.open_to_public, forum.earlier_closed_to_members)


@transaction.atomic
def create_forum(name: str, abbreviation: str = "", *, by: User | None) -> Forum:
    """Make a forum that is open to nobody, with the usual standing items; seats are given afterwards."""
    require_administrator(by)
    forum = Forum(name=_free_name(name), abbreviation=plain_line(abbreviation))
    forum.save(force_insert=True)
    for line in USUAL:
        put_on_list(forum, line, by)
    record("forum.created", forum, by, forum.pk)
    return forum


@transaction.atomic
def name_forum(forum: Forum, name: str, abbreviation: str, *, by: User | None) -> Forum:
    """Give a forum another name. What has been issued keeps the old one."""
    require_administrator(by)
    lock_forum(forum.pk)
    forum.name, forum.abbreviation = _free_name(name, but=forum), plain_line(abbreviation)
    forum.save(update_fields=["name", "abbreviation"])
    record("forum.named", forum, by, forum.pk)
    return forum


def _free_name(name: str, but: Forum | None = None) -> str:
    name = plain_line(name)
    if not name:
        raise ValidationError({"name": _("Skriv, hvad forummet hedder.")})
    taken = Forum.objects.filter(name__iexact=name).first()
    if taken is not None and taken != but:
        raise ValidationError({"name": _("Der er allerede et forum, der hedder sådan.")})
    return name


@transaction.atomic
def change_settings(forum: Forum, values: Mapping[str, Any], *, by: User | None) -> Forum:
    """Change how a forum works. Deadlines of planned meetings follow along unless somebody has set them."""
    require_forum_editor(by, forum)
    lock_forum(forum.pk)
    planned = Meeting.objects.filter(forum=forum, state=Meeting.State.PLANNED)
    lock_meetings(*planned.values_list("pk", flat=True))
    were = {one.pk: due(one) for one in planned.select_related("forum")}
    changed = {name: values[name] for name in WORKING if name in values}
    for name, value in changed.items():
        setattr(forum, name, plain_line(value) if name == "usual_place" else value)
    forum.save(update_fields=list(changed))
    for one in planned.select_related("forum"):
        follow_rules(one, were[one.pk])
    record("forum.settings", forum, by, forum.pk)
    return forum


@transaction.atomic
def open_up(forum: Forum, openness: Openness, *, by: User | None) -> Forum:
    """Let others read the forum's items, or no longer; the forum's other editors are told."""
    require_forum_editor(by, forum)
    lock_forum(forum.pk)
    forum.refresh_from_db()
    if Openness.of(forum) == openness:
        return forum
    for name, value in vars(openness).items():
        setattr(forum, name, value)
    forum.save(update_fields=list(vars(openness)))
    record("forum.opened", forum, by, forum.pk)
    told = [seat.user for seat in seats_on(forum, today()).filter(role__in=EDITORS).select_related("user")]
    facts = {"forum": forum.name, "who": by.full_name if by is not None else ""}
    path = reverse("forum_opening", args=[forum.pk])
    tell([user for user in told if user != by], NoticeKind.FORUM_OPENED, path=path, facts=facts, mail=True)
    return forum
