"""Members who asked to have it recorded that they did not agree."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agenda.characters import plain_line, plain_lines
from agenda.models import AgendaItem
from agenda.services.guards import record
from decisions.models import Decision, Dissent
from decisions.services.recording import being_decided
from people.models import User

LONGEST_DISSENT = 4000


@transaction.atomic
def add_dissent(
    item: AgendaItem, who: str, text: str, *, user: User | None = None, by: User | None
) -> Dissent:
    """Record a dissent, in plain text; its line breaks are kept."""
    item = being_decided(item, by)
    who, text = checked_dissent(who, text)
    decision, _made = Decision.objects.get_or_create(item=item, defaults={"recorded_by": by})
    last = decision.dissents.aggregate(last=Max("position"))["last"] or 0
    dissent = Dissent.objects.create(decision=decision, position=last + 1, who=who, user=user, text=text)
    record("item.dissent", item, by, item.forum_id, item.department_id)
    return dissent


@transaction.atomic
def remove_dissent(dissent: Dissent, *, by: User | None) -> None:
    item = being_decided(dissent.decision.item, by)
    if Dissent.objects.filter(pk=dissent.pk).delete()[0]:
        record("item.dissent", item, by, item.forum_id, item.department_id)


def write_dissents(item: AgendaItem, rows: Sequence[tuple[str, User | None, str]], by: User | None) -> None:
    """Write the dissents on a locked item anew."""
    decision, _made = Decision.objects.get_or_create(item=item, defaults={"recorded_by": by})
    decision.dissents.all().delete()
    Dissent.objects.bulk_create(
        Dissent(decision=decision, position=position, who=who, user=user, text=text)
        for position, (who, user, text) in enumerate(rows, start=1)
    )
    record("item.dissent", item, by, item.forum_id, item.department_id)


def checked_dissent(who: str, text: str) -> tuple[str, str]:
    """Return both as they are stored; ValidationError where one is missing or too long."""
    who, text = plain_line(who), plain_lines(text)
    errors = {
        "who": _("Skriv, hvem det er.") if not who else "",
        "text": _("Skriv, hvad vedkommende vil have ført til referat.") if not text else "",
    }
    if len(text) > LONGEST_DISSENT:
        errors["text"] = _("Teksten er for lang; skriv højst 4.000 tegn.")
    if any(errors.values()):
        raise ValidationError({field: sentence for field, sentence in errors.items() if sentence})
    return who, text
