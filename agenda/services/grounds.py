"""The municipality's list of grounds for closing. Nothing is deleted: a ground out of use is switched off."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda.characters import plain_line
from agenda.models import LegalGround
from people import journal
from people.models import User


@dataclass(frozen=True)
class Line:
    """One line of the list, as somebody wants it."""

    text: str
    open_ended: bool = False
    active: bool = True
    position: int = 0


@transaction.atomic
def add_ground(line: Line, *, by: User | None) -> LegalGround:
    return _store(LegalGround(), line, "ground.added", by)


@transaction.atomic
def change_ground(ground: LegalGround, line: Line, *, by: User | None) -> LegalGround:
    """Change a ground for what is closed from now on; closed items keep the words they were closed with."""
    return _store(LegalGround.objects.select_for_update().get(pk=ground.pk), line, "ground.changed", by)


def _store(ground: LegalGround, line: Line, kind: str, by: User | None) -> LegalGround:
    if by is not None and not by.administers:
        raise PermissionDenied
    text = plain_line(line.text)
    if not text:
        raise ValidationError({"text": _("Skriv, hvad hjemlen hedder.")})
    if LegalGround.objects.filter(text__iexact=text).exclude(pk=ground.pk).exists():
        raise ValidationError({"text": _("Hjemlen står allerede på listen.")})
    ground.text, ground.open_ended, ground.active = text, line.open_ended, line.active
    ground.position = line.position
    ground.save()
    journal.write(kind, ground, by=by)
    return ground
