"""Reading in an emergency: let in for an hour, and told to the forum's secretaries at once."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.models import AgendaItem
from agenda.secretariat import facts_of, secretaries
from agenda.services.access import Grant, break_glass
from people.models import User
from people.notices import tell
from people.refusals import Refused
from people.wording import NoticeKind


@transaction.atomic
def read_in_emergency(item: AgendaItem, *, reason: str, by: User) -> Grant:
    """Let an administrator read one published item for an hour, and tell the secretaries who did it and why.

    The reason stands on their page of notices and in no mail. A secretary recused from the item is told without it.
    Refused where there is nobody to tell: nothing is read in an emergency unseen.
    """
    grant = break_glass(item, reason=reason, by=by)
    item = grant.content_object
    if not secretaries(item.forum).exists():
        raise Refused(
            _("Forummet har hverken sekretær eller formand, der kan få besked. Giv det først en sekretær.")
        )
    if item.meeting is not None:
        facts = {**facts_of(item.meeting), "who": by.full_name, "number": str(item.number)}
        path = reverse("item", args=[item.meeting_id, item.pk])
        told = secretaries(item.forum)
        recused = told.filter(recusals__item=item, recusals__lifted_at=None)
        tell(recused, NoticeKind.EMERGENCY, path=path, facts=facts, mail=True)
        tell(
            told.exclude(pk__in=recused.values("pk")),
            NoticeKind.EMERGENCY,
            path=path,
            facts={**facts, "reason": grant.reason},
            mail=True,
        )
    return grant
